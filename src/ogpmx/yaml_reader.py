"""YAML in, plain values out, and where each stands; what is not plain YAML is refused.

Built from the events of PyYAML's parser. JSON, blanked by `documents`, is located here, too.
"""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import yaml

from ogpmx.faults import MisreadWord, Path
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


def read_yaml(
    text: str,
    wanted: set[Path] | None = None,
    watch: Watch | None = None,
    json_text: str | None = None,
) -> "_TreeBuilder":
    """The document, built from the parser's events, and where the wanted paths stand in it."""
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


@dataclass(slots=True)
class _Container:
    """A mapping or list whose end has not come yet."""

    content: Any
    anchor: str | None
    values_before: int
    key: str | int = 0  # of the value that came last, or that comes next
    awaits_value: bool = False  # a mapping's key has come, its value has not


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
        if getattr(event, "tag", None) is not None:
            raise _refusal(event, _("tags are not allowed"))
        if isinstance(event, yaml.ScalarEvent):
            self.take_scalar(event)
        elif isinstance(event, yaml.CollectionStartEvent):
            self.open_container({} if isinstance(event, yaml.MappingStartEvent) else [], event)
        elif isinstance(event, yaml.CollectionEndEvent):
            closed = self.containers.pop()
            if closed.anchor:
                self.anchors[closed.anchor] = (closed.content, self.values - closed.values_before)
        elif isinstance(event, yaml.AliasEvent):
            self.take_alias(event)
        elif isinstance(event, yaml.DocumentStartEvent):
            self.documents += 1
            if self.documents > 1:
                raise _refusal(event, _("a second document begins here"))

    def take_scalar(self, event: Any) -> None:
        if self.at_key() and self.json_text is not None:
            value, _end = _JSON.raw_decode(self.json_text, event.start_mark.index)
        elif self.at_key() or not event.implicit[0]:
            value = event.value
        else:
            value = self.resolve(event.value)
        if "\0" in event.value:
            raise control_character("\0", *_position(event))
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
        tag = self.loader.resolve(yaml.ScalarNode, word, (True, False)).rpartition(":")[2]
        if tag == "null":
            return None
        if tag == "int" and _PLAIN_NUMBER.fullmatch(word):
            return int(word)
        kinds = {"int": "number", "float": "number", "bool": "boolean", "timestamp": "date"}
        return MisreadWord(kinds[tag], word) if tag in kinds else word

    def open_container(self, content: Any, event: Any) -> None:
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
            raise repeated_key(value, *_position(event))
        else:
            holder.key = value
            holder.awaits_value = True
            self.note_place(event)

    def note_place(self, event: Any) -> None:
        if self.wanted:
            path = tuple(holder.key for holder in self.containers)
            if path in self.wanted:
                self.places[path] = _position(event)


def _refusal(event: Any, message: str) -> NotADocument:
    return NotADocument(message, *_position(event))


def _position(event: Any) -> Position:
    return event.start_mark.line + 1, event.start_mark.column + 1
