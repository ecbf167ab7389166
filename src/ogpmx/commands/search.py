"""Where is it said?"""

import shlex
from collections.abc import Iterator
from itertools import groupby
from typing import Annotated

from ogpmx.blocks import MARKED, QUIET, Block, Paragraph, Span, Table, TableColumn, Title, line
from ogpmx.commitments import NUMBER, TITLE, head
from ogpmx.filters import Criteria, select_commitments
from ogpmx.global_options import argument
from ogpmx.matching import suggest_line
from ogpmx.messages import N_, _
from ogpmx.model_fields import said_of
from ogpmx.models import Commitment
from ogpmx.rows import Answer, Column, Columns, Localized, Rows
from ogpmx.searching import Hit, parse_terms, place_of, require_terms, search_commitments

_OTHER_LANGUAGE = {"es": N_("(in the Spanish text)"), "en": N_("(in the English text)")}


def cut_snippet(hit: Hit, around: int = 70) -> Iterator[Span]:
    """The words around what was found, which is marked; cut at words, with `…`."""
    start, end = hit.spans[0][0], hit.spans[-1][1]
    first = hit.text.rfind(" ", 0, max(start - around, 0)) + 1 if start > around else 0
    last = hit.text.find(" ", end + around) if end + around < len(hit.text) else -1
    last = len(hit.text) if last < 0 else last
    if first:
        yield Span("… ")
    at = first
    for begin, stop in hit.spans:
        yield Span(hit.text[at:begin])
        yield Span(hit.text[begin:stop], MARKED)
        at = stop
    yield Span(hit.text[at:last])
    if last < len(hit.text):
        yield Span(" …")


def _cut_text(hit: Hit, _localized: Localized) -> str:
    return "".join(span.text for span in cut_snippet(hit))


def _name_other_language(hit: Hit, localized: Localized) -> str:
    """In which text it was found, where that is not the one that is shown otherwise."""
    if not hit.other_language:
        return ""
    known = _OTHER_LANGUAGE.get(hit.other_language)
    return " " + (_(known) if known else f"({hit.other_language})")


def _name_field(hit: Hit, _localized: Localized) -> str:
    return _(said_of(Commitment, hit.field).heading)


def describe_hits(answer: Answer) -> list[Block]:
    """Under each commitment where it says something, what was found marked."""
    localized = answer.localized
    columns = [
        TableColumn(COLUMNS["field"].shown_heading()),
        TableColumn(COLUMNS["snippet"].shown_heading(), flexible=True),
    ]
    page: list[Block] = []
    for commitment, hits in groupby(answer.rows, lambda hit: hit.commitment):
        rows = []
        for hit in hits:
            other = Span(_name_other_language(hit, localized), QUIET)
            rows.append([line(_name_field(hit, localized), QUIET), [*cut_snippet(hit), other]])
        page += [Paragraph(())] if page else []
        page += [Title(head(commitment, localized)), Table(columns, rows)]
    return page


COLUMNS: Columns = {
    "number": NUMBER.at(lambda hit, loc: (hit.commitment, loc)),
    "title": TITLE.at(lambda hit, loc: (hit.commitment, loc)),
    "field": Column(N_("Where"), lambda hit, _loc: hit.field, _name_field),
    "snippet": Column(
        N_("What it says"),
        _cut_text,
        lambda hit, loc: _cut_text(hit, loc) + _name_other_language(hit, loc),
        flexible=True,
    ),
}

ROWS = Rows(COLUMNS, ("number", "field", "snippet"), page=describe_hits)

_TEXT = N_("Words that must all be there; 'a \"quoted phrase\"' is searched for as a whole.")

EXAMPLES = ("ogpmx search water", "ogpmx search '\"civil society\"' --status limited")


def command(
    localized: Localized, criteria: Criteria, text: Annotated[list[str], argument("TEXT...", _TEXT)]
) -> Answer:
    """Find where something is said: in titles, objectives, results, assessments, names, topics.

    Accents and case do not matter; a word finds those that begin with it.
    """
    wanted = " ".join(text)
    require_terms(wanted)
    selected = select_commitments(localized.data, criteria)
    hits = search_commitments(localized.data, selected, wanted, localized.lang)
    remark = ""
    if not hits and len(parse_terms(wanted)) > 1:
        remark = _("Nothing matches: a commitment must hold all of the words.")
    if not hits and place_of(localized.data, wanted) is not None:  # a number or OGP id
        remark = _("Nothing matches.") + suggest_line(shlex.join(["ogpmx", "show", wanted]))
    return Answer(ROWS, hits, localized, remark=remark)
