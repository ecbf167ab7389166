"""`template`: a plan to begin with.

- it is a valid plan as it is, and with every comment made a line of it, in each language
- it names every field of the models, with what is to stand there, and the codes to choose from
- without comments it holds what is needed and where to begin with the lists, nothing else
"""

import dataclasses
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from processes import Ogpmx
from registries import LANGUAGES, MODELS

from ogpmx import codes, messages
from ogpmx.model_fields import said_of

by_language = pytest.mark.parametrize("lang", LANGUAGES)


def uncomment(template: str) -> str:
    """The template with each line that is a field behind a `#` made a line of its own."""
    head, _blank, body = template.partition("\n\n")
    assert all(line.startswith("# ") for line in head.splitlines())
    return re.sub(r"^( *)# ", r"\1", body, flags=re.MULTILINE)


@by_language
def test_it_is_valid_as_it_is_and_with_all_uncommented(
    ogpmx: Ogpmx, tmp_path: Path, lang: str
) -> None:
    template = ogpmx(f"template --lang {lang}").out
    for text in (template, uncomment(template)):
        path = tmp_path / "plan.yaml"
        path.write_text(text, "utf-8")
        run = ogpmx(["validate", str(path)])
        assert (run.status, run.out) == (0, "")
        for command in ("list", "show all", "plan", "audit", "participants", "export"):
            assert ogpmx([*command.split(), "--data", str(path)]).status == 0, command


@by_language
def test_it_names_every_field_with_what_stands_there(ogpmx: Ogpmx, lang: str) -> None:
    template = ogpmx(f"template --lang {lang}").out
    messages.use(lang)
    for model in MODELS:
        for field in dataclasses.fields(model):
            description = messages._(said_of(model, field.name).description)
            line = rf"^[ #-]*{field.name}:.*  # {re.escape(description)}( \(|$)"
            assert re.search(line, template, re.MULTILINE), (model, field.name)


def test_it_lists_the_codes_to_choose_from(ogpmx: Ogpmx) -> None:
    listed = re.findall(r"\(([a-z-]+(?:, [a-z-]+)+)\)$", ogpmx("template").out, re.MULTILINE)
    kinds = (codes.Status, codes.Completion, codes.Opening, codes.EarlyResults, codes.Sector)
    for kind in (*kinds, codes.Role):
        assert ", ".join(kind) in listed


def test_all_uncommented_it_fills_every_field(ogpmx: Ogpmx) -> None:
    """Also those of a record within a record, wherever it may stand."""

    def keys(tree: Any) -> set[str]:
        if isinstance(tree, dict):
            return {*tree}.union(*map(keys, tree.values()))
        return set().union(*map(keys, tree)) if isinstance(tree, list) else set()

    filled = keys(yaml.safe_load(uncomment(ogpmx("template").out)))
    named = {field.name for model in MODELS for field in dataclasses.fields(model)}
    assert named <= filled


def test_it_begins_with_what_is_needed_alone(ogpmx: Ogpmx) -> None:
    assert yaml.safe_load(ogpmx("template").out) == {
        "plan": {"id": "plan-1"},
        "topics": [{"id": "topic-1", "name": "Name …"}],
        "organizations": [
            {"id": "organization-1", "name": "Name …"},
            {"id": "organization-2", "name": "Name …"},
        ],
        "commitments": [{"number": 1, "title": "Title …"}],
    }


def test_there_is_no_plan_to_make_it_of(ogpmx: Ogpmx) -> None:
    run = ogpmx("template --data plan.yaml")
    assert (run.status, run.out) == (2, "")
    assert "--data" in run.err
