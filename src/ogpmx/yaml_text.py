"""A plan's tree as YAML text, laid out for people, and read alike by YAML 1.1 and 1.2.

PyYAML writes what YAML 1.1 reads (`0o7` bare, which 1.2 takes for a number), and takes five times
as long. Only dicts, lists, texts, whole numbers, booleans and None are written.
"""

import json
import re
from functools import lru_cache
from typing import Any

WIDTH = 100
LONG = 90  # from here on a text is folded

# A text that needs no quotes begins with a letter, and is no word that YAML takes for another kind
# of value: numbers and dates begin otherwise.
_PLAIN = re.compile(r"[^\W\d_](?:[\w .,()/&'’“”%+;–—-]|:(?! |$))*(?<! )")
_WORDS = frozenset({"y", "yes", "n", "no", "true", "false", "on", "off", "null"})
# What no YAML file holds as it is, or no screen should show: controls, and marks of direction.
_HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff]"
)


def write_yaml(tree: dict[str, Any]) -> str:
    """The tree; an empty line stands before each section, and between the records of a list."""
    parts: list[str] = []
    between = ""
    for key, value in tree.items():
        section = isinstance(value, dict | list)
        parts.append("\n" if section and parts else "")
        if not isinstance(value, list):
            _add_mapping(parts, {key: value}, "", "")
            continue
        parts.append(f"{_key(key)}:" + ("\n" if value else " []\n"))
        for item in value:
            parts.append(between)
            _add_items(parts, [item], "")
            between = "\n"
        between = ""
    return "".join(parts)


def _add_mapping(parts: list[str], mapping: dict[str, Any], indent: str, start: str) -> None:
    """Add the lines of a mapping; `start` stands before its first key, in place of `indent`."""
    below = indent + "  "
    for key, value in mapping.items():
        head = f"{start}{_key(key)}:"
        if value.__class__ is dict and value:
            parts.append(head + "\n")
            _add_mapping(parts, value, below, below)
        elif value.__class__ is list and value:
            parts.append(head + "\n")
            _add_items(parts, value, indent)
        else:
            parts.append(f"{head} {_scalar(value, below)}\n")
        start = indent


def _add_items(parts: list[str], items: list[Any], indent: str) -> None:
    below = indent + "  "
    start = indent + "- "
    for item in items:
        if item.__class__ is dict and item:
            _add_mapping(parts, item, below, start)
        else:
            parts.append(f"{start}{_scalar(item, below)}\n")


def _key(text: str) -> str:
    return _short_text(text) or _escaped(text)


def _scalar(value: Any, indent: str) -> str:
    """A value on its key's line; a long text goes on below it, indented."""
    if value.__class__ is str:
        return (_short_text(value) if len(value) <= LONG else "") or _long_text(value, indent)
    if value is None or value.__class__ is bool:
        return {None: "null", True: "true", False: "false"}[value]
    return str(value) if isinstance(value, int) else "[]" if isinstance(value, list) else "{}"


@lru_cache(4096)  # the same keys, ids and codes come again and again
def _short_text(text: str) -> str:
    """A text of one line; empty if it has several, or characters that must be escaped."""
    if _PLAIN.fullmatch(text) and text.casefold() not in _WORDS:
        return text
    if "\n" in text or _HIDDEN.search(text):
        return ""
    return "'" + text.replace("'", "''") + "'"


def _long_text(text: str, indent: str) -> str:
    """A text in lines of its own: those that it has, or else folded at spaces, where neither can
    change it."""
    hidden = not text.replace("\n", "").isprintable() and _HIDDEN.search(text)
    if text != text.strip() or "\n\t" in text or hidden:
        return _escaped(text)
    if "\n" in text:
        lines = text.replace("\n", f"\n{indent}").replace(f"\n{indent}\n", "\n\n")
        return f"|-\n{indent}{lines}"
    most = max(WIDTH - len(indent), 40)
    folds = rf"(?=.{{{most + 1}}})(.{{1,{most}}}(?<=\S)) (?=\S)"
    return f">-\n{indent}" + re.sub(folds, rf"\1\n{indent}", text)


def _escaped(text: str) -> str:
    quoted = json.dumps(text, ensure_ascii=False)
    return _HIDDEN.sub(lambda match: f"\\u{ord(match[0]):04x}", quoted)
