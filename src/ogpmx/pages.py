"""A document for people: a title, a few lines, and the sections that have something to say."""

from collections.abc import Iterable, Sequence

from ogpmx.blocks import QUIET, Block, Bullets, Line, Paragraph, Section, Span, Title, line


def compose(
    title: Line, lines: Iterable[Line], sections: Iterable[tuple[str, Sequence[Block]]]
) -> list[Block]:
    """The document; a section of nothing is left out."""
    told = (Section(heading, content) for heading, content in sections if content)
    return [Title(title), *map(Paragraph, lines), *told]


def say(text: str | None, look: str = "") -> list[Block]:
    """A paragraph, if there is something to say."""
    return [Paragraph(line(text, look))] if text else []


def enumerate_lines(items: Iterable[Line | str]) -> list[Block]:
    """A list of items, if there are any."""
    bullets = [line(item) if isinstance(item, str) else item for item in items]
    return [Bullets(bullets)] if bullets else []


def link(url: str | None) -> list[Block]:
    """A web address, if there is one."""
    return [Paragraph((Span(url, url=url),))] if url else []


def name_with_note(name: str, note: str | None) -> Line:
    """A name, and what is to be said of it."""
    return (Span(name), Span(f" – {note}", QUIET)) if note else (Span(name),)
