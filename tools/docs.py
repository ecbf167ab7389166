"""The reference of commands and the man pages, made from the help in both languages.

    docs.py refresh    write them
    docs.py check      print how they differ from what the help says now; exit 1 if they do

Descriptions, arguments, options, codes and columns are the program's own; only what stands between
them is written here.
"""

import difflib
import re
import sys
import tomllib
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from ogpmx import cli, columns, labels, loader, messages, models, queries
from ogpmx.lang import Lang
from ogpmx.messages import _

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
WIDTH = 80

# The pictures that stand below the help of a command.
PICTURED = {
    "list": "list",
    "show": "show",
    "participants": "matrix",
    "summary": "summary",
    "audit": "audit",
}


class Words(NamedTuple):
    """What stands between the generated parts, in one language."""

    page: str
    man: str
    title: str
    other: str
    generated: str
    intro: str
    contents: str
    pictured: str
    column: str
    columns_intro: str
    heading: str
    usual: str
    codes: str
    codes_intro: str
    fields: str
    option: str
    code: str
    meaning: str
    name: str
    one_liner: str
    manual: str
    synopsis: str
    description: str
    commands: str
    filters: str
    rows: str
    takes: str
    environment: str
    variables: dict[str, str]
    exit_status: str
    statuses: dict[str, str]
    examples: str
    example: dict[str, str]
    see_also: str


WORDS = {
    Lang.EN: Words(
        page="commands.md",
        man="man/man1/ogpmx.1",
        title="Commands",
        other="[Español](comandos.md)",
        generated="Made by tools/docs.py from the program's help; not to be edited.",
        intro="Every command with its help, as `ogpmx COMMAND --help` prints it, and the columns "
        "that its rows hold. The same as a man page: [ogpmx.1](man/man1/ogpmx.1).",
        contents="Contents",
        pictured="What {command} draws on a terminal",
        column="column",
        columns_intro="For `--columns` and `--sort`; {shown} are shown in a table unless asked "
        "otherwise.",
        heading="heading",
        usual="those marked ●",
        codes="Codes",
        codes_intro="What the filters take; the same in both languages.",
        fields="What `--by` and `--cross` of `summary` count",
        option="option",
        code="code",
        meaning="means",
        name="NAME",
        one_liner="what became of Mexico's fourth open-government action plan",
        manual="User commands",
        synopsis="SYNOPSIS",
        description="DESCRIPTION",
        commands="COMMANDS",
        filters="FILTERS",
        rows="ROWS",
        takes="Also takes: {groups}.",
        environment="ENVIRONMENT",
        variables={
            "OGPMX_LANG": "The language, es or en, where --lang does not name it.",
            "OGPMX_DATA": "The plan's file, where --data does not name it.",
            "LC_ALL, LC_MESSAGES, LANG": "The locale: Spanish if the first of them that is set is "
            "Spanish, where nothing else names a language.",
            "COLUMNS": "How many columns to draw in.",
            "NO_COLOR": "If set and not empty: no colour.",
            "FORCE_COLOR": "If set, and neither empty nor 0: draw as on a terminal, even in a "
            "pipe.",
            "TERM": "If dumb: neither colour nor links.",
        },
        exit_status="EXIT STATUS",
        statuses={
            "0": "Done; an empty answer too, with a word on standard error.",
            "1": "Not found, a name that fits several, bad data, or the answer cannot be written.",
            "2": "A wrong option, argument or value.",
            "129, 130, 143": "Its window closed, interrupted, terminated.",
        },
        examples="EXAMPLES",
        example={
            "ogpmx list --status inactive": "Which commitments are inactive?",
            "ogpmx filter --participant SFP --participant INAI": "In which did these two work "
            "together?",
            "ogpmx show 8": "What is commitment 8?",
            "ogpmx participant GESOC": "What did GESOC do, and how did it end?",
            "ogpmx summary --by sector --cross status": "How did the commitments of each sector "
            "end?",
            "ogpmx audit": "Do the report's figures agree with its own tables?",
            "ogpmx list --format csv --excel": "The commitments, for a spreadsheet.",
        },
        see_also="SEE ALSO",
    ),
    Lang.ES: Words(
        page="comandos.md",
        man="man/es/man1/ogpmx.1",
        title="Comandos",
        other="[English](commands.md)",
        generated="Generado por tools/docs.py a partir de la ayuda del programa; no se edita.",
        intro="Cada comando con su ayuda, tal como la muestra `ogpmx COMANDO --help`, y las "
        "columnas que contienen sus filas. Lo mismo, como página de manual: "
        "[ogpmx.1](man/es/man1/ogpmx.1).",
        contents="Contenido",
        pictured="Lo que {command} presenta en una terminal",
        column="columna",
        columns_intro="Para `--columns` y `--sort`; si no se indica otra cosa, la tabla muestra "
        "{shown}.",
        heading="encabezado",
        usual="las marcadas con ●",
        codes="Códigos",
        codes_intro="Los valores que admiten los filtros; son iguales en ambos idiomas.",
        fields="Lo que cuentan `--by` y `--cross` de `summary`",
        option="opción",
        code="código",
        meaning="significado",
        name="NOMBRE",
        one_liner="cómo concluyó el Cuarto Plan de Acción de gobierno abierto de México",
        manual="Comandos de usuario",
        synopsis="SINOPSIS",
        description="DESCRIPCIÓN",
        commands="COMANDOS",
        filters="FILTROS",
        rows="FILAS",
        takes="Admite también: {groups}.",
        environment="VARIABLES DE ENTORNO",
        variables={
            "OGPMX_LANG": "El idioma, es o en, si --lang no lo indica.",
            "OGPMX_DATA": "El archivo del plan, si --data no lo indica.",
            "LC_ALL, LC_MESSAGES, LANG": "La configuración regional: español, si lo es la primera "
            "de ellas que tenga valor y ninguna otra cosa indica el idioma.",
            "COLUMNS": "Número de columnas de texto disponibles.",
            "NO_COLOR": "Si tiene un valor no vacío: sin color.",
            "FORCE_COLOR": "Si tiene un valor distinto de vacío y de 0: presentación de terminal, "
            "aun en una tubería.",
            "TERM": "Si es dumb: sin color ni enlaces.",
        },
        exit_status="CÓDIGO DE SALIDA",
        statuses={
            "0": "Consulta realizada, aun con una respuesta vacía; en tal caso se avisa por la "
            "salida de errores.",
            "1": "Algo no existe, un nombre corresponde a varias organizaciones, los datos no son "
            "válidos o no se puede escribir la respuesta.",
            "2": "Una opción, un argumento o un valor son incorrectos.",
            "129, 130, 143": "Ejecución terminada al cerrarse su ventana, interrumpida o "
            "terminada.",
        },
        examples="EJEMPLOS",
        example={
            "ogpmx list --status inactive": "¿Qué compromisos quedaron inactivos?",
            "ogpmx filter --participant SFP --participant INAI": "¿En cuáles trabajaron en "
            "conjunto estas dos instituciones?",
            "ogpmx show 8": "¿En qué consiste el compromiso 8?",
            "ogpmx participant GESOC": "¿Qué hizo GESOC y cómo concluyó?",
            "ogpmx summary --by sector --cross status": "¿Cómo concluyeron los compromisos de cada "
            "sector?",
            "ogpmx audit": "¿Coinciden las cifras del reporte con sus propias tablas?",
            "ogpmx list --format csv --excel": "Los compromisos, para una hoja de cálculo.",
        },
        see_also="VÉASE TAMBIÉN",
    ),
}


# The commands


class Entry(NamedTuple):
    """A command as it is called, with what the framework knows of it."""

    name: str  # "" is the program itself
    command: Any
    ctx: Any

    @property
    def help(self) -> str:
        """Exactly what `--help` prints."""
        text: str = self.ctx.get_help()
        return text

    @property
    def shape(self) -> columns.Shape | None:
        function = cli.function(self.name) if self.name else None
        return getattr(columns, getattr(function, "shape", ""), None)

    @property
    def parameters(self) -> list[Any]:
        found: list[Any] = self.command.get_params(self.ctx)
        return [parameter for parameter in found if record(self, parameter)]


def record(entry: Entry, parameter: Any) -> tuple[str, str] | None:
    """How the help writes a parameter, and what it says of it."""
    found: tuple[str, str] | None = parameter.get_help_record(entry.ctx)
    return found and (found[0], re.sub(r" +", " ", found[1]))


def entries() -> list[Entry]:
    """The program and its commands, in the language in use."""
    root = cli.application()
    settings = {
        "terminal_width": WIDTH,
        "resilient_parsing": True,
        "help_option_names": ["-h", "--help"],
    }
    ctx = root.make_context("ogpmx", [], **settings)
    built = [(name, cli.build(name)) for name in cli.COMMANDS]
    return [
        Entry("", root, ctx),
        *(Entry(n, c, c.make_context(n, [], parent=ctx, **settings)) for n, c in built),
    ]


# The reference


def reference(lang: Lang) -> str:
    """The page of a language."""
    messages.use(lang)
    words = WORDS[lang]
    found = entries()
    headings = [*(entry.name or "ogpmx" for entry in found), words.codes]
    parts = [
        f"<!-- {words.generated} -->",
        f"# {words.title}",
        words.other,
        words.intro,
        f"## {words.contents}",
        "\n".join(f"- [{heading}](#{anchor(heading)})" for heading in headings),
    ]
    for entry in found:
        parts += [f"## {entry.name or 'ogpmx'}", f"```text\n{entry.help}\n```"]
        if entry.name in PICTURED:
            alt = words.pictured.format(command=entry.name)
            parts.append(f"![{alt}](pictures/{PICTURED[entry.name]}.{lang}.svg)")
        if entry.shape:
            parts += _columns(entry.shape, words)
    parts += _codes(words, lang)
    return "\n\n".join(parts) + "\n"


def anchor(heading: str) -> str:
    """What a heading is called in an address within the page, as GitHub makes it."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def _columns(shape: columns.Shape, words: Words) -> Iterator[str]:
    yield words.columns_intro.format(shown=words.usual)
    rows = [
        (f"`{name}`", column.title(), "●" if name in shape.shown else " ")
        for name, column in shape.columns.items()
    ]
    yield _table((words.column, words.heading, "●"), rows)


def _codes(words: Words, lang: Lang) -> Iterator[str]:
    data = loader.load(None)
    rows = []
    for name, criterion in queries.FILTERS.items():
        option = f"`{queries.option(name)}`"
        for code in criterion.codes(data) if criterion.codes else ():
            rows.append((option, f"`{code}`", _meaning(name, code, data, lang)))
            option = ""
    yield f"## {words.codes}"
    yield words.codes_intro
    yield _table((words.option, words.code, words.meaning), rows)
    fields = [(f"`{name}`", columns.group_label(name)) for name in queries.FIELDS]
    yield words.fields + ":"
    yield _table((words.code, words.meaning), fields)


def _meaning(name: str, code: str, data: models.DataSet, lang: Lang) -> str:
    if isinstance(code, models.Status | models.Completion | models.Opening):
        return labels.label(code)
    if isinstance(code, models.EarlyResults | models.Sector | models.Role):
        return labels.label(code)
    if name == "topic":
        return data.topic[code].name[lang]
    if code == queries.NONE_STATED:
        return _("not stated")
    return ", ".join(labels.label(status) for status in models.Status if status.active)


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in lines)


# The man pages


def man_page(lang: Lang) -> str:
    """The man page of a language, in the macros of man(7); nothing but ASCII."""
    messages.use(lang)
    words = WORDS[lang]
    found = entries()
    shared = _shared(found)
    lines = [
        f'.\\" {words.generated}',
        f'.TH OGPMX 1 "" "ogpmx {version()}" "{roff(words.manual)}"',
        *((".nh",) if lang is not Lang.EN else ()),  # groff would part words as in English
        *_section(words.name, [f"ogpmx \\- {roff(words.one_liner)}"]),
        *_section(words.synopsis, _usages(found)),
        *_section(words.description, _description(found[0])),
        *_section(_("Options").upper(), _parameters(found[0], found[0].parameters)),
        *_section(words.commands, _commands(found, shared, words)),
    ]
    for heading, group in ((words.filters, shared["filters"]), (words.rows, shared["rows"])):
        entry = next(e for e in found if all(_key(e, p) in _keys(e) for p in group))
        lines += _section(heading, _parameters(entry, group))
    lines += [
        *_section(words.environment, _terms(words.variables)),
        *_section(words.exit_status, _terms(words.statuses)),
        *_section(words.examples, _examples(words)),
        *_section(words.see_also, [".BR jq (1),", ".BR sqlite3 (1)"]),
    ]
    return "\n".join(lines) + "\n"


def version() -> str:
    """The version in `pyproject.toml`."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    return str(project["version"])


def roff(text: str) -> str:
    """A text as groff reads it: no sign of its own in it, and nothing but ASCII."""
    text = text.replace("\\", "\\e").replace("-", "\\-").replace("'", "\\(aq").replace('"', "\\(dq")
    text = "".join(c if c.isascii() else f"\\[u{ord(c):04X}]" for c in text)
    return f"\\&{text}" if text.startswith(".") else text


def _section(heading: str, lines: Iterable[str]) -> list[str]:
    return [f'.SH "{roff(heading)}"', *lines]


def _key(entry: Entry, parameter: Any) -> tuple[str, str]:
    return record(entry, parameter) or ("", "")


def _keys(entry: Entry) -> set[tuple[str, str]]:
    return {_key(entry, parameter) for parameter in entry.parameters}


def _shared(found: Sequence[Entry]) -> dict[str, list[Any]]:
    """The options that many commands have alike: filters, and those that arrange rows."""
    everywhere = _keys(found[0])
    groups: dict[str, dict[tuple[str, str], Any]] = {"filters": {}, "rows": {}}
    for entry in found[1:]:
        for parameter in entry.parameters:
            key = _key(entry, parameter)
            others = [other for other in found if key in _keys(other)]
            if key not in everywhere and len(others) > 2:
                group = "filters" if parameter.name in queries.FILTERS else "rows"
                groups[group].setdefault(key, parameter)
    return {group: list(parameters.values()) for group, parameters in groups.items()}


def _usages(found: Sequence[Entry]) -> Iterator[str]:
    for place, entry in enumerate(found):
        if place:
            yield ".br"
        pieces = (piece.strip("{}") for piece in entry.command.collect_usage_pieces(entry.ctx))
        yield f".B {roff(entry.ctx.command_path)}"
        yield f".I {roff(' '.join(pieces))}"


def _description(entry: Entry) -> Iterator[str]:
    for place, paragraph in enumerate(entry.command.help.split("\n\n")):
        if place:
            yield ".PP"
        yield roff(paragraph)


def _commands(found: Sequence[Entry], shared: dict[str, list[Any]], words: Words) -> Iterator[str]:
    headings = {"filters": words.filters, "rows": words.rows}
    everywhere = _keys(found[0])
    for entry in found[1:]:
        grouped = {g: {_key(entry, p) for p in shared[g]} & _keys(entry) for g in shared}
        apart = everywhere.union(*grouped.values())
        own = [p for p in entry.parameters if _key(entry, p) not in apart]
        yield f'.SS "{roff(entry.name)}"'
        yield from _description(entry)
        yield from _parameters(entry, own)
        takes = [headings[group] for group in shared if grouped[group]]
        takes += [_longest(p) for p in entry.parameters if _key(entry, p) in everywhere]
        yield ".PP"
        yield roff(words.takes.format(groups=", ".join(takes)))


def _longest(parameter: Any) -> str:
    return str(max(parameter.opts, key=len))


def _parameters(entry: Entry, parameters: Iterable[Any]) -> Iterator[str]:
    for parameter in parameters:
        written, said = _key(entry, parameter)
        yield ".TP"
        if parameter.param_type_name == "argument":
            yield f".I {roff(written)}"
        else:
            pieces = re.split(r"(, | )", written)  # -f, --format FORMAT
            yield "".join(_in_font(piece) for piece in pieces)
        yield roff(said)


def _in_font(piece: str) -> str:
    """An option in bold, what stands for its value in italics, and what stands between them."""
    if piece in (", ", " "):
        return piece
    return f"\\f{'B' if piece.startswith('-') else 'I'}{roff(piece)}\\fR"


def _terms(told: dict[str, str]) -> Iterator[str]:
    for term, said in told.items():
        yield ".TP"
        yield f".B {roff(term)}"
        yield roff(said)


def _examples(words: Words) -> Iterator[str]:
    for command, question in words.example.items():
        yield ".TP"
        yield f".B {roff(command)}"
        yield roff(question)


# All of them


def pages() -> dict[Path, str]:
    """Every page that is made here, by the file that it belongs in."""
    makers: tuple[tuple[str, Callable[[Lang], str]], ...] = (
        ("page", reference),
        ("man", man_page),
    )
    return {DOCS / getattr(WORDS[lang], n): make(lang) for n, make in makers for lang in Lang}


def differences() -> Iterator[str]:
    """How the files differ from what the help says now."""
    for path, now in pages().items():
        before = path.read_text("utf-8") if path.exists() else ""
        yield from difflib.unified_diff(
            before.splitlines(True), now.splitlines(True), path.name, "now"
        )


def main(verb: str) -> int:
    if verb == "refresh":
        DOCS.mkdir(exist_ok=True)
        for path, text in pages().items():
            path.write_bytes(text.encode())
        return 0
    found = list(differences())
    sys.stdout.writelines(found)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
