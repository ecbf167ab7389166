"""How do I begin? A plan's file with all that is needed, and the rest to uncomment."""

import json
from typing import Any

from msgspec import inspect as types

from ogpmx import models
from ogpmx.messages import _, current
from ogpmx.model_fields import said_of
from ogpmx.model_types import alternatives, describe_fields, list_metadata, rule_of

ROWS = None

# What stands in the file from the beginning though it could be left out.
_STANDING = ("topics", "organizations", "commitments")
# Examples where those of a value's form (see `constraints`) would not do.
_EXAMPLES = {
    "license": "CC-BY-4.0",
    "start": '"2025-01"',
    "end": '"2026-12-31"',
    "date": '"2027"',
    "tables": '{table-1: "…"}',
    "commitments": "{status: [completed]}",  # what counts for a claim: one of the two
    "organizations": "null",
}
_REFERENCES = {"reference": "organization-1", "topic": "topic-1", "table": "table-1"}

EXAMPLES = ("ogpmx template > plan.yaml", "ogpmx template | ogpmx validate -")


def command() -> str:
    """Print a commented plan to begin with: what is needed, and all the rest to uncomment.

    It is valid as it is. ogpmx validate names what is wrong after a change.
    """
    head = [
        _("A plan of one's own: fill in what the source says, uncomment what else it says."),
        _("What is left out, or null, is not stated. A text may also be a mapping from languages:"),
        'title: {es: "…", en: "…"}',
    ]
    lines = _write_record(models.DataSet, everything=False)
    return "\n".join([*(f"# {line}" for line in head), "", *lines]) + "\n"


def _write_record(model: Any, everything: bool) -> list[str]:
    """The lines of a record; those that can be left out are comments, unless it is one itself."""
    lines: list[str] = []
    for name, field in describe_fields(model).items():
        if model is models.DataSet and lines:
            lines.append("")
        stands = everything or field.required
        stands = stands or (model is models.DataSet and name in _STANDING)
        option = alternatives(field.type)[0]
        codes = f" ({', '.join(option.cls)})" if isinstance(option, types.EnumType) else ""
        note = _(said_of(model, name).description) + codes
        value, *below = _write_value(model, name, field.type, everything or not stands)
        block = [f"{name}: {value}".rstrip() + f"  # {note}", *(f"  {line}" for line in below)]
        lines += block if stands else [f"# {line}" for line in block]
    return lines


def _write_value(model: Any, name: str, kind: types.Type, everything: bool) -> list[str]:
    """What stands behind a key, and the lines below it."""
    option = alternatives(kind)[0]
    if isinstance(option, types.DataclassType):
        return ["", *_write_record(option.cls, everything)]
    if not isinstance(option, types.VarTupleType):
        return [_make_example(model, name, kind)]
    item = alternatives(option.item_type)[0]
    if not isinstance(item, types.DataclassType):
        return [f"[{_make_example(model, name, option.item_type)}]"]
    first, *rest = _write_record(item.cls, everything)
    below = [f"- {first}", *(f"  {line}" for line in rest)]
    if item.cls is models.Organization:
        below += ["- id: organization-2", f'  name: "{_("Name")} …"']
    return ["", *below]


def _make_example(model: Any, name: str, kind: types.Type) -> str:
    """A value that is valid there."""
    if example := _REFERENCES.get(rule_of(kind)):
        return "organization-2" if model is models.Mention or name == "part_of" else example
    if name in _EXAMPLES:
        return _EXAMPLES[name]
    for said in list_metadata(kind):
        for example in (said.extra_json_schema or {}).get("examples", ()):
            return f'"{example}"' if rule_of(kind) == "date" else str(example)
    option = alternatives(kind)[0]
    if isinstance(option, types.EnumType):
        return str(next(iter(option.cls)))
    if isinstance(option, types.IntType):
        return "1"
    if name in ("id", "claim"):
        return f"{model.__name__.lower()}-1"
    if name == "language":
        return current()
    return json.dumps(_(said_of(model, name).title) + " …", ensure_ascii=False)
