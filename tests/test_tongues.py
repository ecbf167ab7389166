"""Nothing is said but through a catalogue of messages or the data: shown with an invented tongue.

Every message is put into letters of its own (Greek), every text of the data into others (Cyrillic
for names and titles; ñ for what is in Spanish, ø for what is in English). A Latin letter that is
left over is a code, an option, a key, an id or what was typed; or else a word that no language can
change.

- every command, on a terminal and down a pipe; the whole help; every error
- a Spanish run holds no English text of the data, an English run no Spanish one
- a language that the program never heard of needs a catalogue in a folder of its own, no more
"""

import json
import re
from collections.abc import Callable
from enum import StrEnum
from inspect import isclass
from pathlib import Path
from typing import Any

import plans
import pytest
from pages import tool
from processes import SYSTEM, Ogpmx, Run, install, run_installed, run_several
from registries import LANGUAGES
from test_messages import LINES

from ogpmx import cli, commands, loader, models
from ogpmx.commands import audit, schema
from ogpmx.counting import DIMENSIONS
from ogpmx.exports import EXPORTS, tables
from ogpmx.filters import FILTERS, NONE_STATED, option_name
from ogpmx.formats import FORMATS

pytestmark = pytest.mark.slow

mofile = pytest.importorskip("babel.messages.mofile")
LETTER = re.compile(r"[^\W\d_]")


def greek(message: str) -> str:
    """A message in letters of its own; what a program puts into it stays."""
    parts = re.split(r"(\{\w*\})", message)
    return "".join(part if part[:1] == "{" else LETTER.sub("ω", part) for part in parts)


NAMES = {"name", "acronym", "aliases", "policy_area", "author", "title"}


def invented(tree: Any, key: str = "") -> Any:
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


def values(tree: Any) -> set[str]:
    """The strings of a document."""
    if isinstance(tree, str):
        return {tree}
    inner = tree.values() if isinstance(tree, dict) else tree if isinstance(tree, list) else ()
    return set().union(*map(values, inner))


def vocabulary(plan: plans.Tree) -> set[str]:
    """What is the same in every language: codes, ids, and the words of the command line."""
    kinds = [kind for module in (models, audit, tables) for kind in vars(module).values()]
    modules = [commands.find_module(name) for name in cli.COMMANDS]
    rows = [module.ROWS for module in modules]
    examples = [cli.EXAMPLE, *(example for module in modules for example in module.EXAMPLES)]
    return {
        *(str(c) for kind in kinds if isclass(kind) and issubclass(kind, StrEnum) for c in kind),
        *values(plan),
        *cli.COMMANDS,
        *cli.SHELLS,
        *FORMATS,
        *EXPORTS,
        *(column for kind in rows if kind for column in kind.columns),
        *DIMENSIONS,
        *map(option_name, FILTERS),
        NONE_STATED,
        *("yes", "no"),  # whether it is suspended
        *(ending.strip(".") for export in EXPORTS.values() for ending in export.endings),
        *re.findall(r"\w+", " ".join(examples)),
    }


def put_catalogue(locale: Path, lang: str) -> None:
    """Put the invented tongue's catalogue where that of a language belongs."""
    catalogue = tool("catalogue").collect()
    catalogue.locale = lang
    for message in catalogue:
        if message.id:
            both = isinstance(message.id, tuple)
            one, *several = map(greek, message.id if both else [message.id])
            plurals = several * (catalogue.num_plurals - 1)  # Spanish has two or, in CLDR, three
            message.string = (one, *plurals) if both else one
    folder = locale / lang / "LC_MESSAGES"
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "ogpmx.mo").open("wb") as opened:
        mofile.write_mo(opened, catalogue)


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the program whose Spanish is the invented tongue, as is a third language, `el`."""
    folder = tmp_path_factory.mktemp("copy")
    install(folder, loader.load())
    for lang in ("es", "el"):
        put_catalogue(folder / "ogpmx" / "locale", lang)
    return folder


Said = tuple[str, set[str], str]
Tongue = Callable[..., list[Said]]


@pytest.fixture
def tongue(ogpmx: Ogpmx, tmp_path: Path, copy: Path) -> Tongue:
    """Run command lines in the invented tongue, over the invented plan.

    Each with its words that are left in Latin, and all that it says.
    """
    plan = invented(ogpmx("export -f json").json)
    file = tmp_path / "plan.json"
    file.write_text(json.dumps(plan), "utf-8")
    known = vocabulary(plan)

    def find_left(line: str, done: Run) -> Said:
        text = (done.out + done.err).replace(str(file), "")
        text = re.sub(r"https?://\S+", "", text)
        text = re.sub(r"</?[a-z][^>]*>", "", text)  # of HTML
        text = re.sub(r"(?<![\w-])--?[a-zA-Z][a-z-]*", "", text)  # options
        words = set(re.findall(r"[A-Za-z][\w-]*(?:\.\d)?", text))
        return line, words - known - set(re.findall(r"[\w-]+", line)), text

    def run(*lines: str, lang: str = "es", terminal: bool = False) -> list[Said]:
        env = {**SYSTEM, "OGPMX_LANG": lang, "OGPMX_DATA": str(file), "PYTHONPATH": str(copy)}
        env |= {"TERM": "dumb", "COLUMNS": "80"} if terminal else {}
        ends = run_several(lines, terminal=terminal, cwd=tmp_path, env=env)
        return [*map(find_left, lines, ends)]

    return run


# What is never said in any language: signs for values, and the program's own name.
SIGNS = {"ogpmx", "N", "A", "B", "C", "el", *LANGUAGES, "OGP", "OGPMX_LANG", "OGPMX_DATA"}


@pytest.mark.parametrize("terminal", [False, True], ids=["in a pipe", "on a terminal"])
def test_every_word_comes_from_a_catalogue_or_the_data(tongue: Tongue, terminal: bool) -> None:
    lines = [line for lines in LINES.values() for line in lines]
    for line, left, text in tongue(*lines, terminal=terminal):
        assert left - SIGNS == set(), line
        assert "ø" not in text, line  # the data in English
        assert "ω" in text or "ñ" in text, line


def test_an_english_run_holds_no_spanish_text(tongue: Tongue) -> None:
    for line, _left, text in tongue(*LINES["tables"], lang="en"):
        assert "ñ" not in text, line


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
CHANGES: plans.Tree = {
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


def test_what_is_wrong_with_a_file_is_said_from_the_catalogue(
    tongue: Tongue, tmp_path: Path
) -> None:
    for place, content in enumerate(FAULTS.values()):
        (tmp_path / str(place)).write_bytes(content)
    for line, left, text in tongue(*(f"validate {place}" for place in range(len(FAULTS)))):
        assert left - SIGNS == set(), line
        assert "ω" in text, line


def test_what_is_wrong_with_a_plan_is_said_from_the_catalogue(
    tongue: Tongue, tmp_path: Path
) -> None:
    plan = json.loads((tmp_path / "plan.json").read_text("utf-8")) | CHANGES
    (tmp_path / "7").write_text(json.dumps(plan), "utf-8")
    ((_line, left, text),) = tongue("validate 7")
    assert left - SIGNS - PIECES == set()
    assert text.count("\n") > 15


# Keys of a plan's file, what stands in a pattern, what was misspelt
OBJECTS = json.loads(schema.command())["$defs"].values()
PIECES = {key for definition in OBJECTS for key in definition.get("properties", {})}
PIECES |= {"a-z0-9", "A-Z", "federl", "complted"}


def test_what_cannot_be_written_is_said_from_the_catalogue(tongue: Tongue) -> None:
    lines = (
        "export -f json -o plan.json", "export -f json -o .", "export -f json -o 7/7",
        "export -f json -o plan.json/7", "export -f datapackage -o plan.json --force",
        "export -f datapackage -o . --force", "export -f sqlite -o . --force",
    )  # fmt: skip
    for line, left, text in tongue(*lines):
        assert left - SIGNS - {"out", "err"} == set(), line  # files that are there
        assert "ω" in text, line


# A third language


Third = Callable[..., Run]


@pytest.fixture
def third(copy: Path) -> Third:
    """Run a program that got a third language by a catalogue alone, in Greek."""

    def run(line: str, **env: str) -> Run:
        return run_installed(copy, "-m", "ogpmx", *line.split(), **env)

    return run


def test_a_language_is_offered_as_soon_as_it_has_a_catalogue(third: Third) -> None:
    known = [*sorted({"el", *LANGUAGES} - {"en"}), "en"]
    assert "|".join(known) in third("--help").out
    assert f"Allowed: {', '.join(known)}" in third("list --lang xx").err


@pytest.mark.parametrize("line", ["--help", "list --help"])
def test_help_speaks_a_third_language_however_it_is_asked_for(third: Third, line: str) -> None:
    page = third(f"{line} --lang el").out
    assert page.startswith("ωωωωω: ogpmx")
    assert page == third(line, OGPMX_LANG="el").out == third(line, LC_ALL="el_GR.UTF-8").out


def test_answers_have_their_labels_in_a_third_language(third: Third) -> None:
    for line in LINES["tables"]:
        run = third(f"{line} --lang el")
        assert (run.status, run.err) == (0, ""), line
        assert "ω" in run.out, line
