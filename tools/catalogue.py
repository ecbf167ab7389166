"""The catalogues of messages: `catalogue.py update` takes in what the sources say now.

`catalogue.py check` names, and exits with 1 for, every message that a catalogue lacks, leaves
untranslated, marks as fuzzy, or has left over. Besides what `_` and its kin mark, here and in the
program, the messages are the help of commands (paragraph by paragraph), the labels of codes and
the schema's descriptions.
"""

import inspect
import json
import sys
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from enum import StrEnum
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from ogpmx import claims, cli, codes, labels, messages, models
from ogpmx.commands import schema
from ogpmx.counting import DIMENSIONS
from ogpmx.model_fields import said_of

TOOLS = Path(__file__).resolve().parent
CATALOGUES = sorted(Path(messages.LOCALES).glob("*/LC_MESSAGES/ogpmx.po"))
KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2)}
METHODS = [("**.py", "python"), ("**.jinja", "jinja2")]
OPTIONS = {"**.jinja": {"extensions": "jinja2.ext.do", "silent": "false"}}

# What the command-line library itself says.
FRAMEWORK = (
    *("Arguments", "Options", "required", "default: {default}", "env var: {var}"),
    *("[OPTIONS]", "COMMAND [ARGS]..."),
)


def find_unmarked() -> Iterator[tuple[str, str | None]]:
    """The messages that no `_` marks, each with its context. All that asks the program is here."""
    messages.use(messages.ENGLISH)
    yield from ((message, None) for message in FRAMEWORK)
    built = [cli.build_application(), *map(cli.build_command, cli.COMMANDS)]
    for command in built:
        yield from ((paragraph, None) for paragraph in command.help.split("\n\n"))
    for word in sorted({p.metavar for command in built for p in command.params if p.metavar}):
        bare = word.rstrip(".")
        if bare.isalpha() and bare.isupper() and bare != "N":  # not A,B,C, nor a choice: es|en
            yield word, "metavar"
    for part in schema.find_mappings(json.loads(schema.command())):
        if isinstance(part.get("description"), str):  # a property may be named so
            yield part["description"], None
    for kind in vars(models).values():
        if is_dataclass(kind):
            for field in fields(kind):
                said = said_of(kind, field.name)
                yield from ((words, None) for words in (said.title, said.description, said.heading))
    for _name, kind in sorted((vars(codes) | vars(claims)).items()):
        if inspect.isclass(kind) and issubclass(kind, StrEnum) and kind is not StrEnum:
            for code in kind:
                context, words = labels.source_of_label(code)
                yield words, context
    yield from ((dimension.heading, "group") for dimension in DIMENSIONS.values())


def collect() -> Catalog:
    """All that is to be translated."""
    catalogue = Catalog(project="ogpmx", charset="utf-8")
    for folder in (Path(messages.LOCALES).parent, TOOLS):
        for _file, _line, message, comments, context in extract_from_dir(
            folder, METHODS, OPTIONS, keywords=KEYWORDS
        ):
            catalogue.add(message, user_comments=comments, context=context)
    for message, context in find_unmarked():
        catalogue.add(message, context=context)
    return catalogue


def find_faults(path: Path, now: Catalog) -> Iterator[str]:
    """What is wrong with a catalogue."""
    catalogue = read_po(path.read_bytes().splitlines(True))
    said, known = ({(m.id, m.context) for m in c if m.id} for c in (now, catalogue))
    yield from (f"missing: {message!r}" for message in said - known)
    yield from (f"obsolete: {message!r}" for message in known - said)
    yield from (f"obsolete: {message!r}" for message in catalogue.obsolete)
    for message in catalogue:
        if message.id and (message.fuzzy or not all(message.string or [""])):
            yield f"untranslated or fuzzy: {message.id!r}"


def update(path: Path, now: Catalog) -> None:
    """Take the sources' messages into a catalogue; what is no longer said is dropped."""
    with path.open("rb") as file:
        catalogue = read_po(file, locale=path.parent.parent.name)
    catalogue.update(now, no_fuzzy_matching=True, update_creation_date=False)
    catalogue.obsolete.clear()
    with path.open("wb") as file:
        write_po(file, catalogue, width=96, no_location=True, sort_output=False)


def main(verb: str) -> int:
    now = collect()
    if verb == "update":
        for path in CATALOGUES:
            update(path, now)
        return 0
    found = [f"{path}: {fault}\n" for path in CATALOGUES for fault in find_faults(path, now)]
    sys.stdout.writelines(found)
    return bool(found)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
