"""What people type that is not there, and is answered with the command line that does it.

- other words for a command, in both languages, misspelt or not, with the words that follow them
- numbers; words where a command takes none: a code, its label or nearly, an organization, a text
- formats as options, as arguments, of rows and of whole plans; a file to write
- `help`, `version` and `-V` work
- help: groups, examples that run, the topics of the file in use
- what is wrong is misuse, 2, and nothing is answered in its place; a terminal gets whole words
"""

import json
import os
import re
import shlex
import subprocess
from contextlib import suppress
from pathlib import Path

import plans
import pytest
from processes import Ogpmx, Run, closed_pipe, finish, start, terminal
from registries import NEEDED, NUMBERS

from ogpmx import cli, commands, usage
from ogpmx.exports import EXPORTS
from ogpmx.formats import FORMATS

SHEET = Path(__file__).parent.parent / "examples" / "invented-sheet.csv"


def find_suggestion(run: Run) -> str:
    """What is suggested in place of a command line that is refused."""
    assert (run.status, run.out) == (2, ""), run
    found = re.search("(Did you mean|¿Quiso decir) [“«](.*)[”»]\\?", run.err)
    return found[2] if found else ""


# Commands


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("buscar agua", "ogpmx search agua"),
        ("buscar 'agua limpia'", "ogpmx search 'agua limpia'"),
        ("mostrar 8", "ogpmx show 8"),
        ("ver 8", "ogpmx show 8"),
        ("resumen", "ogpmx summary"),
        ("Estadísticas", "ogpmx summary"),
        ("ayuda list", "ogpmx help list"),
        ("versión", "ogpmx version"),
        ("inactive", "ogpmx list --status inactive"),
        ("inactivos", "ogpmx list --status inactive"),
        ("matrix", "ogpmx participants --matrix"),
        ("topics", "ogpmx summary --by topic"),
        ("temas --status active", "ogpmx summary --status active --by topic"),
        ("stats", "ogpmx summary"),
        ("cite", "ogpmx plan"),
        ("init", "ogpmx template"),
        ("comparar otro.yaml", "ogpmx compare otro.yaml"),
        ("open 8", "ogpmx show 8 --columns url"),
        ("8", "ogpmx show 8"),
        ("MX0082", "ogpmx show MX0082"),
        ("show-completion", "ogpmx --show-completion"),
        ("—version", "ogpmx --version"),
        ("–h", "ogpmx -h"),
        ("completion zsh", "ogpmx --show-completion zsh"),
    ],
)
@pytest.mark.parametrize("lang", ["en", "es"])
def test_other_words_for_a_command(ogpmx: Ogpmx, typed: str, meant: str, lang: str) -> None:
    assert find_suggestion(ogpmx(f"--lang {lang} {typed}")) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("lsit", "list"), ("LIST", "list"), ("particpants", "participants"), ("buscra", "search")],
)
def test_a_command_misspelt(ogpmx: Ogpmx, typed: str, meant: str) -> None:
    run = ogpmx(typed)
    assert (run.status, run.out) == (2, "")
    assert re.search(rf"Did you mean {meant}\b", run.err)


def test_what_is_like_nothing_is_answered_with_the_help_alone(ogpmx: Ogpmx) -> None:
    run = ogpmx("qqqq")
    assert (run.status, run.out) == (2, "")
    assert run.err == "ogpmx: There is no command “qqqq”.\nTry “ogpmx --help”.\n"


def test_every_line_that_stands_for_other_words_is_one(
    ogpmx: Ogpmx, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    needed = NEEDED | {
        "validate": "plan.json",
        "convert": f"'{SHEET}'",
        "--show-completion": "bash",
    }
    (tmp_path / "plan.json").write_text(json.dumps(plans.document()))
    for line in (*usage.SYNONYMS, *usage.WHOLE_PLAN.values()):
        force = " --force" if line.startswith("export") else ""  # two lines write the same file
        run = ogpmx(f"{line} {needed.get(line.split()[0], '')}{force}")
        assert (run.status, run.err if "valid" not in line else "") == (0, ""), line


def test_no_other_word_for_a_command_is_one_itself_or_stands_twice() -> None:
    words = [word for words in usage.SYNONYMS.values() for word in words.split()]
    assert len(words) == len(set(words))
    assert not {*words} & {*cli.COMMANDS}


# Words where a command takes none


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("filter INMUJERES", "--participant INMUJERES"),
        ("participants INMUJERES", "--participant INMUJERES"),
        ("participants función pública", "--participant 'función pública'"),
        ("list inactivos", "--status inactive"),
        ("list inactive", "--status inactive"),
        ("list complted", "--status completed"),
        ("summary inactivos salud", "--status inactive --topic health"),
        ("list seguimiento", "--search seguimiento"),
        ("list 3", "ogpmx show 3"),
        ("list —limit 3", "--limit 3"),  # as word processors turn two hyphens
        ("list –f json", "-f json"),
        ("list –-status completed", "--status completed"),
        ("summary status", "--by status"),
        ("summary topic sector", "--by topic,sector"),
        ("list status=completed", "--status completed"),
        ("list 'Status: completado'", "--status completado"),
        ("participants early-results=none", "--early-results none"),
        ("summary 3 MX0082", "ogpmx show 3 MX0082"),
        ("participants 8", "--commitment 8"),
        ("list mercurio", ""),
        ("list qqqq", ""),
        ("list qqqq salud", ""),
        ("list ','", ""),
        ("schema qqqq", ""),
    ],
)
def test_words_too_many(ogpmx: Ogpmx, typed: str, meant: str) -> None:
    assert find_suggestion(ogpmx(typed)) == meant
    if meant:
        command = typed.split()[0]
        line = meant.removeprefix("ogpmx ") if "ogpmx" in meant else f"{command} {meant}"
        assert ogpmx(line).status == 0


def test_words_too_many_with_another_plan_or_none(ogpmx: Ogpmx, tmp_path: Path) -> None:
    another = tmp_path / "another.json"
    another.write_text(json.dumps(plans.document(topics=[plans.topic("agua")])))
    assert find_suggestion(ogpmx(f"list alfa --data {another}")) == "--participant alfa"
    assert find_suggestion(ogpmx(f"list {another}")) == f"--data {another}"
    assert find_suggestion(ogpmx("list alfa --data missing.yaml")) == ""
    assert find_suggestion(ogpmx("list alfa --data -", stdin="x")) == ""


def test_an_option_that_is_like_none_suggests_none(ogpmx: Ogpmx) -> None:
    assert ogpmx("list --foo").err.startswith("ogpmx: There is no option --foo.\nTry")
    assert "Did you mean" not in ogpmx("audit --claim federal").err
    assert "Did you mean --format?" in ogpmx("list --fromat json").err
    assert "Did you mean --output?" in ogpmx("export --out plan.json").err


def test_names_joined_by_a_comma_are_answered_with_an_option_each(ogpmx: Ogpmx) -> None:
    said = "--participant SFP --participant INAI"
    assert said in ogpmx("list --participant SFP,INAI").err
    for names in ("SFP, INAI", "SFP y INAI", "SFP and INAI", "'SFP;INAI'", "'SFP & INAI'"):
        assert said in ogpmx(f"participant {names}").err


def test_an_unfinished_range_is_answered_with_the_numbers(ogpmx: Ogpmx) -> None:
    for word in ("2-", "2–", "2--"):
        run = ogpmx(f"show {word}")
        assert (run.status, run.out) == (1, "")
        assert run.err.endswith("Numbers: " + ", ".join(map(str, NUMBERS)) + "\n")


@pytest.mark.parametrize("words", ["commitment 8", "compromiso 8", "Compromisos MX0082", "'#8'"])
def test_a_number_may_be_called_what_it_is_of(ogpmx: Ogpmx, words: str) -> None:
    assert ogpmx(f"show {words} -f json").numbers == [8]


def test_a_file_that_only_a_whole_plan_can_become_is_exported(ogpmx: Ogpmx) -> None:
    endings = [end.strip(".") for export in EXPORTS.values() for end in export.endings]
    of_rows = [end for kind in FORMATS.values() for end in kind.endings] + [*FORMATS]
    for ending in {*endings}.difference(of_rows):
        run = ogpmx(f"list -o plan.{ending}")
        assert run.status == 2
        assert f"Did you mean “ogpmx export -o plan.{ending}”?" in run.err


@pytest.mark.parametrize(("words", "meant"), [("MX0082", "MX0082"), ("'#8'", "#8"), ("13", "13")])
def test_a_search_for_a_number_is_answered_with_the_command_that_shows_it(
    ogpmx: Ogpmx, words: str, meant: str
) -> None:
    run = ogpmx(f"search {words}")
    assert (run.status, run.out) == (0, "")
    assert run.err == f"Nothing matches.\nDid you mean “ogpmx show {shlex.quote(meant)}”?\n"
    assert ogpmx("search qqqq").err == "Nothing matches.\n"


def test_a_search_for_words_that_stand_apart_is_told_that_all_must_be_there(ogpmx: Ogpmx) -> None:
    for words in ("cuidados OR armas", "'cuidados|armas'", "cuidados or armas"):
        run = ogpmx(f"search {words}")
        assert (run.status, run.out) == (0, "")
        assert run.err == "Nothing matches: a commitment must hold all of the words.\n"


# Formats and files


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        *((f"list --{format}", f"-f {format}") for format in FORMATS),
        *((f"export --{format}", f"-f {format}") for format in EXPORTS),
        ("list --xlsx", "ogpmx export -f xlsx -o plan.xlsx"),
        ("list --excel -f excel", "ogpmx export -f xlsx -o plan.xlsx"),
        ("list -f xlsx", "ogpmx export -f xlsx -o plan.xlsx"),
        ("show 8 -f sqlite", "ogpmx export -f sqlite -o plan.db"),
        ("list -f datapackage", "ogpmx export -f datapackage -o plan"),
        ("export xlsx", "ogpmx export -f xlsx -o plan.xlsx"),
        ("export json", "ogpmx export -f json"),
        ("export plan.db", "ogpmx export -o plan.db"),
        ("export 'mi plan.csv'", "ogpmx export -o 'mi plan.csv'"),
        ("export plans/", "ogpmx export -o plans/"),
        ("export pdf", ""),
        ("export all", ""),
        ("template plan.yaml", "ogpmx template > plan.yaml"),
        ("schema plan.json", "ogpmx schema > plan.json"),
        ("list -f xls", "ogpmx export -f xlsx -o plan.xlsx"),
        ("list -o t.csv", "ogpmx list -f csv > t.csv"),
        ("list --output t.txt", "ogpmx list > t.txt"),
        ("list --output=t.tsv --limit 3", "ogpmx list --limit 3 -f tsv > t.tsv"),
        ("show 8 -o 'a b.json'", "ogpmx show 8 -f json > 'a b.json'"),
        ("list -f tsv -o t.csv --status active", "ogpmx list -f tsv --status active > t.csv"),
        ("list -o t.xlsx", "ogpmx export -o t.xlsx"),
        ("list -o", ""),
        ("list --qqqq", ""),
        ("list --foo", ""),
    ],
)
def test_formats_and_files(ogpmx: Ogpmx, typed: str, meant: str) -> None:
    assert find_suggestion(ogpmx(typed)) == meant


def test_the_formats_of_whole_plans_alone_are_known() -> None:
    assert {*EXPORTS} - {*FORMATS} <= {*usage.WHOLE_PLAN}
    assert not {*FORMATS} & {*usage.WHOLE_PLAN}


def test_a_suggestion_is_apart_from_what_is_allowed(ogpmx: Ogpmx) -> None:
    said = ogpmx("list --status complted").err.splitlines()
    assert said[0] == "ogpmx: --status: there is no “complted”. Did you mean completed?"
    assert said[1].startswith("Allowed: completed, ")


@pytest.mark.parametrize("typed", ["list -f {}", "show 8 -f {}", "export -f {}"])
def test_a_format_in_capitals_is_that_format(ogpmx: Ogpmx, typed: str) -> None:
    assert ogpmx(typed.format("JSON")) == ogpmx(typed.format("json"))
    assert ogpmx("--show-completion Fish") == ogpmx("--show-completion fish")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("list -f md", "list -f markdown"),
        ("list -f yml", "list -f yaml"),
        ("list -f NDJSON", "list -f jsonl"),
        ("list -f htm", "list -f html"),
        ("list -f txt", "list -f plain"),
        ("export -f yml", "export -f yaml"),
        ("export -f htm", "export -f html"),
    ],
)
def test_a_format_may_be_called_as_files_end(ogpmx: Ogpmx, typed: str, meant: str) -> None:
    assert ogpmx(typed) == ogpmx(meant)


def test_a_short_option_may_have_an_equals_sign(
    ogpmx: Ogpmx, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert ogpmx("export -o=plan.json").status == 0
    assert os.listdir() == ["plan.json"]
    assert ogpmx("list -f=json") == ogpmx("list -f json")


def test_an_option_of_a_command_before_it_is_said_to_stand_after_it(ogpmx: Ogpmx) -> None:
    said = "There is no option --status. What a command takes stands after the command.\n"
    assert said in ogpmx("--status completed list").err
    assert said in ogpmx("--status completed").err
    assert "stands after" not in ogpmx("list --qqqq").err


@pytest.mark.parametrize("command", ["", "list "])
@pytest.mark.parametrize("option", ["--data", "--lang"])
def test_an_option_without_its_value_or_with_two(ogpmx: Ogpmx, command: str, option: str) -> None:
    run = ogpmx(f"{command}{option}")
    assert (run.status, run.out) == (2, "")
    assert run.err.startswith(f"ogpmx: {option} needs a value.\nTry “ogpmx")
    run = ogpmx(f"{command}{option} en {option} en")
    assert (run.status, run.out) == (2, "")
    assert f"{option} is given twice." in run.err


# Help


@pytest.mark.parametrize("lang", ["en", "es"])
def test_help_and_version_are_commands_too(ogpmx: Ogpmx, lang: str) -> None:
    for typed, meant in {
        "help": "--help", "help list": "list --help", "help show 8": "show --help",
        "version": "--version", "-V": "--version",
    }.items():  # fmt: skip
        run = ogpmx(f"--lang {lang} {typed}")
        assert (run.status, run.err) == (0, "")
        assert run.out == ogpmx(f"--lang {lang} {meant}").out
    assert ogpmx("help lsit").status == 2


def test_the_help_groups_every_command_once(ogpmx: Ogpmx) -> None:
    grouped = [name for names in cli.GROUPS.values() for name in names]
    assert grouped == [*cli.COMMANDS]
    assert "(OGP)" in ogpmx("--help").out
    assert "(IRM)" in ogpmx("--help").out


def test_options_are_grouped(ogpmx: Ogpmx) -> None:
    found = re.findall(r"^(\w+):$|^  (?:-\w, )?(--[\w-]+)", ogpmx("list -h").out, re.MULTILINE)
    names = [title or option for title, option in found]
    assert names.index("Filters") < names.index("--status") < names.index("Rows")
    assert names.index("Rows") < names.index("--sort") < names.index("Options")
    assert names.index("Options") < names.index("--lang") < names.index("Examples")


@pytest.mark.parametrize("name", ["ogpmx", *cli.COMMANDS])
def test_examples_stand_in_the_help_and_run(
    ogpmx: Ogpmx, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "plan.yaml").write_bytes(ogpmx("export").out_bytes)
    (tmp_path / "sheet.csv").write_bytes(SHEET.read_bytes())
    examples = (cli.EXAMPLE,) if name == "ogpmx" else commands.find_module(name).EXAMPLES
    assert name == "ogpmx" or len(examples) in (2, 3)
    page = ogpmx("--help" if name == "ogpmx" else f"{name} --help").out
    assert page.endswith("\n".join(f"  {example}" for example in examples) + "\n")
    for example in examples:
        assert re.search(rf"\b{name}\b", example)
        first, *_others = re.split(r" [>|] ", example)
        run = ogpmx(shlex.split(first)[1:])
        assert run.status == 0, example
        assert run.out or " -o " in example or "validate" in example, example


def test_help_names_the_topics_of_the_file_in_use(ogpmx: Ogpmx, tmp_path: Path) -> None:
    another = tmp_path / "another.json"
    another.write_text(json.dumps(plans.document(topics=[plans.topic("agua")])))
    assert "What it is about: access-to-information," in ogpmx("list --help").out
    for typed in ("list --data {} --help", "list --help --data {}", "--data {} list --help"):
        assert "What it is about: agua, none-stated." in ogpmx(typed.format(another)).out
    assert (
        "What it is about: agua, none-stated."
        in ogpmx("list -h", env={"OGPMX_DATA": str(another)}).out
    )
    assert "What it is about.\n" in ogpmx("list -h", env={"OGPMX_DATA": "missing"}).out


def test_help_says_whose_examples_it_gives(ogpmx: Ogpmx, tmp_path: Path) -> None:
    another = tmp_path / "another.json"
    another.write_text(json.dumps(plans.document()))
    said = "Examples, of the bundled plan:"
    for typed in ("--help", "--data {} --help", "list --data {} --help", "--data {} help show"):
        here = ogpmx(typed.format(another), env={"OGPMX_DATA": str(another)})
        assert said in here.out
    assert said not in ogpmx("--help").out
    assert said not in ogpmx("list --help").out
    assert "Ejemplos, del plan incluido:" in ogpmx(f"--lang es list --data {another} -h").out


def test_an_export_promises_every_language_of_any_plan(ogpmx: Ogpmx) -> None:
    for line in ("--help", "export --help"):
        assert "in every language that it has" in " ".join(ogpmx(line).out.split())


# What is said on terminals, and to readers who leave


def say_on_terminal(line: str, columns: int = 80, **env: str) -> str:
    """What a command line writes on standard error, a terminal."""
    with terminal(columns) as (ours, its):
        with start(line, env=env, stdout=subprocess.DEVNULL, stderr=its):
            its.close()
            drawn = b""
            with suppress(OSError):  # which says that the other end is closed
                while part := os.read(ours, 1 << 16):
                    drawn += part
        return drawn.decode()


def test_no_word_is_broken_on_a_terminal(ogpmx: Ogpmx) -> None:
    line = "list --columns qqqq"
    drawn = say_on_terminal(line, 40)
    assert max(map(len, drawn.splitlines())) <= 40
    assert drawn.split() == ogpmx(line).err.split()


@pytest.mark.slow
def test_a_long_reading_is_shown_and_wiped_away(tmp_path: Path) -> None:
    parts = plans.document()
    del parts["commitments"]
    one = json.dumps(plans.commitment(0))
    many = (f"- {one.replace('0', str(number), 1)}\n" for number in range(1, 40_001))
    long, short = tmp_path / "long.yaml", tmp_path / "short.yaml"
    start = "".join(f"{name}: {json.dumps(part)}\n" for name, part in parts.items())
    short.write_text(f"{start}commitments:\n- {one.replace('0', '1', 1)}\n")
    long.write_text(f"{start}commitments:\n{''.join(many)}")
    drawn = say_on_terminal(f"list -f csv --data {long}", TERM="xterm")
    assert re.search("Reading .*[1-9][0-9]?%", drawn)
    assert drawn.endswith("\x1b[2K")
    assert say_on_terminal(f"list -f csv --data {short}", TERM="xterm") == ""
    assert say_on_terminal(f"list -f csv --data {long}", TERM="dumb") == ""


def test_a_fault_is_told_by_the_status_whoever_reads(tmp_path: Path) -> None:
    bad, good = tmp_path / "bad.yaml", tmp_path / "good.json"
    bad.write_text("plan: 3\nqqqq: 1\n")
    good.write_text(json.dumps(plans.document()))
    for line, status in ((f"validate {bad}", 1), (f"validate {good}", 0), ("list", 0)):
        with closed_pipe() as writing:  # the reader has left
            run = finish(start(line, stdout=writing))
        assert run.status == status
        assert run.err == "" or "valid" in run.err
