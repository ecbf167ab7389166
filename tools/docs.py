"""Write the reference of commands and the man pages, made from the help in every language.

Two templates stand in `templates/`, one for each kind of page. Their sentences are messages, so a
new language needs a catalogue and nothing here.
"""

import os
import re
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from ogpmx import cli, commands, labels, loader, messages
from ogpmx.codes import Status
from ogpmx.counting import DIMENSIONS, label_group
from ogpmx.filters import ACTIVE, FILTERS, NONE_STATED, option_name
from ogpmx.messages import ENGLISH, _, pgettext
from ogpmx.models import Commitment
from ogpmx.rows import Localized, Rows

TOOLS = Path(__file__).resolve().parent
DOCS = TOOLS.parent / "docs"
PROJECT = tomllib.loads((TOOLS.parent / "pyproject.toml").read_text("utf-8"))["project"]
PICTURES = {"participants": "matrix"} | {n: n for n in ("list", "show", "summary", "audit")}
WIDTH = 80


# What is asked of the program: nothing below this section knows how it is built.


class Option(NamedTuple):
    """An option or argument, as the help writes it."""

    name: str  # the longest of its names: `--format`
    syntax: str  # `-f, --format FORMAT`
    help: str
    kind: str  # "argument", "filter" or "option"


class Command(NamedTuple):
    """A command, or the program itself, in the language in use."""

    name: str  # `list`, or `ogpmx` for the program itself
    path: str  # as typed: `ogpmx list`
    usage: str
    help: str  # the whole page that `--help` prints
    description: list[str]  # its paragraphs
    options: list[Option]
    columns: list[tuple[str, str, bool]]  # name, heading, whether a table shows it by default


def read_commands() -> list[Command]:
    """The program and its commands, in the language in use."""
    settings = {
        "terminal_width": WIDTH,
        "resilient_parsing": True,
        "help_option_names": ["-h", "--help"],
    }
    program = cli.build_application()
    ctx = program.make_context("ogpmx", [], **settings)
    found = [_read_command(program, ctx)]
    for name in cli.COMMANDS:
        command = cli.build_command(name)
        own_ctx = command.make_context(name, [], parent=ctx, **settings)
        found.append(_read_command(command, own_ctx, commands.find_module(name).ROWS))
    return found


def _read_command(command: Any, ctx: Any, rows: Rows | None = None) -> Command:
    options = (_read_option(parameter, ctx) for parameter in command.get_params(ctx))
    return Command(
        ctx.info_name,
        ctx.command_path,
        " ".join(command.collect_usage_pieces(ctx)),
        ctx.get_help(),
        command.help.split("\n\n"),
        [option for option in options if option],
        [(n, c.shown_heading(), n in rows.shown) for n, c in rows.columns.items()] if rows else [],
    )


def _read_option(parameter: Any, ctx: Any) -> Option | None:
    record = parameter.get_help_record(ctx)  # None if it is hidden
    kind = "filter" if parameter.name in FILTERS else parameter.param_type_name
    name = max(parameter.opts, key=len)
    if record is None:
        return None
    help = re.sub(" +", " ", record[1]).replace(": {codes}", "")  # which are those of one file
    return Option(name, record[0], help, kind)


def read_codes(lang: str) -> Iterator[tuple[str, str, str]]:
    """The codes that filters take, and what they mean; the option stands with its first code."""
    data = loader.load(None)
    localized = Localized(data, lang)
    statuses = (s for s in Status if Commitment(number=1, title="", status=s).active)
    active = ", ".join(map(labels.label_code, statuses))
    for name, criterion in FILTERS.items():
        option = f"`{option_name(name)}`"
        for code in criterion.codes(data) if criterion.codes else ():
            if criterion.name and code != NONE_STATED:
                meaning = localized.text(criterion.name(data, code)) or code
            else:
                meaning = active if code == ACTIVE else labels.label_code(code)
            yield option, code, meaning
            option = ""


# The pages


def find_page() -> Path:
    """Where the reference stands, in the language in use."""
    return DOCS / pgettext("file name, another one in each language", "commands.md")


def find_man_page(lang: str) -> Path:
    """Where `man` looks for the page of a language; English has no folder of its own."""
    return DOCS / "man" / ("" if lang == ENGLISH else lang) / "man1" / "ogpmx.1"


def make_pages() -> dict[Path, str]:
    """Every page, by the file that it belongs in."""
    os.environ.pop("OGPMX_DATA", None)  # the help names the topics of the plan in use
    links = {}
    for lang in messages.languages():
        messages.use(lang)
        name = pgettext("name of this language", "English")
        links[lang] = f"[{name}]({find_page().name})"
    pages = {}
    for lang in messages.languages():
        messages.use(lang)
        commands = read_commands()
        others = [link for other, link in links.items() if other != lang]
        pages[find_page()] = make_reference(commands, lang, others)
        pages[find_man_page(lang)] = make_man_page(commands, lang)
    return pages


def make_reference(commands: Sequence[Command], lang: str, others: Sequence[str]) -> str:
    """The reference of commands; `others` are links to it in other languages."""
    return render(
        "commands.md",
        others=" · ".join(others),
        man_page=find_man_page(lang).relative_to(DOCS).as_posix(),
        commands=commands,
        pictures={name: f"{file}.{lang}.svg" for name, file in PICTURES.items()},
        codes=read_codes(lang),
        groups=[(name, label_group(name)) for name in DIMENSIONS],
    )


def make_man_page(commands: Sequence[Command], lang: str) -> str:
    """The man page, in the macros of man(7)."""
    text = render(
        "ogpmx.1",
        escape_roff,
        version=PROJECT["version"],
        hyphenates=lang == ENGLISH,
        commands=commands,
        **group_options(commands),
    )
    # groff is sure of letters beyond ASCII only by their numbers
    return re.sub("[^\0-\x7f]", lambda c: f"\\[u{ord(c[0]):04X}]", text)


def render(template: str, escape: Callable[[str], str] | None = None, **values: Any) -> str:
    """A template in the language in use; what it prints is escaped."""
    environment = Environment(
        loader=FileSystemLoader(TOOLS / "templates"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=escape,
        autoescape=escape is not None,  # what `escape` returns is not escaped again
    )
    environment.filters |= {"in_fonts": in_fonts, "anchor": find_anchor}
    return environment.get_template(f"{template}.jinja").render(_=_, **values)


def find_anchor(heading: str) -> str:
    """What a heading is called in an address within the page, as GitHub makes it."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def escape_roff(value: object) -> Markup:
    """A value as groff reads it: without signs that mean something there."""
    if isinstance(value, Markup):
        return value
    text = str(value).replace("\\", "\\e").replace("-", "\\-")
    text = text.replace("'", "\\(aq").replace('"', "\\(dq")
    return Markup(f"\\&{text}" if text.startswith(".") else text)


def in_fonts(syntax: str) -> Markup:
    """An option in bold, and what stands for its value in italics: `-f, --format FORMAT`."""

    def set_font(word: re.Match[str]) -> str:
        return f"\\f{'B' if word[0].startswith('-') else 'I'}{escape_roff(word[0])}\\fR"

    return Markup(re.sub(r"[^ ,][^ ]*?(?=,? |$)", set_font, syntax))


def group_options(commands: Sequence[Command]) -> dict[str, Any]:
    """Which options the man page explains once: those of every command, and of three or more."""
    program, *others = commands
    uses = Counter(option for command in others for option in command.options)
    filters, rows = _("Filters").upper(), _("Rows").upper()
    where = {o: filters if o.kind == "filter" else rows for o, count in uses.items() if count > 2}
    where |= {option: option.name for option in program.options}
    return {
        "explained": where,
        "groups": {h: [o for o in where if where[o] == h] for h in (filters, rows)},
        "takes": {
            command.name: ", ".join(dict.fromkeys(where[o] for o in command.options if o in where))
            for command in others
        },
    }


if __name__ == "__main__":
    for path, text in make_pages().items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
