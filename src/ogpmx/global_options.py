"""How options are declared; those that stand before a command as well as after it, what they mean.

Light: the help of the whole needs no more of the options than this. Commands declare theirs in
`Parameter`s, without the command-line library, which is imported when its options are made of them:
so Python's users can ask the same questions without it (`library`).
"""

import os
import re
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from ogpmx import messages
from ogpmx.errors import Misuse
from ogpmx.matching import join_or, require_one_of
from ogpmx.messages import N_, _, languages, pgettext

Completer = Callable[..., list[str]]


def is_plain(word: str) -> bool:
    """Whether a word is one to every shell, and nothing else: no sign in it means anything."""
    return re.fullmatch(r"\w[\w.-]*", word, re.ASCII) is not None


def completer(allowed: Sequence[str]) -> Completer:
    """Completion with those of these words that are plain."""
    plain = [word for word in allowed if is_plain(word)]
    return lambda incomplete: [word for word in plain if word.startswith(incomplete)]


class Parameter(NamedTuple):
    """How an option or an argument is typed, for `Annotated`.

    `names`: an option's, the short one behind a space; none for an argument. A flag has no
    `metavar`. `action` is done at once, before anything else is looked at. The help names the
    `choices` where it says `{choices}`, and a shell completes them.
    """

    names: str
    metavar: str | None
    help: str
    complete: Completer | None = None
    action: Callable[..., None] | None = None
    is_count: bool = False  # a whole number
    group: str | None = None  # of the help
    choices: Sequence[str] = ()

    def to_typer(self) -> Any:
        """An option or an argument as Typer has it, for `Annotated`, in the language in use."""
        import typer

        help, complete = _(self.help), self.complete
        if self.choices:
            help = help.format(choices=join_or(self.choices))
            complete = completer(self.choices)
        said: dict[str, Any] = {
            "metavar": pgettext("metavar", self.metavar) if self.metavar else None,
            "help": help,
            "autocompletion": complete,
            "show_default": False,  # which the library says in English; the help says it
        }
        if not self.names:
            return typer.Argument(**said)
        return typer.Option(
            *self.names.split(),
            callback=self.action,
            is_eager=self.action is not None,
            parser=_parse_count if self.is_count else None,
            rich_help_panel=self.group,
            **said,
        )


def _parse_count(text: str) -> int:
    if not re.fullmatch("[0-9]{1,9}", text):
        import typer

        message = _("“{text}” is not a whole number from 0 to 999999999.")
        raise typer.BadParameter(message.format(text=text))
    return int(text)


option = Parameter


def argument(metavar: str, help: str, complete: Completer | None = None) -> Parameter:
    """How an argument is typed, for `Annotated`."""
    return Parameter("", metavar, help, complete)


LANG = option(
    "--lang",
    "|".join(languages()),
    N_("Language of labels, help and texts."),
    completer(languages()),
)
DATA = option(
    "--data", "FILE", N_("Another plan: a YAML, JSON or JSON Lines file; - is standard input.")
)


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
    """The file to read: what is asked, else `OGPMX_DATA`; None: the bundled one."""
    name = asked or os.environ.get("OGPMX_DATA")
    return decode_path(name) if name else None


def find_global(ctx: Any, name: str) -> str | None:
    """What a global option was given, after the command or before it; raises `Misuse` for both."""
    before = ctx.find_root().params.get(name)
    after: str | None = ctx.params.get(name) if ctx.parent else None
    if before is not None and after is not None:
        raise Misuse(_("{option} is given twice.").format(option=f"--{name}"))
    return before if after is None else after


def decode_path(name: str) -> str:
    """A file's name as the system knows it: where the locale cannot write what was typed, and where
    no shell replaced `~` (bash leaves that of `--data=~/plan.yaml`)."""
    if name.startswith("~/"):
        name = os.path.expanduser(name)
    try:
        os.fsencode(name)
    except UnicodeEncodeError:
        return os.fsdecode(name.encode("utf-8", "surrogateescape"))
    return name
