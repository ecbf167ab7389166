"""What surrounds the program is of one piece: `pyproject.toml`, the forge's files, the licences.

- the workflow runs tasks that there are, on the Pythons that are promised, with what it needs
- it may do no more than each job has to, and publishes what was tested
- the hooks of pre-commit are commands that there are, and none is fetched
- classifiers exist, and name the Pythons that tox tries
- issue forms speak both languages; all these files are valid by the schemata of their kinds
- what is installed with the program has a licence that goes with its own, and is listed
"""

import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, metadata, requires
from pathlib import Path
from typing import Any

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name
from pages import ROOT
from processes import Ogpmx
from trove_classifiers import classifiers

PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
TASKS = PROJECT["tool"]["poe"]["tasks"]
GROUPS = PROJECT["dependency-groups"]
PYTHONS = ["3.11", "3.12", "3.13", "3.14"]


def read_yaml(path: Path | str) -> Any:
    return yaml.load((ROOT / path).read_text("utf-8"), yaml.BaseLoader)  # `on` is no boolean


WORKFLOW = read_yaml(".github/workflows/tests.yml")
JOBS: dict[str, Any] = WORKFLOW["jobs"]
STEPS = [step for job in JOBS.values() for step in job["steps"]]
COMMANDS = [step["run"] for step in STEPS if "run" in step]


# Pythons


def test_the_pythons_that_are_promised_are_those_that_are_tried() -> None:
    project = PROJECT["project"]
    named = [c.rpartition(" ")[2] for c in project["classifiers"] if "Python :: 3." in c]
    tried = [name.replace("py3", "3.") for name in PROJECT["tool"]["tox"]["env_list"]]
    assert named == tried == JOBS["test"]["strategy"]["matrix"]["python"] == PYTHONS
    assert [*SpecifierSet(project["requires-python"]).filter(PYTHONS)] == PYTHONS
    assert PYTHONS[0] == PROJECT["tool"]["mypy"]["python_version"]
    assert PROJECT["tool"]["ruff"]["target-version"] == "py" + PYTHONS[0].replace(".", "")


def test_classifiers_exist() -> None:
    assert set(PROJECT["project"]["classifiers"]) <= classifiers


# The workflow


def test_every_task_of_the_workflow_is_one_of_the_project() -> None:
    tasks = re.findall(r"\bpoe ([\w-]+)", " ".join(COMMANDS))
    assert {"test-all", "build", "test-wheel", "site"} == set(tasks)
    assert set(tasks) <= TASKS.keys()
    assert "poe check" in (ROOT / ".ci" / "run").read_text("utf-8")


def test_every_file_and_group_in_the_workflow_is_there() -> None:
    commands = " ".join(COMMANDS)
    files = re.findall(r"(?<![\w/.])\.?\w+/[\w-]+(?:\.py)?(?= |$)", commands)
    assert files == [".ci/run", "tools/catalogue.py"]
    assert all((ROOT / file).is_file() for file in files)
    assert set(re.findall(r"--group (\w+)", commands)) <= GROUPS.keys()


def test_all_systems_run_the_tests_and_try_the_wheel() -> None:
    for job in ("test", "wheel"):
        systems = JOBS[job]["strategy"]["matrix"]["os"]
        assert [name.partition("-")[0] for name in systems] == ["ubuntu", "macos", "windows"]


def test_each_action_is_of_a_stated_version() -> None:
    actions = {step["uses"] for step in STEPS if "uses" in step}
    assert {action for action in actions if not re.search(r"@v\d+(\.\d+)*$", action)} == set()
    assert len({action.partition("@")[0] for action in actions}) == len(actions)


def test_a_job_may_do_no_more_than_it_has_to() -> None:
    assert WORKFLOW["permissions"] == {"contents": "read"}
    more = {name: job["permissions"] for name, job in JOBS.items() if "permissions" in job}
    assert more == {"publish": {"id-token": "write"}, "release": {"contents": "write"}}
    assert "secrets." not in (ROOT / ".github/workflows/tests.yml").read_text("utf-8")


def test_only_what_was_tested_is_published_and_only_for_a_tag() -> None:
    assert JOBS["publish"]["if"] == "startsWith(github.ref, 'refs/tags/v')"
    assert set(JOBS["publish"]["needs"]) == {"check", "test", "wheel"}
    assert JOBS["wheel"]["needs"] == "build"
    assert JOBS["release"]["needs"] == "publish"
    kept = {s["with"]["name"] for s in JOBS["build"]["steps"] if "upload" in s.get("uses", "")}
    for job in ("wheel", "publish", "release"):
        taken = [s["with"]["name"] for s in JOBS[job]["steps"] if "download" in s.get("uses", "")]
        assert taken
        assert set(taken) <= kept


# The other files that a forge or a tool reads


def test_the_hooks_are_commands_that_there_are(ogpmx: Ogpmx) -> None:
    (local,) = read_yaml(".pre-commit-config.yaml")["repos"]
    assert local["repo"] == "local"  # nothing is fetched
    entries = [hook["entry"] for hook in local["hooks"]]
    assert entries == [
        ".venv/bin/poe check",
        ".venv/bin/python tools/catalogue.py check",
        ".venv/bin/ogpmx validate",
    ]
    assert "check" in TASKS
    (data,) = (hook["files"] for hook in local["hooks"] if "validate" in hook["entry"])
    found = [path.relative_to(ROOT).as_posix() for path in ROOT.glob("*/*.yaml")]
    plans = [name for name in found if re.search(data, name)]
    assert len(plans) == 3
    assert ogpmx(["validate", *(str(ROOT / name) for name in plans)]).status == 0


FORMS = sorted((ROOT / ".github" / "ISSUE_TEMPLATE").glob("[0-9]*.yml"))


@pytest.mark.parametrize("form", FORMS, ids=lambda path: path.stem)
def test_a_form_speaks_both_languages_and_asks_for_something(form: Path) -> None:
    content = read_yaml(form)
    assert len(content["name"].split(" · ")) == len(content["description"].split(" · ")) == 2
    fields = [field for field in content["body"] if field["type"] != "markdown"]
    assert [f for f in fields if len(f["attributes"]["label"].split(" · ")) != 2] == []
    assert any(field.get("validations") == {"required": "true"} for field in fields)


def test_there_is_a_form_for_a_fact_a_bug_and_a_plan() -> None:
    assert [form.stem for form in FORMS] == ["1-fact", "2-bug", "3-plan"]
    facts = {field.get("id") for field in read_yaml(FORMS[0])["body"]}
    assert {"page", "table", "row", "tool", "source"} <= facts


SCHEMATA = {
    "github-workflows": [".github/workflows/tests.yml"],
    "github-issue-forms": [form.relative_to(ROOT).as_posix() for form in FORMS],
    "github-issue-config": [".github/ISSUE_TEMPLATE/config.yml"],
    "citation-file-format": ["CITATION.cff"],
}


@pytest.mark.slow
@pytest.mark.parametrize("name", SCHEMATA)
def test_files_of_a_known_kind_are_valid_by_its_schema(name: str) -> None:
    pytest.importorskip("check_jsonschema")
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", f"vendor.{name}"]
    subprocess.run([*command, *SCHEMATA[name]], cwd=ROOT, check=True)


# Licences

# May be passed on with a program under the MIT licence
COMPATIBLE = {"MIT", "BSD-2-Clause", "BSD-3-Clause", "ISC", "Apache-2.0", "PSF-2.0"}
TABLE = (ROOT / "CONTRIBUTING.md").read_text("utf-8").split("| package | licence |")[1]
LISTED = dict(re.findall(r"^\| ([\w-]+)(?: \(on \w+\))? \| ([\w.-]+) \|$", TABLE, re.MULTILINE))


def find_needed(requirements: list[str]) -> Iterator[str]:
    """What is needed to run on any system, and what that needs in turn."""
    for text in requirements:
        requirement = Requirement(text)
        marker = requirement.marker
        if not marker or any(
            marker.evaluate({"extra": "", "platform_system": system, "sys_platform": platform})
            for system, platform in [("Linux", "linux"), ("Darwin", "darwin"), ("Windows", "win32")]
        ):
            yield requirement.name
            try:
                yield from find_needed(requires(requirement.name) or [])
            except PackageNotFoundError:  # of another system
                assert marker, f"{requirement.name} is needed and not installed"


def test_what_is_installed_with_the_program_is_listed_with_its_licence() -> None:
    needed = {canonicalize_name(name) for name in find_needed(PROJECT["project"]["dependencies"])}
    assert needed == {canonicalize_name(name) for name in LISTED}


@pytest.mark.parametrize("name", LISTED)
def test_a_licence_is_compatible_and_the_one_that_the_package_states(name: str) -> None:
    assert LISTED[name] in COMPATIBLE
    try:
        told = metadata(name)
    except PackageNotFoundError:
        pytest.skip(f"{name} is not needed here")
    keys = ("License-Expression", "License", "Classifier")  # by the age of the package
    stated = " ".join(text for key in keys for text in told.get_all(key, []))
    assert LISTED[name].partition("-")[0] in stated
