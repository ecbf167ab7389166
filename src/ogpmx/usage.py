"""What is wrong with a command line, in the language in use, and what was meant.

The command-line library's exceptions say it in attributes; its sentences are English only.
"""

import re
import shlex
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, NoReturn

import typer

from ogpmx.matching import fold, near_misses, suggest, suggest_line
from ogpmx.messages import _

# What else people type for a command, in either language, by the line that does it.
SYNONYMS = {
    "list": "ls all commitments lista listar todos todo compromisos",
    "list --status active": "active activo activos",
    "list --status completed": "completed completado completados",
    "list --status limited": "limited limitado limitados",
    "list --status inactive": "inactive inactivo inactivos",
    "filter": "select where filtra filtrar filtro",
    "show": "get view detail details commitment muestra mostrar ver detalle compromiso",
    "show --columns url": "open url link address abre abrir enlace direccion",
    "search": "find grep busca buscar busqueda encontrar",
    "participants": "organizations who participantes organizaciones instituciones quien",
    "participants --matrix": "matrix matriz",
    "participant": "organization institution participante organizacion institucion",
    "assessments": "assessment evaluation evaluations irm evaluacion evaluaciones mri",
    "summary": "stats statistics count counts resumen resumir estadisticas contar cifras",
    "summary --by status": "status estado estatus",
    "summary --by topic": "topic topics tema temas",
    "summary --by sector": "sector sectors sectores",
    "plan": "about info cite citation source cita citar fuente acerca",
    "compare": "diff versus compara comparar",
    "convert": "import sheet convierte convertir importar hoja",
    "audit": "check verify audita auditar auditoria comprobar verificar",
    "export": "download save dump exporta exportar descargar guardar",
    "export -o plan.xlsx": "excel xlsx",
    "template": "init new create start nuevo crear iniciar plantilla",
    "validate": "lint valida validar",
    "schema": "esquema",
    "help": "ayuda man",
    "version": "version",
    "--show-completion": "completion show-completion autocomplete autocompletado",
}

# The formats that whole plans alone are exported in, by what people call them: the line for it.
WHOLE_PLAN = {
    **dict.fromkeys(("xlsx", "xls", "excel"), "export -f xlsx -o plan.xlsx"),
    **dict.fromkeys(("sqlite", "sqlite3", "db"), "export -f sqlite -o plan.db"),
    "datapackage": "export -f datapackage -o plan",
    "graphml": "export -f graphml -o plan.graphml",
}
_THEIR_ENDINGS = ("xlsx", "db", "db3", "sqlite", "sqlite3", "graphml")


def restore_hyphens(word: str) -> str:
    """An option as it was before a word processor made dashes of its hyphens."""
    name = word.lstrip("–—-")
    hyphens = "-" if len(name) == 1 else "--"
    return hyphens + name if word.startswith(("–", "—")) else word


def is_number(word: str) -> bool:
    """Whether a word looks like a commitment's number or OGP id."""
    return re.fullmatch("[0-9]+|[A-Za-z]{2,3}[0-9]{4,5}", word) is not None


def refuse_command(words: Sequence[str], known: Collection[str], ctx: typer.Context) -> NoReturn:
    """Raise for a command that there is not, with the line that may be meant."""
    name, *rest = words
    message = _("There is no command “{name}”.").format(name=name)
    lines = {word: line for line, others in SYNONYMS.items() for word in others.split()}
    other = fold(name).replace(" ", "-")
    if is_number(name):
        meant = shlex.join(["ogpmx", "show", *words])
    elif restore_hyphens(name) != name:
        meant = shlex.join(["ogpmx", *map(restore_hyphens, words)])
    elif other in lines:
        command, *options = lines[other].split()
        meant = shlex.join(["ogpmx", command, *rest, *options])
    else:
        near = near_misses(name, [*known, *(word for word in lines if len(word) > 4)])
        raise typer.BadParameter(message + suggest(lines.get(n, n) for n in near), ctx)
    raise typer.BadParameter(message + suggest_line(meant), ctx)


def refuse_arguments(words: Sequence[str], meant: str, ctx: typer.Context) -> NoReturn:
    """Raise for arguments that a command has no place for, with what may be meant."""
    message = _("Too many arguments: {name}.").format(name=" ".join(words))
    raise typer.BadParameter(message + suggest_line(meant), ctx)


def refuse_export(format: str, ctx: typer.Context) -> None:
    """Raise for a format of rows that only a whole plan can have."""
    if format in WHOLE_PLAN:
        message = _("--format: {format} is for the whole plan.").format(format=format)
        raise typer.BadParameter(message + suggest_line(f"ogpmx {WHOLE_PLAN[format]}"), ctx)


def refuse_twice(given: Sequence[Any]) -> None:
    """Raise for an option that is given twice and can have one value only."""
    for place, parameter in enumerate(given):
        if parameter in given[:place] and not (parameter.multiple or parameter.nargs == -1):
            message = _("{option} is given twice.")
            raise typer.BadParameter(message.format(option=parameter.opts[0]))


def refuse_empty(values: Mapping[str, Any], parameters: Iterable[Any]) -> None:
    """Raise for an option or an argument that is there and empty, as unset variables make it."""
    for parameter in parameters:
        value = values.get(parameter.name or "")
        if "" in (value if isinstance(value, list | tuple) else [value]):
            raise typer.BadParameter(_("{name} is empty.").format(name=_name_parameter(parameter)))


def _name_parameter(parameter: Any) -> str:
    """An option by its longest name, an argument as the help shows it."""
    if parameter.param_type_name == "option":
        return str(max(parameter.opts, key=len))
    return str(parameter.metavar or parameter.name).removesuffix("...")


def offered_formats(ctx: Any) -> list[str]:
    """The formats that a command knows, if it has any."""
    options = (option for option in ctx.command.params if option.name == "format")
    return [item.value for option in options for item in option.shell_complete(ctx, "")]


def _guess_option(name: str, ctx: Any) -> str:
    """What to type for an option that there is not: a format, or a file to write."""
    formats, word = offered_formats(ctx), name.lstrip("-")
    if word in formats:
        return f"-f {word}"
    if formats and word in WHOLE_PLAN:
        return f"ogpmx {WHOLE_PLAN[word]}"
    words = [part for w in ctx.args for part in (w.split("=", 1) if w.startswith(name) else [w])]
    if name not in ("-o", "--output") or name not in words[:-1]:
        return ""
    place = words.index(name)
    file = words[place + 1]
    ending = file.rpartition(".")[2].lower()
    if ending in _THEIR_ENDINGS:
        return f"ogpmx export -o {shlex.quote(file)}"
    others = [*words[:place], *words[place + 2 :]]
    if ending in formats and not {"-f", "--format"}.intersection(others):
        others += ["-f", ending]
    return f"{ctx.command_path} {shlex.join(others)}".rstrip() + f" > {shlex.quote(file)}"


def explain(error: Any) -> str:
    """What is wrong, and where help is.

    The kinds of error are told apart by what they hold: an option's name with possibilities (no
    such option), an option's name alone (a value that lacks, or is too much), a parameter with a
    message (a bad value) or without (a missing one). What we raise ourselves is said already.
    """
    ctx = getattr(error, "ctx", None)
    hint = _("Try “{command} --help”.").format(command=ctx.command_path) if ctx else ""
    return f"{_explain(error, ctx)}\n{hint}".rstrip()


def _explain(error: Any, ctx: Any) -> str:
    name = getattr(error, "option_name", None)
    parameter = getattr(error, "param", None)
    if name and hasattr(error, "possibilities"):
        message = _("There is no option {name}.").format(name=name)
        meant = _guess_option(name, ctx)
        near = near_misses(name, error.possibilities or (), least=0.65)  # dashes do not count
        hint = suggest_line(meant) or suggest(sorted(near))
        if not hint and ctx.parent is None:
            hint = " " + _("What a command takes stands after the command.")
        return message + hint
    if name:
        takes_value = not any(name in p.opts and p.is_flag for p in ctx.command.get_params(ctx))
        message = _("{name} needs a value.") if takes_value else _("{name} takes no value.")
        return message.format(name=name)
    if parameter is not None and error.message:
        return _("{name}: {why}").format(name=parameter.opts[0], why=error.message)
    if parameter is not None:
        return _("“{name}” is missing.").format(name=_name_parameter(parameter))
    return str(error)
