"""Rows as text for programs: one function a format, one line in `FORMATS`. Prints nothing."""

import re
import sys
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

from ogpmx.columns import Answer
from ogpmx.safe import json_safe, json_safe_bytes, one_line


def json_(answer: Answer) -> Iterator[str | bytes]:
    """A JSON list of records, indented by two (RFC 8259); one object where the answer is one.

    Two encoders write the same: one that is quick to come by, and, where a file was read with it,
    one that is quick at large things.
    """
    records: object = answer.records()
    if answer.shape.one and isinstance(records, list):
        records = records[0]
    if "msgspec" in sys.modules:
        import msgspec

        yield json_safe_bytes(msgspec.json.format(msgspec.json.encode(records), indent=2))
    else:
        import json

        yield json_safe(json.dumps(records, ensure_ascii=False, indent=2))
    yield "\n"


def jsonl(answer: Answer) -> Iterator[str]:
    """A record a line, as JSON."""
    import json

    encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
    for record in answer.records():
        yield json_safe(encode(record)) + "\n"


# What a spreadsheet takes for a formula, by the sign it begins with (OWASP, CSV Injection).
_FORMULA = r"\s*[=+\-@＝＋－＠]|[\t\r\n]"


def _disarmed(cell: Any) -> Any:
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, str) and re.match(_FORMULA, cell):
        return "'" + cell
    return cell


def csv_(answer: Answer, delimiter: str = ",") -> Iterator[str]:
    """Comma-separated values with a header (RFC 4180, but for the line feed at a line's end)."""
    import csv
    import io

    buffer = io.StringIO()
    # with both signs of a line's end, as it has them of itself, it quotes cells that hold either
    writer = csv.writer(buffer, delimiter=delimiter)
    for cells in (answer.flat_names, *(map(_disarmed, cells) for cells in answer.flat())):
        writer.writerow(cells)
        yield buffer.getvalue().removesuffix("\r\n") + "\n"
        buffer.seek(0)
        buffer.truncate()


def tsv(answer: Answer) -> Iterator[str]:
    """CSV with tabs."""
    return csv_(answer, "\t")


def markdown(answer: Answer) -> Iterator[str]:
    """A table of GitHub Flavored Markdown."""
    yield _pipes(answer.flat_names)
    yield _pipes(["---"] * len(answer.flat_names))
    for cells in answer.flat():
        yield _pipes([_markdown_cell(cell) for cell in cells])


def _pipes(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cells) + " |\n"


def _markdown_cell(cell: Any) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    escaped = re.sub(r"([\\|`*_~&\[\]<>])", r"\\\1", str(cell))
    return one_line(re.sub(r"\r?\n", "<br>", escaped))


def yaml_(answer: Answer) -> Iterator[str]:
    """A YAML list of records; one mapping where the answer is one."""
    import msgspec
    import yaml

    records: object = msgspec.to_builtins(answer.records())
    if answer.shape.one and isinstance(records, list):
        records = records[0]
    dumper: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
    yield yaml.dump(records, Dumper=dumper, allow_unicode=True, sort_keys=False, width=100)


def plain(answer: Answer) -> Iterator[str]:
    """Labelled lines, a blank one between records: for ears, and for `grep`."""
    usual = answer.shape.columns if answer.shape.document else answer.shape.shown
    columns = [answer.shape.columns[name] for name in answer.names or usual]
    for place, row in enumerate(answer.rows):
        if place:
            yield "\n"
        for column in columns:
            yield f"{column.title()}: {one_line(column.cell(row, answer.edition))}\n"


def aligned(answer: Answer) -> Iterator[str]:
    """What a table is in a pipe: a line a row, as wide as it needs, nothing cut or framed."""
    columns = [answer.shape.columns[name] for name in answer.names or answer.shape.shown]
    rows = [
        [column.title() for column in columns],
        *([one_line(c.cell(row, answer.edition)) for c in columns] for row in answer.rows),
    ]
    if len(rows) == 1:
        return
    widths = [max(map(width, cells)) for cells in zip(*rows, strict=True)]
    for row in rows:
        cells = (
            _padded(cell, size, column.figures)
            for cell, size, column in zip(row, widths, columns, strict=True)
        )
        yield "  ".join(cells).rstrip() + "\n"


def _padded(cell: str, size: int, right: bool) -> str:
    space = " " * (size - width(cell))
    return space + cell if right else cell + space


def width(text: str) -> int:
    """How many cells of a terminal a line takes."""
    if text.isascii():
        return len(text)
    from rich.cells import cell_len

    return cell_len(text)


class Format(NamedTuple):
    """How an answer becomes text, and whether that text is for programs (UTF-8, never styled)."""

    write: Callable[[Answer], Iterator[str | bytes]]
    machine: bool = True


FORMATS: dict[str, Format] = {
    "table": Format(aligned, machine=False),
    "plain": Format(plain, machine=False),
    "json": Format(json_),
    "jsonl": Format(jsonl),
    "csv": Format(csv_),
    "tsv": Format(tsv),
    "markdown": Format(markdown),
    "yaml": Format(yaml_),
}
