"""What was meant by words that a command has no place for."""

import re
import shlex
from typing import Any

from ogpmx.completion import read_quietly
from ogpmx.counting import DIMENSIONS
from ogpmx.filters import FILTERS, option_name, select_commitments, spell
from ogpmx.matching import find_fitting, fold, near_misses
from ogpmx.models import DataSet
from ogpmx.organizations import spellings
from ogpmx.searching import parse_terms
from ogpmx.usage import WHOLE_PLAN, is_number, offered_formats, restore_hyphens


def guess_meaning(ctx: Any) -> str:
    """What to type instead of the arguments that are too many; nothing where nobody can guess."""
    words = ctx.args
    name = ctx.command.name
    if words[0].startswith(("–", "—")):
        return shlex.join(map(restore_hyphens, words))
    if name == "export":
        return _guess_export(words[0], ctx)
    if name in ("template", "schema") and "." in words[0]:
        return f"ogpmx {name} > {shlex.quote(words[0])}"
    if name == "summary" and all(word in DIMENSIONS for word in words):
        return "--by " + ",".join(words)
    if "status" in ctx.params and all(map(is_number, words)):
        one_each = [part for word in words for part in ("--commitment", word)]
        return shlex.join(one_each if "commitment" in ctx.params else ["ogpmx", "show", *words])
    if "data" in ctx.params and re.search(r"(?i)\.(ya?ml|jsonl?)$", words[-1]):
        return shlex.join(["--data", words[-1]])
    for data in read_quietly(ctx):
        if "status" in ctx.params:
            pieces = [_guess_filter(data, word) for word in words]
            return _guess_filter(data, " ".join(words)) or (" ".join(pieces) if all(pieces) else "")
    return ""


def _guess_export(word: str, ctx: Any) -> str:
    """The line for a format, or for a file's name."""
    if word in WHOLE_PLAN:
        return f"ogpmx {WHOLE_PLAN[word]}"
    if word in offered_formats(ctx):
        return f"ogpmx export -f {word}"
    return shlex.join(["ogpmx", "export", "-o", word]) if re.search(r"[./\\]", word) else ""


def _guess_filter(data: DataSet, word: str) -> str:
    """The filter for a code, as people see it or nearly so, for an organization, or for a text."""
    named = re.fullmatch(r"([\w-]+)\s*[=:]\s*(.+)", word)
    name = named[1].lower().replace("-", "_") if named else ""
    if named and name in FILTERS:
        return f"{option_name(name)} {shlex.quote(named[2])}"
    options: dict[str, str] = {}
    for name, criterion in FILTERS.items():
        for code in (
            criterion.codes(data) if criterion.codes and criterion.metavar != "yes|no" else ()
        ):
            for spelling in (code, *spell(data, name, code)):
                options.setdefault(fold(spelling), f"{option_name(name)} {code}")
    for one in (fold(word), fold(word).removesuffix("s")):  # `inactivos`
        if one in options:
            return options[one]
    if len(find_fitting(word, ((o, spellings(o)) for o in data.organizations))) == 1:
        return f"--participant {shlex.quote(word)}"
    if parse_terms(word) and select_commitments(data, {"search": [word]}):
        return f"--search {shlex.quote(word)}"
    near = [] if " " in word else near_misses(word, options, 1, 0.75)
    return options[near[0]] if near else ""
