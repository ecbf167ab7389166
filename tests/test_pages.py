"""What people read: an answer as a page, on a terminal, in a pipe, in Markdown, in HTML.

- show, participant and plan are whole documents in every format: headings, lists, notes, places
- headings and labels are in the language in use, in the tables too
- text of the data is never markup, in Markdown and in HTML; addresses lead where they say
- what a search found is marked in pages, and in no data
- a terminal's width is kept, whatever stands in the data; what is left out is named
- YAML that is written reads the same by YAML 1.1 and 1.2
- lists stay lists in JSON, and joined ones can be taken apart
- every code of a filter has a label in every language
"""

import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import plans
import pytest
import yaml
from babel.messages.pofile import read_po
from processes import Ogpmx, strip_escapes
from readers import TABLE, Page, draw
from rich.cells import cell_len
from ruamel.yaml import YAML

from ogpmx import labels, loader, messages
from ogpmx.filters import FILTERS

PAGES = ("table", "plain", "markdown", "html")
ODD = [
    "*star* _under_ `code` ~~struck~~ <b>html</b> &lt; &amp; [link](http://x.org) ![i](x)",
    "<script>alert(1)</script>",
    "- no item",
    "+ no item",
    "1. no item",
    "12) no item",
    "# no heading",
    "===",
    "> no quotation",
    "    no code",
    "| no | table |",
    "$5 and $6",
    "back\\slash\\| and end\\",
    "[x]: http://x.org",
    "javascript:alert(1)",
    "<https://x.org>",
    "of two\nlines",
]


@pytest.fixture
def plan_of(tmp_path: Path) -> Callable[..., Path]:
    """Write a plan with these parts; returns its path."""

    def write(**parts: Any) -> Path:
        path = tmp_path / "plan.json"
        path.write_text(json.dumps(plans.document(**parts)), "utf-8")
        return path

    return write


@pytest.fixture
def odd(plan_of: Callable[..., Path]) -> Path:
    """A plan whose texts look like markup."""
    return plan_of(
        organizations=[plans.organization(f"o{n}", name=said) for n, said in enumerate(ODD)],
        commitments=[
            plans.commitment(
                n + 1,
                title=plans.text(said),
                objective=plans.text(said),
                results=[plans.text(said)],
                participants=[plans.participant(f"o{n}", note=plans.text(said))],
            )
            for n, said in enumerate(ODD)
        ],
    )


def read(ogpmx: Ogpmx, line: str, format: str) -> Page:
    out = ogpmx(f"{line} -f {format}").out
    return draw(out) if format == "markdown" else Page(out)


def bare(text: str) -> str:
    """The words of a text, whatever the spaces between them."""
    return " ".join(text.split())


# Documents


NAMES = ("id", "url", "acronym", "name", "tables")


def leaves(node: Any) -> list[str]:
    """The texts of a record, without names, which pages tell in another way."""
    if isinstance(node, dict):
        texts = [leaves(v) for k, v in node.items() if k not in NAMES]
        return [text for found in texts for text in found]
    if isinstance(node, list):
        return [text for item in node for text in leaves(item)]
    return [node] if isinstance(node, str) and " " in node else []


@pytest.mark.parametrize("format", PAGES)
@pytest.mark.parametrize("line", ["show 1", "show 8", "participant SEP", "plan"])
def test_a_document_holds_every_text_of_the_record(ogpmx: Ogpmx, line: str, format: str) -> None:
    line = f"{line} --lang es"
    if format in ("markdown", "html"):
        said = " ".join(words for _tag, words in read(ogpmx, line, format).said)
    else:
        said = ogpmx(f"{line} -f {format}").out
    record = ogpmx(f"{line} -f json").json
    if line.startswith("participant"):  # which tells the first result of each commitment
        for commitment in record["commitments"]:
            del commitment["results"][1:]
    for text in leaves(record):
        assert bare(text) in bare(said)


@pytest.mark.parametrize("format", ["markdown", "html"])
def test_a_document_has_headings_and_lists(ogpmx: Ogpmx, format: str) -> None:
    page = read(ogpmx, "show 8 --lang es", format)
    assert page.of("h2") == ["8  Fortalecer los servicios públicos de cuidados"]
    assert {"Objetivo", "Participantes", "Resultados", "En la fuente"} <= {*page.of("h3")}
    assert "Incide Social" in page.of("li")
    page = read(ogpmx, "participant INMUJERES --lang es", format)
    assert {"Núm.", "Compromiso · Estatus · Función"} <= {*page.of("th")}


@pytest.mark.parametrize("format", ["plain", "markdown", "html"])
@pytest.mark.parametrize("line", ["list", "participants", "assessments", "search agua"])
def test_no_code_or_key_stands_where_people_read_another_language(
    ogpmx: Ogpmx, line: str, format: str
) -> None:
    out = ogpmx(f"{line} --lang es -f {format}").out
    assert not re.search(r"completed|inactive|co-responsible|irm_|civil-society", out)


def test_roles_are_told_one_way_round_in_the_language_in_use(ogpmx: Ogpmx) -> None:
    told = ogpmx("participant GESOC --columns roles -f plain --lang es").out
    assert told == "Funciones: corresponsable 1; acompañante 5; participante 13\n"
    assert told in ogpmx("participants -f plain --lang es").out
    roles = ogpmx("participant GESOC --columns roles -f json").json
    assert roles == {"roles": ["1: co-responsible", "5: accompanying", "13: participant"]}


@pytest.mark.parametrize("format", ["markdown", "html"])
def test_figures_stand_to_the_right(ogpmx: Ogpmx, format: str) -> None:
    styles = read(ogpmx, "summary --by status", format).styles
    right = [style and style.replace(" ", "") for tag, style in styles if tag == "td"]
    assert right == [None, "text-align:right", "text-align:right"] * 3


def test_a_table_without_headings_is_a_table_for_markdown_too(ogpmx: Ogpmx) -> None:
    out = ogpmx("show 8 -f markdown").out
    assert "|  |  |\n| --- | --- |\n| completion | not stated |\n" in out
    assert "<thead>" not in ogpmx("show 8 -f html").out


# Nothing in the data is markup


@pytest.mark.parametrize("format", ["markdown", "html"])
def test_text_of_the_data_is_never_markup(ogpmx: Ogpmx, odd: Path, format: str) -> None:
    page = read(ogpmx, f"list --columns title --data {odd}", format)
    assert [*map(bare, page.of("td"))] == [*map(bare, ODD)]
    for n, said in enumerate(ODD):
        page = read(ogpmx, f"show {n + 1} --data {odd}", format)
        assert bare(page.of("h2")[0]) == bare(f"{n + 1} {said}")
        assert bare(said) in [*map(bare, page.of("p"))]  # the objective
        assert bare(said) in [*map(bare, page.of("li"))]  # the result
        assert all(link and link.startswith("http") for link in page.links)
    assert {tag for tag, _words in page.said} <= {"h2", "h3", "p", "ul", "li", *TABLE}


ADDRESSES = [
    "https://x.org/a_b_c",
    "https://x.org/?a=1&b=2",
    "https://x.org/~me/",
    "https://x.org/a_(b)",
    "https://x.org/a(",
    "https://x.org/*a*",
    "https://x.org/a'b",
]


@pytest.mark.parametrize("url", ADDRESSES)
@pytest.mark.parametrize("format", ["markdown", "html"])
def test_an_address_leads_where_it_says(
    ogpmx: Ogpmx, plan_of: Callable[..., Path], url: str, format: str
) -> None:
    plan = plans.plan(commitment_url=url.replace("x.org/", "x.org/{ogp_id}/"))
    path = plan_of(plan=plan, commitments=[plans.commitment(1, ogp_id="MX0001")])
    for line in ("list", "list --columns url", "show 1"):
        page = read(ogpmx, f"{line} --data {path}", format)
        assert page.links
        assert {*page.links} == {url.replace("x.org/", "x.org/MX0001/")}


@pytest.mark.parametrize("format", ["markdown", "html"])
def test_an_address_within_prose_ends_before_the_sentences_marks(
    ogpmx: Ogpmx, plan_of: Callable[..., Path], format: str
) -> None:
    said = "Véase https://x.org/a_b_c, (https://x.org/d_(e)) y «https://x.org/f»."
    path = plan_of(commitments=[plans.commitment(1, objective=plans.text(said))])
    page = read(ogpmx, f"show 1 --data {path}", format)
    assert page.links == ["https://x.org/a_b_c", "https://x.org/d_(e)", "https://x.org/f"]
    assert said in page.of("p")


# What a search found


def test_hits_are_marked_in_pages_and_in_no_data(ogpmx: Ogpmx) -> None:
    out = ogpmx("search forest -f markdown").out
    assert "**Forest**ry" in out
    assert "\\*" not in out
    assert "<strong>Forest</strong>ry" in ogpmx("search forest -f html").out
    for format in ("json", "jsonl", "csv", "tsv", "yaml", "plain"):
        out = ogpmx(f"search forest -f {format}").out
        assert "Forestry" in out
        assert "*" not in out


# A terminal


def test_wide_and_endless_words_are_cut_at_the_width(
    ogpmx: Ogpmx, plan_of: Callable[..., Path]
) -> None:
    said = "漢字かな" * 30 + " " + "unbreakable" * 20 + " fin\nwith\ttab \x1b[31m"
    path = plan_of(commitments=[plans.commitment(1, objective=plans.text(said))])
    out = ogpmx(f"show 1 --data {path}", terminal=30).out
    assert max(map(cell_len, strip_escapes(out).split("\n"))) <= 30
    joined = re.sub(r"\s", "", strip_escapes(out))
    assert "漢字かな" * 30 + "unbreakable" * 20 + "finwithtab\\x1b[31m" in joined


def test_what_is_left_out_for_want_of_width_is_named(ogpmx: Ogpmx) -> None:
    out = strip_escapes(ogpmx("list", terminal=60).out)
    words = "Not shown for want of width: OGP, IRM: completion, IRM: opening, IRM: early results."
    assert bare(out).endswith(words)
    asked = ogpmx("list --columns number,title,status,irm_early_results", terminal=40).out
    assert "Not shown" not in asked


# YAML

TRAPS = [
    "09", "1e3", "0o17", "+.5", "12e4", "~", "=", "1_000", "0x3", "1:30", ".5", "NO", "y", "N",
    "on", "null", "-.inf", ".NaN", "1.", "+1", "2020-10-21", "<<", "0b1", "1.5E-3", "true", "12e+4",
]  # fmt: skip


def test_an_address_does_not_end_the_cell_that_it_stands_in(
    ogpmx: Ogpmx, plan_of: Callable[..., Path]
) -> None:
    path = plan_of(commitments=[plans.commitment(1, url="https://example.org/a|b`c\\d")])
    row = ogpmx(f"list --data {path} -f markdown").lines[-1]
    assert row.startswith("| [1](<https://example.org/a%7Cb%60c%5Cd>) | ")


@pytest.mark.parametrize("line", ["list -f yaml", "export -f yaml"])
def test_yaml_reads_the_same_by_both_versions(
    ogpmx: Ogpmx, plan_of: Callable[..., Path], line: str
) -> None:
    organizations = [
        plans.organization(f"o{n}", acronym=trap, name=f"Organización {trap}")
        for n, trap in enumerate(TRAPS)
    ]
    commitments = [
        plans.commitment(n + 1, title=plans.text(trap), objective=plans.text(trap + " " * 3))
        for n, trap in enumerate(TRAPS)
    ]
    path = plan_of(organizations=organizations, commitments=commitments)
    out = ogpmx(f"{line} --data {path}").out
    by_old, by_new = yaml.safe_load(out), YAML(typ="safe", pure=True).load(io.StringIO(out))
    assert by_old == by_new
    found = by_new if isinstance(by_new, list) else by_new["commitments"]
    titles = [c["title"] for c in found]
    assert [t["es"] if isinstance(t, dict) else t for t in titles] == TRAPS


def test_what_some_readers_of_yaml_take_for_yes_or_no_is_quoted(
    ogpmx: Ogpmx, plan_of: Callable[..., Path]
) -> None:
    """YAML 1.1 names the four letters; the readers that the tests have do not know them."""
    commitments = [plans.commitment(n, title=letter) for n, letter in enumerate("yYnN", 1)]
    out = ogpmx(f"list --data {plan_of(commitments=commitments)} -f yaml --columns title").out
    assert out == "- title: 'y'\n- title: 'Y'\n- title: 'n'\n- title: 'N'\n"


# Lists


def test_lists_stay_lists_in_json_and_can_be_taken_apart_in_csv(
    ogpmx: Ogpmx, plan_of: Callable[..., Path]
) -> None:
    results = [plans.text("uno; y medio"), plans.text("dos")]
    path = plan_of(commitments=[plans.commitment(1, results=results)])
    line = f"list --columns number,results,topics --data {path} -f"
    (record,) = ogpmx(f"{line} json").json
    assert record == {"number": 1, "results": ["uno; y medio", "dos"], "topics": ["agua"]}
    assert yaml.safe_load(ogpmx(f"{line} yaml").out) == [record]
    assert ogpmx(f"{line} csv").lines[1] == '1,"uno, y medio; dos",agua'


# Codes


@pytest.mark.parametrize("name", [n for n, f in FILTERS.items() if f.codes and n != "topic"])
def test_every_code_of_a_filter_has_a_label_in_every_language(name: str) -> None:
    for catalogue in Path(messages.LOCALES).glob("*/*/*.po"):
        known = read_po(catalogue.read_bytes().splitlines(True))
        codes = FILTERS[name].codes
        for code in codes(loader.load(None)) if codes else ():
            context, words = labels.source_of_label(code)
            message = known.get(words, context)
            assert message, (catalogue, code)
            assert message.string, (catalogue, code)
            assert not message.fuzzy, (catalogue, code)
