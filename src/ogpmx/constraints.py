"""What a value of the data can be: the patterns and limits that the annotations of `models` name.

A `rule` is what a value is held to beyond its form, as `faults` and `schema` know it.

Patterns end in `\\Z` because Python's `$` also matches before a last line feed. The schema that is
published has `$` instead (see `published`): in JSON Schema that is the very end.
"""

from typing import Annotated as Annotated

from msgspec import Meta as Meta

# Carried as it is, the same in every language: names, titles of documents.
Verbatim = Annotated[str, Meta(pattern=r"\S")]
LanguageTag = Annotated[
    str,
    Meta(
        pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*\Z",
        description="A language (BCP 47): es, en, pt-BR; und where it is not known.",
        extra={"rule": "language"},
    ),
]
# `faults` holds the texts against `Verbatim`, and their languages against `LanguageTag`. Here that
# would take twice the time; and msgspec (0.20 to 0.22) corrupts its memory where what may be a
# mapping may also be a text with a pattern.
Text = Annotated[
    str | dict[str, str],
    Meta(
        description="One text, in the plan's own language, or a mapping from languages to texts.",
        extra={"rule": "text"},
    ),
]
Id = Annotated[
    str,
    Meta(
        pattern=r"^[a-z0-9]+(-[a-z0-9]+)*\Z",
        description="Lower-case words and figures joined by hyphens.",
    ),
]
# Not held against the form of an id again: one must be there that has it.
Reference = Annotated[str, Meta(description="An organization's id.", extra={"rule": "reference"})]
TopicReference = Annotated[str, Meta(description="A topic's id.", extra={"rule": "topic"})]
TableReference = Annotated[
    str, Meta(description="A key of the source's tables.", extra={"rule": "table"})
]
Date = Annotated[
    str,
    Meta(
        pattern=r"^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?\Z",
        description="A year, a month or a day, as exact as the source: 2021, 2021-12, 2020-10-21.",
        examples=["2025-06-30"],
        extra={"rule": "date"},
    ),
]
OgpId = Annotated[
    str,
    Meta(
        pattern=r"^[A-Z]{2,3}[0-9]{4,5}\Z",
        description="Two or three capitals and four or five figures: MX0082.",
        examples=["XX0001"],
    ),
]
Url = Annotated[
    str,
    Meta(
        pattern=r"^https?://[^\s{}]+\Z",
        description="A web address that begins with http:// or https://.",
        examples=["https://example.org/"],
    ),
]
UrlTemplate = Annotated[
    str,
    Meta(
        pattern=r"^https?://[^\s{}]*\{ogp_id\}[^\s{}]*\Z",
        description="A web address with {ogp_id} in it.",
        examples=["https://example.org/{ogp_id}/"],
    ),
]
Letter = Annotated[str, Meta(pattern=r"^[a-z]\Z", examples=["a"])]
Figure = Annotated[int, Meta(ge=0, le=1_000_000)]
Whole = Annotated[int, Meta(ge=1, le=1_000_000)]
Number = Annotated[
    Whole | Verbatim,
    Meta(description="A whole number, or a text: 5.1, B.1.A.", extra={"rule": "number"}),
]
Criteria = dict[Verbatim, tuple[Verbatim, ...]]  # a filter's name → the values asked for


def published(pattern: str) -> str:
    """A pattern as it is written for other programs and for people."""
    return pattern.replace(r"\Z", "$")
