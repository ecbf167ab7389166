"""The catalogues of messages: `catalogue.py update` takes in what the sources say now.

`catalogue.py check` names, and exits with 1 for, every message that a catalogue lacks, marks as
fuzzy, or has left over. Besides what `_` and its kin mark, the messages are the help of commands
and options (docstrings, paragraph by paragraph), the labels of codes and the schema's descriptions.
"""

import inspect
import json
import sys
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from ogpmx import cli, columns, commands, labels, models, queries, schema

SOURCES = Path(cli.__file__).parent
CATALOGUES = sorted(SOURCES.glob("locale/*/LC_MESSAGES/ogpmx.po"))
KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2)}


# What the command-line library itself says through gettext.
FRAMEWORK = ("Arguments", "Options", "required", "default: {default}", "env var: {var}")


def labelled() -> list[type[StrEnum]]:
    """The codes that have labels."""
    found = [*vars(models).values(), *vars(queries).values()]
    kinds = {c for c in found if inspect.isclass(c) and issubclass(c, StrEnum) and c is not StrEnum}
    unlabelled = {models.Lang, models.ClaimCode, models.SourceTable}
    return sorted(kinds - unlabelled, key=lambda kind: kind.__name__)


def docstrings() -> Iterator[str]:
    """The help of the commands, by paragraph."""
    described = [cli.ogpmx, *(getattr(commands, name) for name in cli.COMMANDS.values())]
    for function in described:
        yield from cli.split(function.__doc__ or "")


def metavars() -> Iterator[str]:
    """What stands for values in the help: words in capitals, but not N, A,B,C and choices."""
    built = [cli.application(), *map(cli.build, cli.COMMANDS)]
    words = {p.metavar for command in built for p in command.params if p.metavar}
    named = (w for w in words if w.isupper() and w.strip(".").isalpha() and w.strip(".") != "N")
    yield from sorted(named)


def sources() -> Catalog:
    """All that is to be translated."""
    catalogue = Catalog(project="ogpmx", charset="utf-8")
    for file, _line, message, comments, context in extract_from_dir(
        SOURCES, method_map=[("**.py", "python")], keywords=KEYWORDS
    ):
        catalogue.add(message, None, [(file, 0)], user_comments=comments, context=context)
    for message in FRAMEWORK:
        catalogue.add(message, None, [("cli.py", 0)])
    for paragraph in docstrings():
        catalogue.add(paragraph, None, [("commands.py", 0)])
    for metavar in metavars():
        catalogue.add(metavar, None, [("options.py", 0)], context="metavar")
    for described in schema.descriptions(json.loads(schema.json_schema())):
        catalogue.add(described["description"], None, [("models.py", 0)])
    for kind in labelled():
        for code in kind:
            context, words = labels.source_of_label(code)
            catalogue.add(words, None, [("models.py", 0)], context=context)
    for words in columns.GROUPS.values():
        catalogue.add(words, None, [("columns.py", 0)], context="group")
    return catalogue


def faults(path: Path, now: Catalog) -> Iterator[str]:
    """What is wrong with a catalogue."""
    with path.open("rb") as file:
        catalogue = read_po(file)
    for message in now:
        if not message.id:
            continue
        key = message.id[0] if isinstance(message.id, tuple) else message.id
        found = catalogue.get(key, message.context)
        if found is None or not (all(found.string) if message.pluralizable else found.string):
            yield f"untranslated: {message.context or ''} {message.id!r}"
        elif found.fuzzy:
            yield f"fuzzy: {message.id!r}"
    known = {(m.id[0] if isinstance(m.id, tuple) else m.id, m.context) for m in now if m.id}
    for message in catalogue:
        key = message.id[0] if isinstance(message.id, tuple) else message.id
        if message.id and (key, message.context) not in known:
            yield f"obsolete: {message.id!r}"
    yield from (f"obsolete: {message!r}" for message in catalogue.obsolete)


def update(path: Path, now: Catalog) -> None:
    """Take the sources' messages into a catalogue; what is no longer said is dropped."""
    with path.open("rb") as file:
        catalogue = read_po(file, locale=path.parent.parent.name)
    catalogue.update(now, no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    with path.open("wb") as file:
        write_po(file, catalogue, width=96, no_location=True, sort_output=False)


def main(verb: str) -> int:
    now = sources()
    if verb == "update":
        for path in CATALOGUES:
            update(path, now)
        return 0
    found = [f"{path.name}: {fault}" for path in CATALOGUES for fault in faults(path, now)]
    sys.stdout.writelines(f"{fault}\n" for fault in found)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
