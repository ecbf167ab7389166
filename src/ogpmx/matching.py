"""Words as people type them: compared without accents or case, answered with what was meant."""

import re
import unicodedata
from collections.abc import Iterable, Sequence

from ogpmx.errors import Misuse
from ogpmx.messages import _


def fold(text: str) -> str:
    """`text` for comparing: no accents, no case, one space where other signs stood.

    >>> fold("Equis, Justicia para las MUJERES: ¡sí!")
    'equis justicia para las mujeres si'
    """
    plain = unicodedata.normalize("NFKD", text).translate(_WITHOUT_MARKS).casefold()
    return " ".join(re.findall(r"[^\W_]+", plain))


class _Marks(dict[int, int | None]):
    """What becomes of a character, found out when it first comes: combining marks go."""

    def __missing__(self, char: int) -> int | None:
        self[char] = None if unicodedata.combining(chr(char)) else char
        return self[char]


_WITHOUT_MARKS = _Marks()


def near_misses(word: str, known: Iterable[str], n: int = 3) -> list[str]:
    """Those of the `known` words that are likest to `word`, the likest first; `n` at most.

    >>> near_misses("complted", ["completed", "limited", "inactive"])
    ['completed']
    """
    from difflib import get_close_matches

    spelled = {fold(k): k for k in known}
    return [spelled[match] for match in get_close_matches(fold(word), list(spelled), n)]


def join_or(words: Sequence[str]) -> str:
    """Words to choose from, as a sentence names them: `a, b or c`."""
    return _(" or ").join(filter(None, [", ".join(words[:-1]), words[-1]]))


def require_one_of(word: str, allowed: Sequence[str], what: str) -> str:
    """`word` if it is allowed; else `Misuse`, with what was meant and what is allowed."""
    if word in allowed:
        return word
    meant = near_misses(word, allowed, 1)
    hint = _(" Did you mean {word}?").format(word=meant[0]) if meant else ""
    message = _("{what}: there is no “{word}”.{hint} Allowed: {allowed}")
    raise Misuse(message.format(what=what, word=word, hint=hint, allowed=", ".join(allowed)))
