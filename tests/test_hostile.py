"""Hostile text and hostile files.

- text in the data: on a terminal, in a pipe, in every format, in both languages nothing of it is an
  instruction; CSV disarms formulas
- text in arguments and in names of files: written out in what is said, exact on the disk
- files that are no plan: one line of error, status 1, within little time and memory
"""

import csv
import io
import itertools
import json
import os
import re
import shlex
import socket
from pathlib import Path

import plans
import pytest
from processes import Ogpmx, Run, linux, run, run_plainly, strip_escapes
from registries import EXPORTS, FORMATS, LANGUAGES
from rich.cells import cell_len

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


def make_text(said: str) -> plans.Tree:
    return plans.text(said + " es", said)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A plan with each text in each place that holds text."""
    n, said = zip(*enumerate(TEXTS.values(), 1), strict=True)
    organizations = [
        plans.organization(f"o{n}", name=said, acronym=said, aliases=[said + " alias"])
        for n, said in zip(n, said, strict=True)
    ]
    commitments = [
        plans.commitment(
            n,
            title=make_text(said),
            objective=make_text(said),
            results=[make_text(said)],
            topics=[f"t{n}"],
            status=plans.STATUSES[n % 3],
            self_assessment=make_text(said),
            irm=plans.irm(text=make_text(said), completion=plans.COMPLETIONS[n % 5]),
            participants=[plans.participant(f"o{n}", note=make_text(said))],
            mentions=[{"organization": f"o{n % len(TEXTS) + 1}", "note": make_text(said)}],
        )
        for n, said in zip(n, said, strict=True)
    ]
    whole = " ".join(TEXTS.values())
    claims = [{"claim": "commitments", "stated": 1, "text": make_text(said)} for said in [whole]]
    document = plans.document(
        license=whole,
        plan=plans.plan(
            title=make_text(whole),
            country=make_text(whole),
            context=[make_text(said) for said in TEXTS.values()],
            claims=claims,
            committee={
                "name": make_text(whole),
                "members": [{"organization": "o1", "part": make_text(whole)}],
            },
            source={"title": whole, "author": whole, "validation": [make_text(whole)]},
        ),
        organizations=organizations,
        topics=[
            plans.topic(f"t{n}", name=make_text(said)) for n, said in zip(n, said, strict=True)
        ],
        commitments=commitments,
    )
    path = tmp_path_factory.mktemp("hostile") / "plan.json"
    path.write_text(json.dumps(document), "utf-8")
    return shlex.quote(str(path))


@pytest.mark.parametrize("line", ROWS)
def test_no_text_of_the_data_is_an_instruction_to_a_terminal(
    ogpmx: Ogpmx, hostile: str, line: str
) -> None:
    for columns, lang in itertools.product((40, 120), LANGUAGES):
        done = ogpmx(f"--data {hostile} --lang {lang} {line}", terminal=columns)
        assert (done.status, done.err) == (0, ""), (columns, lang)
        drawn = strip_escapes(done.out)  # without what is ours
        assert not NEVER.search(drawn.replace("\n", "")), (columns, lang)
        assert "http://x\x1b" not in done.out, (columns, lang)  # no link that is not ours
        assert cell_len(max(drawn.split("\n"), key=cell_len)) <= columns, lang


@pytest.mark.parametrize("line", [line for line in ROWS if "--matrix" not in line])
def test_no_format_makes_a_text_an_instruction_to_a_terminal(
    ogpmx: Ogpmx, hostile: str, line: str
) -> None:
    for format in FORMATS:
        done = ogpmx(f"--data {hostile} {line} -f {format}", terminal=80)
        assert (done.status, done.err) == (0, ""), format
        assert not NEVER.search(strip_escapes(done.out).replace("\n", "")), format


@pytest.mark.parametrize("format", [name for name, export in EXPORTS.items() if export.to_stdout])
def test_no_export_makes_a_text_an_instruction_to_a_terminal(
    ogpmx: Ogpmx, hostile: str, format: str
) -> None:
    done = ogpmx(f"export -f {format} --data {hostile}", terminal=80)
    assert (done.status, done.err) == (0, "")
    assert not NEVER.search(done.out.replace("\n", ""))


EXACT = ("csv", "tsv", "yaml")  # in a pipe, for programs


@pytest.mark.parametrize("line", ROWS)
def test_what_is_read_in_a_pipe_holds_no_instruction_either(
    ogpmx: Ogpmx, hostile: str, line: str
) -> None:
    """`less -R`, or `cat` later, may bring it to a terminal."""
    for format in FORMATS:
        if format not in EXACT and ("--matrix" not in line or format == "table"):
            done = ogpmx(f"--data {hostile} {line} -f {format}")
            assert (done.status, done.err) == (0, ""), format
            assert not NEVER.search(done.out.replace("\n", "")), format


@pytest.mark.parametrize("line", ["list", "participants"])
def test_a_row_for_people_in_a_pipe_stays_a_line(ogpmx: Ogpmx, hostile: str, line: str) -> None:
    assert len(ogpmx(f"{line} --data {hostile}").lines) == len(TEXTS) + 1


def test_markup_in_the_data_is_shown_as_it_is(ogpmx: Ogpmx, hostile: str) -> None:
    for line in (f"list --data {hostile}", f"show 10 --data {hostile}"):
        assert TEXTS["markup"] in ogpmx(line).out
        assert "[bold red]x[/]" in strip_escapes(ogpmx(line, terminal=200).out)
    assert TEXTS["markup"] in ogpmx(["participant", TEXTS["markup"]]).err


@pytest.mark.parametrize("line", ["participants -f csv", "export -f csv"])
def test_no_cell_is_run_by_a_spreadsheet(ogpmx: Ogpmx, hostile: str, line: str) -> None:
    rows = list(csv.reader(io.StringIO(ogpmx(f"{line} --data {hostile}").out, newline="")))
    assert len(rows) == len(TEXTS) + 1
    cells = [cell for row in rows for cell in row]
    assert [cell for cell in cells if re.match(r"\s*[=+\-@]", cell)] == []
    assert [cell for cell in cells if cell.startswith("'" + TEXTS["formula"])]


# Arguments

WORDS = [
    *TEXTS.values(), "a\nb", "\t", "\udcff\udc9b31m", "x" * 5000, "'quotes' \"double\"", "{name}",
    "%s%n", "$(id)", "`id`", "../../etc/passwd", "--", "=",
]  # fmt: skip


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_argument_is_never_an_instruction(ogpmx: Ogpmx, lang: str) -> None:
    commands = [["participant", word] for word in WORDS]
    commands += [
        command
        for word in (TEXTS["C1"], TEXTS["overrides"], "\x1b[31m\n\udcff")
        for command in (
            ["x" + word], [f"--x{word}"], ["list", f"--x{word}"], ["show", word], ["list", word],
            ["list", "--data", word], ["list", "--columns", word], ["list", "--sort", word],
            ["list", "--limit", word], ["list", "-f", word], ["list", "--lang", word],
            ["list", "--status", word], ["filter", "--topic", word], ["summary", "--by", word],
            ["participants", "--commitment", word], ["compare", word], ["export", "-f", word],
            ["export", "-o", f"/nowhere/{word}"], ["--show-completion", word],
        )
    ]  # fmt: skip
    for command in commands:
        done = ogpmx(["--lang", lang, *command])
        assert (done.status in (1, 2), done.out) == (True, ""), command
        assert done.err.startswith("ogpmx: "), command
        assert not NEVER.search(done.err.replace("\n", "")), command


@pytest.mark.parametrize("word", [".*", "[a-z]", "(", "\\", "^", "$", "a{9999999}", "%", "_"])
def test_what_is_searched_for_is_no_pattern(ogpmx: Ogpmx, word: str) -> None:
    assert ogpmx(["search", word, "-f", "json"]).status in (0, 2)


# Names of files

NAMES = [
    "\x1b[31mplan.yaml", "\x9b31m.yaml", "\u202elmay.exe", "a\nb.yaml", "[bold]x", "=1+1.json",
    "plan \udcff.yaml", "{name}.yaml", "%s", "' \" `", " ", "漢字.yaml", "\U0001f600",
    "e\u0301.yaml", "commitments.yaml", "json.py",
]  # fmt: skip


@linux
@pytest.mark.parametrize("name", NAMES, ids=ascii)
def test_the_name_of_a_file_is_never_an_instruction(
    ogpmx: Ogpmx, monkeypatch: pytest.MonkeyPatch, name: str, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    raw = os.fsencode(name)

    def here(*command: str) -> Run:
        return ogpmx(command)

    export = ("export", "-f", "json", "-o")
    missing = here("validate", name)
    assert (missing.status, missing.out.count("\n"), missing.err) == (1, 1, "")
    assert not NEVER.search(missing.out.replace("\n", ""))
    for command in (("list", "--data", name), (*export, f"no/{name}")):
        done = here(*command)
        assert (done.status, done.out, done.is_one_line_of_error) == (1, "", True), command
        assert not NEVER.search(done.err.replace("\n", "")), command
    assert here(*export, name).status == 0
    assert os.listdir(os.fsencode(tmp_path)) == [raw]
    assert (tmp_path / name).read_bytes() == run_plainly("export -f json").out_bytes
    assert here("list", "-f", "json", "--data", name).out == run_plainly("list -f json").out
    assert here("validate", name).status == 0
    refused = here(*export, name)
    assert (refused.status, refused.is_one_line_of_error) == (1, True)
    assert not NEVER.search(refused.err.replace("\n", ""))
    (tmp_path / name).write_bytes(b"version: 1\n")
    for lang in LANGUAGES:
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
    "deep JSON, closed": b'{"plan": {"id": "a"}, "x": ' + b'{"a":' * 700 + b"1" + b"}" * 701,
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


def assert_refused(done: Run) -> None:
    """One message, of as many lines as it shows faults: some five, and how many more."""
    assert (done.status, done.out) == (1, "")
    assert done.err.startswith("ogpmx: ")
    assert len(done.err.splitlines()) <= 6
    assert len(done.err) < 6000
    assert not NEVER.search(done.err.replace("\n", ""))


@pytest.mark.slow
@linux
@pytest.mark.parametrize("content", FILES.values(), ids=FILES)
def test_a_hostile_file_is_refused_within_little_time_and_memory(
    content: bytes, tmp_path: Path
) -> None:
    file = tmp_path / "plan"
    file.write_bytes(content)
    assert_refused(run("list --data plan", LITTLE, cwd=tmp_path))
    assert_refused(run("list --data plan --lang es", LITTLE, cwd=tmp_path))
    with open(file, "rb") as given:
        assert_refused(run("list --data -", LITTLE, stdin=given))
    checked = run("validate plan", LITTLE, cwd=tmp_path)
    assert checked.status == 1
    assert "Traceback" not in checked.err
    assert not NEVER.search((checked.out + checked.err).replace("\n", ""))


@linux
@pytest.mark.parametrize("name", ["/dev/zero", "/dev/null", "/", "/nowhere/x", "loop", "-", "gone"])
def test_what_is_no_plain_file_is_refused_with_one_line(name: str, tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to("loop")
    (tmp_path / "gone").symlink_to("nothing")
    with open("/dev/zero", "rb") as endless:
        done = run(["list", "--data", name], LITTLE, cwd=tmp_path, stdin=endless)
    assert (done.status, done.out, done.is_one_line_of_error) == (1, "", True), done


@linux
def test_a_socket_is_neither_read_nor_written(tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as door:
        door.bind(str(tmp_path / "socket"))
        done = run("list --data socket", cwd=tmp_path)
        written = run("export -o socket --force", cwd=tmp_path)
    assert (done.status, done.is_one_line_of_error) == (1, True)
    assert (written.status, written.is_one_line_of_error) == (1, True)
