"""What became of open-government action plans: Mexico's fourth, or one in a file.

    import ogpmx

    data = ogpmx.load()
    ogpmx.select(data, status="completed", participant="SFP")

What there is stands in `__all__`, and is told in docs/library.md.
"""

# As type checkers know it: importing `typing` would come before the command can be interrupted.
TYPE_CHECKING = False

__all__ = [
    "BadData", "Claim", "Commitment", "Committee", "Counting", "DataSet", "Irm", "Link", "Member",
    "Mention", "Milestone", "Misuse", "NotFound", "OgpmxError", "Organization", "Participation",
    "Place", "Plan", "Source", "Suspension", "Topic", "assessments", "audit", "compare", "count_by",
    "load", "participant", "participants", "plan", "search", "select", "show", "tables",
]  # fmt: skip

if TYPE_CHECKING:
    __version__: str

    from ogpmx.errors import *
    from ogpmx.library import *
    from ogpmx.models import *
else:

    def __getattr__(name: str) -> object:
        """Import what is asked for when it is (PEP 562): every command imports this package, and
        most need little of it."""
        if name in __all__:
            from ogpmx import errors, library, models

            known = {**vars(errors), **vars(models), **vars(library)}
            globals().update({offered: known[offered] for offered in __all__})
            return known[name]
        if name == "__version__":
            from importlib.metadata import version

            return version("ogpmx")
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")

    def __dir__() -> list[str]:
        return sorted({*globals(), *__all__})
