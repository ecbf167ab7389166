"""The READMEs, in both languages.

- Quick start is two lines, the same in both: each sets up; one lists, one passes the tests
- there is an example for each question that one brings to the plan, and every command is shown
- what the examples print is what they print now, whatever the locale
- both have the same sections, examples and links, in the same order
- links lead to files and headings that exist
"""

import re
import shlex

import pages
import pytest

from ogpmx.cli import COMMANDS

pytestmark = pytest.mark.slow

READMES = [pages.ROOT / "README.md", pages.ROOT / "README.es.md"]
TEXTS = {path.name: path.read_text("utf-8") for path in READMES}
examples = pages.tool("examples")
in_each = pytest.mark.parametrize("readme", READMES, ids=lambda path: path.name)

QUESTIONS = {
    "which commitments are there": r"list",
    "which did one take part in": r"filter --participant \S+",
    "who worked together": r"filter --participant \S+ --participant \S+.*",
    "what is commitment 8": r"show 8",
    "how did the plan do": r"summary --by .*",
    "what did GESOC do, by any of its names": r'participant "Gestión Social y Cooperación"',
    "the whole answers for its parts": r"participant SESNSP",
    "who worked with whom": r"participants --matrix.*",
    "do the evaluators agree": r"assessments",
    "where do they not": r"assessments --divergent.*",
    "does the report add up": r"audit.*",
    "where does it speak of forests": r"search \w+",
    "where does it say this very phrase": r"""search '"[^"]+"'""",
    "how many of a topic were completed": r"summary --topic \w+ --by status",
    "and by which sector": r"summary --topic \w+ --by sector --cross status",
    "what is this plan": r"plan",
    "a name that is not there": r"participant gesco",
    "a name that fits several": r"participant salud",
    "for a spreadsheet": r"list .*--format csv",
    "for a screen reader": r"list .*--format plain",
    "all the data": r"export .*",
    "a plan of one's own": r"list --data \S+.*",
    "is my file valid": r"validate \S+",
}


@in_each
def test_quick_start_is_two_lines(readme):
    lines = examples.find_quick_start(TEXTS[readme.name])
    assert lines == examples.find_quick_start(TEXTS["README.md"])
    first, second = lines
    assert first.endswith(".venv/bin/ogpmx list")
    assert second.endswith(".venv/bin/pytest -n auto")
    assert all(line.startswith("python3 -m venv .venv && ") for line in lines)


@in_each
@pytest.mark.parametrize("question", QUESTIONS)
def test_each_question_has_its_example(readme, question):
    commands = examples.find_commands(TEXTS[readme.name])
    assert [c for c in commands if re.fullmatch(f"ogpmx {QUESTIONS[question]}", c)]


@in_each
def test_every_command_is_named(readme):
    assert [name for name in COMMANDS if f"ogpmx {name}" not in TEXTS[readme.name]] == []


@in_each
def test_the_examples_print_what_they_print_now(readme, monkeypatch):
    monkeypatch.setenv("LC_ALL", "es_MX.UTF-8" if readme.name == "README.md" else "C")
    monkeypatch.setenv("OGPMX_DATA", "/there/is/nothing")
    text = TEXTS[readme.name]
    now = examples.refresh(text, examples.find_language(readme))
    assert now.splitlines() == text.splitlines()


def test_an_example_that_prints_something_else_is_seen():
    stale = "```console\n$ ogpmx --version\nogpmx 0\n```\n"
    assert examples.refresh(stale, "en", lambda command, lang: f"{command} {lang}\n") == (
        "```console\n$ ogpmx --version\nogpmx --version en\n```\n"
    )


def test_lines_left_out_stay_left_out():
    shortened = "```console\n$ x\n1\n...\n8\n9\n```\n"
    now = examples.refresh(shortened, "en", lambda *_: "1\n2\n3\n4\n5\n")
    assert now == "```console\n$ x\n1\n...\n4\n5\n```\n"


def test_both_have_the_same_examples_in_the_same_order():
    def kinds(name):
        typed = examples.find_commands(TEXTS[name])
        return [[w for w in shlex.split(line)[:2] if w != "forestal"] for line in typed]

    assert kinds("README.md") == kinds("README.es.md")


def test_both_have_the_same_sections():
    def levels(name):
        return re.findall(r"^#+(?= )", pages.prose(TEXTS[name]), re.MULTILINE)

    def fences(name):
        return re.findall(r"^```\w+$", TEXTS[name], re.MULTILINE)

    assert levels("README.md") == levels("README.es.md")
    assert fences("README.md") == fences("README.es.md")


def test_each_leads_to_the_other_and_to_its_own_pictures():
    assert "README.es.md" in pages.links(TEXTS["README.md"])
    assert "README.md" in pages.links(TEXTS["README.es.md"])
    for name, lang in (("README.md", "en"), ("README.es.md", "es")):
        pictures = [link for link in pages.links(TEXTS[name]) if link.endswith(".svg")]
        assert pictures
        assert all(picture.endswith(f".{lang}.svg") for picture in pictures)


@in_each
def test_links_lead_somewhere(readme):
    assert pages.links(TEXTS[readme.name])
    assert pages.broken(readme) == []
