"""Words as people type them: compared without accents or case, answered with what was meant."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeVar

from ogpmx.errors import Misuse
from ogpmx.messages import _

T = TypeVar("T")


def fold(text: str) -> str:
    """`text` for comparing: no accents, no case, one space where other signs stood.

    >>> fold("Equis, Justicia para las MUJERES: ¡sí!")
    'equis justicia para las mujeres si'
    >>> fold("Łódzka")
    'lodzka'
    """
    plain = unicodedata.normalize("NFKD", text).translate(_FOLDED).casefold()
    return " ".join(plain.split())


class _Folded(dict[int, str | None]):
    """What becomes of a character, worked out when it first comes.

    Accents go (combining classes of Hebrew and Arabic points, and of marks above and below), a
    stroke goes; the vowel signs and joiners of other scripts belong to their words.
    """

    def __missing__(self, code: int) -> str | None:
        char = chr(code)
        kind, combining = unicodedata.category(char), unicodedata.combining(char)
        folded: str | None = char
        if 10 <= combining <= 35 or combining >= 200:
            folded = None
        elif kind[0] == "L":
            name, stroke, _rest = unicodedata.name(char, "").partition(" WITH STROKE")
            folded = unicodedata.lookup(name) if stroke else char
        elif kind[0] not in "MN":
            folded = " "
        self[code] = folded
        return folded


_FOLDED = _Folded()


def natural_order(value: object) -> list[tuple[int, int, str]]:
    """A key to sort by as people count: 2 before 10, 5.2 before 5.10, figures before letters.

    >>> sorted(["B.1", "10", "5.10", "5.2", "2"], key=natural_order)
    ['2', '5.2', '5.10', '10', 'B.1']
    """
    parts = re.findall(r"[0-9]+|[^0-9]+", str(value).casefold())
    return [_order_figures(part) if part.isdecimal() else (1, 0, part) for part in parts]


def _order_figures(figures: str) -> tuple[int, int, str]:
    """A whole number's key: by its length, then by its figures; `int` takes only 4,300 of them."""
    least = figures.lstrip("0")
    return 0, len(least), least


def near_misses(word: str, known: Iterable[str], n: int = 3, least: float = 0.6) -> list[str]:
    """Those of the `known` words that are likest to `word`, the likest first; `n` at most.

    `least`: how like they are at least, from 0 to 1.

    >>> near_misses("complted", ["completed", "limited", "inactive"])
    ['completed']
    """
    from difflib import get_close_matches

    if len(word) > 200:  # it would take minutes
        return []
    spelled = {fold(k): k for k in known}
    return [spelled[match] for match in get_close_matches(fold(word), list(spelled), n, least)]


def is_negated(word: str) -> bool:
    """Whether a sign before a word asks for all that it does not name: no question here does."""
    return word.startswith(("-", "!", "~", "¬", "≠", "<>")) and fold(word) != ""


def find_fitting(name: str, spelled: Iterable[tuple[T, Iterable[str]]]) -> list[T]:
    """The things that a name fits, of pairs of a thing and its spellings.

    Tries in turn: the exact spelling; all words as whole words, in any order; all words as parts
    of words. The first try that finds anything decides.
    """
    wanted = "" if is_negated(name) else fold(name)
    words = wanted.split()
    folded = [(thing, [*map(fold, spellings)]) for thing, spellings in spelled] if words else []
    tests: tuple[Callable[[str], bool], ...] = (
        lambda spelling: spelling == wanted,
        lambda spelling: set(words) <= set(spelling.split()),
        lambda spelling: all(word in spelling for word in words),
    )
    fits = ([thing for thing, of_one in folded if any(map(test, of_one))] for test in tests)
    return next(filter(None, fits), [])


def join_or(words: Sequence[str]) -> str:
    """Words to choose from, as a sentence names them: `a, b or c`."""
    return _(" or ").join(filter(None, [", ".join(words[:-1]), words[-1]]))


def suggest(words: Iterable[str]) -> str:
    """Ask whether one of these was meant, behind what is wrong; nothing, where there are none."""
    meant = [*dict.fromkeys(words)]
    return _(" Did you mean {word}?").format(word=join_or(meant)) if meant else ""


def suggest_line(meant: str) -> str:
    """Ask whether these words of a command line were meant; nothing, where there are none."""
    return "\n" + _("Did you mean “{command}”?").format(command=meant) if meant else ""


def resolve(word: str, known: Mapping[str, Iterable[str]], what: str) -> str:
    """The key that a word stands for: itself, or one of its other spellings, whatever the case and
    the accents. Raises `Misuse` with what was meant and what is allowed."""
    if word in known:
        return word
    if not word:  # between two commas, or after the last
        message = _("{what}: a value is missing.\nAllowed: {allowed}")
        raise Misuse(message.format(what=what, allowed=", ".join(known)))
    spellings = {fold(s): key for key, others in known.items() for s in (*others, key)}
    if fold(word) in spellings and not is_negated(word):
        return spellings[fold(word)]
    meant = [spellings[near] for near in near_misses(word, spellings, 1)]
    message = _("{what}: there is no “{word}”.{hint}\nAllowed: {allowed}")
    allowed = ", ".join(known)
    raise Misuse(message.format(what=what, word=word, hint=suggest(meant), allowed=allowed))


def require_one_of(word: str, allowed: Iterable[str], what: str) -> str:
    """`word` if it is allowed; else `Misuse`, with what was meant and what is allowed."""
    return resolve(word, dict.fromkeys(allowed, ()), what)
