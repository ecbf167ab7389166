"""The options that stand before a command as well as after it, and what they mean.

Light: the help of the whole needs no more of the options than this.
"""

import os
import re
from collections.abc import Callable, Sequence
from typing import Annotated, Any

import typer

from ogpmx import messages
from ogpmx.errors import Misuse
from ogpmx.matching import require_one_of
from ogpmx.messages import N_, _, languages

Completer = Callable[..., list[str]]


def is_plain(word: str) -> bool:
    """Whether a word is one to every shell, and nothing else: no sign in it means anything."""
    return re.fullmatch(r"\w[\w.-]*", word, re.ASCII) is not None


def completer(allowed: Sequence[str]) -> Completer:
    """Completion with those of these words that are plain."""
    plain = [word for word in allowed if is_plain(word)]
    return lambda incomplete: [word for word in plain if word.startswith(incomplete)]


def option(
    names: str,
    metavar: str | None,
    help: str,
    complete: Completer | None = None,
    action: Callable[..., None] | None = None,
) -> Any:
    """How an option is typed, for `Annotated`; a flag has no `metavar`. A second, short name stands
    behind a space. `action` is what is done at once, before anything else is looked at."""
    return typer.Option(
        *names.split(),
        metavar=metavar,
        help=help,
        autocompletion=complete,
        callback=action,
        is_eager=action is not None,
    )


def argument(metavar: str, help: str, complete: Completer | None = None) -> Any:
    """How an argument is typed, for `Annotated`."""
    return typer.Argument(metavar=metavar, help=help, autocompletion=complete)


def parse_count(text: str) -> int:
    """A number of rows, in plain figures."""
    if not re.fullmatch("[0-9]{1,9}", text):
        raise typer.BadParameter(_("“{text}” is not a whole number, 0 or more.").format(text=text))
    return int(text)


def limit_option(help: str) -> Any:
    """The option that says how many there may be at most, for `Annotated`."""
    return typer.Option("--limit", metavar="N", parser=parse_count, help=help)


LANG = option(
    "--lang",
    "|".join(languages()),
    N_("Language of labels, help and texts."),
    completer(languages()),
)
LangOption = Annotated[str | None, LANG]
DATA = option(
    "--data", "FILE", N_("Another plan: a YAML, JSON or JSON Lines file; - is standard input.")
)
DataOption = Annotated[str | None, DATA]


def choose_language(asked: str | None) -> str:
    """The language of a run: what is asked, else `OGPMX_LANG`, else the locale's.

    A territory or an encoding may stand behind it: `es-MX`, `es_MX.UTF-8`. Raises `Misuse` for a
    language that there is not.
    """
    for name, where in ((asked, "--lang"), (os.environ.get("OGPMX_LANG") or None, "OGPMX_LANG")):
        if name is not None:
            return messages.spoken(name) or require_one_of(name, languages(), where)
    return messages.locale_language(os.environ)


def choose_file(asked: str | None) -> str | None:
    """The file to read: what is asked, else `OGPMX_DATA`; None: the bundled one.

    Raises `Misuse` for an empty name, as an unset variable in a script makes it.
    """
    if asked == "":
        raise Misuse(_("--data is empty: name a file, or leave it out."))
    name = asked or os.environ.get("OGPMX_DATA")
    return decode_path(name) if name else None


def find_global(ctx: typer.Context, name: str) -> str | None:
    """What a global option was given, after the command or before it; raises `Misuse` for both."""
    before = ctx.find_root().params.get(name)
    after: str | None = ctx.params.get(name) if ctx.parent else None
    if before is not None and after is not None:
        raise Misuse(_("{option} is given twice.").format(option=f"--{name}"))
    return before if after is None else after


def decode_path(name: str) -> str:
    """A file's name as the system knows it, where the locale cannot write what was typed."""
    if name.isascii():
        return name
    try:
        os.fsencode(name)
    except UnicodeEncodeError:
        return os.fsdecode(name.encode("utf-8", "surrogateescape"))
    return name
