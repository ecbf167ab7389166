"""Both languages, whole: nothing English in a Spanish run, nothing Spanish in an English one.

- no message of the catalogue is untranslated, fuzzy or left over; placeholders are the same; it is
  compiled as it stands
- the help of every command, and of the whole, in each language
- every usage error, and errors of names and files, in each language
- headings and labels of every command's table

Names and titles of the report, codes, option names and keys are the same in both.
"""

import re
from collections.abc import Iterator
from gettext import GNUTranslations
from pathlib import Path

import pytest
from pages import ROOT, tool
from processes import Ogpmx
from registries import ANSWERING, type_command

from ogpmx import cli

pofile = pytest.importorskip("babel.messages.pofile")
LOCALES = ROOT / "src" / "ogpmx" / "locale"
CATALOGUES = sorted(LOCALES.glob("*/LC_MESSAGES/ogpmx.po"))
each_catalogue = pytest.mark.parametrize("file", CATALOGUES, ids=lambda file: file.parts[-3])


def sentences() -> Iterator[tuple[str, str]]:
    """The pairs of the Spanish catalogue that tell the languages apart: some words, and unlike."""
    with (LOCALES / "es" / "LC_MESSAGES" / "ogpmx.po").open("rb") as file:
        for message in pofile.read_po(file):
            if isinstance(message.id, str) and message.id and message.id != message.string:
                pieces = [
                    re.split(r"\{\w+\}|ogpmx [a-z]+", text) for text in (message.id, message.string)
                ]
                english, spanish = (max(parts, key=len).strip() for parts in pieces)
                if min(english.count(" "), spanish.count(" ")) >= 2:
                    yield english, spanish


PAIRS = list(sentences())


def spaced(text: str) -> str:
    return " ".join(text.split())


def foreign(text: str, lang: str) -> list[str]:
    """The catalogue's sentences of the other language that stand in a text."""
    place = 0 if lang == "es" else 1
    return [pair[place] for pair in PAIRS if pair[place] in text]


@each_catalogue
def test_every_message_is_translated_and_said(file: Path) -> None:
    catalogue = tool("catalogue")
    assert len(PAIRS) > 100
    assert list(catalogue.find_faults(file, catalogue.collect())) == []


@each_catalogue
def test_the_compiled_catalogue_is_current(file: Path) -> None:
    """If not: `poe derive`."""
    with file.open("rb") as written, file.with_suffix(".mo").open("rb") as made:
        catalogue, compiled = pofile.read_po(written), GNUTranslations(made)
    for message in filter(lambda message: message.id, catalogue):
        if message.context:
            assert compiled.pgettext(message.context, message.id) == message.string
        elif isinstance(message.id, tuple):
            found = {compiled.ngettext(message.id[0], message.id[1], n) for n in range(200)}
            assert found == {*message.string}
        else:
            assert compiled.gettext(message.id) == message.string


@each_catalogue
def test_placeholders_are_the_same_in_both_languages(file: Path) -> None:
    with file.open("rb") as opened:
        for message in pofile.read_po(opened):
            if message.id:
                ids, texts = message.id, message.string
                both = [" ".join(t) if isinstance(t, tuple) else t for t in (ids, texts)]
                english, spanish = (set(re.findall(r"\{\w*\}", text)) for text in both)
                assert english == spanish, message.id


LINES = {
    "help": ["--help", *(f"{name} --help" for name in cli.COMMANDS)],
    "usage": [
        "lst",
        "nothing-like-it",
        "list --stat x",
        "list --nothing-like-it",
        "list extra",
        "list extra more",
        "show",
        "search",
        "participant",
        "validate",
        "list --status",
        "list --reverse=yes",
        "list --limit -1",
        "list --limit x",
        "list --status x",
        "list --status complted",
        "list --format x",
        "list --columns x",
        "list --sort x",
        "list --lang fr",
        "list --excel",
        "filter",
        "summary --cross status",
        "summary --by x",
        "search ...",
        "export --format x",
        "export --format sqlite",
        "--show-completion tcsh",
        "--data x schema",
        "compare --by x",
        "convert",
        "help lsit",
        "list -f xlsx",
        "export -o plan.ods",
    ],
    "errors": [
        "show 99",
        "show MX0099",
        "participant salud",
        "participant gesco",
        "participant xyzzyx",
        "list --data nofile.yaml",
        "list --data /",
        "list --search xyzzyx",
        "validate nofile.yaml",
        "compare nofile.yaml",
        "convert nofile.csv",
        "show transparency",
    ],
    "tables": [
        *map(type_command, ANSWERING),
        "list --columns number,url,active",
        "list --columns number,topics,participants,mentions,self_completion",
        "show 4 5 6 8 9",
        "participants --matrix",
        "participant SESNSP",
        "participant INMUJERES",
        "participant NOSC",
        "participant Manzanillo",
        "summary --by topic --cross sector",
        "compare --by status",
        "list -f html",
    ],
}


@pytest.mark.parametrize("lang", ["es", "en"])  # tests/test_tongues.py looks at a third
@pytest.mark.parametrize("terminal", [None, 80])
@pytest.mark.parametrize("kind", LINES)
def test_a_run_holds_nothing_of_the_other_language(
    ogpmx: Ogpmx, kind: str, terminal: int | None, lang: str
) -> None:
    for line in LINES[kind]:
        run = ogpmx(line, env={"OGPMX_LANG": lang, "TERM": "dumb"}, terminal=terminal)
        assert foreign(spaced(run.out + run.err), lang) == [], line
        assert "Traceback" not in run.err, line


def test_a_usage_error_is_said_in_our_words(ogpmx: Ogpmx) -> None:
    for line in LINES["usage"]:
        english = ogpmx(line, env={"OGPMX_LANG": "en"})
        spanish = ogpmx(line, env={"OGPMX_LANG": "es"})
        assert (english.status, spanish.status) == (2, 2), line
        assert english.err.splitlines()[0] != spanish.err.splitlines()[0], line


def test_help_is_in_spanish_wherever_the_language_is_named(ogpmx: Ogpmx) -> None:
    for line in LINES["help"]:
        before, after = ogpmx(f"--lang es {line}"), ogpmx(f"{line} --lang es")
        assert before.out == after.out == ogpmx(line, env={"OGPMX_LANG": "es"}).out, line
        assert before.out.startswith("Uso: ogpmx"), line
        assert not re.search("required|default", before.out), line  # as the library says it
        assert "Usage" in ogpmx(line).out, line
