"""What a shell completes, asked as bash, zsh and fish ask it.

- commands; options, of the whole and of each command, also once words stand before
- codes: statuses with `active`, roles, sectors, the IRM's scales with `none-stated`, topics
- columns: begun, after a comma, after + and -, by the command's own rows; fields to count by
- formats of rows and of export, languages, shells
- commitments by number and OGP id; organizations by acronym, or id, in whatever case is typed
- values behind `=`; nothing where nothing fits
- data: another plan's, by `OGPMX_DATA` and by `--data` before or after the command; a broken,
  missing or foreign file completes to nothing, quietly, and takes nothing from what needs no data;
  standard input is the user's keyboard and is not read
- a language that there is not is no matter while one is typing
- each shell's form: lines in bash, `_arguments` in zsh, words with their help in fish
- `--show-completion`: a script that its shell accepts and that completes; else what is allowed
"""

import json
import os
import shutil
import subprocess
import sysconfig
from collections.abc import Callable
from pathlib import Path

import plans
import pytest
import registries
from processes import Ogpmx, Run
from registries import (
    COMMANDS,
    DIMENSIONS,
    EXPORTS,
    FILTER_OPTIONS,
    FORMATS,
    LANGUAGES,
    OGP_IDS,
    SHELLS,
)

from ogpmx.codes import Completion, EarlyResults, Opening, Role, Sector, Status

STATUSES = [*Status, "active", "none-stated"]
NUMBERS = [*map(str, registries.NUMBERS)]
ROWS = ["--columns", "--sort", "--reverse", "--limit", "--format", "--excel"]
ONE_ROW = ["--columns", "--format", "--excel"]
EVERYWHERE = ["--data", "--lang", "--help"]


def ask_as_bash(line: str) -> dict[str, str]:
    """What bash sets: the words, and which of them the cursor is in."""
    before = line.split()
    place = len(before) - (0 if line.endswith(" ") else 1)
    return {
        "_OGPMX_COMPLETE": "complete_bash", "COMP_WORDS": line, "COMP_CWORD": str(place),
    }  # fmt: skip


def ask_as_zsh(line: str) -> dict[str, str]:
    return {"_OGPMX_COMPLETE": "complete_zsh", "_TYPER_COMPLETE_ARGS": line}


def ask_as_fish(line: str, action: str = "get-args") -> dict[str, str]:
    return {
        "_OGPMX_COMPLETE": "complete_fish",
        "_TYPER_COMPLETE_FISH_ACTION": action,
        "_TYPER_COMPLETE_ARGS": line,
    }


def read_lines(run: Run) -> list[str]:
    """The lines of a run that went well and said nothing beside."""
    assert (run.status, run.err) == (0, "")
    return [line for line in run.lines if line]


Complete = Callable[..., list[str]]


@pytest.fixture
def complete(ogpmx: Ogpmx) -> Complete:
    """The words that bash is offered for what stands on its line, of which `ogpmx` is the first."""

    def ask(line: str, **env: str) -> list[str]:
        return read_lines(ogpmx("", env=ask_as_bash(f"ogpmx {line}") | env))

    return ask


@pytest.fixture
def another(tmp_path: Path) -> str:
    """The file of another plan: one commitment, 7, with a topic and an organization of its own."""
    tree = plans.document(
        topics=[plans.topic("volcanes")],
        organizations=[plans.organization("alfa", acronym="VOLCAN")],
        commitments=[plans.commitment(7, topics=["volcanes"])],
    )
    path = tmp_path / "another.json"
    path.write_text(json.dumps(tree), encoding="utf-8")
    return str(path)


# Commands and options


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("", [*COMMANDS]),
        ("p", ["participants", "participant", "plan"]),
        ("participant", ["participants", "participant"]),
        ("s", ["show", "search", "summary", "schema"]),
        ("--lang es su", ["summary"]),
        ("LI", []),
        ("nothing-like-it", []),
    ],
)
def test_commands_are_completed(complete: Complete, line: str, offered: list[str]) -> None:
    assert complete(line) == offered


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("--", ["--data", "--lang", "--version", "--show-completion", "--help"]),
        ("--sh", ["--show-completion"]),
        ("list --", FILTER_OPTIONS + ROWS + EVERYWHERE),
        ("filter --", FILTER_OPTIONS + ROWS + EVERYWHERE),
        ("search --", FILTER_OPTIONS + ROWS + EVERYWHERE),
        ("assessments --", [*FILTER_OPTIONS, *ROWS, *EVERYWHERE, "--divergent"]),
        ("summary --", [*FILTER_OPTIONS, *ROWS, *EVERYWHERE, "--by", "--cross"]),
        ("participants --", [*FILTER_OPTIONS, *ROWS, *EVERYWHERE, "--commitment", "--matrix"]),
        ("show --", FILTER_OPTIONS + ROWS + EVERYWHERE),
        ("participant --", [*ONE_ROW, "--limit", *EVERYWHERE]),
        ("plan --", ONE_ROW + EVERYWHERE),
        ("audit --", ROWS + EVERYWHERE),
        ("export --", ["--format", "--output", "--force", *EVERYWHERE]),
        ("validate --", [*ROWS, "--lang", "--help"]),
        ("schema --", ["--lang", "--help"]),
        ("list --status completed --top", ["--topic"]),
        ("show 8 --form", ["--format"]),
        ("plan --st", []),
    ],
)
def test_options_are_completed_for_the_whole_and_for_each_command(
    complete: Complete, line: str, offered: list[str]
) -> None:
    assert sorted(complete(line)) == sorted(offered)


def test_an_option_that_may_stand_once_is_offered_once(complete: Complete) -> None:
    assert "--excel" not in complete("list --excel --")
    assert "--status" in complete("list --status completed --")


# Codes


@pytest.mark.parametrize(
    ("option", "codes"),
    [
        ("--status", STATUSES),
        ("--role", [*Role]),
        ("--sector", [*Sector, "none-stated"]),
        ("--completion", [*Completion, "none-stated"]),
        ("--opening", [*Opening, "none-stated"]),
        ("--early-results", [*EarlyResults, "none-stated"]),
        ("--suspended", ["yes", "no"]),
    ],
)
def test_every_code_of_a_filter_is_offered(
    complete: Complete, option: str, codes: list[str]
) -> None:
    for command in ("list", "filter", "search", "summary", "participants"):
        assert complete(f"{command} {option} ") == codes, command


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("filter --status a", ["active"]),
        ("filter --status completed --status ina", ["inactive"]),
        ("filter --role co", ["co-responsible"]),
        ("filter --sector a", ["autonomous", "academia"]),
        ("filter --completion no", ["no-evidence", "not-started", "none-stated"]),
        ("filter --opening m", ["marginal", "major"]),
        ("filter --early-results none", ["none", "none-stated"]),
        ("filter --topic he", ["health"]),
        ("filter --topic nothing-like-it", []),
        ("filter --search ", []),
        ("filter --status completed,in", ["completed,in-progress", "completed,inactive"]),
        ("filter --status completed,ina", ["completed,inactive"]),
        ("filter --completion no-evidence,subs", ["no-evidence,substantial"]),
        ("filter --topic health,gen", ["health,gender"]),
        ("filter --status completed,-lim", []),
        ("summary --by topic,se", ["topic,sector"]),
        ("audit in", ["inactive", "inactive-suspended", "information-quality"]),
        ("audit inactive mic", ["microsites"]),
        ("search agua --status l", ["limited"]),
        ("list --data x --data x --format j", ["json", "jsonl"]),
    ],
)
def test_codes_that_begin_so_are_offered(complete: Complete, line: str, offered: list[str]) -> None:
    assert complete(line) == offered


def test_the_topics_that_the_plan_names_are_offered_each_once(
    complete: Complete, ogpmx: Ogpmx
) -> None:
    topics = complete("list --topic ")
    used = {topic for record in ogpmx("list -f json").json for topic in record["topics"]}
    assert used <= set(topics)
    assert len(topics) == len(set(topics))


# Columns, fields, formats, languages


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("list --columns nu", ["number"]),
        ("list --columns number,stat", ["number,status"]),
        ("list --columns number,status,ogp", ["number,status,ogp_id"]),
        ("list --columns +stat", ["+status"]),
        ("list --columns +status,ogp", ["+status,ogp_id"]),
        ("list --columns +status,+ogp", ["+status,+ogp_id"]),
        ("list --columns -ti", ["-title"]),
        ("list --columns number,zz", []),
        ("list --sort sta", ["status", "start"]),
        ("list --sort status,nu", ["status,number"]),
        ("list --sort status,-nu", ["status,-number"]),
        ("list --sort -nu", ["-number"]),
        ("list --sort=-nu", ["-number"]),
        ("participants --columns me", ["mentioned_in"]),
        ("summary --sort -sh", ["-share"]),
        ("audit --columns ver", ["verdict"]),
        ("audit --columns ogp", []),
    ],
)
def test_columns_that_begin_so_are_offered(
    request: pytest.FixtureRequest, complete: Complete, line: str, offered: list[str]
) -> None:
    if offered and line.split("=")[-1].split()[-1].startswith("-"):
        request.applymarker(
            pytest.mark.xfail(reason="a first word with - is taken for an option, not a value")
        )
    assert complete(line) == offered


@pytest.mark.parametrize("before", ["", "+", "number,", "number,+", "number,-"])
def test_every_column_is_offered_also_after_a_comma_and_a_sign(
    complete: Complete, ogpmx: Ogpmx, before: str
) -> None:
    columns = complete("list --columns ")
    assert columns[:5] == ["number", "ogp_id", "url", "title", "status"]
    assert complete(f"list --columns {before}") == [before + column for column in columns]


@pytest.mark.parametrize(
    "command",
    ["list", "show 8", "participants", "participant INAI", "assessments", "plan", "audit"],
)
def test_every_column_offered_can_be_asked_for(
    complete: Complete, ogpmx: Ogpmx, command: str
) -> None:
    columns = complete(f"{command} --columns ")
    run = ogpmx(f"{command} -f csv --columns {','.join(columns)}")
    assert (run.status, run.err) == (0, "")
    assert run.lines[0].split(",") == columns


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        *(
            (f"{command} --format ", [*FORMATS])
            for command in ("list", "show 8", "plan", "validate")
        ),
        ("list -f j", ["json", "jsonl"]),
        ("export --format ", [*EXPORTS]),
        ("export -f s", ["sqlite"]),
        *((f"{command}--lang ", LANGUAGES) for command in ("", "list ", "show 8 ", "schema ")),
        ("--lang e", [lang for lang in LANGUAGES if lang[0] == "e"]),
        ("--lang es list --lang en", ["en"]),
        ("--show-completion ", [*SHELLS]),
        ("summary --by ", [*DIMENSIONS]),
        ("--show-completion z", ["zsh"]),
        ("summary --by irm", ["irm_completion", "irm_opening", "irm_early_results"]),
        ("summary --by status --cross to", ["topic"]),
        ("list --limit ", []),
    ],
)
def test_formats_languages_shells_and_fields_are_offered(
    complete: Complete, line: str, offered: list[str]
) -> None:
    assert complete(line) == offered


def test_every_field_offered_can_be_counted_by(complete: Complete, ogpmx: Ogpmx) -> None:
    for field in complete("summary --by "):
        assert ogpmx(f"summary --by {field}").status == 0


# Commitments and organizations


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("show ", NUMBERS + OGP_IDS),
        ("show 1", [number for number in NUMBERS if number.startswith("1")]),
        ("show 8 1", [number for number in NUMBERS if number.startswith("1")]),
        ("show MX", OGP_IDS),
        ("show MX008", [id for id in OGP_IDS if id.startswith("MX008")]),
        ("show 99", []),
        ("participants --commitment ", NUMBERS + OGP_IDS),
        ("participants --commitment MX007", [f"MX007{last}" for last in range(5, 10)]),
    ],
)
def test_commitments_are_offered_by_number_and_ogp_id(
    complete: Complete, line: str, offered: list[str]
) -> None:
    assert complete(line) == offered


@pytest.mark.parametrize("line", ["participant ", "list --participant ", "filter --participant "])
def test_organizations_are_offered_by_acronym_or_else_by_id(
    complete: Complete, ogpmx: Ogpmx, line: str
) -> None:
    records = ogpmx("participants -f json").json
    short = {record["acronym"] or record["id"] for record in records}
    offered = complete(line)
    assert short <= set(offered)
    assert len(offered) == len(set(offered))
    assert {"INAI", "SEP", "manzanillo"} <= set(offered)


@pytest.mark.parametrize("before", ["participant ", "list --participant "])
@pytest.mark.parametrize(
    ("begun", "offered"),
    [
        ("INM", ["INMUJERES"]),
        ("CONAP", ["CONAPESCA", "CONAPO", "CONAPRED"]),
        ("manz", ["manzanillo"]),
        ("nothing-like-it", []),
    ],
)
def test_organizations_that_begin_so_are_offered(
    complete: Complete, before: str, begun: str, offered: list[str]
) -> None:
    assert complete(before + begun) == offered


@pytest.mark.parametrize("begun", ["inm", "Inm", "INM"])
def test_organizations_are_offered_in_the_case_that_is_typed(
    complete: Complete, ogpmx: Ogpmx, begun: str
) -> None:
    (word,) = complete(f"participant {begun}")  # a shell keeps only what begins as typed
    assert word.startswith(begun)
    assert word.upper() == "INMUJERES"
    assert ogpmx(f"participant {word}").out == ogpmx("participant INMUJERES").out


# Values behind =


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("list --status=a", ["active"]),
        ("list --status=", STATUSES),
        ("list --columns=number,stat", ["number,status"]),
        ("--lang=e", [lang for lang in LANGUAGES if lang[0] == "e"]),
    ],
)
def test_values_are_offered_behind_an_equals_sign(
    complete: Complete, line: str, offered: list[str]
) -> None:
    assert complete(line) == offered


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("list --status =", STATUSES),
        pytest.param(
            "list --status = a",
            ["active"],
            marks=pytest.mark.xfail(reason="the sign itself is taken for the option's value"),
        ),
    ],
)
def test_bash_makes_the_equals_sign_a_word_of_its_own(
    complete: Complete, line: str, offered: list[str]
) -> None:
    assert complete(line) == offered


# Data and language


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("list --topic ", ["volcanes", "none-stated"]),
        ("show ", ["7"]),
        ("participant vol", ["volCAN"]),
        ("list --participant ", ["VOLCAN"]),
    ],
)
@pytest.mark.parametrize("how", ["environment", "before", "after", "option and environment"])
def test_another_plan_is_completed_from_its_own_data(
    complete: Complete, another: str, tmp_path: Path, line: str, offered: list[str], how: str
) -> None:
    command, rest = line.split(" ", 1)
    if how == "environment":
        assert complete(line, OGPMX_DATA=another) == offered
    elif how == "before":
        assert complete(f"--data {another} {line}") == offered
    elif how == "after":
        assert complete(f"{command} --data {another} {rest}") == offered
    else:
        missing = str(tmp_path / "missing.yaml")
        line = f"{command} --data {another} {rest}"
        assert complete(line, OGPMX_DATA=missing) == offered


BROKEN = {
    "no YAML": b"plan: [\n",
    "no plan": b"- 1\n- 2\n",
    "nothing": b"",
    "no text": bytes(range(256)),
    "missing": None,
    "a folder": None,
}
FROM_DATA = ["list --topic ", "show ", "participants --commitment ", "participant "]


@pytest.fixture(params=BROKEN)
def broken(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    path = tmp_path / "broken.yaml"
    content = BROKEN[request.param]
    if content is not None:
        path.write_bytes(content)
    elif request.param == "a folder":
        path.mkdir()
    return str(path)


def test_broken_data_completes_to_nothing_quietly(complete: Complete, broken: str) -> None:
    for line in (*FROM_DATA, "list --participant ", "list --status "):
        assert complete(line, OGPMX_DATA=broken) == [], line
        assert complete(f"--data {broken} {line}") == [], line


@pytest.mark.parametrize("shell", [ask_as_zsh, ask_as_fish])
def test_broken_data_completes_to_nothing_quietly_in_zsh_and_fish(
    ogpmx: Ogpmx, broken: str, shell: Callable[[str], dict[str, str]]
) -> None:
    run = ogpmx("", env=shell("ogpmx list --topic ") | {"OGPMX_DATA": broken})
    assert read_lines(run) == (["_files"] if shell is ask_as_zsh else [])


def test_what_needs_no_data_is_completed_beside_broken_data(
    complete: Complete, broken: str
) -> None:
    assert complete("su", OGPMX_DATA=broken) == ["summary"]
    assert complete("list --st", OGPMX_DATA=broken) == ["--status"]
    assert complete("list --columns nu", OGPMX_DATA=broken) == ["number"]
    assert complete("list --format j", OGPMX_DATA=broken) == ["json", "jsonl"]


@pytest.mark.parametrize("how", ["environment", "option"])
def test_completion_does_not_read_the_keyboard(ogpmx: Ogpmx, another: str, how: str) -> None:
    env = ask_as_bash("ogpmx --data - show ") if how == "option" else ask_as_bash("ogpmx show ")
    env |= {} if how == "option" else {"OGPMX_DATA": "-"}
    typed = Path(another).read_bytes()
    assert read_lines(ogpmx("", env=env, stdin=typed)) == []


@pytest.mark.parametrize("lang", ["es", "en", "xx", ""])
def test_codes_are_the_same_in_every_language(complete: Complete, lang: str) -> None:
    assert complete("list --status ", OGPMX_LANG=lang) == STATUSES
    assert complete("li", OGPMX_LANG=lang) == ["list"]


# Each shell's form

ASKED = [
    ("list --st", ["--status"]),
    ("filter --topic he", ["health"]),
    ("filter --status ", STATUSES),
    ("filter --completion none", ["none-stated"]),
    ("list --columns number,stat", ["number,status"]),
    ("list --columns +stat", ["+status"]),
    ("show MX0082", ["MX0082"]),
    ("participant inm", ["inmUJERES"]),
    ("--lang ", [*LANGUAGES]),
    ("li", ["list"]),
]


@pytest.mark.parametrize(("line", "offered"), ASKED)
def test_fish_gets_words_with_their_help(ogpmx: Ogpmx, line: str, offered: list[str]) -> None:
    found = read_lines(ogpmx("", env=ask_as_fish(f"ogpmx {line}")))
    assert [word.split("\t")[0] for word in found] == offered


@pytest.mark.parametrize(("line", "offered"), ASKED)
def test_zsh_gets_the_words_for_its_arguments_function(
    ogpmx: Ogpmx, line: str, offered: list[str]
) -> None:
    text = "\n".join(read_lines(ogpmx("", env=ask_as_zsh(f"ogpmx {line}"))))
    assert text.startswith("_arguments '*: :((")
    assert text.endswith("))'")
    items = text.removeprefix("_arguments '*: :((").removesuffix("))'").splitlines()
    assert [item.split('"')[1] for item in items] == offered


def test_zsh_completes_files_where_nothing_fits(ogpmx: Ogpmx) -> None:
    assert read_lines(ogpmx("", env=ask_as_zsh("ogpmx filter --topic zz"))) == ["_files"]


@pytest.mark.parametrize(
    ("line", "status"), [("li", 0), ("list --st", 0), ("zz", 1), ("validate ", 1), ("export ", 1)]
)
def test_fish_learns_whether_there_is_something_to_complete(
    ogpmx: Ogpmx, line: str, status: int
) -> None:
    run = ogpmx("", env=ask_as_fish(f"ogpmx {line}", "is-args"))
    assert (run.status, run.out.strip(), run.err) == (status, "", "")


@pytest.mark.parametrize(
    ("lang", "said"), [("en", "List the commitments"), ("es", "Lista los compromisos")]
)
def test_help_stands_beside_a_command_in_the_language_in_use(
    ogpmx: Ogpmx, lang: str, said: str
) -> None:
    (line,) = read_lines(ogpmx("", env=ask_as_fish("ogpmx lis") | {"OGPMX_LANG": lang}))
    assert line.startswith(f"list\t{said}")
    text = ogpmx("", env=ask_as_zsh("ogpmx lis") | {"OGPMX_LANG": lang}).out
    assert f'"list":"{said}' in text


# The scripts

Script = Callable[..., list[str]]


@pytest.fixture
def script(process: Callable[..., Run], tmp_path: Path) -> Script:
    """The file with a shell's script, and the words before what that shell is to run."""

    def make(shell: str, *arguments: str) -> list[str]:
        program = shutil.which(shell)
        if program is None:
            pytest.skip(f"no {shell} here")
        path = tmp_path / f"ogpmx.{shell}"
        path.write_bytes(process(f"--show-completion {shell}").out_bytes)
        path_of_ours = os.pathsep.join([sysconfig.get_path("scripts"), os.environ["PATH"]])
        done = subprocess.run(
            [program, *(argument.format(script=path) for argument in arguments)],
            capture_output=True,
            text=True,
            timeout=60,
            cwd=tmp_path,
            env={**os.environ, "PATH": path_of_ours, "HOME": str(tmp_path)},
        )
        assert (done.returncode, done.stderr) == (0, "")
        return done.stdout.splitlines()

    return make


@pytest.mark.parametrize("shell", SHELLS)
def test_show_completion_prints_a_script(process: Callable[..., Run], shell: str) -> None:
    run = process(f"--show-completion {shell}")
    assert (run.status, run.err) == (0, "")
    assert f"_OGPMX_COMPLETE=complete_{shell}" in run.out
    assert run.out.endswith("\n")
    assert process(f"--lang es --show-completion {shell}").out == run.out


@pytest.mark.parametrize("shell", SHELLS)
def test_its_shell_accepts_the_script(script: Script, shell: str) -> None:
    assert script(shell, "-n", "{script}") == []


@pytest.mark.parametrize(
    ("line", "offered"),
    [("ogpmx list --st", ["--status"]), ("ogpmx filter --topic he", ["health"])],
)
def test_bash_completes_with_its_script(script: Script, line: str, offered: list[str]) -> None:
    ask = (
        f". {{script}}; COMP_WORDS=({line}); COMP_CWORD=$((${{{{#COMP_WORDS[@]}}}} - 1)); "
        "_ogpmx_completion ogpmx; printf '%s\\n' \"${{COMPREPLY[@]}}\"; complete -p ogpmx"
    )
    *words, registered = script("bash", "--norc", "-c", ask)
    assert words == offered
    assert "_ogpmx_completion" in registered


@pytest.mark.parametrize(
    ("line", "offered"),
    [("ogpmx list --st", ["--status"]), ("ogpmx filter --topic he", ["health"])],
)
def test_fish_completes_with_its_script(script: Script, line: str, offered: list[str]) -> None:
    found = script("fish", "--no-config", "-c", f"source {{script}}; complete -C '{line}'")
    assert [word.split("\t")[0] for word in found] == offered


def test_zsh_completes_with_its_script(script: Script) -> None:
    ask = (
        "compdef() {{ registered=$2 }}; _arguments() {{ print -rl -- $@ }}; . {script}; "
        "words=(ogpmx filter --topic he); CURRENT=4; _ogpmx_completion; print $registered"
    )
    assert script("zsh", "-f", "-c", ask) == ['*: :(("health"))', "ogpmx"]


@pytest.mark.parametrize("shell", ["tcsh", "powershell", "' '"])
@pytest.mark.parametrize(("lang", "said"), [("en", "Allowed:"), ("es", "Valores admitidos:")])
def test_an_unknown_shell_is_answered_with_what_is_allowed(
    process: Callable[..., Run], shell: str, lang: str, said: str
) -> None:
    run = process(f"--show-completion {shell}", env={"OGPMX_LANG": lang})
    assert (run.status, run.out) == (2, "")
    assert f"{said} bash, zsh, fish" in run.err
    assert "Traceback" not in run.err


def test_show_completion_without_a_shell_is_misuse(process: Callable[..., Run]) -> None:
    run = process("--show-completion")
    assert (run.status, run.out) == (2, "")
    assert "--show-completion needs a value." in run.err
