"""The options that stand before a command as well as after it, and what they mean.

Light: every run, and the help of the whole, needs no more of the options than this.
"""

import os
from collections.abc import Callable, Sequence
from typing import Annotated, Any, TypeVar

import typer

from ogpmx import messages
from ogpmx.lang import Lang
from ogpmx.messages import N_
from ogpmx.words import one_of

Complete = Callable[..., list[str]]
Function = TypeVar("Function", bound=Callable[..., Any])


def answers(shape: str) -> Callable[[Function], Function]:
    """Mark a command's function as one that answers with rows of this shape of `columns`."""

    def mark(function: Function) -> Function:
        function.shape = shape  # type: ignore[attr-defined]
        return function

    return mark


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
    if asked is not None:
        return Lang(one_of(asked.lower(), [*Lang], "--lang"))
    if named := os.environ.get("OGPMX_LANG"):
        return Lang(one_of(named.lower(), [*Lang], "OGPMX_LANG"))
    return messages.locale_language(os.environ)


def data_file(ctx: typer.Context, own: str | None = None) -> str | None:
    """The file to read: a command's `--data`, else that before it, else `OGPMX_DATA`; or none."""
    before = ctx.find_root().params.get("data")
    asked = own or ctx.params.get("data") or before or os.environ.get("OGPMX_DATA")
    return path(asked) if asked else None


def path(name: str) -> str:
    """A file's name as the system knows it, where the locale cannot write what was typed."""
    if name.isascii():
        return name
    try:
        os.fsencode(name)
    except UnicodeEncodeError:
        return os.fsdecode(name.encode("utf-8", "surrogateescape"))
    return name
