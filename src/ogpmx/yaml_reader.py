"""YAML in, plain values out, and where each stands; what is not plain YAML is refused.

Built from the events of PyYAML's parser. JSON, blanked by `documents`, is located here, too.
"""

import json
import re
from collections.abc import Callable
from typing import Any

import yaml

from ogpmx.faults import KeyPath, MisreadWord
from ogpmx.messages import N_, _

Position = tuple[int, int]  # line and column, from 1
Watch = Callable[[float], None]

MOST_DEPTH = 50  # levels of nesting in YAML; the schema needs 6
MOST_ALIASED = 100_000  # values that aliases may repeat
_PLAIN_NUMBER = re.compile(r"[-+]?(0|[1-9][0-9]{0,999})")
_JSON = json.JSONDecoder()


class NotADocument(Exception):
    """The text is not one sensible document: why, and where (at its beginning if nowhere else)."""

    def __init__(self, message: str, line: int = 1, column: int = 1) -> None:
        super().__init__(message)
        self.line = line
        self.column = column


def control_character(character: str, line: int, column: int) -> NotADocument:
    """The refusal of a character that no text should hold."""
    message = _("holds a control character, U+{code}").format(code=f"{ord(character):04X}")
    return NotADocument(message, line, column)


def repeated_key(key: str, line: int, column: int) -> NotADocument:
    """The refusal of a key that its mapping holds already."""
    return NotADocument(_("the key {key} is repeated").format(key=repr(key)), line, column)


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
    problem, mark = error.problem, error.problem_mark
    if problem in _BETTER_PLACED_BY_CONTEXT:
        mark = error.context_mark or mark
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
    return NotADocument(message, mark.line + 1, mark.column + 1)


def read_yaml(
    text: str,
    wanted: set[KeyPath] | None = None,
    watch: Watch | None = None,
    json_text: str | None = None,
) -> tuple[Any, dict[KeyPath, Position]]:
    """The document, and where the wanted paths stand in it.

    `json_text`: the original of a JSON text that was blanked to be located; its keys are there.
    """
    reader = _Reader(text, wanted or set(), watch, json_text)
    try:
        return reader.read_document(), reader.places
    except yaml.MarkedYAMLError as error:
        raise _invalid_yaml(error, text) from None
    finally:
        reader.loader.dispose()


class _Reader:
    """Builds a document from the events of PyYAML's parser, and refuses what is not plain."""

    def __init__(
        self, text: str, wanted: set[KeyPath], watch: Watch | None, json_text: str | None
    ) -> None:
        self.loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)(text)
        self.length = len(text)
        self.wanted = wanted
        self.watch = watch
        self.json_text = json_text
        self.places: dict[KeyPath, Position] = {}
        self.anchors: dict[str, tuple[Any, int]] = {}  # a value, and how many values it holds
        self.values = self.aliased = 0

    def next_event(self) -> Any:
        event = self.loader.get_event()
        if getattr(event, "tag", None) is not None:
            raise _refusal(event, _("tags are not allowed"))
        if self.watch and self.values % 1000 == 0:
            self.watch(event.end_mark.index / self.length)
        return event

    def read_document(self) -> Any:
        self.next_event()  # the stream begins
        if self.loader.check_event(yaml.StreamEndEvent):
            raise NotADocument(_("is empty"))
        self.next_event()  # the document begins
        root = self.read_value(self.next_event(), ())
        self.next_event()  # the document ends
        event = self.next_event()
        if not isinstance(event, yaml.StreamEndEvent):
            raise _refusal(event, _("a second document begins here"))
        return root

    def read_value(self, event: Any, path: KeyPath, is_key: bool = False) -> Any:
        """A value, and all that is in it; `event` is its first."""
        self.values += 1
        values_before = self.values
        if isinstance(event, yaml.AliasEvent):
            return self.read_alias(event)
        if isinstance(event, yaml.ScalarEvent):
            value = self.read_scalar(event, is_key)
        elif is_key:
            raise _refusal(event, _("a key must be plain text"))
        elif len(path) >= MOST_DEPTH and self.json_text is None:
            raise _refusal(event, _("is nested too deeply"))
        elif isinstance(event, yaml.MappingStartEvent):
            value = self.read_mapping(path)
        else:
            value = self.read_list(path)
        if event.anchor:
            self.anchors[event.anchor] = (value, max(self.values - values_before, 1))
        return value

    def read_mapping(self, path: KeyPath) -> dict[str, Any]:
        mapping: dict[str, Any] = {}
        while not isinstance(event := self.next_event(), yaml.MappingEndEvent):
            key = self.read_value(event, path, is_key=True)
            if not isinstance(key, str):  # an alias
                raise _refusal(event, _("a key must be plain text"))
            if key in mapping:
                raise repeated_key(key, *_position(event))
            inner = (*path, key)
            self.note_place(inner, event)
            mapping[key] = self.read_value(self.next_event(), inner)
        return mapping

    def read_list(self, path: KeyPath) -> list[Any]:
        items: list[Any] = []
        while not isinstance(event := self.next_event(), yaml.SequenceEndEvent):
            inner = (*path, len(items))
            self.note_place(inner, event)
            items.append(self.read_value(event, inner))
        return items

    def note_place(self, path: KeyPath, event: Any) -> None:
        if path in self.wanted:
            self.places[path] = _position(event)

    def read_alias(self, event: Any) -> Any:
        if event.anchor not in self.anchors:
            raise _refusal(event, _("an alias refers to nothing before it, or to what holds it"))
        value, size = self.anchors[event.anchor]
        self.values += size
        self.aliased += size
        if self.aliased > MOST_ALIASED:
            raise _refusal(event, _("aliases repeat too much"))
        return value

    def read_scalar(self, event: Any, is_key: bool) -> object:
        """Text, or what YAML takes a bare word for, if that is null or a whole number."""
        word: str = event.value
        if "\0" in word:
            raise control_character("\0", *_position(event))
        if is_key and self.json_text is not None:
            return _JSON.raw_decode(self.json_text, event.start_mark.index)[0]
        is_bare = event.implicit[0] and not is_key
        if not is_bare or word[:1] not in self.loader.yaml_implicit_resolvers:
            return word
        tag = self.loader.resolve(yaml.ScalarNode, word, (True, False)).rpartition(":")[2]
        if tag == "null":
            return None
        if tag == "int" and _PLAIN_NUMBER.fullmatch(word):
            return int(word)
        kinds = {"int": "number", "float": "number", "bool": "boolean", "timestamp": "date"}
        return MisreadWord(kinds[tag], word) if tag in kinds else word


def _refusal(event: Any, message: str) -> NotADocument:
    return NotADocument(message, *_position(event))


def _position(event: Any) -> Position:
    return event.start_mark.line + 1, event.start_mark.column + 1
