"""What must a plan's file look like?"""

from collections.abc import Iterator
from typing import Any, get_args

import msgspec

from ogpmx import constraints, models
from ogpmx.messages import N_, _
from ogpmx.model_fields import said_of
from ogpmx.models import DataSet
from ogpmx.schema import SCHEMA_KEY

ROWS = None

EXAMPLES = ("ogpmx schema > plan.schema.json", "ogpmx schema | less")

_NULL = {"type": "null"}


def command() -> str:
    """Print the JSON Schema (2020-12) of a plan's file, for editors and other programs.

    It is made from the types that reading uses. It cannot say that every reference exists and that
    nothing is repeated; validate checks that.
    """
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": _("An open-government action plan"),
        **msgspec.json.schema(DataSet),
    }
    for name, definition in schema["$defs"].items():
        if "properties" not in definition:  # codes
            continue
        definition["additionalProperties"] = _NULL  # what is null is as if it were not there
        for key, held in definition["properties"].items():
            of_field = said_of(vars(models)[name], key)
            held.pop("default", None)
            if key not in definition["required"]:
                options = held.get("anyOf", [held])
                held = {"anyOf": [*(o for o in options if o != _NULL), _NULL]}
            described = {"title": _(of_field.title), "description": of_field.description}
            definition["properties"][key] = described | held
    counting = schema["$defs"][models.Counting.__name__]
    counting["oneOf"] = [  # exactly one of its keys, and not null
        {"required": [key], "properties": {key: {"not": _NULL}}}
        for key in models.Counting.__dataclass_fields__
    ]
    root = schema["$defs"][DataSet.__name__]["properties"]
    root[SCHEMA_KEY] = {"description": N_("The address of this schema, for text editors.")}
    tag = get_args(constraints.LanguageTag)[1]
    texts = {"type": "object", "additionalProperties": {"type": "string"}}
    line = {"type": "string", "pattern": r"\S"}
    for part in find_mappings(schema):
        if texts in part.get("anyOf", ()):  # what `faults` holds a text against
            part["anyOf"] = [o for o in part["anyOf"] if o not in (texts, {"type": "string"})]
            keys = {"pattern": tag.pattern, "description": tag.description}
            in_several = {"propertyNames": keys, "additionalProperties": line, "minProperties": 1}
            part["anyOf"] += [line, {"type": "object", **in_several}]
        if isinstance(part.get("pattern"), str):
            part["pattern"] = constraints.published(part["pattern"])
        said = part.get("description")
        if isinstance(said, str):  # a property may be named so
            part["description"] = _(said)
        if "propertyNames" in part:  # what is null is as if it were not there
            values = part["additionalProperties"]
            part["additionalProperties"] = {"anyOf": [values, _NULL]}
            if values.get("type") != "array":  # but for filters, one at least is there
                part["not"] = {"additionalProperties": _NULL}
    return msgspec.json.format(msgspec.json.encode(schema)).decode() + "\n"


def find_mappings(schema: Any) -> Iterator[dict[str, Any]]:
    """A schema and every mapping in it, each before those in it: a caller may change them."""
    if isinstance(schema, dict):
        yield schema
        schema = schema.values()
    elif not isinstance(schema, list):
        return
    for part in schema:
        yield from find_mappings(part)
