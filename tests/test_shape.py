"""What a plan's file can hold, seen from the command line: whatever is allowed is answered.

- a text is shown in the language asked for, else in the nearest; exports have a column for each
- numbers are whole or text, sorted as people count, asked for as written
- identifiers, addresses, dates, roles, links and places in the source: what is taken, what refused
- claims name filters; a filter that there is not is refused
- words of every script are searched for and marked whole

A law, for any plan: `list` as JSON holds what the file holds.
"""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import plans
import pytest
from hypothesis import given
from processes import Ogpmx, Run

LEAST: plans.Tree = {"plan": {"id": "x"}}
Ask = Callable[..., Run]


def least(*commitments: plans.Tree, **parts: Any) -> plans.Tree:
    """A plan with hardly anything but these commitments, which have a title at least."""
    titled = [{"number": n, "title": f"Title {n}", **c} for n, c in enumerate(commitments, 1)]
    return {**LEAST, "commitments": titled, **parts}


@pytest.fixture
def ask(ogpmx: Ogpmx, tmp_path: Path) -> Ask:
    """Put a plan into a file and ask something of it."""

    def run(tree: plans.Tree, line: str) -> Run:
        path = tmp_path / "plan.json"
        path.write_text(json.dumps(tree), "utf-8")
        return ogpmx(f"{line} {path}" if line.startswith("validate") else f"{line} --data {path}")

    return run


@pytest.fixture
def faults(ask: Ask) -> Callable[[plans.Tree], list[tuple[str, str]]]:
    """What `validate` finds in a plan: where, and what is wrong."""

    def find(tree: plans.Tree) -> list[tuple[str, str]]:
        run = ask(tree, "validate -f json")
        assert run.status == bool(run.json)
        return [(fault["where"], fault["message"]) for fault in run.json]

    return find


Faults = Callable[[plans.Tree], list[tuple[str, str]]]


@pytest.mark.parametrize(
    "question", ["list", "show all", "summary", "participants", "assessments", "plan", "audit"]
)
def test_only_id_number_title_and_name_are_needed(ask: Ask, question: str) -> None:
    commitment = {"participants": [{"organization": "a"}]}
    tree = least(commitment, {}, organizations=[{"id": "a", "name": "A"}])
    for format in ("json", "table", "markdown"):
        assert ask(tree, f"{question} -f {format}").status == 0
    assert ask(LEAST, "list -f json").json == []


# Texts

MANY = {"fr": "Titre", "pt-BR": "Título", "en-GB": "Titled", "es": "Titulado"}


@pytest.mark.parametrize(
    ("text", "own", "lang", "shown"),
    [
        ({"es": "Sí", "en": "Yes"}, "es", "en", "Yes"),  # the language asked for
        (MANY, "fr", "en", "Titled"),  # one of the same first subtag
        ({"fr": "Titre", "pt-BR": "Título"}, "pt-BR", "en", "Título"),  # the plan's own
        ({"fr": "Titre", "pt-BR": "Título"}, "de", "en", "Titre"),  # the first
        ({"en": "Title", "es": "Título"}, None, "es", "Título"),
        ("Titre", "fr", "es", "Titre"),
        ("Title", None, "es", "Title"),
    ],
)
def test_a_text_is_shown_in_the_nearest_language(
    ask: Ask, text: Any, own: str | None, lang: str, shown: str
) -> None:
    tree = least({"title": text}, plan={"id": "x", "language": own})
    assert [c["title"] for c in ask(tree, f"list -f json --lang {lang}").json] == [shown]
    assert shown in ask(tree, f"show 1 --lang {lang}").out


def test_without_a_language_of_the_plan_its_sources_is_its_own(ask: Ask) -> None:
    tree = least({"title": {"fr": "Titre", "pt": "Título"}})
    tree["plan"] = {"id": "x", "source": {"language": "pt"}}
    assert ask(tree, "list -f json").json[0]["title"] == "Título"


@pytest.mark.parametrize(
    ("title", "own", "columns"),
    [
        ({"es": "Sí", "pt": "Sim"}, None, {"title_es": "Sí", "title_pt": "Sim"}),
        ("Oui", "fr", {"title_fr": "Oui"}),
        ("?", None, {"title_und": "?"}),
    ],
)
def test_exports_have_a_column_for_each_language_that_occurs(
    ask: Ask, title: Any, own: str | None, columns: dict[str, str]
) -> None:
    tree = least({"title": title}, plan={"id": "x", "language": own})
    (row,) = csv.DictReader(io.StringIO(ask(tree, "export -f csv").out))
    assert {name: cell for name, cell in row.items() if name.startswith("title")} == columns


@pytest.mark.parametrize("text", [{}, {"es": ""}, " ", "", {"spanish": "x"}, {"e": "x"}, ["x"], 1])
def test_what_is_no_text_is_one_fault(faults: Faults, text: Any) -> None:
    ((where, _message),) = faults(least({"title": text}))
    assert where.startswith("commitments[0].title")


@pytest.mark.parametrize(
    ("tree", "where"),
    [
        (least({"title": {"pt-BR": "Sim", "pt-br": "Sim"}}), "commitments[0].title.pt-br"),
        (
            least({"title": {"pt-BR": "Um"}}, {"title": {"pt-br": "Dois"}}),
            "commitments[1].title.pt-br",
        ),
        (
            least({"title": {"EN": "x"}}, plan={"id": "x", "language": "en"}),
            "commitments[0].title.EN",
        ),
    ],
)
def test_a_language_is_written_in_one_way(faults: Faults, tree: plans.Tree, where: str) -> None:
    ((found, message),) = faults(tree)
    assert found == where
    assert "is written" in message


# Numbers and identifiers

NUMBERED: list[int | str] = [10, "5.10", "B.1.A", 2, "5.2", "A"]


def numbered(*numbers: int | str) -> plans.Tree:
    return least(*({"number": number} for number in numbers))


def test_numbers_are_sorted_as_people_count(ask: Ask) -> None:
    tree = numbered(*NUMBERED)
    assert ask(tree, "list -f json").numbers == NUMBERED
    counted = [2, "5.2", "5.10", 10, "A", "B.1.A"]
    assert ask(tree, "list --sort number -f json").numbers == counted
    assert ask(tree, "list --sort -number -f json").numbers == counted[::-1]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("5.10", ["5.10"]),
        ("B.1.A", ["B.1.A"]),
        ("b.1.a 2", ["B.1.A", 2]),
        ("#10,A", [10, "A"]),
        ("5.10-2", ["5.10", "B.1.A", 2]),  # as the plan has them
        ("'7 (2)'", ["7 (2)"]),
        ("7", [7]),
        ("IV-b", ["IV-b"]),
    ],
)
def test_a_commitment_is_asked_for_by_its_number_as_written(
    ask: Ask, asked: str, found: list[int | str]
) -> None:
    run = ask(numbered(*NUMBERED, 7, "7 (2)", "IV-b"), f"show {asked} -f json")
    assert run.numbers == found


def test_each_number_stands_once_whole_or_text(faults: Faults) -> None:
    assert faults(numbered("5.1", "5.10", 5)) == []
    for twice in ((1, 1), ("5.1", "5.1"), (1, "1"), (1, "1 "), ("A", "a")):
        ((where, message),) = faults(numbered(*twice))
        assert where == "commitments[1].number"
        assert message.endswith("is repeated")


@pytest.mark.parametrize("id", ["MX0082", "ATL00004", "LM12345"])
def test_an_ogp_id_is_two_or_three_capitals_and_four_or_five_figures(ask: Ask, id: str) -> None:
    tree = least({}, {"ogp_id": id})
    assert ask(tree, f"show {id.lower()} -f json").numbers == [2]


@pytest.mark.parametrize("id", ["M0082", "MEXI0082", "MX082", "MX008200", "mx0082"])
def test_what_is_no_ogp_id_is_refused(faults: Faults, id: str) -> None:
    assert [where for where, _message in faults(least({"ogp_id": id}))] == ["commitments[0].ogp_id"]


def test_a_commitments_own_address_goes_before_the_plans_form(ask: Ask) -> None:
    plan = {"id": "x", "commitment_url": "https://example.org/{ogp_id}"}
    own = {"ogp_id": "MX0001", "url": "https://example.net/own"}
    tree = least(own, {"ogp_id": "MX0002"}, {"ogp_id": None}, plan=plan)
    assert [c["url"] for c in ask(tree, "list -f json").json] == [
        *("https://example.net/own", "https://example.org/MX0002", None)
    ]
    package = ask(tree, "export -f csv").out
    assert "https://example.net/own" in package


# Dates, roles, milestones, links, places


@pytest.mark.parametrize("where", ["plan", "commitments[0]", "commitments[0].milestones[0]"])
def test_nothing_ends_before_it_starts(faults: Faults, where: str) -> None:
    for start, end, is_fault in [
        ("2021-05", "2021-04-30", True),
        ("2021", "2020-12", True),
        ("2021-05", "2021", False),
        ("2021-05-02", "2021-05-02", False),
    ]:
        tree = least({"milestones": [{"title": "Step"}]}, plan={"id": "x"})
        commitment = tree["commitments"][0]
        held = {"plan": tree["plan"], "commitments[0]": commitment}
        held.get(where, commitment["milestones"][0]).update(start=start, end=end)
        assert [at for at, _message in faults(tree)] == [f"{where}.end"] * is_fault


@pytest.mark.parametrize("day", ["2021-02-29", "2021-13", "21", "2021-1", "1/2/2021"])
def test_a_date_is_a_year_month_or_day_that_exists(faults: Faults, day: str) -> None:
    tree = least({"start": day, "milestones": [{"title": "Step", "end": day}]})
    assert [where for where, _message in faults(tree)] == [
        "commitments[0].start", "commitments[0].milestones[0].end"
    ]  # fmt: skip


def test_an_organization_may_have_two_roles_and_none_twice(ask: Ask, faults: Faults) -> None:
    both = [plans.participant("a", "responsible"), plans.participant("a", "supporting")]
    tree = least({"participants": both}, organizations=[{"id": "a", "name": "Aye"}])
    (commitment,) = ask(tree, "list -f json").json
    assert [(p["id"], p["role"]) for p in commitment["participants"]] == [
        ("a", "responsible"), ("a", "supporting")
    ]  # fmt: skip
    (row,) = ask(tree, "participants -f json").json
    assert (row["commitments"], set(row["roles"])) == ([1], {"responsible", "supporting"})
    assert ask(tree, "filter --participant aye --role supporting -f json").numbers == [1]
    doubled: list[tuple[plans.Tree, plans.Tree]] = [
        ({"role": "supporting"}, {"role": "supporting"}),
        ({}, {"role": None}),
        ({}, {"role": "participant"}),  # which it is where none is named
    ]
    for first, second in doubled:
        again = [{"organization": "a", **first}, {"organization": "a", **second}]
        tree["commitments"][0]["participants"] = again
        assert faults(tree) == [("commitments[0].participants[1].organization", "'a' is repeated")]


def test_each_number_of_a_milestone_stands_once_in_its_commitment(faults: Faults) -> None:
    steps = [{"number": n, "title": "x"} for n in ("1", "2")]
    assert faults(least({"milestones": steps}, {"milestones": [*steps, {"title": "x"}]})) == []
    twice = [*steps, {"number": 1, "title": "x"}, {"title": "y"}]
    ((where, message),) = faults(least({"milestones": twice}))
    assert (where, message) == ("commitments[0].milestones[2].number", "1 is repeated")


def test_milestones_and_links_are_shown_whole(ask: Ask) -> None:
    milestone = {
        "number": "2.b", "title": "Publish the tables", "status": "substantial",
        "start": "2020-01", "end": "2021-06-30", "organizations": ["a"],
        "links": [{"url": "https://example.org/tables", "title": "The tables"}],
    }  # fmt: skip
    links = [{"url": "https://example.org/log"}]
    tree = least(
        {"milestones": [milestone, {"title": "Then rest"}], "links": links},
        organizations=[{"id": "a", "name": "Tide Office"}],
    )
    card = ask(tree, "show 1").out
    for said in ("2.b", "Publish the tables", "Then rest", "https://example.org/log", "Tide Office",
                 "https://example.org/tables", "The tables", "2020", "2021"):  # fmt: skip
        assert said in card
    (commitment,) = ask(tree, "show 1 -f json").json
    assert commitment["links"] == [{"url": "https://example.org/log", "title": None}]
    first, second = commitment["milestones"]
    assert first == milestone
    assert (second["title"], second["number"], second["links"]) == ("Then rest", None, [])


@pytest.mark.parametrize("url", ["example.org", "javascript:alert(1)", "ftp://a", "https://a b"])
def test_a_link_is_an_address_of_the_web(faults: Faults, url: str) -> None:
    tree = least({"links": [{"url": url}], "milestones": [{"title": "x", "links": [{"url": url}]}]})
    assert {where for where, _message in faults(tree)} == {
        "commitments[0].links[0].url", "commitments[0].milestones[0].links[0].url"
    }  # fmt: skip


def test_a_place_in_the_source_is_a_row_of_a_named_table_or_a_page(
    ask: Ask, faults: Faults
) -> None:
    source = {"title": "Report", "tables": {"done": "Table of what is done"}}
    tree = least(
        {"source": {"table": "done", "row": 3}},
        {"source": {"page": 41}},
        plan={"id": "x", "source": source},
    )
    places = [c["source"] for c in ask(tree, "list -f json").json]
    assert places == [{"table": "done", "row": 3}, {"page": 41}]
    assert "Table of what is done" in ask(tree, "show 1").out
    assert "41" in ask(tree, "show 2").out
    tree["commitments"][0]["source"]["table"] = "don"
    assert faults(tree) == [
        ("commitments[0].source.table", "there is no 'don'; did you mean done?")
    ]


# Claims


@pytest.mark.parametrize(
    ("count", "where", "said"),
    [
        ({"commitments": {"statu": ["completed"]}}, "commitments.statu", "did you mean status?"),
        ({"organizations": {"sectr": []}}, "organizations.sectr", "did you mean sector?"),
        ({"commitments": {"status": ["complted"]}}, "commitments.status[0]", "completed?"),
        ({"commitment": {}}, "commitment", "did you mean commitments?"),
    ],
)
def test_a_claim_that_names_no_filter_is_refused(
    faults: Faults, count: Any, where: str, said: str
) -> None:
    claims = [{"claim": "done", "stated": 1, "count": count}]
    ((at, message),) = faults(least({}, plan={"id": "x", "claims": claims}))
    assert at == f"plan.claims[0].count.{where}"
    assert said in message


# Words of every script


@pytest.mark.parametrize(
    ("said", "asked", "marked"),
    [
        ("政府の情報公開を進める", "情報公開", "情報公開"),  # Japanese
        ("เปิดเผยข้อมูลภาครัฐ", "ข้อมูล", "ข้อมูล"),  # Thai
        ("திறந்த அரசு திட்டம்", "அரசு", "அரசு"),  # Tamil
        ("खुली सरकार की योजना", "सरकार", "सरकार"),  # Hindi
        ("විවෘත රජය", "රජය", "රජය"),  # Sinhala
        ("Politechnika Łódzka", "lodzka", "Łódzka"),
        ("OTWARTE DANE", "dane", "DANE"),
    ],
)
def test_words_of_every_script_are_found_and_marked_whole(
    ogpmx: Ogpmx, ask: Ask, tmp_path: Path, said: str, asked: str, marked: str
) -> None:
    named = {"participants": [plans.participant("a")]}
    tree = least({"title": said}, named, {}, organizations=[{"id": "a", "name": said}])
    assert {hit["number"] for hit in ask(tree, f"search {asked} -f json").json} == {1, 2}
    assert [p["id"] for p in ask(tree, f"participant {asked} -f json").json["partners"]] == []
    on_terminal = ogpmx(f"search {asked} --data {tmp_path / 'plan.json'}", terminal=100)
    assert f"m{marked}\x1b" in on_terminal.out


# A law


def localize(text: Any, own: str) -> Any:
    """A text as a run in English shows it, told in another way."""
    if not isinstance(text, dict):
        return text
    return text.get("en") or text.get(own) or next(iter(text.values()))


@plans.examples(0.7)
@given(plans.documents())
def test_a_list_as_json_holds_what_the_file_holds(ask: Ask, tree: plans.Tree) -> None:
    def held(item: plans.Tree, *names: str) -> list[Any]:
        return [localize(item.get(name), own) for name in names]

    source = tree["plan"].get("source") or {}
    own = tree["plan"].get("language") or source.get("language") or "und"
    run = ask(tree, "list -f json")
    assert (run.status, len(run.json)) == (0, len(tree["commitments"]))
    for record, c in zip(run.json, tree["commitments"], strict=True):
        same = ("number", "ogp_id", "title", "status", "objective", "start", "end")
        assert held(record, *same) == held(c, *same)
        assert record["topics"] == (c.get("topics") or [])
        assert record["results"] == [localize(text, own) for text in c.get("results") or []]
        for name in ("participants", "mentions"):
            assert [(p["id"], p.get("role"), p["note"]) for p in record[name]] == [
                (p["organization"], p.get("role"), localize(p.get("note"), own))
                for p in c.get(name) or []
            ]
        irm, told = c.get("irm") or {}, record["assessment"]
        names = ("completion", "opening", "early_results", "text")
        assert held(told["irm"], *names) == held(irm, *names)
        assert told["self"]["text"] == localize(c.get("self_assessment"), own)
        assert record["source"] == c.get("source")
        assert [
            (*held(m, "number", "title", "status", "start", "end"), m["organizations"])
            for m in record["milestones"]
        ] == [
            (*held(m, "number", "title", "status", "start", "end"), m.get("organizations") or [])
            for m in c.get("milestones") or []
        ]
        assert [held(link, "url", "title") for link in record["links"]] == [
            held(link, "url", "title") for link in c.get("links") or []
        ]
        stopped = c.get("suspension")
        assert (record["suspension"] is None) == (stopped is None)
        assert held(record["suspension"] or {}, "since", "reason") == held(
            stopped or {}, "since", "reason"
        )


def test_numbers_of_thousands_of_figures_are_sorted(ask: Ask) -> None:
    long = "9" * 5000
    tree = least({"number": f"1{long}"}, {"number": long}, {"number": 7})
    rows = ask(tree, "list --sort number -f json").json
    assert [row["number"] for row in rows] == [7, long, f"1{long}"]


def test_parts_of_parts_a_thousand_deep_belong_to_the_whole(ask: Ask) -> None:
    chain = [{"id": f"o{n}", "name": f"O {n}"} for n in range(1000)]
    for part, whole in zip(chain[1:], chain, strict=False):
        part["part_of"] = whole["id"]
    tree = least({"participants": [{"organization": "o999"}]}, organizations=chain)
    assert [c["number"] for c in ask(tree, "participant o0 -f json").json["commitments"]] == [1]


def test_a_name_as_it_is_written_beats_one_that_is_alike_but_for_signs(ask: Ask) -> None:
    names = [
        {"id": "plus", "name": "Uno", "acronym": "A+"},
        {"id": "a", "name": "Dos", "acronym": "A"},
    ]
    assert ask(least(organizations=names), "participant A+ -f json").json["id"] == "plus"


def test_two_roles_in_one_commitment_are_two_letters_in_the_matrix(ask: Ask) -> None:
    roles = [{"organization": "a", "role": role} for role in ("responsible", "supporting")]
    tree = least({"participants": roles}, organizations=[{"id": "a", "name": "A"}])
    assert ask(tree, "participants --matrix").lines[1].split() == ["A", "RS", "1"]


def test_the_header_of_a_flat_format_is_no_formula(ask: Ask) -> None:
    tree = least(
        {"number": "=1+1", "participants": [{"organization": "a"}]},
        organizations=[{"id": "a", "name": "A"}],
    )
    assert ask(tree, "participants --matrix -f csv").lines[0] == "id,name,'=1+1"


@pytest.mark.parametrize(
    ("criteria", "said"),
    [
        ({"search": ["!!"]}, "Nothing to search for"),
        ({"topic": ["nosuch"]}, "there is no “nosuch”"),
        ({"participant": ["z"]}, "No organization answers to “z”"),
    ],
)
def test_a_claim_that_cannot_be_counted_as_it_says_is_a_fault(
    ask: Ask, criteria: plans.Tree, said: str
) -> None:
    claim = {"claim": "some", "stated": 1, "count": {"commitments": criteria}}
    run = ask(least({}, plan={"id": "x", "claims": [claim]}), "audit")
    assert run.status == 1
    assert "plan.claims[0].count.commitments: " in run.err
    assert said in run.err


def test_lettered_numbers_and_ogp_ids_make_ranges(ask: Ask) -> None:
    tree = least(*({"number": f"B.{n}", "ogp_id": f"XX000{n}"} for n in (1, 2, 3)))
    for asked, found in {"B.1-B.3": "B.1 B.2 B.3", "XX0002-XX0003": "B.2 B.3"}.items():
        rows = ask(tree, f"show {asked} -f json").json
        assert [row["number"] for row in rows] == found.split()
