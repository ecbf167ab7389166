"""Rows as text for programs. Each function yields UTF-8 text, or bytes of it; prints nothing."""

import re
import sys
from collections.abc import Iterator
from itertools import islice
from types import SimpleNamespace
from typing import Any

from ogpmx.rows import Answer
from ogpmx.sanitize import json_safe


def _is_one(answer: Answer) -> bool:
    return answer.kind.one and len(answer.rows) == 1


def write_json(answer: Answer) -> Iterator[bytes]:
    """A JSON list of records, indented by two (RFC 8259); one object where the answer is one.

    Some records are made at a time, in the same memory: of a long plan that saves 5 % of the time.
    """
    records = answer.records()
    if _is_one(answer):
        yield _indent(next(records)) + b"\n"
        return
    before = b"["
    while some := [*islice(records, 64)]:
        yield before + _indent(some).removeprefix(b"[").removesuffix(b"\n]")
        before = b","
    yield b"\n]\n" if answer.rows else b"[]\n"


def _indent(tree: object) -> bytes:
    """A tree as JSON that is safe to show.

    Two encoders write the same: one that is quick to import, and, where a file was read with it,
    one that is quick at large things.
    """
    if "msgspec" in sys.modules:
        import msgspec

        return json_safe(msgspec.json.format(msgspec.json.encode(tree), indent=2))
    import json

    text = json.dumps(tree, ensure_ascii=False, indent=2)
    return json_safe(text.encode())


def write_jsonl(answer: Answer) -> Iterator[bytes]:
    """A record a line, as JSON."""
    import json

    encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
    for record in answer.records():
        yield json_safe(encode(record).encode()) + b"\n"


# What a spreadsheet takes for a formula, by the sign it begins with (OWASP, CSV Injection).
_FORMULA = r"\s*[=+\-@＝＋－＠]|[\t\r\n]"


def _disarm(cell: Any) -> Any:
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, str) and re.match(_FORMULA, cell):
        return "'" + cell
    return cell


def write_csv(answer: Answer, delimiter: str = ",", decimal: str = ".") -> Iterator[str]:
    """Comma-separated values with a header (RFC 4180, but for the line feed at a line's end)."""
    import csv

    file: Any = SimpleNamespace(write=str)  # gives back what is written
    # Leave csv's default "\r\n": with it the writer quotes cells that contain "\r" or "\n".
    # We end lines with "\n" ourselves.
    writer = csv.writer(file, delimiter=delimiter)
    for row in (answer.flat_names, *answer.flat()):
        cells = [_disarm(cell) for cell in row]
        cells = [str(c).replace(".", decimal) if isinstance(c, float) else c for c in cells]
        yield writer.writerow(cells).removesuffix("\r\n") + "\n"


def write_excel_csv(answer: Answer, decimal_comma: bool) -> Iterator[str]:
    """CSV that Excel opens with a double click.

    Without the mark at its beginning Excel takes UTF-8 for an older encoding. It splits lines at
    the list separator of the system: a semicolon where the decimal sign is a comma (Spain), else a
    comma (Mexico). A first line `sep=;` would name the separator anywhere, but with it Excel does
    not heed the mark, and accents are lost.
    """
    yield "\ufeff"
    yield from write_csv(answer, ";", ",") if decimal_comma else write_csv(answer)


def write_tsv(answer: Answer) -> Iterator[str]:
    """CSV with tabs."""
    return write_csv(answer, "\t")


def write_yaml(answer: Answer) -> Iterator[str]:
    """A YAML list of records; one mapping where the answer is one."""
    import msgspec

    records = msgspec.to_builtins([*answer.records()])
    yield dump_yaml(records[0] if _is_one(answer) else records, make_dumper())


def dump_yaml(tree: object, dumper: Any) -> str:
    """A tree as YAML, its keys in their order."""
    import yaml

    text: str = yaml.dump(tree, Dumper=dumper, allow_unicode=True, sort_keys=False, width=100)
    return text


# Plain text that readers of YAML 1.2 take for a number (its core schema, chapter 10.3), or some of
# YAML 1.1 for yes and no, while PyYAML does not.
_NUMBER = r"[-+]?(\.[0-9]+|[0-9][0-9_]*(\.[0-9_]*)?)([eE][-+]?[0-9]+)?$|0o[0-7]+$"
_SWITCH = r"[yYnN]$"


def make_dumper() -> Any:
    """A dumper of PyYAML, as fast as there is, whose text YAML 1.1 and 1.2 read the same."""
    import yaml

    base: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)

    class Dumper(base):  # type: ignore[misc]
        def ignore_aliases(self, _value: object) -> bool:
            return True

    Dumper.add_implicit_resolver("tag:yaml.org,2002:float", re.compile(_NUMBER), [*"+-.0123456789"])
    Dumper.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(_SWITCH), [*"yYnN"])
    return Dumper
