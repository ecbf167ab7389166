"""Where is it said?"""

from collections.abc import Iterator
from typing import Annotated

import typer

from ogpmx.blocks import MARKED, QUIET, Block, Span, Table, TableColumn, line
from ogpmx.commitments import link_number
from ogpmx.errors import Misuse
from ogpmx.filters import Criteria, select_commitments
from ogpmx.messages import N_, _
from ogpmx.models import Commitment, heading_of
from ogpmx.rows import Answer, Column, Columns, Localized, Rows, record_columns
from ogpmx.search import Hit, parse_terms, search_commitments


def cut_snippet(hit: Hit, around: int = 70) -> Iterator[tuple[str, bool]]:
    """The words around what was found, and whether they are it; cut at words, with `…`."""
    start, end = hit.spans[0][0], hit.spans[-1][1]
    first = hit.text.rfind(" ", 0, max(start - around, 0)) + 1 if start > around else 0
    last = hit.text.find(" ", end + around) if end + around < len(hit.text) else -1
    last = len(hit.text) if last < 0 else last
    if first:
        yield "… ", False
    at = first
    for begin, stop in hit.spans:
        yield hit.text[at:begin], False
        yield hit.text[begin:stop], True
        at = stop
    yield hit.text[at:last], False
    if last < len(hit.text):
        yield " …", False


def describe_hits(answer: Answer) -> list[Block]:
    """Where something is said, what was found marked."""
    rows = []
    for hit in answer.rows:
        _look, url = link_number(hit.commitment, answer.localized)
        snippet = [Span(words, MARKED if found else "") for words, found in cut_snippet(hit)]
        number = (Span(str(hit.commitment.number), "strong", url),)
        rows.append([number, line(_(heading_of(Commitment, hit.field)), QUIET), snippet])
    columns = [
        TableColumn(COLUMNS["number"].title(), figures=True),
        TableColumn(COLUMNS["field"].title(), flexible=True),
        TableColumn(COLUMNS["snippet"].title(), flexible=True),
    ]
    return [Table(columns, rows)]


COLUMNS: Columns = {
    "number": Column.of(
        Commitment,
        "number",
        lambda h, _loc: h.commitment.number,
        figures=True,
        look=lambda h, loc: link_number(h.commitment, loc),
    ),
    "title": Column.of(
        Commitment, "title", lambda h, loc: loc.text(h.commitment.title), rank=1, flexible=True
    ),
    "field": Column(
        N_("Where"), lambda h, _loc: h.field, lambda h, _loc: _(heading_of(Commitment, h.field))
    ),
    "snippet": Column(
        N_("What it says"),
        lambda h, _loc: "".join(words for words, _found in cut_snippet(h)),
        flexible=True,
    ),
}

ROWS = Rows(
    columns=COLUMNS,
    shown=("number", "field", "snippet"),
    record=record_columns(COLUMNS),
    page=describe_hits,
)


def command(
    localized: Localized,
    criteria: Criteria,
    text: Annotated[
        list[str],
        typer.Argument(
            metavar="TEXT...",
            help=N_(
                "Words that must all be there; 'a \"quoted phrase\"' is searched for as a whole."
            ),
        ),
    ],
) -> Answer:
    """Find where something is said: in titles, objectives, results, assessments, names, topics.

    Accents and case do not matter; a word finds those that begin with it.
    """
    wanted = " ".join(text)
    if not parse_terms(wanted):
        raise Misuse(_("Nothing to search for."))
    selected = select_commitments(localized.data, criteria)
    hits = search_commitments(localized.data, selected, wanted, localized.lang)
    return Answer(ROWS, hits, localized)
