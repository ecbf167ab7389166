"""What must a plan's file look like?"""

from ogpmx.schema import json_schema

ROWS = None

EXAMPLES = ("ogpmx schema > plan.schema.json", "ogpmx schema | less")


def command() -> str:
    """Print the JSON Schema (2020-12) of a plan's file, for editors and other programs.

    It is made from the types that reading uses. It cannot say that every reference exists and that
    nothing is repeated; validate checks that.
    """
    return json_schema()
