"""`ogpmx schema`: JSON Schema that says what reading says, for other people's programs.

- it is valid JSON Schema 2020-12; its keywords are those of the draft
- each property is described; each object is closed; each reference leads somewhere
- the bundled plan and the example are valid by it, and check-jsonschema agrees
- each kind of fault of shape is a fault by it too
- a law: however a plan is mutated, it is valid by the schema if it has no fault of shape
- what it cannot say, links between records, it lets pass: `validate` has the last word
"""

import copy
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import plans
import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st
from processes import Ogpmx

from ogpmx import schema
from ogpmx.commands.schema import command as make_schema
from ogpmx.faults import Fault

jsonschema = pytest.importorskip("jsonschema")

ROOT = Path(__file__).parent.parent
FILES = [ROOT / "data" / "commitments.yaml", ROOT / "examples" / "invented-plan.yaml"]
files = pytest.mark.parametrize("file", FILES, ids=[file.name for file in FILES])

SCHEMA = json.loads(make_schema())


def pattern(validator: Any, form: str, instance: Any, schema: Any) -> Iterator[Exception]:
    """As the draft has it: `$` is the very end, while Python's allows a line feed after it."""
    if validator.is_type(instance, "string") and not re.search(form.replace("$", r"\Z"), instance):
        yield jsonschema.ValidationError(f"{instance!r} does not match {form!r}")


Validator = jsonschema.validators.extend(jsonschema.Draft202012Validator, {"pattern": pattern})
VALIDATOR = Validator(SCHEMA)
DEFINITIONS = SCHEMA["$defs"]
OBJECTS = {name: found for name, found in DEFINITIONS.items() if "properties" in found}


def loaded(file: Path) -> Any:
    return yaml.load(file.read_bytes(), yaml.CSafeLoader)


def parts(node: Any) -> Iterator[dict[str, Any]]:
    """The schema and every mapping in it."""
    if isinstance(node, dict):
        yield node
    if isinstance(node, dict | list):
        for inner in node.values() if isinstance(node, dict) else node:
            yield from parts(inner)


# The schema itself


def test_the_command_prints_it_alone(ogpmx: Ogpmx) -> None:
    run = ogpmx("schema")
    assert (run.status, run.err) == (0, "")
    assert run.json == SCHEMA
    assert run.out.endswith("}\n")


def take_words(schema: Any) -> list[str]:
    """The titles and descriptions, taken out of a schema."""
    return [
        part.pop(key)
        for part in parts(schema)
        for key in ("title", "description")
        if isinstance(part.get(key), str)
    ]


def test_only_its_words_are_in_the_language_of_the_run(ogpmx: Ogpmx) -> None:
    spanish, english = ogpmx("schema --lang es").json, ogpmx("schema --lang en").json
    words = dict(zip(take_words(english), take_words(spanish), strict=True))
    assert spanish == english
    assert words["An open-government action plan"] == "Un plan de acción de gobierno abierto"
    assert words["What it set out to do."] == "Lo que se proponía."
    assert words["What kind of organization it is."] == "Tipo de organización."
    assert [said for said in words if " " in said and words[said] == said] == []


def test_it_is_json_schema_2020_12() -> None:
    assert SCHEMA["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    assert jsonschema.validators.validator_for(SCHEMA) is jsonschema.Draft202012Validator


def test_each_object_is_closed_and_described_with_each_of_its_properties() -> None:
    for name, found in OBJECTS.items():
        assert found["type"] == "object", name
        assert found["description"].strip(), name
        assert found["additionalProperties"] == {"type": "null"}, name
        assert set(found.get("required", [])) <= set(found["properties"]), name
        for key, described in found["properties"].items():
            assert described.get("description", "").strip(), (name, key)


def test_each_pattern_is_one_that_every_engine_knows() -> None:
    """No look-around, no group of a kind of its own, no sign for an end but `^` and `$`."""
    forms = [part["pattern"] for part in parts(SCHEMA) if "pattern" in part]
    assert forms
    assert [form for form in forms if re.search(r"\(\?|\\[^sS/.{}]", form)] == []


def test_what_else_is_a_mapping_has_keys_of_one_form() -> None:
    others = [part for part in parts(SCHEMA) if part.get("type") == "object"]
    others = [part for part in others if part not in OBJECTS.values()]
    assert others
    assert all("propertyNames" in part and "properties" not in part for part in others)


def test_references_and_definitions_go_together() -> None:
    named = {part["$ref"] for part in parts(SCHEMA) if isinstance(part.get("$ref"), str)}
    assert named == {f"#/$defs/{name}" for name in DEFINITIONS}


# What it says of whole files


@files
def test_our_own_files_are_valid_by_it(file: Path) -> None:
    assert [error.message for error in VALIDATOR.iter_errors(loaded(file))] == []


def check_jsonschema() -> str:
    beside = str(Path(sys.executable).parent)
    found = shutil.which("check-jsonschema") or shutil.which("check-jsonschema", path=beside)
    if not found:
        pytest.skip("check-jsonschema is not installed")
    return found


@pytest.mark.slow
@files
def test_check_jsonschema_accepts_our_own_files(ogpmx: Ogpmx, tmp_path: Path, file: Path) -> None:
    command = check_jsonschema()
    target = tmp_path / "ogpmx.schema.json"
    target.write_bytes(ogpmx("schema").out_bytes)
    line = [command, "--schemafile", str(target), str(file)]
    done = subprocess.run(line, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.slow
def test_check_jsonschema_accepts_the_schema(ogpmx: Ogpmx, tmp_path: Path) -> None:
    command = check_jsonschema()
    target = tmp_path / "ogpmx.schema.json"
    target.write_bytes(ogpmx("schema").out_bytes)
    line = [command, "--check-metaschema", str(target)]
    done = subprocess.run(line, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.slow
def test_check_jsonschema_refuses_a_bad_plan(tmp_path: Path) -> None:
    command = check_jsonschema()
    target, bad = tmp_path / "ogpmx.schema.json", tmp_path / "bad.yaml"
    target.write_text(make_schema(), encoding="utf-8")
    bad.write_text(yaml.safe_dump(plans.document(version="")), encoding="utf-8")
    line = [command, "--schemafile", str(target), str(bad)]
    done = subprocess.run(line, capture_output=True, text=True, timeout=60)
    assert done.returncode == 1
    assert "version" in done.stdout + done.stderr


# Both verdicts on the same document


# What JSON Schema cannot say: links between records, dates against each other and the calendar,
# what the filters of a claim are, that a language is written in one way
LINK = re.compile("^there is no |is repeated|is written|calendar|before the start|a part of itself")


def find_faults_of_shape(tree: Any) -> list[Fault]:
    try:
        schema.read(copy.deepcopy(tree))
    except schema.InvalidError as error:
        return [f for f in error.faults if not LINK.search(f.message) and not is_of_a_filter(f)]
    return []


def is_of_a_filter(fault: Fault) -> bool:
    """Whether it is about the name or a code of a filter, in how a claim is counted."""
    within = fault.path[3:4] == ("count",) and len(fault.path) > 5
    return within and re.search("unknown key|is not one of", fault.message) is not None


def agreed(tree: Any) -> bool:
    """Whether both take the document; they must not differ."""
    named = find_faults_of_shape(tree)
    errors = [f"{error.json_path}: {error.message}" for error in VALIDATOR.iter_errors(tree)]
    assert bool(errors) == bool(named), (errors, named)
    return not errors


EXAMPLE = loaded(FILES[1])
LOST = object()  # put there: take the key away

LANGUAGES = {"es": "a", "en": "b"}


def claims(criteria: plans.Tree) -> list[plans.Tree]:
    return [{"claim": "x", "stated": 1, "count": {"commitments": criteria}}]


CASES = {
    "nothing changed": (["version"], "1", True),
    "a key dropped": (["plan"], LOST, False),
    "a nested key dropped": (["plan", "id"], LOST, False),
    "an optional key dropped": (["commitments", 0, "ogp_id"], LOST, True),
    "a language less": (["plan", "title", "en"], LOST, True),
    "a language more": (["plan", "title", "pt-BR"], "Plano", True),
    "a language that is none": (["plan", "title", "spanish!"], "Plan", False),
    "null for a language": (["plan", "title", "en"], None, True),
    "null for every language": (["plan", "title"], {"es": None}, False),
    "a text in no language": (["plan", "title"], {}, False),
    "a text alone": (["plan", "title"], "Plan", True),
    "a blank text alone": (["plan", "title"], " ", False),
    "tables that have names": (["plan", "source", "tables"], {"a": {"es": "x"}, "b": "y"}, True),
    "no tables": (["plan", "source", "tables"], {}, False),
    "a filter with an underscore": (["plan", "claims"], claims({"early_results": ["none"]}), True),
    "a claim of all": (["plan", "claims"], claims({}), True),
    "an unknown key": (["commitments", 0, "statu"], "completed", False),
    "an unknown key at the root": (["schema"], "x", False),
    "an unknown key that says nothing": (["plan", "$schema"], None, True),
    "the schema's address at the root": (["$schema"], "x", True),
    "the schema's address elsewhere": (["plan", "$schema"], "x", False),
    "null where optional": (["organizations", 0, "acronym"], None, True),
    "null for an optional mapping": (["plan", "committee"], None, True),
    "null for a list": (["commitments", 0, "results"], None, True),
    "null in a list": (["commitments", 0, "results"], [None], False),
    "null where required": (["commitments", 0, "title"], None, False),
    "a list for a mapping": (["plan"], [], False),
    "a mapping for a list": (["topics"], {}, False),
    "text for a list": (["commitments", 0, "topics"], "archives", False),
    "text for a number": (["commitments", 0, "number"], "5.1", True),
    "text for a count": (["plan", "claims", 0, "stated"], "1", False),
    "a number for text": (["version"], 1, False),
    "a fraction": (["commitments", 0, "number"], 1.5, False),
    "a boolean for a number": (["commitments", 0, "number"], True, False),
    "a boolean for text": (["license"], False, False),
    "no commitments": (["commitments"], [], True),
    "a bad code": (["commitments", 0, "status"], "done", False),
    "a code in capitals": (["commitments", 0, "status"], "Completed", False),
    "an optional bad code": (["commitments", 0, "irm", "opening"], "good", False),
    "an optional code's null": (["commitments", 0, "irm", "opening"], None, True),
    "a code that is a list": (["organizations", 0, "sector"], ["federal"], False),
    "empty text": (["plan", "country", "es"], "", False),
    "blank text": (["plan", "country", "es"], " \t\n", False),
    "blank text of other blanks": (["plan", "country", "es"], "\u00a0\u2003", False),
    "text of several lines": (["plan", "country", "es"], "\na\nb\n", True),
    "many topics": (["commitments", 0, "topics"], ["a", "b", "c", "d", "e"], True),
    "no topics": (["commitments", 0, "topics"], [], True),
    "a bad id": (["topics", 0, "id"], "Los Archivos", False),
    "an id and a line feed": (["topics", 0, "id"], "archives\n", False),
    "an id with a hyphen last": (["plan", "id"], "plan-", False),
    "an empty id": (["plan", "id"], "", False),
    "figures of another script": (["plan", "start"], "٢٠٢٠", False),
    "a month": (["plan", "start"], "2020-12", True),
    "a thirteenth month": (["plan", "start"], "2020-13", False),
    "a web address": (["plan", "source", "url"], "https://example.org/", True),
    "another scheme": (["plan", "source", "url"], "javascript:alert(1)", False),
    "a template without a place": (["plan", "commitment_url"], "https://example.org/", False),
    "a bad OGP id": (["commitments", 0, "ogp_id"], "mx0082", False),
    "zero counted": (["plan", "claims", 0, "stated"], 0, True),
    "nothing to count by": (["plan", "claims", 0, "count"], {}, False),
    "null to count by": (["plan", "claims", 0, "count"], {"commitments": None}, False),
    "two to count by": (
        ["plan", "claims", 0, "count"],
        {"commitments": {}, "organizations": {}},
        False,
    ),
    "zero numbered": (["commitments", 0, "number"], 0, False),
    "the greatest": (["commitments", 0, "number"], 1_000_000, True),
    "more than the greatest": (["commitments", 0, "number"], 1_000_001, False),
    "more than a machine's word": (["commitments", 0, "number"], 2**80, False),
    "an empty mapping for an optional one": (["commitments", 0, "suspension"], {}, True),
}


def put(tree: Any, path: list[str | int], value: Any) -> Any:
    """A copy of the document with a value at a path, or without what is there."""
    tree = copy.deepcopy(tree)
    node = tree
    for step in path[:-1]:
        node = node[step]
    if value is LOST:
        del node[path[-1]]
    else:
        node[path[-1]] = copy.deepcopy(value)
    return tree


@pytest.mark.parametrize(("path", "value", "valid"), CASES.values(), ids=CASES)
def test_each_kind_of_fault_is_one_for_both(path: list[str | int], value: Any, valid: bool) -> None:
    assert agreed(put(EXAMPLE, path, value)) is valid


@pytest.mark.parametrize("tree", [None, [], {}, "plan", 1, 1.5, True], ids=repr)
def test_what_is_no_plan_at_all_is_none_for_both(tree: Any) -> None:
    assert not agreed(tree)


LINKS = {
    "a topic that is not there": (["commitments", 0, "topics"], ["nowhere"]),
    "a repeated topic": (["commitments", 0, "topics"], ["archives", "archives"]),
    "a part of nobody": (["organizations", 1, "part_of"], "nobody"),
    "a part of itself": (["organizations", 0, "part_of"], "archivo"),
    "a repeated number": (["commitments", 1, "number"], 1),
    "a repeated OGP id": (["commitments", 1, "ogp_id"], "CI0001"),
}


@pytest.mark.parametrize(("path", "value"), LINKS.values(), ids=LINKS)
def test_links_are_for_validate_alone(path: list[str | int], value: Any) -> None:
    tree = put(EXAMPLE, path, value)
    assert agreed(tree)
    with pytest.raises(schema.InvalidError):
        schema.read(tree)


# The law


def holders(node: Any) -> Iterator[Any]:
    """Every mapping and list of a document that holds something."""
    if isinstance(node, dict | list) and node:
        yield node
        for inner in node.values() if isinstance(node, dict) else node:
            yield from holders(inner)


KEYS = sorted({key for found in OBJECTS.values() for key in found["properties"]})
CODES = sorted({code for found in DEFINITIONS.values() for code in found.get("enum", [])})
ODD: list[Any] = [None, True, False, 1.5, [], {}, [[]], [None], {"es": "a"}, LANGUAGES]
VALUES = st.one_of(
    st.sampled_from(ODD),
    st.sampled_from([0, 1, -1, 1_000_000, 1_000_001, 2**63, 2**64]),
    st.sampled_from(["", " ", "\n", "\u00a0", "\ufeff", "\x1f", "\x85", "texto", " a "]),
    st.sampled_from(["Bad Id", "a--b", "-a", "a-", "a\n", "año", "agua", "x-1", "MX0082", "b"]),
    st.sampled_from(["2020", "2020-1", "2020-12-32", "2020-02-31", "2020\n", "es", "ES"]),
    st.sampled_from(["https://a", "http://", "https://a/{ogp_id}", "https://a b", "ftp://a"]),
    st.sampled_from([*CODES, "codes", "Completed", "complete "]),
    st.lists(st.sampled_from(["agua", "b", "c", "d", "e", "", "B"]), max_size=6),
    st.text(max_size=5),
    st.integers(-5, 2_000_000),
)


def drop(draw: st.DrawFn, holder: Any, place: Any) -> None:
    del holder[place]


def rename(draw: st.DrawFn, holder: Any, place: Any) -> None:
    if isinstance(holder, dict):
        new = draw(st.sampled_from([*KEYS, f"{place}s", str(place).upper(), ""]))
        holder[new] = holder.pop(place)
    else:
        holder.reverse()


def replace(draw: st.DrawFn, holder: Any, place: Any) -> None:
    holder[place] = copy.deepcopy(draw(VALUES))


def add(draw: st.DrawFn, holder: Any, place: Any) -> None:
    if isinstance(holder, dict):
        holder[draw(st.sampled_from(KEYS))] = copy.deepcopy(draw(VALUES))
    else:
        holder.append(copy.deepcopy(draw(VALUES)))


def repeat(draw: st.DrawFn, holder: Any, place: Any) -> None:
    if isinstance(holder, list):
        holder.extend(copy.deepcopy(holder[place]) for _ in range(draw(st.integers(1, 4))))
    else:
        holder[place] = [holder[place]]


def borrow(draw: st.DrawFn, holder: Any, place: Any) -> None:
    """What stands under the same key elsewhere, or nothing: often as good."""
    if isinstance(holder, dict):
        others = [one[place] for base in BASES for one in holders(base) if has(one, place)]
        holder[place] = copy.deepcopy(draw(st.sampled_from([None, *others])))
    else:
        holder.append(copy.deepcopy(holder[place]))


def has(holder: Any, key: str) -> bool:
    return isinstance(holder, dict) and key in holder


BASES = [
    plans.document(),
    {"plan": {"id": "x"}, "commitments": [{"number": "5.1", "title": {"pt": "Título"}}]},
    EXAMPLE,
    {**EXAMPLE, "commitments": EXAMPLE["commitments"][:1]},
    {**loaded(FILES[0]), "commitments": loaded(FILES[0])["commitments"][-2:]},
]


CHANGES = [borrow, borrow, drop, rename, replace, replace, add, repeat]


@st.composite
def mutated(draw: st.DrawFn) -> Any:
    """A plan with up to three changes: dropped, renamed, replaced, added, repeated, borrowed."""
    tree = copy.deepcopy(draw(st.sampled_from(BASES)))
    for _ in range(draw(st.sampled_from([0, 1, 1, 1, 2, 3]))):
        there = [*holders(tree)]
        # by turns from all holders and from the outermost, which are few
        among = there if draw(st.booleans()) else there[:3]
        if not among:
            break
        holder = draw(st.sampled_from(among))
        place = draw(st.sampled_from([*holder] if isinstance(holder, dict) else range(len(holder))))
        draw(st.sampled_from(CHANGES))(draw, holder, place)
    return tree


@given(mutated() | plans.documents())
@example(plans.document(license="\x1f"))
@example(plans.document(license="\ufeff"))
@plans.examples(2.5)
def test_a_plan_is_valid_by_the_schema_if_it_has_no_fault_of_shape(tree: Any) -> None:
    agreed(tree)
