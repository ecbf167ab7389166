"""What a value of the data can be: the patterns and limits that the annotations of `models` name.

Patterns end in `\\Z` because Python's `$` also matches before a last line feed. The schema that is
published has `$` instead (see `published`): in JSON Schema that is the very end.
"""

from typing import Annotated as Annotated

from msgspec import Meta as Meta

Line = Annotated[str, Meta(pattern=r"\S")]
Id = Annotated[
    str,
    Meta(
        pattern=r"^[a-z0-9]+(-[a-z0-9]+)*\Z",
        description="Lower-case words and figures joined by hyphens.",
    ),
]
# Not held against the form of an id again: an organization must have it.
Reference = Annotated[str, Meta(description="An organization's id.")]
Date = Annotated[
    str,
    Meta(
        pattern=r"^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?\Z",
        description="A year, a month or a day, as exact as the source: 2021, 2021-12, 2020-10-21.",
    ),
]
OgpId = Annotated[str, Meta(pattern=r"^[A-Z]{2}[0-9]{4,5}\Z")]
Url = Annotated[str, Meta(pattern=r"^https?://[^\s{}]+\Z")]
UrlTemplate = Annotated[str, Meta(pattern=r"^https?://[^\s{}]*\{ogp_id\}[^\s{}]*\Z")]
LanguageTag = Annotated[str, Meta(pattern=r"^[a-z]{2}\Z")]
Letter = Annotated[str, Meta(pattern=r"^[a-z]\Z")]
Count = Annotated[int, Meta(ge=0, le=1_000_000)]
Number = Annotated[int, Meta(ge=1, le=1_000_000)]
Topics = Annotated[tuple[Id, ...], Meta(min_length=1, max_length=4)]
Criteria = dict[str, tuple[Line, ...]]  # a filter's name → the values asked for


def published(pattern: str) -> str:
    """A pattern as it is written for other programs and for people."""
    return pattern.replace(r"\Z", "$")
