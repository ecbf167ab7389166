"""The READMEs and the pages of `docs/`, in both languages.

- Quick start is two lines, the same in both: each sets up; one lists, one passes the tests
- there is an example for each question that one brings to the plan, and every command is named
- the README can be read at one sitting
- what the examples print is what they print now, whatever the locale
- a page and its twin have the same sections, examples and links, in the same order
- links lead to files and headings that exist
- the plan that the tutorial makes is the one among the examples
"""

import re
import shlex
from pathlib import Path
from typing import Any

import pages
import pytest
import yaml
from processes import Ogpmx

from ogpmx import messages
from ogpmx.cli import COMMANDS

examples: Any = pages.tool("examples")
docs: Any = pages.tool("docs")

ROOT = pages.ROOT
SPANISH = ROOT / "docs" / "es"
READMES = {"en": ROOT / "README.md", "es": ROOT / "README.es.md"}
TWINS = [
    (READMES["en"], READMES["es"]),
    *((ROOT / "docs" / path.name, path) for path in sorted(SPANISH.glob("*.md"))),
]
MADE = [path for path in docs.make_pages() if path.suffix == ".md"]  # test_docs.py looks at them
WRITTEN = sorted({*READMES.values(), *(ROOT / "docs").rglob("*.md")} - {*MADE})


def name(path: Any) -> str:
    return path.relative_to(ROOT).as_posix() if isinstance(path, Path) else str(path)


in_each_page = pytest.mark.parametrize("page", WRITTEN, ids=name)
in_each_language = pytest.mark.parametrize("lang", READMES)
of_each_pair = pytest.mark.parametrize(("english", "spanish"), TWINS, ids=name)

QUESTIONS = {
    "which commitments are there": r"list",
    "which did one take part in": r"filter .*--participant \S+.*",
    "who worked together": r"filter --participant \S+ --participant \S+.*",
    "what is commitment 8": r"show 8",
    "how did the plan do": r"summary --by .*",
    "what did GESOC do, by any of its names": r'participant "Gestión Social y Cooperación"',
    "the whole answers for its parts": r"participant SESNSP.*",
    "who worked with whom": r"participants --matrix.*",
    "where do the evaluators disagree": r"assessments --divergent.*",
    "does the report add up": r"audit .*",
    "where does it speak of forests": r"search \w+",
    "where does it say this very phrase": r"""search '"[^"]+"'""",
    "how many of a topic were completed": r"summary --topic \w+ --by status",
    "and by which sector": r"summary --topic \w+ --by sector --cross status",
    "what is this plan": r"plan",
    "a name that is not there": r"participant gesco",
    "a name that fits several": r"participant salud",
    "for a spreadsheet": r"list .*-f csv",
    "for a document": r"list .*-f markdown",
    "all the data": r"export .*",
    "how do I begin a plan": r"template.*",
    "a plan of one's own": r"list --data \S+.*",
    "is my file valid": r"validate \S+",
    "how do plans stand beside each other": r"compare \S+.*",
    "what is in OGP's sheet": r"convert \S+",
}


def read_pages(lang: str) -> str:
    """The README of a language and its pages, as one text."""
    paths = [path for path in WRITTEN if examples.find_language(path) == lang]
    return "".join(path.read_text("utf-8") for path in paths)


@in_each_language
def test_quick_start_is_two_lines(lang: str) -> None:
    lines = examples.find_quick_start(READMES[lang].read_text("utf-8"))
    assert lines == examples.find_quick_start(READMES["en"].read_text("utf-8"))
    first, second = lines
    assert first.endswith(".venv/bin/ogpmx list")
    assert second.endswith(".venv/bin/pytest -n auto")
    assert all(line.startswith("python3 -m venv .venv && ") for line in lines)


@in_each_language
def test_each_question_has_its_example(lang: str) -> None:
    commands = examples.find_commands(read_pages(lang))
    for question, line in QUESTIONS.items():
        assert [c for c in commands if re.match(f"ogpmx {line}(?= \\||$)", c)], question


@in_each_language
def test_every_command_is_named(lang: str) -> None:
    text = read_pages(lang)
    assert [command for command in COMMANDS if f"ogpmx {command}" not in text] == []


@in_each_language
def test_the_readme_is_one_reading(lang: str) -> None:
    text = READMES[lang].read_text("utf-8")
    assert len(pages.prose(text).split()) <= 1300
    assert len(examples.find_commands(text)) <= 12
    assert len(re.findall(r"!\[", text)) == 1


@in_each_page
def test_the_examples_print_what_they_print_now(
    ogpmx: Ogpmx, monkeypatch: pytest.MonkeyPatch, page: Path
) -> None:
    monkeypatch.chdir(ROOT)

    def run(command: str, lang: str) -> str:
        program, *typed = shlex.split(command)
        if program != "ogpmx" or "|" in typed:  # what only a shell can run
            return str(examples.run(command, lang))
        done = ogpmx(typed, env={"OGPMX_LANG": lang, "LC_ALL": "C.UTF-8"})
        return done.out + done.err

    text = page.read_text("utf-8")
    now = examples.refresh(text, examples.find_language(page), run)
    assert now.splitlines() == text.splitlines()


@pytest.mark.parametrize(("lang", "said"), [("en", "There is no"), ("es", "No existe")])
def test_an_example_prints_the_same_whoever_runs_it(
    monkeypatch: pytest.MonkeyPatch, lang: str, said: str
) -> None:
    monkeypatch.setenv("LC_ALL", "es_MX.UTF-8" if lang == messages.ENGLISH else "C")
    monkeypatch.setenv("OGPMX_DATA", "/there/is/nothing")
    assert said in examples.run("ogpmx show 99", lang)


def test_an_example_that_prints_something_else_is_seen() -> None:
    stale = "```console\n$ ogpmx --version\nogpmx 0\n```\n"
    assert examples.refresh(stale, "en", lambda command, lang: f"{command} {lang}\n") == (
        "```console\n$ ogpmx --version\nogpmx --version en\n```\n"
    )


def test_lines_left_out_stay_left_out() -> None:
    shortened = "```console\n$ x\n1\n...\n8\n9\n```\n"
    now = examples.refresh(shortened, "en", lambda *_: "1\n2\n3\n4\n5\n")
    assert now == "```console\n$ x\n1\n...\n4\n5\n```\n"


# Twins


@of_each_pair
def test_both_have_the_same_examples_in_the_same_order(english: Path, spanish: Path) -> None:
    def kinds(page: Path) -> list[list[str]]:
        return [shlex.split(c)[:2] for c in examples.find_commands(page.read_text("utf-8"))]

    assert kinds(english) == kinds(spanish)


@of_each_pair
def test_both_have_the_same_sections_blocks_and_lists(english: Path, spanish: Path) -> None:
    for shape in (r"^#+(?= )", r"^```\w+$", r"^- ", r"^\|"):
        if english.name == "library.md" or (english.name == "glossary.md" and shape == r"^\|"):
            continue  # those who program read English: in Spanish there is less of it
        found, twins = (
            re.findall(shape, page.read_text("utf-8"), re.MULTILINE) for page in (english, spanish)
        )
        assert found == twins, shape


@of_each_pair
def test_each_leads_to_the_other(english: Path, spanish: Path) -> None:
    assert (english.parent / spanish.relative_to(english.parent)).exists()
    linked = {(spanish.parent / link).resolve() for link in pages.links(spanish.read_text("utf-8"))}
    assert english in linked
    linked = {(english.parent / link).resolve() for link in pages.links(english.read_text("utf-8"))}
    assert spanish in linked


@in_each_language
def test_a_readme_shows_its_own_pictures(lang: str) -> None:
    links = pages.links(READMES[lang].read_text("utf-8"))
    pictures = [link for link in links if link.endswith(".svg")]
    assert pictures
    assert all(picture.endswith(f".{lang}.svg") for picture in pictures)


@in_each_page
def test_links_lead_somewhere(page: Path) -> None:
    assert pages.links(page.read_text("utf-8"))
    assert pages.broken(page) == []


# The tutorial

PLAN = ROOT / "examples" / "plano-inventado.yaml"


def find_yaml(page: Path) -> list[str]:
    """The pieces of YAML in a page."""
    blocks = r"^```yaml\n(.*?)^```$"
    return re.findall(blocks, page.read_text("utf-8"), re.MULTILINE | re.DOTALL)


def is_within(piece: Any, whole: Any) -> bool:
    """Whether all that a piece says stands in the whole, too."""
    if isinstance(piece, dict):
        return all(key in whole and is_within(piece[key], whole[key]) for key in piece)
    if isinstance(piece, list):
        return all(any(is_within(item, other) for other in whole) for item in piece)
    return bool(piece == whole)


@pytest.mark.parametrize("page", [ROOT / "docs" / "tutorial.md", SPANISH / "tutorial.md"], ids=name)
def test_every_piece_of_the_tutorial_is_in_the_finished_plan(page: Path) -> None:
    whole = yaml.safe_load(PLAN.read_text("utf-8"))
    places = [whole, whole["plan"], whole["commitments"][0]]
    pieces = [yaml.safe_load(text) for text in find_yaml(page)]
    assert len(pieces) == 6
    assert [p for p in pieces if not any(is_within(p, place) for place in places)] == []


def test_the_least_plan_of_the_tutorial_is_valid(ogpmx: Ogpmx) -> None:
    least = find_yaml(ROOT / "docs" / "tutorial.md")[0]
    assert ogpmx("validate -", stdin=least).status == 0
    assert len(ogpmx("list -f json --data -", stdin=least).json) == 5


def test_the_finished_plan_is_valid_and_of_one_language(ogpmx: Ogpmx) -> None:
    assert ogpmx(["validate", str(PLAN)]).status == 0
    run = ogpmx(["export", "-f", "csv", "--data", str(PLAN)])
    assert "title_pt-BR" in run.out
    assert "title_es" not in run.out
