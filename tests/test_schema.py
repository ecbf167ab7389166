"""What a valid file is: each kind of fault, named with its path and what is wrong.

- a small document is valid, and the bundled one
- keys: missing, unknown (with the nearest), of a wrong type
- values: codes, patterns, limits, empty texts, missing languages
- links: doubled ids, numbers and keys; references to nobody; circles of parts
- several faults are all named, in the document's order
- laws: whatever stands where, a document is read, or refused with faults that are in it;
  null and absent are the same
"""

import copy
from collections.abc import Iterator
from typing import Any

import msgspec
import plans
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ogpmx import loader, schema
from ogpmx.faults import KeyPath, MisreadWord
from ogpmx.models import DataSet


def test_the_least_document_is_valid() -> None:
    data = schema.read(plans.document())
    assert isinstance(data, DataSet)
    (commitment,) = data.commitments
    assert (commitment.ogp_id, commitment.suspension, commitment.source) == (None, None, None)
    assert (commitment.participants, commitment.mentions, commitment.results) == ((), (), ())
    irm = commitment.irm
    assert (irm.completion, irm.opening, irm.early_results) == (None, None, None)


def test_the_bundled_file_is_valid() -> None:
    assert loader.examine().faults == []


LOST = object()  # put there: take the key away


def changed(*changes: Any) -> Any:
    """The least document, with two organizations, changed at these paths."""
    tree = plans.document(
        topics=[plans.topic(id) for id in ("agua", "b", "c", "d", "e")],
        organizations=[plans.organization("alfa"), plans.organization("beta")],
        commitments=[
            plans.commitment(1, participants=[plans.participant("alfa", "responsible")]),
            plans.commitment(2, mentions=[{"organization": "beta"}]),
        ],
        plan=plans.plan(
            claims=[{"claim": "commitments", "stated": 2, "text": plans.text("Dos.", "Two.")}],
            committee={
                "name": plans.text("Comité", "Committee"),
                "members": [{"organization": "alfa", "part": plans.text("Algo", "Something")}],
            },
        ),
    )
    for path, value in changes:
        *way, last = [int(step) if step.isdigit() else step for step in path.split(".")]
        node: Any = tree
        for step in way:
            node = node[step]
        if value is LOST:
            del node[last]
        elif isinstance(node, list) and last == len(node):
            node.append(value)
        else:
            node[last] = value
    return tree


def faults(*changes: Any) -> list[tuple[str, str]]:
    try:
        schema.read(changed(*changes))
    except schema.InvalidError as error:
        return [(fault.where, fault.message) for fault in error.faults]
    return []


C = "commitments.0."
AT = "commitments[0]."

# where it is put, what; where the fault is, and the words that name it, in any order
FAULTS = [
    # missing
    ("plan", LOST, "", "'plan'|missing"),
    ("plan.id", LOST, "plan", "'id'|missing"),
    (C + "title", None, "commitments[0]", "'title'|missing"),
    (C + "number", None, "commitments[0]", "'number'|missing"),
    (C + "participants.0.organization", LOST, AT + "participants[0]", "'organization'|missing"),
    ("organizations.1.name", LOST, "organizations[1]", "'name'|missing"),
    (C + "milestones", [{"number": 1}], AT + "milestones[0]", "'title'|missing"),
    # texts
    (C + "title", {}, AT + "title", "is empty"),
    (C + "title", "\u00a0", AT + "title", "is empty"),
    (C + "objective.en", "", AT + "objective.en", "is empty"),
    (C + "objective.en", " \n", AT + "objective.en", "is empty"),
    (C + "irm.text.es", 1, AT + "irm.text.es", "text"),
    (C + "title.french", "Titre", AT + "title.french", "'french' does not have the form"),
    # unknown keys, with the nearest
    ("licence", "MIT", "licence", "mean license?"),
    (C + "titel", "x", AT + "titel", "unknown key 'titel'|mean title?"),
    (C + "irm.compleition", "limited", AT + "irm.compleition", "mean completion?"),
    (C + "participants.0.rol", "x", AT + "participants[0].rol", "mean role?"),
    ("organizations.0.part-of", "beta", "organizations[0].part-of", "mean part_of?"),
    ("plan.committee.members.0.zzz", 1, "plan.committee.members[0].zzz", "unknown key 'zzz'"),
    ("plan.claims.0.satted", 1, "plan.claims[0].satted", "mean stated?"),
    # types
    (C + "number", " ", AT + "number", "is empty"),
    (C + "number", True, AT + "number", "a whole number|a boolean"),
    (C + "number", 1.5, AT + "number", "a whole number|a number with decimals"),
    (C + "title", ["x"], AT + "title", "a mapping|text"),
    (C + "results", plans.text("x"), AT + "results", "a list|a mapping"),
    (C + "results", [None], AT + "results[0]", "a mapping|text|nothing (null)"),
    (C + "topics", "agua", AT + "topics", "a list|text"),
    (C + "status", 1, AT + "status", "completed, substantial, limited|a number"),
    ("version", 1, "version", "text|a number"),
    ("plan", [], "plan", "a mapping|a list"),
    ("organizations", {}, "organizations", "a list|a mapping"),
    # what YAML reads otherwise
    ("version", MisreadWord("number", "1.0"), "version", "YAML|1.0|a number|quotes"),
    ("plan.end", MisreadWord("date", "2020-01-01"), "plan.end", "YAML|2020-01-01|a date|quotes"),
    (C + "status", MisreadWord("boolean", "no"), AT + "status", "YAML|no|boolean"),
    (C + "number", MisreadWord("number", "1_0"), AT + "number", "a whole number|YAML|1_0"),
    (C + "topics", MisreadWord("boolean", "no"), AT + "topics", "a list"),
    (C + "results", MisreadWord("boolean", "no"), AT + "results", "a list"),
    (C + "title", MisreadWord("number", "12:30:00"), AT + "title", "a mapping"),
    ("organizations.0.aliases", MisreadWord("boolean", "no"), "organizations[0].aliases", "a list"),
    (
        "organizations.0.aliases", [MisreadWord("boolean", "on")],
        "organizations[0].aliases[0]", "YAML|on",
    ),
    # codes
    (C + "status", "complted", AT + "status", "'complted'|limited, in-progress"),
    (C + "status", "complted", AT + "status", "mean completed?"),
    (C + "status", "active", AT + "status", "'active'|"),
    (C + "irm.opening", "significant", AT + "irm.opening", "no-results-yet, marginal"),
    (C + "irm.completion", "", AT + "irm.completion", "''|"),
    (C + "participants.0.role", "Responsible", AT + "participants[0].role", "mean respon"),
    ("organizations.0.sector", "ngo", "organizations[0].sector", "civil-society"),
    ("plan.claims.0.claim", "All of it", "plan.claims[0].claim", "form"),
    # patterns and limits
    (C + "number", 0, AT + "number", "1|1000000"),
    (C + "number", -1, AT + "number", "1|1000000"),
    (C + "number", 10**30, AT + "number", "1|1000000"),
    ("plan.claims.0.stated", -1, "plan.claims[0].stated", "0"),
    (C + "ogp_id", "mx0082", AT + "ogp_id", "'mx0082' does not have the form"),
    (C + "ogp_id", "MX0082\n", AT + "ogp_id", "does not have the form"),
    ("plan.end", "2022-13-01", "plan.end", "does not have the form"),
    ("plan.end", "soon", "plan.end", "does not have the form"),
    (C + "suspension", {"since": "21/10/2020"}, AT + "suspension.since", "does not have the form"),
    ("organizations.1.id", "Beta Uno", "organizations[1].id", "does not have the form"),
    ("plan.commitment_url", "https://x/{id}", "plan.commitment_url", "does not have the form"),
    ("plan.commitment_url", "javascript:{ogp_id}", "plan.commitment_url", "does not have the form"),
    ("plan.source.url", "ftp://x", "plan.source.url", "does not have the form"),
    # doubled
    ("organizations.1.id", "alfa", "organizations[1].id", "'alfa'"),
    ("topics.1", plans.topic("agua"), "topics[1].id", "'agua'"),
    ("commitments.1.number", 1, "commitments[1].number", "1"),
    (C + "mentions", [{"organization": "alfa"}], AT + "mentions[0].organization", "'alfa'"),
    (C + "topics", ["agua", "agua"], AT + "topics[1]", "'agua'"),
    (
        C + "participants.1", plans.participant("alfa", "responsible"),
        AT + "participants[1].organization", "'alfa'",
    ),
    (
        "plan.claims.1", {"claim": "commitments", "stated": 1, "text": plans.text("x")},
        "plan.claims[1].claim", "'commitments'",
    ),
    # lost
    (C + "participants.0.organization", "alfo", AT + "participants[0].organization", "mean alfa?"),
    (C + "mentions", [{"organization": "x"}], AT + "mentions[0].organization", "'x'"),
    (C + "topics", ["agia"], AT + "topics[0]", "'agia'|mean agua?"),
    ("organizations.0.part_of", "gama", "organizations[0].part_of", "'gama'"),
    (
        "plan.committee.members.0.organization", "gama",
        "plan.committee.members[0].organization", "'gama'",
    ),
    # a circle
    ("organizations.0.part_of", "alfa", "organizations[0].part_of", "part of itself"),
]  # fmt: skip


@pytest.mark.parametrize(("path", "value", "where", "said"), FAULTS)
def test_a_fault_is_named_with_its_path(path: str, value: Any, where: str, said: str) -> None:
    found = [message for at, message in faults((path, value)) if at == where]
    assert [message for message in found if all(word in message for word in said.split("|"))]


@pytest.mark.parametrize(
    ("path", "value", "where", "said"), [f for f in FAULTS if f[1] is not LOST and "." in f[0]]
)
def test_one_fault_is_one_fault(path: str, value: Any, where: str, said: str) -> None:
    places = [at for at, _message in faults((path, value))]
    followed = path in ("organizations.1.id",)  # who referred to it refers to nobody
    assert places == [where] or (followed and where in places)


YES = MisreadWord("boolean", "yes")
STATUSES = ", ".join(plans.STATUSES)
SAID = [
    ("plan.id", LOST, "'id' is missing"),
    ("plan.id", None, "'id' is missing"),
    (C + "titel", "x", "unknown key 'titel'; did you mean title?"),
    ("plan.committee.members.0.zzz", 1, "unknown key 'zzz'"),
    (C + "objective.en", " \n", "is empty"),
    (C + "number", [], "is a list; must be a whole number or text"),
    (
        C + "number", 1.5,
        "is a number with decimals; must be a whole number or text; put it in quotes",
    ),
    ("plan.number", "1", "is text; must be a whole number; write it without quotes"),
    ("plan.number", "one", "is text; must be a whole number"),
    ("plan.number", True, "is a boolean; must be a whole number"),
    (C + "number", 0, "must be a whole number from 1 to 1000000"),
    ("plan.claims.0.stated", -1, "must be a whole number from 0 to 1000000"),
    (C + "results", plans.text("x"), "is a mapping; must be a list"),
    ("plan", [], "is a list; must be a mapping"),
    ("version", 1, "is a number; must be text; put it in quotes"),
    (C + "status", 1, f"is a number; must be one of {STATUSES}"),
    (C + "status", "done", f"'done' is not one of {STATUSES}"),
    (C + "status", "complted", f"'complted' is not one of {STATUSES}; did you mean completed?"),
    (
        "plan.end", "soon",
        "'soon' does not have the form: A year, a month or a day, as exact as the source: 2021, "
        "2021-12, 2020-10-21",
    ),
    (
        "version", MisreadWord("number", "1.0"),
        "must be text: YAML reads 1.0 as a number; put it in quotes",
    ),
    (
        "plan.end", MisreadWord("date", "2020"),
        "must be text: YAML reads 2020 as a date; put it in quotes",
    ),
    (
        C + "topics", MisreadWord("boolean", "no"),
        "must be a list: YAML reads no as yes or no (a boolean)",
    ),
    (
        C + "status", MisreadWord("boolean", "yes"),
        f"must be one of {STATUSES}: YAML reads yes as yes or no (a boolean)",
    ),
    *(
        (
            "plan.number", MisreadWord("number", word),
            f"must be a whole number: YAML reads {word} as a number; write it in plain{figures}",
        )
        for word, figures in [
            ("0x3", " figures: 3"), ("3.0", " figures: 3"), ("3.", " figures: 3"),
            ("1_000", " figures: 1000"), ("+0b11", " figures: 3"), ("012", " figures"),
            ("12:30:00", " figures"), ("1.5", " figures"), (".inf", " figures"),
        ]
    ),
    (
        C + "number", MisreadWord("number", "5.1"),
        "must be a whole number or text: YAML reads 5.1 as a number; put it in quotes",
    ),
    (
        "plan.number", MisreadWord("date", "2020-10-21"),
        "must be a whole number: YAML reads 2020-10-21 as a date",
    ),
    ("plan.end", "2031-02-31", "'2031-02-31' is not in the calendar"),
    ("plan.start", "0000", "'0000' is not in the calendar"),
    ("plan.source.date", "2021-02-29", "'2021-02-29' is not in the calendar"),
    (C + "suspension", {"since": "2021-04-31"}, "'2021-04-31' is not in the calendar"),
    (
        "plan.claims", [{"claim": "x", "stated": 1, "count": {}}],
        "must have either commitments or organizations",
    ),
    (
        "plan.claims",
        [{"claim": "x", "stated": 1, "count": {"commitments": {}, "organizations": {}}}],
        "must have either commitments or organizations",
    ),
    (
        "plan.claims",
        [{"claim": "x", "stated": 1, "count": {"commitments": {"suspended": [YES]}}}],
        "must be text: YAML reads yes as yes or no (a boolean); put it in quotes",
    ),
    ("plan.end", "2019-12-31", "'2019-12-31' is before the start, '2020'"),
    ("commitments.1.number", 1, "1 is repeated"),
    (C + "topics", ["agua", "agua"], "'agua' is repeated"),
    (
        C + "mentions", [{"organization": "alfa"}],
        "'alfa' is repeated: it is among the participants too",
    ),
    (C + "topics", ["zzz"], "there is no 'zzz'"),
    (C + "topics", ["agia"], "there is no 'agia'; did you mean agua?"),
    ("organizations.0.part_of", "alfa", "'alfa' would be a part of itself"),
]  # fmt: skip


@pytest.mark.parametrize(("path", "value", "said"), SAID)
def test_what_is_said_of_a_fault(path: str, value: Any, said: str) -> None:
    ((_where, message),) = faults((path, value))
    assert message == said


@pytest.mark.parametrize(
    ("start", "end", "before"),
    [
        ("2020-05", "2020", False),
        ("2020", "2020-05", False),
        ("2020-05-31", "2020-05", False),
        ("2020-05-31", "2020-05-31", False),
        ("2020-05", "2020-04-30", True),
        ("2020-05-31", "2020-04", True),
        ("2020-05-31", "2019", True),
    ],
)
def test_an_end_is_before_a_start_only_if_both_are_exact_enough_to_know(
    start: str, end: str, before: Any
) -> None:
    found = [where for where, _message in faults(("plan.start", start), ("plan.end", end))]
    assert found == ["plan.end"] * before


@pytest.mark.parametrize("date", ["2020-02-29", "2000-02-29", "0001", "9999-12-31"])
def test_a_date_of_the_calendar_is_valid(date: str) -> None:
    assert faults(("plan.source.date", date)) == []


def test_only_plain_figures_are_advised_to_lose_their_quotes() -> None:
    for figure in ("²", "２", "٣"):
        ((_where, message),) = faults(("plan.number", figure))
        assert message == "is text; must be a whole number"


@pytest.mark.parametrize(
    ("path", "value", "form"),
    [
        (C + "ogp_id", "mx0082", "Two or three capitals and four or five figures: MX0082"),
        (C + "url", "www.example.org", "A web address that begins with http:// or https://"),
        ("plan.commitment_url", "https://x/", "A web address with {ogp_id} in it"),
    ],
)
def test_a_form_is_said_in_words(path: str, value: str, form: str) -> None:
    ((_where, message),) = faults((path, value))
    assert message == f"{value!r} does not have the form: {form}"


def test_of_several_near_words_one_is_named() -> None:
    ((_where, message),) = faults((C + "participants.0.role", "responsibl"))
    assert message.endswith("; did you mean responsible?")


def test_an_organization_mentioned_twice() -> None:
    twice = [{"organization": "beta"}, {"organization": "beta"}]
    assert faults((C + "mentions", twice)) == [
        ("commitments[0].mentions[1].organization", "'beta' is repeated")
    ]


def test_what_is_part_of_a_circle_is_not_in_it() -> None:
    tree = changed(("organizations.0.part_of", "beta"), ("organizations.1.part_of", "beta"))
    with pytest.raises(schema.InvalidError) as raised:
        schema.read(tree)
    assert [fault.where for fault in raised.value.faults] == ["organizations[1].part_of"]


@pytest.mark.parametrize("code", [["agua"], {"es": "agua"}, 1])
def test_a_topic_that_is_no_text_is_one_fault(code: Any) -> None:
    assert [where for where, _message in faults((C + "topics", [code]))] == [AT + "topics[0]"]


def test_a_circle_of_several() -> None:
    found = faults(("organizations.0.part_of", "beta"), ("organizations.1.part_of", "alfa"))
    assert [where for where, _message in found] == [
        "organizations[0].part_of", "organizations[1].part_of"
    ]  # fmt: skip


def test_a_doubled_ogp_id() -> None:
    found = faults((C + "ogp_id", "MX0001"), ("commitments.1.ogp_id", "MX0001"))
    ((where, message),) = found
    assert where == "commitments[1].ogp_id"
    assert "'MX0001'" in message


def test_all_faults_are_named() -> None:
    found = faults(
        ("version", 1), (C + "status", "done"), (C + "titel", "x"), ("commitments.1.number", 1)
    )
    assert {where for where, _message in found} == {
        "version", "commitments[0].status", "commitments[0].titel", "commitments[1].number"
    }  # fmt: skip


@pytest.mark.parametrize(
    "tree", [None, [], "text", 1, {}, MisreadWord("boolean", "no"), [[]], {"a": 1}]
)
def test_what_is_no_plan_at_all(tree: Any) -> None:
    with pytest.raises(schema.InvalidError) as raised:
        schema.read(tree)
    assert raised.value.faults


# Laws

SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8)
ODDS = st.sampled_from(
    [MisreadWord("boolean", "no"), MisreadWord("number", "1_0"), MisreadWord("date", "2020-10-21")]
)
ANYTHING = st.recursive(
    SCALARS | ODDS | st.sampled_from(["agua", "alfa", "completed", "2020", 1, 1.0]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["id", "es", "en", "number", "organization", "role"]), inner, max_size=3
        )
    ),
    max_leaves=5,
)


def places(node: Any, path: KeyPath = ()) -> Iterator[KeyPath]:
    yield path
    if isinstance(node, dict | list):
        for key, inner in node.items() if isinstance(node, dict) else enumerate(node):
            yield from places(inner, (*path, key))


WHOLE = changed()
PLACES = [path for path in places(WHOLE) if path]


@given(st.lists(st.tuples(st.sampled_from(PLACES), ANYTHING), min_size=1, max_size=3))
def test_a_document_is_read_or_refused_with_faults_that_are_in_it(changes: Any) -> None:
    tree = copy.deepcopy(WHOLE)
    for (*way, last), value in changes:
        node = tree
        try:
            for step in way:
                node = node[step]
            node[last] = value
        except (TypeError, KeyError, IndexError):
            continue  # an earlier change took the place away
    found = set()
    try:
        assert schema.read(tree).plan.id
    except schema.InvalidError as error:
        found = {fault.path for fault in error.faults}
    assert found <= set(places(tree))


@given(plans.documents())
@plans.examples(1)
def test_null_and_absent_are_the_same(tree: Any) -> None:
    data = schema.read(tree)
    assert schema.read(without_nulls(tree)) == data
    assert schema.read(msgspec.json.decode(msgspec.json.encode(data))) == data  # with every key


def without_nulls(tree: Any) -> Any:
    if isinstance(tree, dict):
        return {key: without_nulls(value) for key, value in tree.items() if value is not None}
    return [*map(without_nulls, tree)] if isinstance(tree, list) else tree
