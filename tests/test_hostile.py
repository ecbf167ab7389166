"""Hostile text and hostile files, against the installed program.

- text in the data: on a terminal, in a pipe, in every format, in both languages nothing of it is an
  instruction; JSON and YAML hold it exactly, CSV disarms formulas, the data package does not
- text in arguments and in names of files: written out in what is said, exact on the disk
- files that are no plan: one line of error, status 1, within little time and memory
"""

import csv
import io
import json
import os
import re
import shlex
import sqlite3
import sys
from pathlib import Path

import plans
import pytest
import yaml
from processes import (
    bare,
    each,
    is_one_line_of_error,
    on_terminal,
    run,
    usual,
)  # fmt: skip
from rich.cells import cell_len

linux = pytest.mark.skipif(sys.platform != "linux", reason="Linux")

TEXTS = {
    "colour": "\x1b[31mred\x1b[0m",
    "title": "\x1b]0;title\x07",
    "clipboard": "\x1b]52;c;eA==\x1b\\",
    "link": "\x1b]8;;http://x\x1b\\click\x1b]8;;\x1b\\",
    "C1": "\x9b31m \x9d0;x\x9c \x85 \x90q\x9c",
    "controls": "bell\x07 back\x08\x08 del\x7f nul-less \x0b\x0c \x1a\x1b",
    "over the line": "right\rleft\x1b[2K\x1b[1A",
    "overrides": "\u202egpj.exe\u202c \u2066x\u2069 \u200f\u200e\u061c",
    "breaks": "a\u2028b\u2029c",
    "markup": "[bold red]x[/] [/x] [link=http://x]y[/link] [sic] :smile: {0} %s",
    "formula": "=cmd|' /C calc'!A0",
    "formulas": "@SUM(1+1) +1 -1",
    "wide": "漢字かな交じり文 ｆｕｌｌ 👩‍👩‍👧 ✅",
    "combining": "e\u0301 n\u0303 Z" + "\u0335" * 40,
    "table": "a | b \\| c <br> <script>x</script> `code` &amp;",
    "astral": "\U0001f600 \U000e0041 \U0010ffff",
}
NEVER = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
)
ROWS = (
    "list", "filter --status active", "show 1 2 3", "participants", "participants --matrix",
    "participant o1", "search x", "assessments", "summary", "summary --by topic --cross status",
    "plan", "audit",
)  # fmt: skip
FORMATS = ("plain", "json", "jsonl", "csv", "tsv", "markdown", "yaml")


def text(said):
    return plans.text(said + " es", said)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    """A plan with each text in each place that holds text."""
    n, said = zip(*enumerate(TEXTS.values(), 1), strict=True)
    organizations = [
        plans.organization(f"o{n}", name=said, acronym=said, aliases=[said + " alias"])
        for n, said in zip(n, said, strict=True)
    ]
    commitments = [
        plans.commitment(
            n,
            title=text(said),
            objective=text(said),
            results=[text(said)],
            topics=[f"t{n}"],
            status=plans.STATUSES[n % 3],
            self_assessment=text(said),
            irm=plans.irm(text=text(said), completion=plans.COMPLETIONS[n % 5]),
            participants=[plans.participant(f"o{n}", note=text(said))],
            mentions=[{"organization": f"o{n % len(TEXTS) + 1}", "note": text(said)}],
        )
        for n, said in zip(n, said, strict=True)
    ]
    whole = " ".join(TEXTS.values())
    claims = [{"claim": "commitments", "stated": 1, "text": text(said)} for said in [whole]]
    document = plans.document(
        license=whole,
        plan=plans.plan(
            title=text(whole),
            country=text(whole),
            context=[text(said) for said in TEXTS.values()],
            claims=claims,
            committee={
                "name": text(whole),
                "members": [{"organization": "o1", "part": text(whole)}],
            },
            source={"title": whole, "author": whole, "validation": [text(whole)]},
        ),
        organizations=organizations,
        topics=[plans.topic(f"t{n}", name=text(said)) for n, said in zip(n, said, strict=True)],
        commitments=commitments,
    )
    path = tmp_path_factory.mktemp("hostile") / "plan.json"
    path.write_text(json.dumps(document), "utf-8")
    return shlex.quote(str(path))


def seen(drawn):
    """What reaches eyes: without the colours and links that are ours."""
    return bare(drawn).replace("\n", "")


@pytest.mark.parametrize("lang", ["es", "en"])
@pytest.mark.parametrize("columns", [40, 120])
def test_no_text_of_the_data_is_an_instruction_to_a_terminal(hostile, columns, lang):
    lines = [f"--data {hostile} --lang {lang} {line}" for line in ROWS]
    for line, done in each(lines, lambda line: on_terminal(line, columns)):
        assert done.status == 0, (line, done)
        assert not NEVER.search(seen(done.out)), line
        assert "http://x\x1b" not in done.out, line  # no link that is not ours
        widest = max(bare(done.out).split("\n"), key=cell_len)
        assert cell_len(widest) <= columns, (line, widest)


def test_nor_in_what_is_for_programs(hostile):
    lines = [f"list -f {format} --data {hostile}" for format in FORMATS]
    lines += [f"export -f {format} --data {hostile}" for format in ("yaml", "json", "csv")]
    for line, done in each(lines, lambda line: on_terminal(line, 80)):
        assert done.status == 0, (line, done)
        assert not NEVER.search(done.out.replace("\n", "")), line


@pytest.mark.parametrize("lang", ["es", "en"])
def test_nor_in_a_pipe_for_people(hostile, lang):
    """What is read with `less -R`, or with `cat` later, is as safe; a row stays a line."""
    lines = [f"--data {hostile} --lang {lang} {line}" for line in ROWS]
    lines += [
        f"--data {hostile} --lang {lang} list -f {format}" for format in ("plain", "markdown")
    ]
    for line, done in each(lines, lambda line: run(line)):
        assert (done.status, done.err) == (0, ""), line
        assert not NEVER.search(done.out.replace("\n", "")), line
    for line in (f"list --data {hostile}", f"participants --data {hostile}"):
        assert len(run(line).lines) == len(TEXTS) + 1


def test_markup_stays_literal(hostile):
    for line in (f"list --data {hostile}", f"show 10 --data {hostile}"):
        assert TEXTS["markup"] in run(line).out
        assert "[bold red]x[/]" in bare(on_terminal(line, 200).out)


def test_json_and_yaml_hold_the_data_exactly(hostile):
    def titles(format, read):
        done = run(f"list --data {hostile} -f {format} --lang en")
        return [record["title"] for record in read(done.out)]

    said = list(TEXTS.values())
    assert titles("json", json.loads) == said
    assert titles("jsonl", lambda out: map(json.loads, out.splitlines())) == said
    assert titles("yaml", yaml.safe_load) == said
    exported = [run(f"export --data {hostile} -f {format}").out for format in ("json", "yaml")]
    for tree in (json.loads(exported[0]), yaml.safe_load(exported[1])):
        assert [c["title"]["en"] for c in tree["commitments"]] == said
        assert [o["name"] for o in tree["organizations"]] == said
    assert not NEVER.search(exported[0].replace("\n", ""))


def armed(cells):
    return [cell for cell in cells if re.match(r"\s*[=+\-@]", cell)]


@pytest.mark.parametrize(
    "line", ["list -f csv", "list -f tsv", "participants -f csv", "export -f csv"]
)
def test_no_cell_is_run_by_a_spreadsheet(hostile, line):
    done = run(f"{line} --data {hostile}")
    tab = "\t" if "tsv" in line else ","
    rows = list(csv.reader(io.StringIO(done.out, newline=""), delimiter=tab))
    assert len(rows) == len(TEXTS) + 1
    cells = [cell for row in rows for cell in row]
    assert armed(cells) == []
    assert [cell for cell in cells if cell.startswith("'" + TEXTS["formula"])]


def test_what_is_for_programs_is_not_disarmed(hostile, tmp_path):
    for format in ("datapackage", "sqlite"):
        done = run(f"export --data {hostile} -f {format} -o {format}", cwd=tmp_path)
        assert (done.status, done.err) == (0, "")
    with open(tmp_path / "datapackage" / "organizations.csv", encoding="utf-8", newline="") as file:
        names = [row["name"] for row in csv.DictReader(file)]
    assert names == list(TEXTS.values())
    database = sqlite3.connect(tmp_path / "sqlite")
    assert [name for (name,) in database.execute("SELECT name FROM organizations")] == names
    database.close()


# Arguments

WORDS = [
    *TEXTS.values(), "a\nb", "\t", "\udcff\udc9b31m", "x" * 5000, "'quotes' \"double\"", "{name}",
    "%s%n", "$(id)", "`id`", "../../etc/passwd", "--", "=",
]  # fmt: skip


@pytest.mark.parametrize("lang", ["es", "en"])
def test_an_argument_is_never_an_instruction(lang):
    def say(command):
        return run([part.encode("utf-8", "surrogateescape") for part in command])

    commands = [["participant", word] for word in WORDS]
    commands += [
        command
        for word in (TEXTS["C1"], TEXTS["overrides"], "\x1b[31m\n\udcff")
        for command in (
            ["x" + word], [f"--x{word}"], ["list", f"--x{word}"], ["show", word], ["list", word],
            ["list", "--data", word], ["list", "--columns", word], ["list", "--sort", word],
            ["list", "--limit", word], ["list", "-f", word], ["list", "--lang", word],
            ["list", "--status", word], ["filter", "--topic", word], ["summary", "--by", word],
            ["participants", "--commitment", word], ["validate", word], ["export", "-f", word],
            ["export", "-o", f"/nowhere/{word}"], ["--show-completion", word],
        )
    ]  # fmt: skip
    kept = commands if lang == "en" else commands[::3]
    commands = [["--lang", lang, *command] for command in kept]
    for command, done in each(commands, say):
        assert (done.status in (1, 2), done.out) == (True, ""), command
        assert done.err.startswith("ogpmx: "), command
        assert not NEVER.search(done.err.replace("\n", "")), command


def test_nor_on_a_terminal():
    for word in (TEXTS["title"], TEXTS["C1"], TEXTS["markup"]):
        for command in (["participant", word], ["list", "--status", word], ["x" + word]):
            done = on_terminal(command, 80)
            assert done.status in (1, 2)
            assert not NEVER.search(done.out.replace("\n", "")), command


def test_what_is_searched_for_is_text():
    for word in (".*", "[a-z]", "(", "\\", "^", "$", "a{9999999}", "%", "_"):
        done = run(["search", word, "-f", "json"])
        assert "Traceback" not in done.err
        assert done.status in (0, 1, 2), word


# Names of files

NAMES = [
    "\x1b[31mplan.yaml", "\x9b31m.yaml", "\u202elmay.exe", "a\nb.yaml", "[bold]x", "=1+1.json",
    "plan \udcff.yaml", "{name}.yaml", "%s", "' \" `", " ", "漢字.yaml", "\U0001f600",
    "e\u0301.yaml", "commitments.yaml", "json.py",
]  # fmt: skip


@linux
@pytest.mark.parametrize("name", NAMES, ids=ascii)
def test_the_name_of_a_file_is_never_an_instruction(name, tmp_path):
    raw = os.fsencode(name)

    def here(*command):
        return run([os.fsencode(part) for part in command], cwd=tmp_path)

    for command in (("list", "--data", name), ("validate", name), ("export", "-o", f"no/{name}")):
        done = here(*command)
        assert (done.status, done.out, is_one_line_of_error(done)) == (1, "", True), command
        assert not NEVER.search(done.err.replace("\n", "")), command
    assert here("export", "-f", "json", "-o", name).status == 0
    assert os.listdir(os.fsencode(tmp_path)) == [raw]
    assert (tmp_path / name).read_bytes() == usual("export -f json").out_bytes
    assert here("list", "-f", "json", "--data", name).out == usual("list -f json").out
    assert here("validate", name).status == 0
    refused = here("export", "-o", name)
    assert (refused.status, is_one_line_of_error(refused)) == (1, True)
    assert not NEVER.search(refused.err.replace("\n", ""))
    (tmp_path / name).write_bytes(b"version: 1\n")
    for lang in ("es", "en"):
        faults = here("validate", name, "--lang", lang)
        assert faults.status == 1
        assert not NEVER.search(faults.out.replace("\n", ""))
        assert all(re.search(r":\d+:\d+: ", line) for line in faults.lines)
    told = json.loads(here("validate", name, "-f", "json").out)
    assert {fault["file"] for fault in told} == {raw.decode(errors="backslashreplace")}


# Files

SMALL = Path(__file__).parent.parent / "examples" / "invented-plan.yaml"
BOMB = b"a: &a [x, x]\n" + b"".join(
    b"b%d: &b%d [*%s, *%s]\n" % (n, n, before, before)
    for n in range(1, 40)
    for before in [b"a" if n == 1 else b"b%d" % (n - 1)]
)
FILES = {
    "empty": b"",
    "blank": b" \n\n",
    "binary": bytes(range(256)),
    "Latin 1": "plan: año".encode("latin-1"),
    "UTF-16": "plan: x".encode("utf-16"),
    "two documents": b"a: 1\n---\nb: 2\n",
    "tagged": b"a: !!python/object/apply:os.system [id]\n",
    "a doubled key": b"a: 1\na: 2\n",
    "a doubled key in JSON": b'{"version": "1", "version": "2"}',
    "a bomb": BOMB,
    "itself": b"a: &a [*a]\n",
    "deep YAML": b"- " * 100_000,
    "deep flow": b"[" * 100_000,
    "deep JSON": b'{"a":' * 100_000,
    "digits": b'{"version": ' + b"9" * 100_000 + b"}",
    "digits in YAML": b"version: " + b"9" * 100_000,
    "no number": b'{"version": NaN}',
    "half a character": b'{"version": "\\ud800"}',
    "cut": b'{"version": "1", "plan": {',
    "a list": b"[1, 2]",
    "a word": b"hello",
    "unclosed": b'version: "1',
    "many keys": b"{" + b",".join(b'"%d": 1' % n for n in range(20_000)) + b"}",
    "one long line": b"version: " + b"x" * (8 << 20),
    "hostile keys": b'{"\\u001b[31m\\u202e": 1, "version": "\\u009b31m"}',
}
LITTLE = "ulimit -t 10; ulimit -v 500000"  # seconds of the processor, KiB


def refused(done):
    """One message, of as many lines as it shows faults: some five, and how many more."""
    assert (done.status, done.out) == (1, "")
    assert done.err.startswith("ogpmx: ")
    assert len(done.err.splitlines()) <= 6
    assert len(done.err) < 6000
    assert not NEVER.search(done.err.replace("\n", ""))


@linux
@pytest.mark.parametrize("content", FILES.values(), ids=FILES)
def test_a_hostile_file_is_refused(content, tmp_path):
    file = tmp_path / "plan"
    file.write_bytes(content)
    refused(run("list --data plan", LITTLE, cwd=tmp_path))
    refused(run("list --data plan --lang es", LITTLE, cwd=tmp_path))
    with open(file, "rb") as given:
        refused(run("list --data -", LITTLE, stdin=given))
    checked = run("validate plan", LITTLE, cwd=tmp_path)
    assert checked.status == 1
    assert "Traceback" not in checked.err
    assert not NEVER.search((checked.out + checked.err).replace("\n", ""))


@linux
@pytest.mark.parametrize("name", ["/dev/zero", "/dev/null", "/", "/nowhere/x", "loop", "-", "gone"])
def test_what_is_no_file_is_refused(name, tmp_path):
    (tmp_path / "loop").symlink_to("loop")
    (tmp_path / "gone").symlink_to("nothing")
    with open("/dev/zero", "rb") as endless:
        done = run(["list", "--data", name], LITTLE, cwd=tmp_path, stdin=endless)
    assert (done.status, done.out, is_one_line_of_error(done)) == (1, "", True), done


@linux
def test_a_socket_is_no_file(tmp_path):
    import socket

    with socket.socket(socket.AF_UNIX) as door:
        door.bind(str(tmp_path / "socket"))
        done = run("list --data socket", cwd=tmp_path)
        written = run("export -o socket --force", cwd=tmp_path)
    assert (done.status, is_one_line_of_error(done)) == (1, True)
    assert (written.status, is_one_line_of_error(written)) == (1, True)
