"""What is written about the program is what it does now.

- the reference, the man pages and the pictures are what their tools make, whoever makes them
- the reference's help is what `--help` prints; every command, argument and option is in it, and in
  the man page; columns and codes too
- the man pages are formatted without a warning, and their examples work
- a picture shows what a terminal shows, cuts no line of it, and refers to nothing outside it
- CITATION.cff names the version, licences and source that the project and the data have
- CONTRIBUTING names every module, and no file or task that there is not
- the changelog's first entry is this version, and names every command
"""

import re
import shlex
import shutil
import subprocess
import tomllib
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pages
import pytest
import yaml
from processes import Ogpmx

from ogpmx import cli, commands, loader, messages
from ogpmx.filters import FILTERS
from ogpmx.messages import languages

ROOT = pages.ROOT
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
docs: Any = pages.tool("docs")
pictures: Any = pages.tool("pictures")

in_each_language = pytest.mark.parametrize("lang", languages())
NAMES = ["", *cli.COMMANDS]


@pytest.fixture(scope="module")
def drawn() -> dict[Path, str]:
    """The pictures that there are: of these, another test says that they are current."""
    return {path: path.read_text("utf-8") for path in pictures.PICTURES.glob("*")}


def reference(lang: str) -> str:
    messages.use(lang)
    return Path(docs.find_page()).read_text("utf-8")


def man_page(lang: str) -> str:
    return Path(docs.find_man_page(lang)).read_text("utf-8")


def parameters(name: str) -> list[Any]:
    command = cli.build_command(name) if name else cli.build_application()
    return [parameter for parameter in command.params if not getattr(parameter, "hidden", False)]


# The reference and the man pages


def test_the_pages_are_current() -> None:
    made = docs.make_pages()
    assert {path: path.read_text("utf-8") for path in made} == made


def test_every_language_has_pages_of_its_own_and_the_references_lead_to_each_other() -> None:
    found = {}
    for lang in languages():
        messages.use(lang)
        found[lang] = docs.find_page()
    made = [*found.values(), *map(docs.find_man_page, languages())]
    assert docs.make_pages().keys() == set(made)
    assert len(set(made)) == len(made)
    for lang in languages():
        others = {page.name for other, page in found.items() if other != lang}
        assert others <= set(pages.links(reference(lang)))


@pytest.mark.slow
def test_the_pages_do_not_depend_on_who_makes_them(monkeypatch: pytest.MonkeyPatch) -> None:
    before = docs.make_pages()
    strange = {"COLUMNS": "30", "OGPMX_LANG": "es", "LC_ALL": "C", "FORCE_COLOR": "1",
               "OGPMX_DATA": "/there/is/nothing"}  # fmt: skip
    for name, value in strange.items():
        monkeypatch.setenv(name, value)
    assert docs.make_pages() == before


@in_each_language
@pytest.mark.parametrize("name", NAMES)
def test_the_reference_holds_what_help_prints(ogpmx: Ogpmx, lang: str, name: str) -> None:
    run = ogpmx(f"{name} --help --lang {lang}" if name else f"--lang {lang} --help")
    assert f"## {name or 'ogpmx'}\n\n```text\n{run.out}```\n" in reference(lang)


@in_each_language
@pytest.mark.parametrize("name", NAMES)
def test_every_parameter_is_in_the_reference_and_in_the_man_page(lang: str, name: str) -> None:
    messages.use(lang)
    section = reference(lang).split(f"\n## {name or 'ogpmx'}\n")[1].split("\n## ")[0]
    written = man_page(lang).replace("\\-", "-")
    found = parameters(name)
    assert found or name == "schema"
    for parameter in found:
        if parameter.param_type_name == "argument":
            assert parameter.metavar in section
            assert f".I {docs.escape_roff(parameter.metavar)}\n" in man_page(lang)
        for option in [] if parameter.param_type_name == "argument" else parameter.opts:
            assert re.search(rf"^ .*{option}\b", section, re.MULTILINE)
            assert f"\\fB{option}\\fR" in written


@in_each_language
@pytest.mark.parametrize("name", cli.COMMANDS)
def test_the_columns_of_a_command_are_in_the_reference(lang: str, name: str) -> None:
    section = reference(lang).split(f"\n## {name}\n")[1].split("\n## ")[0]
    rows = commands.find_module(name).ROWS
    expected = list(rows.columns) if rows else []
    assert re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE) == expected


@in_each_language
def test_the_codes_of_every_filter_are_in_the_reference(lang: str) -> None:
    codes = reference(lang).split("\n## ")[-1]
    data = loader.load(None)
    for name, criterion in FILTERS.items():
        for code in criterion.codes(data) if criterion.codes else ():
            assert f"| `{code}` |" in codes, name


@in_each_language
def test_the_man_page_is_formatted_without_a_warning(lang: str) -> None:
    groff = shutil.which("groff")
    if not groff:
        pytest.skip("no groff here")
    path = docs.find_man_page(lang)
    done = subprocess.run(
        [groff, "-man", "-Tutf8", "-ww", str(path)], capture_output=True, check=True
    )
    assert done.stderr.decode() == ""
    shown = re.sub(r"\x1b\[[\d;]*m|.\x08", "", done.stdout.decode())
    for name in cli.COMMANDS:
        assert re.search(rf"^ +{name}$", shown, re.MULTILINE)


@in_each_language
def test_the_man_page_is_ascii_with_a_name_and_no_date(lang: str) -> None:
    assert man_page(lang).isascii()
    assert f'.TH OGPMX 1 "" "ogpmx {PROJECT["project"]["version"]}"' in man_page(lang)


@in_each_language
def test_the_man_pages_examples_work(ogpmx: Ogpmx, lang: str) -> None:
    examples = re.findall(r"^\.TP\n\.B ogpmx (.*)$", man_page(lang), re.MULTILINE)
    assert examples
    for line in examples:
        run = ogpmx(line.replace("\\-", "-"))
        assert (run.status, run.err) == (0, "")
        assert run.out


# Pictures


def test_the_pictures_are_current() -> None:
    there = {path: path.read_bytes().decode() for path in pictures.PICTURES.glob("*")}
    assert there == pictures.draw_pictures()


def test_the_pictures_do_not_depend_on_who_draws_them(
    monkeypatch: pytest.MonkeyPatch, drawn: dict[Path, str]
) -> None:
    for name, value in {"COLUMNS": "30", "NO_COLOR": "1", "TERM": "dumb", "LC_ALL": "C"}.items():
        monkeypatch.setenv(name, value)
    assert pictures.draw_picture("list", "es") in drawn.values()


@in_each_language
@pytest.mark.parametrize("name", pictures.COMMANDS)
def test_a_picture_shows_what_a_terminal_shows(
    ogpmx: Ogpmx, drawn: dict[Path, str], lang: str, name: str
) -> None:
    (program, *typed) = shlex.split(pictures.COMMANDS[name])
    shown = ogpmx(typed, terminal=pictures.WIDTH, env={"OGPMX_LANG": lang}).out
    shown = re.sub(r"\x1b\]8;[^\x1b]*\x1b\\|\x1b\[[\d;]*m", "", shown)
    picture = drawn[pictures.PICTURES / f"{name}.{lang}.svg"]
    root = ElementTree.fromstring(picture)
    texts = [e.text or "" for e in root.iter() if e.tag.endswith("}text")]
    assert texts[0].replace("\xa0", " ") == pictures.COMMANDS[name]
    assert program == "ogpmx"
    assert "".join("".join(texts[1:]).split()) == "".join(shown.split())


def test_a_picture_refers_to_nothing_outside_it(drawn: dict[Path, str]) -> None:
    for picture in drawn.values():
        assert set(re.findall(r"url\((.)", picture)) == {"#"}
        assert "@import" not in picture
        for element in ElementTree.fromstring(picture).iter():
            assert not {name for name in element.attrib if name.endswith(("href", "src"))}


def test_no_line_of_a_picture_is_cut(drawn: dict[Path, str]) -> None:
    for path, picture in drawn.items():
        root = ElementTree.fromstring(picture)
        ends = {
            area.get("id"): float(area[0].attrib["y"]) + float(area[0].attrib["height"])
            for area in root.iter("{http://www.w3.org/2000/svg}clipPath")
        }
        used = set(re.findall(r'clip-path="url\(#(.*?-line-\d+)\)"', picture))
        assert used
        assert used <= ends.keys(), path.name
        assert (
            max(ends[line] for line in used) <= ends[f"{path.stem.replace('.', '-')}-clip-terminal"]
        )


@in_each_language
def test_every_picture_is_in_the_reference(lang: str) -> None:
    there = {f"pictures/{name}.{lang}.svg" for name in pictures.COMMANDS}
    assert there <= set(pages.links(reference(lang)))


# What is written by hand


def test_links_lead_somewhere() -> None:
    written = [*map(docs.DOCS.joinpath, ("commands.md", "comandos.md"))]
    written += [ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md"]
    assert {path.name: pages.broken(path) for path in written if pages.broken(path)} == {}


def test_the_citation_is_of_this_version_and_this_source() -> None:
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))
    data = loader.load(None)
    assert citation["cff-version"] == "1.2.0"
    assert citation["type"] == "software"
    assert citation["version"] == PROJECT["project"]["version"]
    assert " AND ".join(citation["license"]) == PROJECT["project"]["license"]
    assert data.license in citation["license"]
    assert all(citation[key] for key in ("message", "title", "abstract", "authors"))
    (source,) = citation["references"]
    assert source["title"] == data.plan.source.title
    assert [author["name"] for author in source["authors"]] == [data.plan.source.author]
    assert source.get("date-released") == data.plan.source.date
    assert source["languages"] == [data.plan.source.language]


CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text("utf-8")


def test_contributing_names_every_module_and_package() -> None:
    table = CONTRIBUTING.split("## The house")[1].split("\n## ")[0]
    source = ROOT / "src" / "ogpmx"
    expected = {path.name for path in source.glob("*.py")} - {"__init__.py"}
    expected |= {f"{path.parent.name}/" for path in source.glob("*/__init__.py")}
    assert expected - set(re.findall(r"`(\w+(?:\.py|/))`", table)) == set()


def test_contributing_names_only_files_that_there_are() -> None:
    named = re.findall(r"`([\w./-]+(?:\.\w+|/))`", CONTRIBUTING)
    assert len(named) > 30
    made_later = {".venv/bin/pytest", ".venv/bin", "dist/"}
    places = (ROOT, ROOT / "src" / "ogpmx")
    missing = [n for n in named if not any((place / n).exists() for place in places)]
    assert set(missing) <= made_later


def test_contributing_names_only_tasks_that_there_are() -> None:
    named = set(re.findall(r"`poe (\w+)`", CONTRIBUTING))
    assert named
    assert named <= PROJECT["tool"]["poe"]["tasks"].keys()


KINDS = (
    "commitment", "field", "count", "filter", "command", "format", "language of the data",
    "language of the program",
)  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_contributing_says_how_to_add(kind: str) -> None:
    section = re.split(rf"^## Add an? {kind}$", CONTRIBUTING, flags=re.MULTILINE)[1]
    steps = re.findall(r"^(\d)\. ", section.split("\n## ")[0], re.MULTILINE)
    assert steps == ["1", "2", "3", "4"][: len(steps)]
    assert 2 <= len(steps) <= 4


def test_the_changelog_ends_in_this_version_and_names_every_command() -> None:
    text = (ROOT / "CHANGELOG.md").read_text("utf-8")
    versions = [v for v in re.findall(r"^## \[(.*?)\]", text, re.MULTILINE) if v != "Unreleased"]
    assert versions[0] == PROJECT["project"]["version"]
    assert [name for name in cli.COMMANDS if f"`ogpmx {name}" not in text] == []
    assert set(re.findall(r"^### (.*)$", text, re.MULTILINE)) <= {"Added", "Changed", "Fixed"}
