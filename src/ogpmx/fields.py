"""What a field can hold: the patterns and limits that the annotations of `models` name.

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
OgpId = Annotated[
    str, Meta(pattern=r"^[A-Z]{2}[0-9]{4,5}\Z", description="OGP's identifier: MX0082.")
]
Url = Annotated[str, Meta(pattern=r"^https?://[^\s{}]+\Z", description="A web address.")]
UrlTemplate = Annotated[
    str,
    Meta(
        pattern=r"^https?://[^\s{}]*\{ogp_id\}[^\s{}]*\Z",
        description="A commitment's web address, with {ogp_id} where its OGP identifier goes.",
    ),
]
LangCode = Annotated[str, Meta(pattern=r"^[a-z]{2}\Z", description="A language: es, en, …")]
Letter = Annotated[
    str, Meta(pattern=r"^[a-z]\Z", description="The letter of the category of outcomes.")
]
Count = Annotated[int, Meta(ge=0, le=1_000_000)]
Number = Annotated[int, Meta(ge=1, le=1_000_000)]


def published(pattern: str) -> str:
    """A pattern as it is written for other programs and for people."""
    return pattern.replace(r"\Z", "$")
