"""Text in, plain values out: YAML, JSON and JSON Lines, told apart by content.

Values are dicts, lists, text, whole numbers and None; JSON's other values stay what they are. A
bare YAML word that YAML takes for another kind of value becomes a `MisreadWord`, so that `schema`
can say what to write instead. A text that holds a key twice, is tagged, or is nested or aliased
beyond sense is `NotADocument`.
"""

import json
import re
from collections.abc import Callable, Iterator
from typing import Any

from ogpmx.faults import MisreadWord, Path
from ogpmx.messages import N_, _

Position = tuple[int, int]  # line and column, from 1
Watch = Callable[[float], None]

MOST_DEPTH = 50  # levels of nesting in YAML; the schema needs 6
MOST_ALIASED = 100_000  # values that aliases may repeat
_JSON = json.JSONDecoder()
_PLAIN_NUMBER = re.compile(r"[-+]?(0|[1-9][0-9]{0,999})")


class NotADocument(Exception):
    """The text is not one sensible document: why, and where (at its beginning if nowhere else)."""

    def __init__(self, message: str, line: int = 1, column: int = 1) -> None:
        super().__init__(message)
        self.line = line
        self.column = column


def parse(text: str, watch: Watch | None = None) -> object:
    """The one document that `text` holds; raises `NotADocument`.

    `watch` hears now and then how much of a YAML text is done, from 0 to 1.
    """
    _refuse_control_characters(text)
    if not _is_json(text):
        return _parse_yaml(text, watch)
    return _parse_json_lines(text) if _is_json_lines(text) else _parse_json(text)


def locate(text: str, wanted: set[Path]) -> dict[Path, Position]:
    """Where the wanted paths of a document stand: at the key, or at the item of a list."""
    if not _is_json(text):
        return _read_yaml(text, wanted).places
    return _locate_in_lines(text, wanted) if _is_json_lines(text) else _locate_in_json(text, wanted)


def _is_json(text: str) -> bool:
    return re.match(r'\s*(\{\s*["}]|\[)', text) is not None


def _is_json_lines(text: str) -> bool:
    """Whether the first line is an object and another begins after it."""
    return re.match(r"\s*\{[^\n]*\}[ \t\r]*\n\s*\{", text) is not None


def _refuse_control_characters(text: str) -> None:
    """YAML allows none but tab, line ends and NEL; in JSON they are no better."""
    match = re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f]", text)
    if match:
        raise _control_character(match[0], *_position_in(text, match.start()))


def _control_character(character: str, line: int, column: int) -> NotADocument:
    message = _("holds a control character, U+{code}").format(code=f"{ord(character):04X}")
    return NotADocument(message, line, column)


def _position_in(text: str, at: int) -> Position:
    return text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)


# JSON


def _parse_json(text: str) -> object:
    try:
        tree = json.loads(
            text, object_pairs_hook=_mapping, parse_float=_number, parse_constant=_refuse_constant
        )
    except json.JSONDecodeError as error:
        reason = _(_JSON_REASONS.get(error.msg, _COMMA_TOO_MANY))
        message = _("is not valid JSON here: {reason}").format(reason=reason)
        raise NotADocument(message, error.lineno, error.colno) from None
    except _RepeatedKey:
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


class _RepeatedKey(Exception):
    """An object holds a key twice. The JSON parser does not say where."""


def _mapping(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    mapping = dict(pairs)
    if len(mapping) != len(pairs):
        raise _RepeatedKey
    return mapping


def _refuse_constant(_name: str) -> None:
    raise ValueError  # NaN, Infinity: not JSON (RFC 8259, 6)


def _number(written: str) -> int | float:
    """3 for 3.0: to JSON Schema both are the same whole number."""
    number = float(written)
    return int(number) if number.is_integer() else number


def _refuse_escaped_characters(text: str, tree: object) -> None:
    """The two that no text should hold: half a character, and the NUL at which C cuts a text."""
    null = re.search(r"(?<!\\)(?:\\\\)*(\\u0000)", text)
    if null:
        raise _control_character("\0", *_position_in(text, null.start(1)))
    if re.search(r"\\u[dD][89a-fA-F]", text):
        try:
            json.dumps(tree, ensure_ascii=False).encode()
        except UnicodeEncodeError:
            raise NotADocument(_("holds half a character (a lone surrogate)")) from None


def _locate_in_json(text: str, wanted: set[Path]) -> dict[Path, Position]:
    """The places in valid JSON, found by the YAML reader: all JSON but its strings is YAML.

    YAML refuses some characters, line ends and long keys that JSON allows. So it gets an `x` and
    spaces in place of each string, as long as the string, and the keys are read from the original.
    """
    # a string, and, if it is a key, the space and the colon after it
    blank = re.sub(r'("(?:[^"\\]|\\.)*")(?:(\s*):)?', _blank_string, text)
    return _read_yaml(re.sub(r"[\t\r]", " ", blank), wanted, json_text=text).places


def _blank_string(match: re.Match[str]) -> str:
    string, space = match.groups()
    if space is None:
        return "x".ljust(len(string))
    return "x:".ljust(len(string)) + space + " "  # YAML wants the colon on the key's line


def _repeated_key(key: str, line: int, column: int) -> NotADocument:
    return NotADocument(_("the key {key} is repeated").format(key=repr(key)), line, column)


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
            raise NotADocument(_("a line must be an object"), line, 1)
        if "number" in record:
            commitments.append(record)
            continue
        for key in record:
            if key in document:
                raise _repeated_key(key, line, 1)
        document.update(record)
    if commitments:
        if "commitments" in document:
            raise _repeated_key("commitments", 1, 1)
        document["commitments"] = commitments
    return document


def _locate_in_lines(text: str, wanted: set[Path]) -> dict[Path, Position]:
    places: dict[Path, Position] = {}
    commitments = 0
    of_commitments = {path[2:] for path in wanted if path[:1] == ("commitments",)}
    of_a_line = wanted | of_commitments | {("number",)}
    for line, part in _numbered_lines(text):
        found = _locate_in_json(part, of_a_line)
        prefix: Path = ()
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
        tree = _read_yaml(text, watch=watch).root
    except NotADocument:
        _refuse_other_kinds(text)
        raise
    if isinstance(tree, str):
        _refuse_other_kinds(text)
    return tree


# What people give for a plan, by how it looks.
_OTHER_KINDS = {
    # words between commas, semicolons or tabs in the first line: the header of a table
    r"\s*[^:,;\t\n]+(?:[,;\t][^:,;\t\n]+)+\s*(\n|$)": N_(
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


# Why libyaml refuses, in our words, for what people do most. Its other reasons are given as they
# are. The place is that of the problem, or, where that says more, of the context it began in.
_REASONS = {
    "found unexpected end of stream": N_("a quote is never closed"),
    "mapping values are not allowed in this context": N_(
        "text that holds a colon and a space must be in quotes; or the indentation is wrong"
    ),
    "could not find expected ':'": N_("a colon is missing after a key"),
    "did not find expected key": N_(
        "a key must begin here: the indentation is wrong, or something follows a closed quote"
    ),
    "did not find expected '-' indicator": N_("the indentation is wrong, or a dash is missing"),
    "did not find expected ',' or ']'": N_("a comma or the closing ] is missing"),
    "did not find expected ',' or '}'": N_("a comma or the closing } is missing"),
}
_BETTER_PLACED_BY_CONTEXT = ("found unexpected end of stream", "could not find expected ':'")


def _invalid_yaml(error: Any, text: str) -> NotADocument:
    problem: str = getattr(error, "problem", None) or str(error)
    mark: Any = getattr(error, "problem_mark", None)
    if problem in _BETTER_PLACED_BY_CONTEXT:
        mark = error.context_mark or mark
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    if problem == "found character that cannot start any token":
        character = text[mark.index : mark.index + 1]
        if character == "\t":
            reason = _("a tab indents; YAML wants spaces")
        else:
            reason = _("text that begins with {character} must be in quotes")
            reason = reason.format(character=character)
    else:
        reason = _(_REASONS[problem]) if problem in _REASONS else problem
    message = _("is not valid YAML here: {reason}").format(reason=reason)
    return NotADocument(message, line, column)


def _read_yaml(
    text: str,
    wanted: set[Path] | None = None,
    watch: Watch | None = None,
    json_text: str | None = None,
) -> "_TreeBuilder":
    """The document, built from the parser's events, and where the wanted paths stand in it."""
    import yaml

    loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)(text)
    builder = _TreeBuilder(loader, wanted or set(), json_text)
    try:
        while loader.check_event():
            event = loader.get_event()
            builder.take(event)
            if watch and builder.values % 1000 == 0:
                watch(event.end_mark.index / len(text))
    except yaml.YAMLError as error:
        raise _invalid_yaml(error, text) from None
    finally:
        loader.dispose()
    if not builder.documents:
        raise NotADocument(_("is empty"))
    return builder


class _Container:
    """A mapping or list whose end has not come yet."""

    __slots__ = ("anchor", "awaits_value", "content", "key", "values_before")

    def __init__(self, content: Any, anchor: str | None, values_before: int) -> None:
        self.content = content
        self.anchor = anchor
        self.values_before = values_before
        self.key: str | int = 0  # of the value that came last, or that comes next
        self.awaits_value = False  # a mapping's key has come, its value has not


class _TreeBuilder:
    """Builds the document from the events of PyYAML's parser, and refuses what is not plain.

    `json_text`: the original of a JSON text that was blanked to be located; its keys are there.
    """

    def __init__(self, loader: Any, wanted: set[Path], json_text: str | None) -> None:
        self.loader = loader
        self.wanted = wanted
        self.json_text = json_text
        self.root: Any = None
        self.documents = 0
        self.places: dict[Path, Position] = {}
        self.containers: list[_Container] = []
        self.anchors: dict[str, tuple[Any, int]] = {}  # a value, and how many values it holds
        self.values = self.aliased = 0

    def take(self, event: Any) -> None:
        kind = type(event).__name__
        if kind == "ScalarEvent":
            self.take_scalar(event)
        elif kind == "MappingStartEvent":
            self.open_container({}, event)
        elif kind == "SequenceStartEvent":
            self.open_container([], event)
        elif kind in ("MappingEndEvent", "SequenceEndEvent"):
            closed = self.containers.pop()
            if closed.anchor:
                self.anchors[closed.anchor] = (closed.content, self.values - closed.values_before)
        elif kind == "AliasEvent":
            self.take_alias(event)
        elif kind == "DocumentStartEvent":
            self.documents += 1
            if self.documents > 1:
                raise _refusal(event, _("a second document begins here"))

    def take_scalar(self, event: Any) -> None:
        _refuse_tag(event)
        if self.at_key() and self.json_text is not None:
            value, _end = _JSON.raw_decode(self.json_text, event.start_mark.index)
        elif self.at_key() or not event.implicit[0]:
            value = event.value
        else:
            value = self.resolve(event.value)
        if "\0" in event.value:
            raise _control_character("\0", *_position(event))
        if event.anchor:
            self.anchors[event.anchor] = (value, 1)
        self.put(value, event)

    def at_key(self) -> bool:
        holder = self.containers[-1] if self.containers else None
        return holder is not None and isinstance(holder.content, dict) and not holder.awaits_value

    def resolve(self, word: str) -> object:
        """What a bare word is: YAML's own reading, but for what is not text, null or a figure."""
        if word[:1] not in self.loader.yaml_implicit_resolvers:
            return word
        import yaml

        tag = self.loader.resolve(yaml.ScalarNode, word, (True, False)).rpartition(":")[2]
        if tag == "null":
            return None
        if tag == "int" and _PLAIN_NUMBER.fullmatch(word):
            return int(word)
        kinds = {"int": "number", "float": "number", "bool": "boolean", "timestamp": "date"}
        return MisreadWord(kinds[tag], word) if tag in kinds else word

    def open_container(self, content: Any, event: Any) -> None:
        _refuse_tag(event)
        if len(self.containers) >= MOST_DEPTH and self.json_text is None:
            raise _refusal(event, _("is nested too deeply"))
        self.put(content, event)
        self.containers.append(_Container(content, event.anchor, self.values))

    def take_alias(self, event: Any) -> None:
        if event.anchor not in self.anchors:
            raise _refusal(event, _("an alias refers to nothing before it, or to what holds it"))
        value, size = self.anchors[event.anchor]
        self.values += size
        self.aliased += size
        if self.aliased > MOST_ALIASED:
            raise _refusal(event, _("aliases repeat too much"))
        self.put(value, event)

    def put(self, value: Any, event: Any) -> None:
        """Put a value where it belongs: the root, a list's next item, a mapping's key or value."""
        self.values += 1
        if not self.containers:
            self.root = value
            return
        holder = self.containers[-1]
        if isinstance(holder.content, list):
            holder.key = len(holder.content)
            holder.content.append(value)
            self.note_place(event)
        elif holder.awaits_value:
            holder.content[holder.key] = value
            holder.awaits_value = False
        elif not isinstance(value, str):
            raise _refusal(event, _("a key must be plain text"))
        elif value in holder.content:
            raise _repeated_key(value, *_position(event))
        else:
            holder.key = value
            holder.awaits_value = True
            self.note_place(event)

    def note_place(self, event: Any) -> None:
        if self.wanted:
            path = tuple(holder.key for holder in self.containers)
            if path in self.wanted:
                self.places[path] = _position(event)


def _refuse_tag(event: Any) -> None:
    if event.tag is not None:
        raise _refusal(event, _("tags are not allowed"))


def _refusal(event: Any, message: str) -> NotADocument:
    return NotADocument(message, *_position(event))


def _position(event: Any) -> Position:
    return event.start_mark.line + 1, event.start_mark.column + 1
