"""Text in, plain values out: YAML, JSON and JSON Lines, told apart by content.

Values are dicts, lists, text, whole numbers and None; JSON's other values stay what they are, a
bare YAML word that YAML takes for something else becomes an `Odd`, so that the schema can say so.
A document that holds a key twice, is tagged, nested or aliased beyond sense is `RefusedError`.
"""

import json
import re
from collections.abc import Callable, Iterator
from typing import Any

import msgspec

from ogpmx.messages import _
from ogpmx.schema import Odd, Path

Position = tuple[int, int]  # line and column, from 1
Watch = Callable[[float], None]

MOST_DEPTH = 50  # the schema needs 6
MOST_ALIASED = 100_000  # values that aliases may repeat
_PLAIN_NUMBER = re.compile(r"[-+]?(0|[1-9][0-9]{0,18})")


class RefusedError(Exception):
    """Not one sensible document: why, and where (the beginning: nowhere in particular)."""

    def __init__(self, message: str, line: int = 1, column: int = 1) -> None:
        super().__init__(message)
        self.line = line
        self.column = column


def parse_quickly(raw: bytes) -> tuple[object, int] | None:
    """The document in JSON of the plainest kind, and how many keys its text has: a repeated one is
    in the text only. None for what is to be parsed with more care.

    A quote before a colon ends a key, unless a backslash stands before it. A key that ends in a
    backslash is not counted, but it is no key of ours; space between is left to more care.
    """
    escapes = b"\\" in raw  # what is looked for below is, byte for byte, slower to find
    if not raw.lstrip().startswith(b"{") or (escapes and b"\\u" in raw):
        return None
    if re.search(rb'"\s+:', raw):
        return None
    try:
        return msgspec.json.decode(raw), raw.count(b'":') - (escapes and raw.count(b'\\":'))
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None


def parse(text: str, watch: Watch | None = None) -> object:
    """The one document that `text` holds; raises `RefusedError`.

    `watch` hears now and then how much of a YAML text is done, from 0 to 1.
    """
    if not _is_json(text):
        return _yaml(text, watch=watch)[0]
    return _json_lines(text) if _is_json_lines(text) else _json(text)


def locate(text: str, wanted: set[Path]) -> dict[Path, Position]:
    """Where the wanted paths of a document stand: at the key, or at the item of a list."""
    if not _is_json(text):
        return _yaml(text, wanted)[1]
    if _is_json_lines(text):
        return _locate_lines(text, wanted)
    places = ((path, at) for path, at in _json_places(text) if path in wanted)
    return dict(_lines_and_columns(text, places))


def _is_json(text: str) -> bool:
    return re.match(r'\s*(\{\s*["}]|\[)', text) is not None


def _is_json_lines(text: str) -> bool:
    """Whether the first line is an object and another begins after it."""
    return re.match(r"\s*\{[^\n]*\}[ \t\r]*\n\s*\{", text) is not None


# JSON


def _json(text: str) -> object:
    try:
        tree = json.loads(text, object_pairs_hook=_once, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        raise RefusedError(_("is not valid JSON here"), error.lineno, error.colno) from None
    except _Doubled:
        raise _doubled_key(text) from None
    except RecursionError:
        raise RefusedError(_("is nested too deeply")) from None
    except ValueError:
        raise RefusedError(_("holds NaN, Infinity or a number far too long")) from None
    if "\\u" in text and re.search(r"\\u[dD][89a-fA-F]", text):
        _refuse_half_characters(tree)
    return tree


class _Doubled(Exception):
    """An object holds a key twice."""


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    mapping = dict(pairs)
    if len(mapping) != len(pairs):
        raise _Doubled
    return mapping


def _no_constant(_name: str) -> None:
    raise ValueError  # NaN, Infinity: not JSON (RFC 8259, 6)


def _refuse_half_characters(tree: object) -> None:
    try:
        json.dumps(tree, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        raise RefusedError(_("holds half a character (a lone surrogate)")) from None


_TOKEN = re.compile(r'([{}\[\]:,])|("(?:[^"\\]|\\.)*")|([^\s{}\[\]:,"]+)', re.DOTALL)


def _json_places(text: str) -> Iterator[tuple[Path, int]]:
    """The path of each key and of each list's item in a valid JSON text, with its offset."""
    path: list[str | int] = []
    key_next = False
    for match in _TOKEN.finditer(text):
        token = match[0]
        if token in ("}", "]"):
            path.pop()
            key_next = False
        elif token == ",":
            if isinstance(path[-1], int):
                path[-1] += 1
            else:
                key_next = True
        elif token != ":":
            if key_next:
                path[-1] = json.loads(token)
                key_next = False
                yield tuple(path), match.start()
            elif path and isinstance(path[-1], int):
                yield tuple(path), match.start()
            if token == "{":
                path.append("")
                key_next = True
            elif token == "[":
                path.append(0)


def _lines_and_columns(
    text: str, places: Iterator[tuple[Path, int]]
) -> Iterator[tuple[Path, Position]]:
    """Offsets, in rising order, as lines and columns."""
    line, counted = 1, 0
    for path, at in places:
        line += text.count("\n", counted, at)
        counted = at
        yield path, (line, at - text.rfind("\n", 0, at))


def _doubled_key(text: str) -> RefusedError:
    seen: set[Path] = set()
    for path, (line, column) in _lines_and_columns(text, _json_places(text)):
        if path in seen:
            return _twice(str(path[-1]), line, column)
        seen.add(path)
    raise AssertionError("no key stands twice")  # pragma: no cover - asked only where one does


def _twice(key: str, line: int, column: int) -> RefusedError:
    return RefusedError(_("the key {key} is repeated").format(key=repr(key)), line, column)


# JSON Lines: a line with a `number` is a commitment, any other gives its keys to the document.


def _json_lines(text: str) -> object:
    document: dict[str, Any] = {}
    commitments: list[object] = []
    for line, part in _numbered_lines(text):
        try:
            record = _json(part)
        except RefusedError as error:
            raise RefusedError(str(error), line, error.column) from None
        if not isinstance(record, dict):
            raise RefusedError(_("a line must be an object"), line, 1)
        if "number" in record:
            commitments.append(record)
            continue
        for key in record:
            if key in document:
                raise _twice(key, line, 1)
        document.update(record)
    if commitments:
        if "commitments" in document:
            raise _twice("commitments", 1, 1)
        document["commitments"] = commitments
    return document


def _locate_lines(text: str, wanted: set[Path]) -> dict[Path, Position]:
    places: dict[Path, Position] = {}
    commitments = 0
    for line, part in _numbered_lines(text):
        found = list(_json_places(part))
        prefix: Path = ()
        if any(path == ("number",) for path, _at in found):
            prefix = ("commitments", commitments)
            places[prefix] = (line, 1)
            commitments += 1
        places |= {(*prefix, *path): (line, at + 1) for path, at in found}
    return {path: places[path] for path in wanted & places.keys()}


def _numbered_lines(text: str) -> Iterator[tuple[int, str]]:
    return ((n, part) for n, part in enumerate(text.split("\n"), 1) if part.strip())


# YAML


def _yaml(
    text: str, wanted: set[Path] | None = None, watch: Watch | None = None
) -> tuple[Any, dict[Path, Position]]:
    """The document, built from the parser's events, and where the wanted paths stand in it."""
    import yaml

    loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)(text)
    builder = _Builder(loader, wanted)
    try:
        while loader.check_event():
            event = loader.get_event()
            builder.take(event)
            if watch and builder.count % 1000 == 0:
                watch(event.end_mark.index / len(text))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        raise RefusedError(_("is not valid YAML here"), *place) from None
    finally:
        loader.dispose()
    if not builder.documents:
        raise RefusedError(_("is empty"))
    return builder.root, builder.places


class _Open:
    """A mapping or list whose end has not come yet."""

    __slots__ = ("anchor", "before", "key", "keyed", "value")

    def __init__(self, value: Any, anchor: str | None, before: int) -> None:
        self.value = value
        self.anchor = anchor
        self.before = before  # how many values there were when it began
        self.key: str | int = 0
        self.keyed = False  # a mapping's key has come, its value has not


class _Builder:
    def __init__(self, loader: Any, wanted: set[Path] | None) -> None:
        self.loader = loader
        self.wanted = wanted or set()
        self.root: Any = None
        self.documents = 0
        self.places: dict[Path, Position] = {}
        self.open: list[_Open] = []
        self.anchors: dict[str, tuple[Any, int]] = {}  # value, how many values it holds
        self.count = self.aliased = 0

    def take(self, event: Any) -> None:
        kind = type(event).__name__
        if kind == "ScalarEvent":
            self.scalar(event)
        elif kind == "MappingStartEvent":
            self.begin({}, event)
        elif kind == "SequenceStartEvent":
            self.begin([], event)
        elif kind in ("MappingEndEvent", "SequenceEndEvent"):
            ended = self.open.pop()
            if ended.anchor:
                self.anchors[ended.anchor] = (ended.value, self.count - ended.before)
        elif kind == "AliasEvent":
            self.alias(event)
        elif kind == "DocumentStartEvent":
            self.documents += 1
            if self.documents > 1:
                raise self.refusal(event, _("a second document begins here"))

    def scalar(self, event: Any) -> None:
        if event.tag is not None:
            raise self.refusal(event, _("tags are not allowed"))
        at_key = self.open and isinstance(self.open[-1].value, dict) and not self.open[-1].keyed
        value = event.value if at_key or not event.implicit[0] else self.resolved(event.value)
        if event.anchor:
            self.anchors[event.anchor] = (value, 1)
        self.place(value, event)

    def resolved(self, word: str) -> object:
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
        return Odd(kinds[tag], word) if tag in kinds else word

    def begin(self, value: Any, event: Any) -> None:
        if event.tag is not None:
            raise self.refusal(event, _("tags are not allowed"))
        if len(self.open) >= MOST_DEPTH:
            raise self.refusal(event, _("is nested too deeply"))
        self.place(value, event)
        self.open.append(_Open(value, event.anchor, self.count))

    def alias(self, event: Any) -> None:
        if event.anchor not in self.anchors:
            raise self.refusal(
                event, _("an alias refers to nothing before it, or to what holds it")
            )
        value, size = self.anchors[event.anchor]
        self.count += size
        self.aliased += size
        if self.aliased > MOST_ALIASED:
            raise self.refusal(event, _("aliases repeat too much"))
        self.place(value, event)

    def place(self, value: Any, event: Any) -> None:
        """Put a value where it belongs: the root, a list's next item, a mapping's key or value."""
        self.count += 1
        if not self.open:
            self.root = value
            return
        holder = self.open[-1]
        if isinstance(holder.value, list):
            holder.key = len(holder.value)
            holder.value.append(value)
            self.mark(event)
        elif holder.keyed:
            holder.value[holder.key] = value
            holder.keyed = False
        elif not isinstance(value, str):
            raise self.refusal(event, _("a key must be plain text"))
        elif value in holder.value:
            mark = event.start_mark
            raise _twice(value, mark.line + 1, mark.column + 1)
        else:
            holder.key = value
            holder.keyed = True
            self.mark(event)

    def mark(self, event: Any) -> None:
        if self.wanted:
            path = tuple(holder.key for holder in self.open)
            if path in self.wanted:
                self.places[path] = (event.start_mark.line + 1, event.start_mark.column + 1)

    def refusal(self, event: Any, message: str) -> RefusedError:
        return RefusedError(message, event.start_mark.line + 1, event.start_mark.column + 1)
