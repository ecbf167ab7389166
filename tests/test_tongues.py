"""Nothing is said but through a catalogue of messages or the data: shown with an invented tongue.

Every message is put into letters of its own (Greek), every text of the data into others (Cyrillic
for names and titles; ñ for what is in Spanish, ø for what is in English). A Latin letter that is
left over is a code, an option, a key, an id or what was typed; or else a word that no language can
change.

- every command, on a terminal and down a pipe; the whole help; every error
- a Spanish run holds no English text of the data, an English run no Spanish one
"""

import json
import re
from enum import StrEnum
from inspect import isclass

import pytest
from ogpmx.lang import Lang
from pages import tool
from test_messages import LINES

from ogpmx import cli, columns, export, formats, messages, models, queries, schema

mofile = pytest.importorskip("babel.messages.mofile")
LETTER = re.compile(r"[^\W\d_]")


def greek(message):
    """A message in letters of its own; what a program puts into it stays."""
    parts = re.split(r"(\{\w*\})", message)
    return "".join(part if part[:1] == "{" else LETTER.sub("ω", part) for part in parts)


NAMES = {"name", "acronym", "aliases", "policy_area", "author", "title"}


def invented(tree, key=""):
    """A plan's document whose texts are all invented; codes and ids stay."""
    named = key in NAMES
    if isinstance(tree, list):
        return [invented(item, key) for item in tree]
    if isinstance(tree, dict) and tree.keys() == {"es", "en"}:
        letters = "жж" if named else "ñø"
        both = zip(tree.items(), letters, strict=True)
        return {lang: LETTER.sub(letter, text) for (lang, text), letter in both}
    if isinstance(tree, dict):
        return {name: invented(value, name) for name, value in tree.items()}
    return LETTER.sub("ж", tree) if named and tree else tree


def values(tree):
    """The strings of a document."""
    if isinstance(tree, str):
        return {tree}
    inner = tree.values() if isinstance(tree, dict) else tree if isinstance(tree, list) else ()
    return set().union(*map(values, inner))


def vocabulary(plan):
    """What is the same in every language: codes, ids, and the words of the command line."""
    rooms = (models, queries, export)
    kinds = [kind for room in rooms for kind in vars(room).values() if isclass(kind)]
    shapes = [shape for shape in vars(columns).values() if isinstance(shape, columns.Shape)]
    return {
        *(str(code) for kind in kinds if issubclass(kind, StrEnum) for code in kind),
        *values(plan),
        *cli.COMMANDS,
        *cli.SHELLS,
        *formats.FORMATS,
        *export.EXPORTS,
        *(column for shape in shapes for column in shape.columns),
        *columns.GROUPS,
        *(queries.option(name) for name in queries.FILTERS),
        queries.NONE_STATED,
    }


@pytest.fixture
def tongue(ogpmx, monkeypatch, tmp_path):
    """Run a command line in the invented tongue, over the invented plan; what is left in Latin."""
    plan = invented(ogpmx("export -f json").json)
    file = tmp_path / "plan.json"
    file.write_text(json.dumps(plan), "utf-8")
    catalogue = tool("catalogue").collect()
    catalogue.locale = "es"
    for message in catalogue:
        if message.id:
            both = isinstance(message.id, tuple)
            message.string = tuple(map(greek, message.id)) if both else greek(message.id)
    folder = tmp_path / "es" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    with (folder / "ogpmx.mo").open("wb") as opened:
        mofile.write_mo(opened, catalogue)
    monkeypatch.setattr(messages, "LOCALES", tmp_path)
    known = vocabulary(plan)

    def run(line, lang=Lang.ES, **more):
        env = {"OGPMX_LANG": lang, "OGPMX_DATA": str(file), "TERM": "dumb"}
        done = ogpmx(line, env=env, **more)
        text = (done.out + done.err).replace(str(file), "")
        text = re.sub(r"https?://\S+", "", text)
        text = re.sub(r"(?<![\w-])--?[a-z][a-z-]*", "", text)  # options
        words = set(re.findall(r"[A-Za-z][\w-]*(?:\.\d)?", text))
        return words - known - set(re.findall(r"[\w-]+", line)), text

    return run


# What is never said in any language: signs for values, and the program's own name.
SIGNS = {"ogpmx", "N", "A", "B", "C", "es", "en", "OGP", "OGPMX_LANG", "OGPMX_DATA"}


@pytest.mark.parametrize("terminal", [None, 80])
@pytest.mark.parametrize("line", [line for lines in LINES.values() for line in lines])
def test_every_word_comes_from_a_catalogue_or_the_data(tongue, line, terminal):
    left, text = tongue(line, terminal=terminal)
    assert left - SIGNS == set()
    assert "ø" not in text  # the data in English
    assert "ω" in text or "ñ" in text


@pytest.mark.parametrize("line", LINES["tables"])
def test_an_english_run_holds_no_spanish_text(tongue, line):
    _left, text = tongue(line, Lang.EN)
    assert "ñ" not in text


# A fault of each kind: in reading, in what a plan may hold, in where things are written
FAULTS = {
    "nothing": b"",
    "no mapping": b"7",
    "binary": b"7\x00",
    "not UTF-8": b"7: \xff",
    "no YAML": b"[",
    "no JSON": b'{"1": }',
    "half a character": b'{"1": "\\ud800"}',
    "no number": b'{"1": NaN}',
    "a repeated key": b"1: 1\n1: 2",
    "two documents": b"1: 1\n---\n1: 1",
    "a tag": b"1: !!int 1",
    "no alias": b"1: *1",
    "a key that is no text": b"[1]: 1",
    "depth": b"[" * 5000,
    "lines": b'{"1": 1}\n7\n',
}
CHANGES = {
    "version": 7,
    "license": None,
    "plan": [],
    "topics": {},
    "organizations": [{"id": "1", "name": "", "sector": "federl"}, {"id": "1"}, {"id": "2 "}],
    "commitments": [
        {"number": 0, "status": "complted", "topics": ["7"], "participants": [{"role": 7}]},
        {"number": 1.5, "ogp_id": "1", "topics": [], "source": {"row": True}},
    ],
    "7": 7,
}


@pytest.mark.parametrize("content", FAULTS.values(), ids=FAULTS)
def test_what_is_wrong_with_a_file_is_said_from_the_catalogue(tongue, tmp_path, content):
    (tmp_path / "7").write_bytes(content)
    left, text = tongue(f"validate {tmp_path / '7'}")
    assert left - SIGNS == set()
    assert "ω" in text


def test_what_is_wrong_with_a_plan_is_said_from_the_catalogue(tongue, tmp_path):
    plan = json.loads((tmp_path / "plan.json").read_text("utf-8")) | CHANGES
    (tmp_path / "7").write_text(json.dumps(plan), "utf-8")
    left, text = tongue(f"validate {tmp_path / '7'}")
    assert left - SIGNS - PIECES == set()
    assert text.count("\n") > 15


# Keys of a plan's file, what stands in a pattern, what was misspelt
OBJECTS = json.loads(schema.json_schema())["$defs"].values()
PIECES = {key for definition in OBJECTS for key in definition.get("properties", {})}
PIECES |= {"a-z0-9", "A-Z", "federl", "complted"}


@pytest.mark.parametrize(
    "line",
    [
        "export -f json -o {here}/plan.json",
        "export -f json -o {here}",
        "export -f json -o {here}/7/7",
        "export -f json -o {here}/plan.json/7",
        "export -f datapackage -o {here}/plan.json --force",
        "export -f datapackage -o {here} --force",
        "export -f sqlite -o {here} --force",
    ],
)
def test_what_cannot_be_written_is_said_from_the_catalogue(tongue, tmp_path, line):
    left, text = tongue(line.format(here=tmp_path))
    assert left - SIGNS == set()
    assert "ω" in text
