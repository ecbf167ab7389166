"""The file itself, in YAML or JSON, which `--data` reads back; and one flat table."""

import dataclasses
from enum import StrEnum
from typing import Any

from ogpmx.commitments import COMMITMENTS
from ogpmx.exports.tables import make_flat
from ogpmx.formats.records import dump_yaml, make_dumper, write_csv
from ogpmx.messages import current
from ogpmx.models import DataSet
from ogpmx.rows import Answer, Localized
from ogpmx.sanitize import json_safe

# What a person expects to see even where it is null: that nothing is known is said.
_ALWAYS_SAID = frozenset({"acronym", "policy_area", "completion", "opening", "early_results"})


def _default(field: dataclasses.Field[Any]) -> Any:
    factory: Any = field.default_factory
    return field.default if factory is dataclasses.MISSING else factory()


def make_tree(value: Any) -> Any:
    """A value of the models as a file holds it: fields in order, defaults left out."""
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, tuple):
        return [make_tree(item) for item in value]
    if not dataclasses.is_dataclass(value):
        return value
    return {
        field.name: make_tree(held)
        for field in dataclasses.fields(value)
        for held in [getattr(value, field.name)]
        if field.name in _ALWAYS_SAID or held != _default(field)
    }


def make_yaml(data: DataSet) -> bytes:
    """The data set as a YAML file of its own shape."""
    return write_yaml_tree(make_tree(data))


def write_yaml_tree(tree: dict[str, Any]) -> bytes:
    """A plan's tree as YAML for people: prose folded, records apart."""
    dumper = make_dumper()

    def represent(dumper: Any, value: str) -> Any:
        """Prose is folded, as one writes it by hand, where folding cannot change it."""
        folds = len(value) > 90 and value.isprintable() and value == " ".join(value.split())
        return dumper.represent_scalar("tag:yaml.org,2002:str", value, style=">" if folds else None)

    dumper.add_representer(str, represent)

    head: list[str] = []
    sections: list[str] = []
    for key, value in tree.items():
        if isinstance(value, list) and value:  # an empty line between the records of a list
            sections.append(f"{key}:\n" + "\n".join(dump_yaml([item], dumper) for item in value))
        elif isinstance(value, dict | list):
            sections.append(dump_yaml({key: value}, dumper))
        else:
            head.append(dump_yaml({key: value}, dumper))
    return "\n".join(["".join(head), *sections]).encode()


def make_json(data: DataSet) -> bytes:
    """The data set as a JSON file of its own shape (RFC 8259)."""
    return encode_json(make_tree(data))


def encode_json(tree: object) -> bytes:
    """A tree as indented JSON, safe to show."""
    import msgspec

    return json_safe(msgspec.json.format(msgspec.json.encode(tree), indent=2)) + b"\n"


def make_csv(data: DataSet) -> bytes:
    """The commitments as one flat table (RFC 4180), as the `csv` of `list` writes it."""
    rows = COMMITMENTS._replace(columns=make_flat(data))
    answer = Answer(rows, data.commitments, Localized(data, current()))
    return "".join(write_csv(answer)).encode("utf-8", "surrogatepass")
