"""The formats of an answer: one function each, one line in `FORMATS`. Nothing here prints."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from ogpmx.formats import markup, records, text
from ogpmx.rows import Answer


class Format(NamedTuple):
    """How an answer becomes text, and whether that text is for programs (UTF-8, never styled)."""

    write: Callable[[Answer], Iterator[str | bytes]]
    machine: bool = True  # for programs: every column, codes and keys
    endings: tuple[str, ...] = ()  # of files' names, by which people call it


FORMATS: dict[str, Format] = {
    "table": Format(text.write_aligned, machine=False),
    "plain": Format(text.write_plain, machine=False, endings=("txt",)),
    "markdown": Format(markup.write_markdown, machine=False, endings=("md",)),
    "html": Format(markup.write_html, machine=False, endings=("htm",)),
    "json": Format(records.write_json),
    "jsonl": Format(records.write_jsonl, endings=("ndjson",)),
    "csv": Format(records.write_csv),
    "tsv": Format(records.write_tsv),
    "yaml": Format(records.write_yaml, endings=("yml",)),
}
