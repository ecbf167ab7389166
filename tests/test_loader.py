"""Files: told apart by content, refused with one message, faults with line and column.

- YAML, JSON and JSON Lines of the same plan are the same data; a byte-order mark and CRLF are
  welcome; file, standard input and bundled file
- each kind of fault is at its line and column, in all three
- what YAML reads otherwise than written is a type error
- refused, with one message and no more: what is no plain file, not UTF-8, empty, binary, not one
  document, tagged, with doubled keys, nested or aliased beyond sense, with impossible numbers
- a pipe is read to its end; one who waits hears how far it is; the quick ways read the same
- laws: mutated bytes of the bundled file are read, have faults, or are `BadData`; nothing else
"""

import io
import json
import os
import pickle
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from importlib.resources import files
from pathlib import Path
from typing import Any

import plans
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from processes import Ogpmx, Run, install, run_installed

from ogpmx import documents, loader, schema
from ogpmx.errors import BadData

Put = Callable[..., str]
Write = Callable[[plans.Tree], str]
BUNDLED = (files("ogpmx.data") / "commitments.yaml").read_bytes()
VERSION = loader.load().version


def as_yaml(tree: plans.Tree) -> str:
    return str(yaml.safe_dump(tree, allow_unicode=True, sort_keys=False))


def as_json(tree: plans.Tree) -> str:
    return json.dumps(tree, indent=2, ensure_ascii=False)


def as_lines(tree: plans.Tree) -> str:
    rest = {key: value for key, value in tree.items() if key != "commitments"}
    return "".join(json.dumps(part) + "\n" for part in [rest, *tree["commitments"]])


WRITERS = {"yaml": as_yaml, "json": as_json, "jsonl": as_lines}
written = pytest.mark.parametrize("write", WRITERS.values(), ids=WRITERS)


@pytest.fixture
def put(tmp_path: Path) -> Put:
    """Write a file and return its name."""

    def write(content: str | bytes, name: str = "plan") -> str:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return str(path)

    return write


def plan(**parts: Any) -> plans.Tree:
    return plans.document(
        organizations=[plans.organization("alfa", name="Añil ✓ 漢")],
        commitments=[plans.commitment(3), plans.commitment(1, **{"status": "limited", **parts})],
    )


PLAN = plans.plain(plans.dataset(**plan()))


@written
def test_all_three_formats_are_the_same_data(put: Put, write: Write) -> None:
    data = loader.load(put(write(plan())))
    assert plans.plain(data) == PLAN
    assert [c.number for c in data.commitments] == [3, 1]


def test_compact_json_is_the_same_data(put: Put) -> None:
    assert plans.plain(loader.load(put(json.dumps(plan())))) == PLAN


@written
def test_a_byte_order_mark_and_crlf_are_welcome(put: Put, write: Write) -> None:
    text = write(plan()).replace("\n", "\r\n")
    assert plans.plain(loader.load(put(b"\xef\xbb\xbf" + text.encode()))) == PLAN


@written
def test_comments_and_space_around_are_welcome(put: Put, write: Write) -> None:
    before = "# a comment\n" if write is as_yaml else ""
    assert plans.plain(loader.load(put(f"\n\n{before}{write(plan())}\n\n"))) == PLAN


def test_a_sensible_alias_is_welcome(put: Put) -> None:
    text = as_yaml(plan()).replace("author: Alguien", "author: &a Alguien")
    data = loader.load(put(text.replace("name: Añil ✓ 漢", "name: *a")))
    assert data.organizations[0].name == data.plan.source.author == "Alguien"


def test_a_fifo_is_welcome(tmp_path: Path, process: Callable[..., Run]) -> None:
    fifo = tmp_path / "fifo"
    os.mkfifo(fifo)
    writer = threading.Thread(target=fifo.write_text, args=[as_json(plan()), "utf-8"], daemon=True)
    writer.start()
    run = process(["list", "--data", str(fifo), "-f", "json"])
    assert run.numbers == [3, 1]


@pytest.fixture
def pipe() -> Iterator[Callable[[bytes], str]]:
    """The name of a pipe that is written to while it is read: it holds less than all."""
    ends = []

    def write(content: bytes) -> str:
        source, sink = os.pipe()
        ends.append(source)

        def feed() -> None:
            with open(sink, "wb") as file, suppress(BrokenPipeError):
                file.write(content)

        threading.Thread(target=feed, daemon=True).start()
        return f"/dev/fd/{source}"

    yield write
    for end in ends:
        os.close(end)


def test_lines_may_hold_all_but_commitments(put: Put) -> None:
    assert documents.parse('{"a": 1}\n{"b": 2}\n') == {"a": 1, "b": 2}


def test_a_pipe_is_read_to_its_end(
    pipe: Callable[[bytes], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    text = (" " * 200_000 + as_json(plan())).encode()
    assert plans.plain(loader.load(pipe(text))) == PLAN
    with open(pipe(text), encoding="utf-8") as stdin:
        monkeypatch.setattr("sys.stdin", stdin)
        assert plans.plain(loader.load("-")) == PLAN


def test_nobody_waits_for_a_pipe_that_nobody_writes_to(tmp_path: Path) -> None:
    fifo = tmp_path / "fifo"
    os.mkfifo(fifo)
    assert refusal(str(fifo)) == f"{fifo}: is empty"


def test_one_who_waits_hears_how_far_a_long_reading_is(put: Put) -> None:
    heard: list[float] = []
    many = [plans.text(f"Algo {n}") for n in range(3000)]
    loader.load(put(as_yaml(plan(results=many))), heard.append)
    assert 5 < len(heard) < 100
    assert heard == sorted(heard)
    assert 0 <= heard[0] < 0.4 < heard[len(heard) // 2] < 0.7 < heard[-1] <= 1
    loader.load(put(as_yaml(plan(results=many))))  # with nobody to hear


# The quick ways: the same data, sooner


def read_quickly(text: str) -> plans.Tree | None:
    data = schema.read_quickly(text.encode())
    return plans.plain(data) if data else None


COMPACT = json.dumps(plan(), ensure_ascii=False, separators=(",", ":"))


@pytest.mark.parametrize(
    "text",
    [COMPACT, "\n" + as_json(plan()) + "\n", json.dumps(plan()), COMPACT.replace(":3", "\t:\r\n3")],
    ids=["compact", "indented", "in ASCII", "with space before a colon"],
)
def test_plain_json_is_read_quickly(text: str) -> None:
    assert read_quickly(text) == PLAN


@pytest.mark.parametrize(
    "text",
    [
        COMPACT.replace('"number"', '"n\\u0075mber"'),
        COMPACT.replace('"number":3', '"number":3,"number":3'),
        COMPACT.replace('"number":3', '"number":3,"unknown":3'),
        COMPACT.replace('"es":', '"es":"x","es":', 1),
        COMPACT.replace('"number":3', f'"number":{"9" * 5000}'),
        COMPACT.replace('"number":3', '"number":"1"'),
        COMPACT.replace('"status":"completed"', '"status":1'),
        COMPACT.replace("agua", "nada", 1),
        COMPACT.replace("Añil", "\\ud800"),
        COMPACT.encode().replace("ñ".encode(), b"\xff"),
        COMPACT.replace("Añil", "\\u0000"),
        COMPACT.replace("Añil", "\x7f"),
        COMPACT.replace("Añil", "\x9b"),
        COMPACT.replace('"2020"', '"2020-02-31"'),
        COMPACT + "{",
        as_yaml(plan()),
        as_lines(plan()),
        "[" * 100_000,
        "",
    ],
)
def test_whatever_else_is_left_to_more_care(text: str | bytes) -> None:
    raw = text if isinstance(text, bytes) else text.encode()
    assert schema.read_quickly(raw) is None


# The compiled copy: whether it is used, by what an installation of our own answers


MARKED = plans.dataset(version="compiled")


def version_said(folder: Path, **changed: bytes | None) -> str:
    """The version that a copy of the program tells after a change of its files, None: taken away.

    Its compiled copy says `compiled`.
    """
    install(folder, MARKED)
    for name, content in changed.items():
        (file,) = folder.rglob(name.replace("__", "."))
        file.write_bytes(content) if content is not None else file.unlink()
    return run_installed(folder, "-c", "import ogpmx; print(ogpmx.load().version)").out.strip()


def test_the_compiled_copy_that_there_is_is_current() -> None:
    """If not: `poe derive`."""
    assert (
        (files("ogpmx.data") / "commitments.compiled")
        .read_bytes()
        .startswith(loader.compiled_from())
    )
    assert loader.load() == loader.examine().data


def test_the_compiled_copy_is_used_where_it_is_of_the_files_at_hand(tmp_path: Path) -> None:
    assert version_said(tmp_path) == "compiled"


@pytest.mark.parametrize("file", ["commitments.yaml", "models.py"])
def test_a_compiled_copy_of_other_files_is_passed_over(tmp_path: Path, file: str) -> None:
    source = ("ogpmx.data", file) if file.endswith("yaml") else ("ogpmx", file)
    changed = b"#\n" + files(source[0]).joinpath(file).read_bytes()
    assert version_said(tmp_path, **{file.replace(".", "__"): changed}) == VERSION


@pytest.mark.parametrize(
    "rest", [b"", b"no pickle", pickle.dumps([1]), b"cos\nno_such_thing\n.", b"cno_module\nx\n."]
)
def test_a_compiled_copy_that_holds_no_plan_is_passed_over(tmp_path: Path, rest: bytes) -> None:
    copy = loader.compiled_from() + rest
    assert version_said(tmp_path, commitments__compiled=copy) == VERSION


def test_a_compiled_copy_that_is_cut_at_its_start_is_passed_over(tmp_path: Path) -> None:
    copy = b"#" + loader.compiled_from() + pickle.dumps(MARKED)
    assert version_said(tmp_path, commitments__compiled=copy) == VERSION


def test_a_compiled_copy_that_is_missing_is_missed_by_nobody(tmp_path: Path) -> None:
    assert version_said(tmp_path, commitments__compiled=None) == VERSION


# Line and column


def place(text: str, at: int) -> tuple[int, int]:
    """An offset as line and column, from 1."""
    return text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)


@written
@pytest.mark.parametrize(
    ("parts", "token", "key", "where"),
    [
        ({"status": "complted"}, "complted", "status", "status"),
        ({"titel": "TOKEN"}, "TOKEN", "titel", "titel"),
        ({"ogp_id": "TOKEN"}, "TOKEN", "ogp_id", "ogp_id"),
        ({"irm": plans.irm(opening="TOKEN")}, "TOKEN", "opening", "irm.opening"),
        ({"title": {"es": "x", "en": ["TOKEN"]}}, "TOKEN", "en", "title.en"),
        ({"suspension": {"since": "2031-02-31"}}, "2031", "since", "suspension.since"),
    ],
)
def test_a_fault_is_at_its_line_and_column(
    put: Put, write: Write, parts: plans.Tree, token: str, key: str, where: str
) -> None:
    text = write(plan(**parts))
    (fault,) = loader.examine(put(text)).faults
    assert fault.where == f"commitments[1].{where}"
    quoted = key if write is as_yaml else f'"{key}"'
    assert (fault.line, fault.column) == place(text, text.rindex(quoted, 0, text.index(token)))


@written
def test_an_item_of_a_list_is_at_the_item(put: Put, write: Write) -> None:
    text = write(plan(topics=["agua", "token"]))
    (fault,) = loader.examine(put(text)).faults
    assert fault.where == "commitments[1].topics[1]"
    token = "- token" if write is as_yaml else '"token"'
    assert (fault.line, fault.column) == place(text, text.index(token) + token.startswith("-") * 2)


def test_what_is_missing_is_at_what_it_is_missing_from(put: Put) -> None:
    tree = plan()
    del tree["commitments"][1]["title"]
    (fault,) = loader.examine(put(as_yaml(tree))).faults
    lines = as_yaml(tree).splitlines()
    assert fault.line
    assert lines[fault.line - 1].startswith("- number: 1")
    (fault,) = loader.examine(put(as_json(tree))).faults
    assert fault.line
    assert as_json(tree).splitlines()[fault.line].strip() == '"number": 1,'
    (fault,) = loader.examine(put(as_lines(tree))).faults
    assert (fault.line, fault.column) == (3, 1)


@pytest.mark.parametrize("write", [as_json, as_lines])
def test_an_empty_object_before_a_fault_hides_nothing(put: Put, write: Write) -> None:
    text = write(plan(results=[{}, {"es": "x", "en": 1}]))
    empty, fault = loader.examine(put(text)).faults
    assert empty.where == "commitments[1].results[0]"
    assert fault.where == "commitments[1].results[1].en"
    assert (fault.line, fault.column) == place(text, text.index('"en": 1'))


@written
def test_each_of_many_is_at_its_own_line(put: Put, write: Write) -> None:
    commitments = [
        plans.commitment(n, mentions=[{"note": "x"} for _ in "abc"]) for n in (1, 2, 3, 4)
    ]
    text = "\n" + write(plans.document(commitments=commitments))
    found = loader.examine(put(text)).faults
    assert [fault.where for fault in found] == [
        f"commitments[{n}].mentions[{m}]" for n in range(4) for m in range(3)
    ]
    items = re.finditer(r'(- |{\s*")note"?: "?x', text)
    shift = 2 * (write is as_yaml)  # past the dash
    assert [(f.line, f.column and f.column - shift) for f in found] == [
        place(text, m.start()) for m in items
    ]


def test_a_fault_within_an_alias_is_at_the_alias(put: Put) -> None:
    text = as_yaml(plan(title="A", objective="B"))
    text = text.replace("title: A", "title: &t {es: x, en: [1]}").replace("tive: B", "tive: *t")
    first, second = loader.examine(put(text)).faults
    assert (first.where, second.where) == ("commitments[1].title.en", "commitments[1].objective.en")
    assert (first.line, first.column) == place(text, text.index("en: [1]"))
    assert (second.line, second.column) == place(text, text.index("objective: *t"))


def test_a_fault_of_the_whole_is_at_the_beginning(put: Put) -> None:
    report = loader.examine(put(as_yaml({**plan(), "license": 1}).replace("plan:", "paln:")))
    missing = [fault for fault in report.faults if not fault.where]
    assert [fault[1:] for fault in missing] == [(1, 1, "", "'plan' is missing")]


def test_a_key_is_the_word_that_is_written(put: Put) -> None:
    for word in ("no", "1", "2020-10-21", "null"):
        (fault,) = loader.examine(put(as_yaml(plan()) + f"{word}: x\n")).faults
        assert fault.message == f"unknown key '{word}'"


def test_faults_come_in_the_files_order(put: Put) -> None:
    tree = plan(status="x")
    tree["version"] = 1
    tree["organizations"][0]["sector"] = "x"
    found = [(f.line, f.column) for f in loader.examine(put(as_yaml(tree))).faults]
    assert len(found) == 3
    assert found == sorted(found)


def test_columns_count_characters_not_bytes(put: Put) -> None:
    text = json.dumps(plan(status="TOKEN"), ensure_ascii=False)
    assert "ñ" in text
    (fault,) = loader.examine(put(text)).faults
    assert (fault.line, fault.column) == place(text, text.rindex('"status"'))


def test_load_says_the_first_faults_and_how_many_more(put: Put) -> None:
    commitments = [plans.commitment(n, status="x") for n in range(9)]
    name = put(as_json(plans.document(commitments=commitments)))
    with pytest.raises(BadData) as raised:
        loader.load(name)
    lines = str(raised.value).splitlines()
    assert all(line.startswith(f"{name}:") for line in lines[:-1])
    assert len(lines) == loader.FAULTS_SHOWN + 1
    assert (
        lines[-1] == f"… and 5 more faults: ogpmx validate {name}"
    )  # number 0 is wrong too: ten faults


@pytest.mark.parametrize(
    ("faulty", "last"), [(6, "… and 1 more fault: ogpmx validate {}"), (5, None)]
)
def test_no_fault_is_counted_that_is_shown(put: Put, faulty: int, last: str | None) -> None:
    commitments = [plans.commitment(n + 1, status="x") for n in range(faulty)]
    name = put(as_json(plans.document(commitments=commitments)))
    with pytest.raises(BadData) as raised:
        loader.load(name)
    lines = str(raised.value).splitlines()
    assert lines[5:] == ([last.format(name)] if last else [])


def test_the_command_that_shows_all_faults_can_be_copied(ogpmx: Ogpmx, tmp_path: Path) -> None:
    tree = as_json(plans.document(commitments=[plans.commitment(n, status="x") for n in range(9)]))
    (tmp_path / "my plan.json").write_text(tree)
    run = ogpmx(["list", "--data", str(tmp_path / "my plan.json")])
    assert run.err.endswith(f"ogpmx validate '{tmp_path}/my plan.json'\n")
    assert ogpmx("list --data -", stdin=tree).err.endswith("ogpmx validate -\n")


def test_a_report_names_its_file(put: Put, monkeypatch: pytest.MonkeyPatch) -> None:
    assert loader.examine().name == "commitments.yaml"
    for write in WRITERS.values():
        name = put(write(plan()))
        assert loader.examine(name).name == name
        with open(name, encoding="utf-8") as stdin:
            monkeypatch.setattr("sys.stdin", stdin)
            assert loader.examine("-").name == "standard input"


# What YAML reads otherwise


@pytest.mark.parametrize(
    "word",
    ["no", "yes", "on", "Off", "true", "1_0", "0x1F", "010", "1.0", ".inf", "12:30:00",
     "2020-10-21", "2020-10-21T10:00:00Z"],
)  # fmt: skip
def test_a_bare_word_that_yaml_takes_otherwise_is_no_text(put: Put, word: str) -> None:
    text = as_yaml(plan()).replace("author: Alguien", f"author: {word}")
    (fault,) = loader.examine(put(text)).faults
    assert fault.where == "plan.source.author"
    assert word in fault.message
    quoted = as_yaml(plan()).replace("author: Alguien", f"author: '{word}'")
    assert loader.load(put(quoted)).plan.source.author == word


@pytest.mark.parametrize("word", ["1_0", "012", "0x1F", "1.0", "12:30:00", "no", "+0b1"])
def test_a_bare_word_that_yaml_takes_otherwise_is_no_number(put: Put, word: str) -> None:
    text = as_yaml(plan()).replace("number: 3", f"number: {word}")
    (fault,) = loader.examine(put(text)).faults
    assert (fault.where, fault.line) == (
        "commitments[0].number", text[: text.index(f"number: {word}")].count("\n") + 1
    )  # fmt: skip


@pytest.mark.parametrize("word", ["no", "1_0", "12:30:00", "2020-10-21"])
@pytest.mark.parametrize("key", ["aliases", "acronym", "name", "part_of"])
def test_a_bare_word_is_neither_text_nor_list(put: Put, key: str, word: str) -> None:
    tree = plan()
    tree["organizations"][0][key] = "TOKEN"
    text = as_yaml(tree).replace(f"{key}: TOKEN", f"{key}: {word}")
    (fault,) = loader.examine(put(text)).faults
    assert fault.where == f"organizations[0].{key}"


@pytest.mark.parametrize("number", ["3.0", "30e-1", "3E0"])
def test_a_whole_number_may_be_written_with_decimals_in_json(put: Put, number: str) -> None:
    """JSON Schema says so."""
    text = as_json(plan()).replace('"number": 3', f'"number": {number}')
    assert plans.plain(loader.load(put(text))) == PLAN


@written
def test_the_address_of_the_schema_may_stand_at_the_top(put: Put, write: Write) -> None:
    data = loader.load(put(write({"$schema": "ogpmx.schema.json", **plan()})))
    assert plans.plain(data) == PLAN


def test_the_address_of_the_schema_leaves_json_plain() -> None:
    text = json.dumps({"$schema": "ogpmx.schema.json", **plan()})
    assert read_quickly(text) == PLAN


@written
def test_an_escaped_control_character_but_nul_is_read(put: Put, write: Write) -> None:
    data = loader.load(put(write(plan(title=plans.text("a\x1bb")))))
    assert data.commitments[1].title == plans.text("a\x1bb")


def test_where_the_system_cannot_open_without_waiting(
    put: Put, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on Windows."""
    for name in ("O_NONBLOCK", "set_blocking", "get_blocking"):
        monkeypatch.delattr(os, name)
    name = put(as_yaml(plan()))
    assert plans.plain(loader.load(name)) == PLAN
    with open(name, encoding="utf-8") as stdin:
        monkeypatch.setattr("sys.stdin", stdin)
        assert plans.plain(loader.load("-")) == PLAN


# Refused


def bomb() -> str:
    lines = ["a: &a [x, x, x, x, x, x, x, x, x, x]"]
    for n, name in enumerate("bcdefghij"):
        above = "abcdefghij"[n]
        lines.append(f"{name}: &{name} [{', '.join([f'*{above}'] * 10)}]")
    return "\n".join(lines)


HUGE = "9" * 5000

SAVE = "; save it as UTF-8"
NO_YAML = "is not valid YAML here"
NO_JSON = "is not valid JSON here"
NO_KEY = "a key in double quotes must stand here; after the last value stands no comma"
NO_VALUE = (
    "a value must stand here: a text in double quotes, a number, true, false, null, [ or {; after "
    "the last value stands no comma"
)
NO_COMMA = "after the last value stands no comma"
NUMBER = ":1:1: holds NaN, Infinity or a number far too long"
TABLE = "is a table (CSV); a plan is YAML, JSON or JSON Lines. OGP's own sheet: ogpmx convert"
PAGE = "is a web page or XML; a plan is YAML, JSON or JSON Lines"
CONFLICT = "holds both sides of a change that git could not merge: lines begin with <<<<<<<"
CONTROL = "holds a control character, U+"
ALIAS = "an alias refers to nothing before it, or to what holds it"

REFUSED = {
    "empty": (b"", ": is empty"),
    "space": (b" \n\t\n", ": is empty"),
    "only a comment": (b"# nothing\n", ":1:1: is empty"),
    "only a mark": (b"\xef\xbb\xbf", ":1:1: is empty"),
    "binary": (b"\x89PNG\r\n\x1a\n\0\0\0", ": is binary, not YAML or JSON"),
    "a workbook": (
        b"PK\3\4\x14\0\6\0", ": is a workbook or another archive, not YAML or JSON",
    ),
    "utf-16": ("version: 1".encode("utf-16"), f": is UTF-16{SAVE}"),
    "utf-16 without a mark": ("version: 1".encode("utf-16-be"), f": is UTF-16{SAVE}"),
    "utf-32": ("version: 1".encode("utf-32"), f": is UTF-32{SAVE}"),
    "utf-32 without a mark": ("version: 1".encode("utf-32-le"), f": is UTF-32{SAVE}"),
    "utf-32 the other way round": ("version: 1".encode("utf-32-be"), f": is UTF-32{SAVE}"),
    "utf-16 the other way round": ("version: 1".encode("utf-16-le"), f": is UTF-16{SAVE}"),
    "latin-1": ("version: '1'\nlicense: ñ\n".encode("latin-1"), f": line 2 is not UTF-8{SAVE}"),
    "latin-1 at once": ("ñ: 1\n".encode("latin-1"), f": line 1 is not UTF-8{SAVE}"),
    "latin-1 after an empty line": ("\nñ: 1\n".encode("latin-1"), f": line 2 is not UTF-8{SAVE}"),
    "several yaml documents": (b"a: 1\n---\nb: 2\n", ":2:1: a second document begins here"),
    "several json documents": (
        b'{"a": 1} {"b": 2}', f":1:10: {NO_JSON}: something follows the end of the document",
    ),
    "a list that is not closed": (
        b"a: [1, 2\nb: }", f":2:2: {NO_YAML}: a comma or the closing ] is missing",
    ),
    "a mapping that is not closed": (
        b"a: {b: 1, c: 2\nd: 3", f":2:2: {NO_YAML}: a comma or the closing }} is missing",
    ),
    "a tab that indents": (b"a:\n\tb: 1\n", f":2:1: {NO_YAML}: a tab indents; YAML wants spaces"),
    "a quote that is not closed": (
        b"a: 1\nb: 'c\nd: 2\n", f":2:4: {NO_YAML}: a quote is never closed",
    ),
    "a colon in a text": (
        b"a: b: c\n",
        f":1:5: {NO_YAML}: text that holds a colon and a space must be in quotes; or the "
        "indentation is wrong",
    ),
    "a sign that begins no text": (
        b"a: @b\n", f":1:4: {NO_YAML}: text that begins with @ must be in quotes",
    ),
    "no colon after a key": (
        b"a: 1\nb\nc: 2\n", f":2:1: {NO_YAML}: a colon is missing after a key",
    ),
    "a key that stands too far out": (
        b"a:\n    b: 1\n  c: 2\n",
        f":3:3: {NO_YAML}: a key must begin here: the indentation is wrong, or something follows "
        "a closed quote",
    ),
    "a missing dash": (
        b"- a\nb: 1\n", f":2:1: {NO_YAML}: the indentation is wrong, or a dash is missing",
    ),
    "what few do": (b"a: |5x\n", f":1:6: {NO_YAML}: did not find expected comment or line break"),
    "a table": (b"number,title,status\n1,x,y\n", f":1:1: {TABLE}"),
    "a table with quotes": (b'"number";"title"\n1;"x: y"\n', f":1:1: {TABLE}"),
    "a table with tabs": (b"number\ttitle\n1\tx: y\n", f":1:1: {TABLE}"),
    "a table with a colon in its header": (
        b"number,title: short,end: year\n1,x,y\n", f":1:1: {TABLE}",
    ),
    "a web page": (b"<!DOCTYPE html>\n<html><p>Not: found</p></html>\n", f":1:1: {PAGE}"),
    "a web page that YAML takes for a text": (b"<html><p>Not found</p></html>", f":1:1: {PAGE}"),
    "xml": (b'<?xml version="1.0"?>\n<plan/>\n', f":1:1: {PAGE}"),
    "what git could not merge": (
        b"plan:\n<<<<<<< HEAD\n  id: a\n=======\n  id: b\n>>>>>>> other\n", f":1:1: {CONFLICT}",
    ),
    # at the bracket, or, from Python 3.13, at the comma
    "a comma too many in an object": (
        b'{"a": 1,}', f":1:9: {NO_JSON}: {NO_KEY}", f":1:8: {NO_JSON}: {NO_COMMA}",
    ),
    "a comma too many in a list": (
        b'{"a": [1,]}', f":1:10: {NO_JSON}: {NO_VALUE}", f":1:9: {NO_JSON}: {NO_COMMA}",
    ),
    "a key without quotes": (b'{"a": 1,\n b: 2}', f":2:2: {NO_JSON}: {NO_KEY}"),
    "a value without quotes": (b'{"a": water}', f":1:7: {NO_JSON}: {NO_VALUE}"),
    "a comment": (b'{"a": // none\n1}', f":1:7: {NO_JSON}: {NO_VALUE}"),
    "no colon in json": (
        b'{"a": 1,\n "b" 2}', f":2:6: {NO_JSON}: a colon is missing after a key",
    ),
    "no comma in json": (
        b'{"a": 1\n "b": 2}', f":2:2: {NO_JSON}: a comma or a closing bracket is missing",
    ),
    "a bracket that is never closed": (
        b'{"a": [1, 2', f":1:12: {NO_JSON}: a comma or a closing bracket is missing",
    ),
    "a quote that is not closed in json": (
        b'{"a": "b}', f":1:7: {NO_JSON}: a quote is never closed",
    ),
    "a backslash in json": (
        b'{"a": "C:\\plan"}', f":1:10: {NO_JSON}: a backslash must be written twice",
    ),
    "a backslash and a u in json": (
        b'{"a": "C:\\users"}', f":1:11: {NO_JSON}: a backslash must be written twice",
        f":1:10: {NO_JSON}: a backslash must be written twice",
    ),
    "a text over two lines in json": (
        b'{"a": "b\nc"}', f":1:9: {NO_JSON}: a line end or a tab within a text is \\n or \\t",
    ),
    "a tag": (b"a: !!python/object/apply:os.system ['true']\n", ":1:4: tags are not allowed"),
    "a tag of yaml's own": (b"a: !!str 1\n", ":1:4: tags are not allowed"),
    "a tagged mapping": (b"!x\na: 1\n", ":1:1: tags are not allowed"),
    "a doubled key in yaml": (b"a: 1\nb: 2\na: 3\n", ":3:1: the key 'a' is repeated"),
    "a doubled key within": (b"x:\n  a: 1\n  a: 2\n", ":3:3: the key 'a' is repeated"),
    "a doubled key in json": (b'{"a": 1,\n "a": 2}', ":2:2: the key 'a' is repeated"),
    "a doubled key in json, at once": (b'\n{"a": 1,"a": 2}', ":2:9: the key 'a' is repeated"),
    "a doubled key in json, escaped": (
        b'{"a": 1,\n "\\u0061": 2}', ":2:2: the key 'a' is repeated",
    ),
    "a doubled key in json, far within": (
        b'{"a": [[], {}, {"b": {}, "c": 1,\n "b": 2}]}', ":2:2: the key 'b' is repeated",
    ),
    "a doubled key in json that is no YAML": (
        ('{"a": "\u2028\u0085",\r\n\t"' + "k" * 1100 + '"\t:\n1,\t"c": "\\/",\n\t"c": 2}').encode(),
        ":4:2: the key 'c' is repeated",
    ),
    "a doubled key in lines": (b'{"a": 1}\n{"a": 2}\n', ":2:1: the key 'a' is repeated"),
    "a doubled key in a line": (
        b'{"a": 1}\n{"b": 1, "b": 2}\n', ":2:10: the key 'b' is repeated",
    ),
    "commitments twice in lines": (
        b'{"commitments": []}\n{"number": 1}\n', ":2:1: the key 'commitments' is repeated",
    ),
    "commitments twice in lines, the other way round": (
        b'{"number": 1}\n{"number": 2}\n{"commitments": []}\n',
        ":3:1: the key 'commitments' is repeated",
    ),
    "two doubled keys in lines": (
        b'{"b": 1, "a": 1}\n{"a": 2, "b": 2}\n', ":2:1: the key 'a' is repeated",
    ),
    "an alias bomb": (bomb().encode(), ":5:36: aliases repeat too much"),
    "an alias within itself": (b"a: &a [*a]\n", f":1:8: {ALIAS}"),
    "an alias of nothing": (b"a: *b\n", f":1:4: {ALIAS}"),
    "deep yaml": (b"[" * 100_000, ":1:1: is nested too deeply"),
    "deep yaml, by indents": (
        "\n".join(" " * n + "a:" for n in range(300)).encode(), ":51:51: is nested too deeply",
    ),
    "deep yaml, by dashes": (b"- " * 10_000 + b"x", ":1:101: is nested too deeply"),
    "deep json": (
        b'{"a": ' + b"[" * 100_000 + b"]" * 100_000 + b"}", ":1:1: is nested too deeply",
    ),
    "deep json, of objects": (b'{"a": ' * 800 + b"1" + b"}" * 800, ":1:1: is nested too deeply"),
    "a huge number in json": (f'{{"a": {HUGE}}}'.encode(), NUMBER),
    "nan": (b'{"a": NaN}', NUMBER),
    "infinity": (b'{"a": -Infinity}', NUMBER),
    "half a character": (b'{"a": "\\ud800"}', ":1:1: holds half a character (a lone surrogate)"),
    "half a character, in capitals": (
        b'{"a": "\\uDBFF"}', ":1:1: holds half a character (a lone surrogate)",
    ),
    "a key that is a list": (b"? [a]\n: 1\n", ":1:3: a key must be plain text"),
    "a key that is an alias of a list": (
        b"x: &x [a]\n*x : 1\n", ":2:1: a key must be plain text",
    ),
    "a line that is no object": (
        b'{"a": 1}\n{"b": 2}\n[3]\n', ":3:1: a line must be an object",
    ),
    "a line that is broken": (
        b'{"a": 1}\n{"b": 2\n', f":2:8: {NO_JSON}: a comma or a closing bracket is missing",
    ),
    "a control character in yaml": (b"a: 1\nb: \x07\n", f":2:4: {CONTROL}0007"),
    "a control character in json": (b'{"a": 1,\n"b": "x\xc2\x9b"}', f":2:8: {CONTROL}009B"),
    "one on the third line": (b"a: 1\nb: 2\nc: \x07\n", f":3:4: {CONTROL}0007"),
    "no character of YAML's": ("a: 1\nb: '\ufffe'\n".encode(), f":2:5: {CONTROL}FFFE"),
    "a NUL in yaml": (b'a: 1\nb: "x\\0"\n', f":2:4: {CONTROL}0000"),
    "a NUL in json": (b'{"a": "\\\\u0000",\n"b": "\\\\\\u0000"}', f":2:9: {CONTROL}0000"),
    "a NUL in a line": (b'{"a": 1}\n{"b": "\\u0000"}\n', f":2:8: {CONTROL}0000"),
}  # fmt: skip


@pytest.mark.parametrize(
    ("content", "said"), [(content, said) for content, *said in REFUSED.values()], ids=REFUSED
)
def test_refused_with_one_message(put: Put, content: str | bytes, said: str) -> None:
    name = put(content)
    with pytest.raises(BadData) as raised:
        loader.load(name)
    assert str(raised.value).removeprefix(name) in said


ROWS = "1:1: holds rows of an answer, or the like, and no plan; ogpmx export gives a whole plan"


@pytest.mark.parametrize(
    ("command", "format"),
    [
        *(("list", format) for format in ("json", "jsonl", "yaml")),
        *(("show 8", format) for format in ("json", "jsonl", "yaml")),
        ("summary --by status", "json"),
    ],
)
def test_rows_of_an_answer_are_told_from_a_plan(
    put: Put, ogpmx: Ogpmx, command: str, format: str
) -> None:
    name = put(ogpmx(f"{command} -f {format}").out_bytes)
    run = ogpmx(["validate", name])
    assert (run.status, run.out) == (1, f"{name}:{ROWS}\n")
    assert ogpmx(["list", "--data", name]).err == f"ogpmx: {name}:{ROWS}\n"


def test_why_a_document_is_refused_is_its_one_fault(put: Put) -> None:
    name = put(b"version: '1'\nplan: !x y\n")
    (fault,) = loader.examine(name).faults
    assert fault == (name, 2, 7, "", "tags are not allowed")


def test_a_huge_number_in_yaml_is_a_fault(put: Put) -> None:
    text = as_yaml(plan()).replace("number: 3", f"number: {HUGE}")
    (fault,) = loader.examine(put(text)).faults
    assert fault.where == "commitments[0].number"


def test_a_half_pair_of_surrogates_is_refused_a_whole_one_read(put: Put) -> None:
    good = json.dumps(plan(title=plans.text("😀")))
    assert "\\ud83d\\ude00" in good
    assert loader.load(put(good)).commitments[1].title == plans.text("😀")
    with pytest.raises(BadData):
        loader.load(put(good.replace("\\ude00", "", 1)))


def refusal(name: str) -> str:
    with pytest.raises(BadData) as raised:
        loader.load(name)
    return str(raised.value)


def test_what_is_no_plain_file(tmp_path: Path) -> None:
    loop, missing, null = (str(tmp_path / name) for name in ("loop", "missing", "a\0b"))
    (tmp_path / "loop").symlink_to(loop)
    assert refusal(str(tmp_path)) == f"{tmp_path}: is a folder"
    assert refusal(missing) == f"{missing}: there is no such file or folder"
    assert refusal(loop).startswith(f"{loop}: ")
    assert refusal("x" * 5000) == f"{'x' * 5000}: the name is too long"
    assert refusal(null) == f"{tmp_path}/a\\x00b: there is nothing to read"


@pytest.mark.parametrize("address", ["https://example.org/plan.yaml", "file:///tmp/plan.yaml"])
def test_an_address_is_said_to_be_none_of_a_file(address: str) -> None:
    said = "is an address, not the name of a file; nothing is fetched from the network"
    assert refusal(address) == f"{address}: {said}"


@pytest.mark.parametrize("device", ["/dev/zero", "/dev/null", "/dev/random"])
def test_devices(device: str) -> None:
    assert refusal(device) == f"{device}: is a device or the like, not a file"


def test_a_terminal_that_is_none() -> None:
    with pytest.raises(BadData):
        loader.load("/dev/tty")


def test_a_file_that_may_not_be_read(put: Put, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: object) -> None:
        raise PermissionError(13, "Permission denied")

    name = put(as_yaml(plan()))
    monkeypatch.setattr(os, "open", refuse)
    assert refusal(name) == f"{name}: no permission"


MIB = 1 << 20


def test_what_is_larger_than_64_mib_is_refused_from_a_file_and_from_a_pipe(
    put: Put, pipe: Callable[[bytes], str]
) -> None:
    just = as_json(plan()).encode().ljust(64 * MIB)
    for name in (put(just), pipe(just)):
        assert plans.plain(loader.load(name)) == PLAN
    for name in (put(just + b" "), pipe(just + b" ")):
        assert refusal(name) == f"{name}: is larger than 64 MiB"


def test_a_file_name_is_never_interpreted(tmp_path: Path) -> None:
    with pytest.raises(BadData) as raised:
        loader.load(str(tmp_path / "\x1b[31m\nx"))
    assert "\x1b" not in str(raised.value)
    assert len(str(raised.value).splitlines()) == 1


@pytest.mark.parametrize("line", ["validate - -", "compare - -", "compare - --data -"])
def test_standard_input_is_read_once(ogpmx: Ogpmx, line: str) -> None:
    run = ogpmx(line, stdin=as_yaml(plan()))
    assert run.status == 1
    assert "standard input: is empty, or was read already" in run.out + run.err


def test_standard_input_that_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    for stream in (None, io.StringIO("version: 1")):
        monkeypatch.setattr("sys.stdin", stream)
        assert refusal("-").startswith("standard input: ")
    monkeypatch.setattr("sys.stdin", None)
    assert refusal("-") == "standard input: there is nothing to read"


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("1.5", "a number"), ("0x1F", "a number"), ("on", "yes or no (a boolean)"),
        ("2021-12-01", "a date"),
    ],
)  # fmt: skip
def test_a_bare_word_is_called_what_yaml_takes_it_for(ogpmx: Ogpmx, word: str, kind: str) -> None:
    run = ogpmx("validate -", stdin=f"plan: {{id: p}}\nversion: {word}\n")
    message = f"must be text: YAML reads {word} as {kind}; put it in quotes"
    assert run.out == f"standard input:2:1: version: {message}\n"


# Aliases: what they repeat is counted, and nothing else


def parse(text: str) -> Any:
    return documents.parse(text)


def repeated(before: int, size: int, times: int) -> str:
    """A list of plain values, then of one with an alias, a list of `size` values, repeated."""
    anchor = "&a [" + ", ".join(["x"] * size) + "]"
    return "[" + ", ".join(["x"] * before + [anchor] + ["*a"] * times) + "]\n"


@pytest.mark.parametrize(
    ("before", "size", "times", "welcome"),
    [
        (60_000, 1, 3, True),
        (0, 999, 100, True),
        (0, 999, 101, False),
        (0, 60_000, 1, True),
        (0, 60_000, 2, False),
    ],
)
def test_what_aliases_may_repeat(before: int, size: int, times: int, welcome: bool) -> None:
    text = "a: " + repeated(before, size, times)
    if welcome:
        assert len(parse(text)["a"]) == before + 1 + times
    else:
        with pytest.raises(documents.NotADocument, match="aliases repeat too much"):
            parse(text)


def test_an_alias_of_a_word_repeats_a_word() -> None:
    text = "[&a x" + ", *a" * 60_000 + "]"
    assert len(parse("a: " + text)["a"]) == 60_001


# Laws


def read_or_refused(name: str) -> None:
    """Whatever the file holds: data, faults at places in it, or `BadData`."""
    try:
        report = loader.examine(name)
    except BadData:
        return
    assert (report.data is None) == bool(report.faults)
    for fault in report.faults:
        assert fault.line
        assert fault.column
        assert fault.message


SEEDS = {
    "yaml": as_yaml(plan()).encode(),
    "json": as_json(plan()).encode(),
    "jsonl": as_lines(plan()).encode(),
}
CHUNKS = st.binary(max_size=4) | st.sampled_from(
    [b"no", b"1_0", b"12:30:00", b"&a ", b"*a", b"!!int ", b"- ", b"? ", b": ", b"\n", b"\n---\n",
     b"{", b"}", b"[", b"]", b'"', b"'", b"|", b">", b"#", b",", b"\xff", b"\0", b"\xc2\x85",
     b"\xe2\x80\xa8", b"\\ud800", b"NaN", b"1e999", b"<<: ", b"%YAML 1.1\n", b"\t", b"  "]
)  # fmt: skip
Edit = tuple[float, int, bytes]  # where, how much is cut, and what is put there
EDITS: st.SearchStrategy[list[Edit]] = st.lists(
    st.tuples(st.floats(0, 1), st.integers(0, 12), CHUNKS), min_size=1, max_size=4
)


def edited(content: bytes, edits: list[Edit]) -> bytes:
    for where, cut, chunk in edits:
        at = int(where * len(content))
        content = content[:at] + chunk + content[at + cut :]
    return content


@plans.examples(5)
@given(st.sampled_from([*SEEDS.values()]), EDITS)
def test_mutated_small_files_raise_nothing_but_bad_data(
    tmp_path_factory: pytest.TempPathFactory, content: bytes, edits: list[Edit]
) -> None:
    path = tmp_path_factory.getbasetemp() / "mutated"
    path.write_bytes(edited(content, edits))
    read_or_refused(str(path))


@plans.examples(0.5)
@given(EDITS)
def test_mutated_bytes_of_the_bundled_file_raise_nothing_but_bad_data(
    tmp_path_factory: pytest.TempPathFactory, edits: list[Edit]
) -> None:
    path = tmp_path_factory.getbasetemp() / "bundled"
    path.write_bytes(edited(BUNDLED, edits))
    read_or_refused(str(path))


@given(st.binary(max_size=60) | st.text(max_size=60).map(lambda t: t.encode("utf-8", "replace")))
def test_any_bytes_raise_nothing_but_bad_data(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    path = tmp_path_factory.getbasetemp() / "any"
    path.write_bytes(content)
    read_or_refused(str(path))
