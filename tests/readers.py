"""What is written for people, as readers that are not ours see it."""

from html.parser import HTMLParser

from markdown_it import MarkdownIt

TABLE = ("table", "thead", "tbody", "tr", "th", "td")


class Page(HTMLParser):
    """A page of HTML as its reader has it: the words of each element, and where links lead."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.said: list[tuple[str, str]] = []
        self.links: list[str | None] = []
        self.styles: list[tuple[str, str | None]] = []
        self.feed(html)
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br":
            self.said[-1] = (self.said[-1][0], self.said[-1][1] + "\n")
            return
        self.open.append(tag)
        self.styles += [(tag, dict(attrs).get("style"))]
        if tag == "a":
            self.links.append(dict(attrs)["href"])
        if tag not in ("a", "strong", "em"):
            self.said.append((tag, ""))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.said and self.open:
            self.said[-1] = (self.said[-1][0], self.said[-1][1] + data)

    def of(self, tag: str) -> list[str]:
        return [words.rstrip("\n") for found, words in self.said if found == tag]

    @property
    def rows(self) -> list[dict[str, str]]:
        """The rows of a table, by its headings."""
        heads, cells = self.of("th"), self.of("td")
        rows = (cells[start : start + len(heads)] for start in range(0, len(cells), len(heads)))
        return [dict(zip(heads, row, strict=True)) for row in rows]


def draw(markdown: str) -> Page:
    """A page of Markdown as GitHub draws it."""
    return Page(MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(markdown))
