"""The options that stand before a command as well as after it, and what they mean.

Light: every run, and the help of the whole, needs no more of the options than this.
"""

import os
from collections.abc import Callable, Sequence
from typing import Annotated, Any, TypeVar

import typer

from ogpmx import messages
from ogpmx.errors import Misuse
from ogpmx.lang import Lang
from ogpmx.messages import N_, _

Complete = Callable[..., list[str]]
Function = TypeVar("Function", bound=Callable[..., Any])


def answers(shape: str) -> Callable[[Function], Function]:
    """Mark a command's function as one that answers with rows of this shape of `columns`."""

    def mark(function: Function) -> Function:
        function.shape = shape  # type: ignore[attr-defined]
        return function

    return mark


def one_of(word: str, allowed: Sequence[str], what: str) -> str:
    """`word` if it is allowed; else `Misuse`, with what was meant and what is allowed."""
    if word in allowed:
        return word
    from difflib import get_close_matches

    meant = get_close_matches(word.lower(), allowed, 1)
    hint = _(" Did you mean {word}?").format(word=meant[0]) if meant else ""
    message = _("{what}: there is no “{word}”.{hint} Allowed: {allowed}")
    raise Misuse(message.format(what=what, word=word, hint=hint, allowed=", ".join(allowed)))


def among(allowed: Sequence[str]) -> Complete:
    """Completion with some of these words."""
    return lambda incomplete: [word for word in allowed if word.startswith(incomplete)]


LangOption = Annotated[
    str | None,
    typer.Option(
        "--lang",
        metavar="es|en",
        help=N_("Language of labels, help and texts."),
        autocompletion=among([*Lang]),
    ),
]
DataOption = Annotated[
    str | None,
    typer.Option(
        "--data",
        metavar="FILE",
        help=N_("Another plan: a YAML, JSON or JSON Lines file; - is standard input."),
    ),
]


def language(asked: str | None) -> Lang:
    """The language of a run: what is asked, else `OGPMX_LANG`, else the locale's.

    Raises `Misuse` for a language that there is not.
    """
    named = asked if asked is not None else os.environ.get("OGPMX_LANG") or None
    if named is None:
        return messages.locale_language(os.environ)
    where = "--lang" if asked is not None else "OGPMX_LANG"
    return Lang(one_of(named.lower(), [*Lang], where))


def data_file(ctx: typer.Context, own: str | None = None) -> str | None:
    """The file to read: a command's `--data`, else that before it, else `OGPMX_DATA`; or none."""
    before = ctx.find_root().params.get("data")
    return own or ctx.params.get("data") or before or os.environ.get("OGPMX_DATA") or None
