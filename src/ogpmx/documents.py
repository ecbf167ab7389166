"""Text in, plain values out: YAML, JSON and JSON Lines, told apart by content.

Values are dicts, lists, text, whole numbers and None; JSON's other values stay what they are. A
bare YAML word that YAML takes for another kind of value becomes a `MisreadWord`, so that `schema`
can say what to write instead. A text that holds a key twice, is tagged, or is nested or aliased
beyond sense is `NotADocument`.
"""

import json
import re
from collections.abc import Iterator
from typing import Any

from ogpmx.faults import KeyPath
from ogpmx.messages import N_, _
from ogpmx.yaml_reader import NotADocument as NotADocument
from ogpmx.yaml_reader import Position, Watch, control_character, read_yaml, repeated_key


def parse(text: str, watch: Watch | None = None) -> object:
    """The one document that `text` holds; raises `NotADocument`.

    `watch` hears now and then how much of a YAML text is done, from 0 to 1.
    """
    # YAML allows none but tab, line ends and NEL; in JSON they are no better
    refused, is_json = r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f", _is_json(text)
    if match := re.search(f"[{refused}]" if is_json else rf"[{refused}\ufffe\uffff]", text):
        raise control_character(match[0], *_position_in(text, match.start()))
    if not is_json:
        return _parse_yaml(text, watch)
    return _parse_json_lines(text) if _is_json_lines(text) else _parse_json(text)


def locate(text: str, wanted: set[KeyPath]) -> dict[KeyPath, Position]:
    """Where the wanted paths of a document stand: at the key, or at the item of a list."""
    if not _is_json(text):
        return read_yaml(text, wanted)[1]
    return _locate_in_lines(text, wanted) if _is_json_lines(text) else _locate_in_json(text, wanted)


def _is_json(text: str) -> bool:
    return re.match(r'\s*(\{\s*["}]|\[)', text) is not None


def _is_json_lines(text: str) -> bool:
    """Whether the first line is an object and another begins after it."""
    return re.match(r"\s*\{[^\n]*\}[ \t\r]*\n\s*\{", text) is not None


def _position_in(text: str, at: int) -> Position:
    return text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)


# JSON


def _parse_json(text: str) -> object:
    try:
        # to `int`, NaN and Infinity are no numbers, nor are they JSON (RFC 8259)
        tree = json.loads(text, object_pairs_hook=_mapping, parse_float=_number, parse_constant=int)
    except json.JSONDecodeError as error:
        reason = _(_JSON_REASONS.get(error.msg, _COMMA_TOO_MANY))
        message = _("is not valid JSON here: {reason}").format(reason=reason)
        raise NotADocument(message, error.lineno, error.colno) from None
    except KeyError:  # one that is repeated
        _locate_in_json(text, set())  # raises, with the place
        raise
    except RecursionError:
        raise NotADocument(_("is nested too deeply")) from None
    except ValueError:
        raise NotADocument(_("holds NaN, Infinity or a number far too long")) from None
    if "\\u" in text:
        _refuse_escaped_characters(text, tree)
    return tree


# Why Python's JSON reader refuses, in our words. What is none of these is, from Python 3.13 on, a
# comma too many.
_COMMA_TOO_MANY = N_("after the last value stands no comma")
_JSON_REASONS = {
    "Expecting property name enclosed in double quotes": N_(
        "a key in double quotes must stand here; after the last value stands no comma"
    ),
    "Expecting value": N_(
        "a value must stand here: a text in double quotes, a number, true, false, null, [ or {; "
        "after the last value stands no comma"
    ),
    "Expecting ':' delimiter": N_("a colon is missing after a key"),
    "Expecting ',' delimiter": N_("a comma or a closing bracket is missing"),
    "Extra data": N_("something follows the end of the document"),
    "Unterminated string starting at": N_("a quote is never closed"),
    "Invalid \\escape": N_("a backslash must be written twice"),
    "Invalid \\uXXXX escape": N_("a backslash must be written twice"),
    "Invalid control character at": N_("a line end or a tab within a text is \\n or \\t"),
}


def _mapping(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    mapping = dict(pairs)
    if len(mapping) != len(pairs):
        raise KeyError
    return mapping


def _number(written: str) -> int | float:
    """3 for 3.0: to JSON Schema both are the same whole number."""
    number = float(written)
    return int(number) if number.is_integer() else number


def _refuse_escaped_characters(text: str, tree: object) -> None:
    """The two that no text should hold: half a character, and the NUL at which C cuts a text."""
    if null := re.search(r"(?<!\\)(?:\\\\)*(\\u0000)", text):
        raise control_character("\0", *_position_in(text, null.start(1)))
    if re.search(r"\\u[dD][89a-fA-F]", text):
        try:
            json.dumps(tree, ensure_ascii=False).encode()
        except UnicodeEncodeError:
            raise NotADocument(_("holds half a character (a lone surrogate)")) from None


def _locate_in_json(text: str, wanted: set[KeyPath]) -> dict[KeyPath, Position]:
    """The places in valid JSON, found by the YAML reader: all JSON but its strings is YAML.

    YAML refuses some characters, line ends and long keys that JSON allows. So it gets an `x` and
    spaces in place of each string, as long as the string, and the keys are read from the original.
    """
    # a string, and, if it is a key, the space and the colon after it
    blank = re.sub(r'("(?:[^"\\]|\\.)*")(?:(\s*):)?', _blank_string, text)
    return read_yaml(re.sub(r"[\t\r]", " ", blank), wanted, json_text=text)[1]


def _blank_string(match: re.Match[str]) -> str:
    string, space = match.groups()
    if space is None:
        return "x".ljust(len(string))
    return "x:".ljust(len(string)) + space + " "  # YAML wants the colon on the key's line


# JSON Lines: a line with a `number` is a commitment, any other gives its keys to the document.


def _parse_json_lines(text: str) -> object:
    document: dict[str, Any] = {}
    commitments: list[object] = []
    for line, part in _numbered_lines(text):
        try:
            record = _parse_json(part)
        except NotADocument as error:
            raise NotADocument(str(error), line, error.column) from None
        if not isinstance(record, dict):
            raise NotADocument(_("a line must be an object"), line)
        if "number" in record:
            commitments.append(record)
            record = {} if len(commitments) > 1 else {"commitments": commitments}
        for key in record:
            if key in document:
                raise repeated_key(key, line, 1)
        document.update(record)
    return document


def _locate_in_lines(text: str, wanted: set[KeyPath]) -> dict[KeyPath, Position]:
    places: dict[KeyPath, Position] = {}
    commitments = 0
    of_commitments = {path[2:] for path in wanted if path[:1] == ("commitments",)}
    of_a_line = wanted | of_commitments | {("number",)}
    for line, part in _numbered_lines(text):
        found = _locate_in_json(part, of_a_line)
        prefix: KeyPath = ()
        if ("number",) in found:
            prefix = ("commitments", commitments)
            places[prefix] = (line, 1)
            commitments += 1
        places |= {(*prefix, *path): (line, column) for path, (_one, column) in found.items()}
    return {path: places[path] for path in wanted & places.keys()}


def _numbered_lines(text: str) -> Iterator[tuple[int, str]]:
    return ((n, part) for n, part in enumerate(text.split("\n"), 1) if part.strip())


# YAML


def _parse_yaml(text: str, watch: Watch | None) -> object:
    try:
        tree, _places = read_yaml(text, watch=watch)
    except NotADocument:
        _refuse_other_kinds(text)
        raise
    if isinstance(tree, str):
        _refuse_other_kinds(text)
    return tree


# What people give for a plan, by how it looks.
_OTHER_KINDS = {
    # words between commas, semicolons or tabs in the first line: the header of a table
    r"\s*(?![-{[#]|[\w-]+:\s)[^,;\t\n]+[,;\t]": N_(
        "is a table (CSV); a plan is YAML, JSON or JSON Lines. OGP's own sheet: ogpmx convert"
    ),
    r"\s*<(!|\?xml|html)": N_("is a web page or XML; a plan is YAML, JSON or JSON Lines"),
    r"(?s)(.*\n)?<<<<<<< ": N_(
        "holds both sides of a change that git could not merge: lines begin with <<<<<<<"
    ),
}


def _refuse_other_kinds(text: str) -> None:
    """Raise for what is no plan at all, where YAML would only say that something is wrong."""
    for looks, message in _OTHER_KINDS.items():
        if re.match(looks, text):
            raise NotADocument(_(message)) from None
