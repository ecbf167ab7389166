"""Make a folder to put on any web server: the page, the plan in every format, the documentation.

site.py FOLDER    in English; in a folder below for each other language of the program
"""

import os
import re
import shutil
import sys
from pathlib import Path

from jinja2 import Environment, FileSystemLoader
from markdown_it import MarkdownIt
from rich.filesize import decimal

from ogpmx import loader
from ogpmx.commands import schema
from ogpmx.exports import EXPORTS, write_export
from ogpmx.messages import ENGLISH, _, languages, speaking, translate_to_all
from ogpmx.models import DataSet
from ogpmx.rows import Localized

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
TEMPLATES = Environment(
    loader=FileSystemLoader(ROOT / "tools" / "templates"), autoescape=True, trim_blocks=True
)
MARKDOWN = MarkdownIt("commonmark").enable("table")

File = tuple[str, str, str]  # its format, name and size


def say_in_each(message: str, context: str) -> dict[str, str]:
    """A message in each language of the program, by the language's code."""
    return dict(zip(languages(), translate_to_all(message, context), strict=True))


def name_file(name: str, lang: str, ending: str) -> str:
    """What a download is called: no two are called the same, in whatever language."""
    return f"{name}{ending}" if lang == ENGLISH else f"{name}.{lang}{ending}"


def write_downloads(data: DataSet, folder: Path, lang: str) -> list[File]:
    """Write the plan in every format, and the schema; the data package as a ZIP archive."""
    files = []
    for name, export in EXPORTS.items():
        path = folder / name_file(data.plan.id, lang, "".join(export.endings[:1]))
        write_export(export, data, str(path), force=True)
        if path.is_dir():
            archive = shutil.make_archive(str(path), "zip", path)
            shutil.rmtree(path)
            path = Path(archive)
        files.append((name, path))
    files.append(("JSON Schema", folder / name_file("ogpmx", lang, ".schema.json")))
    files[-1][1].write_text(schema.command(), "utf-8")
    return [(name, path.name, decimal(path.stat().st_size)) for name, path in files]


def list_docs(lang: str) -> list[Path]:
    """The pages of the documentation in a language."""
    # the reference of each language, all in one folder
    commands = say_in_each("commands.md", "file name, another one in each language")
    own = DOCS.glob("*.md" if lang == ENGLISH else f"{lang}/*.md")
    others = {DOCS / name for other, name in commands.items() if other != lang}
    return sorted({*own, DOCS / commands[lang]} - others)


def read_doc(path: Path) -> tuple[str, str]:
    """A page's title and its HTML; a link to another page leads to what is made of it, and one to
    what is not published is none."""
    text = path.read_text("utf-8")
    title = re.search("^# (.+)$", text, re.MULTILINE)
    assert title, f"{path} has no title"

    def lead(link: re.Match[str]) -> str:
        address, mark, anchor = link[1].partition("#")
        target = (path.parent / address).resolve()
        if ":" in address or not address:
            return link[0]
        if not target.is_relative_to(DOCS) or not target.is_file():
            return link[2]
        made = re.sub(r"\.md$", ".html", address)
        return f'<a href="{made}{mark}{anchor}">{link[2]}</a>'

    html = re.sub('<a href="([^"]*)">(.*?)</a>', lead, MARKDOWN.render(text))
    return title[1], html


def make_site(folder: Path) -> None:
    """Write the whole site; what is there is replaced."""
    template = TEMPLATES.get_template("site.html.jinja")
    data = loader.load()
    unlike_pages = shutil.ignore_patterns("*.md")
    shutil.copytree(DOCS, folder / "docs", ignore=unlike_pages, dirs_exist_ok=True)
    for lang in languages():
        place = folder if lang == ENGLISH else folder / lang
        place.mkdir(parents=True, exist_ok=True)
        others = {
            other: f"{other}/index.html" if lang == ENGLISH else "../index.html"
            for other in languages()
            if other != lang
        }
        with speaking(lang):
            docs = []
            for path in list_docs(lang):
                title, html = read_doc(path)
                page = (folder / path.relative_to(ROOT)).with_suffix(".html")
                page.parent.mkdir(parents=True, exist_ok=True)
                page.write_text(template.render(lang=lang, title=title, html=html, _=_), "utf-8")
                docs.append((title, os.path.relpath(page, place)))
            (place / "index.html").write_text(
                template.render(
                    lang=lang,
                    title=Localized(data, lang).text(data.plan.title),
                    files=write_downloads(data, place, lang),
                    docs=docs,
                    others=others,
                    page=name_file(data.plan.id, lang, ".html"),
                    names=say_in_each("English", "name of this language"),
                    _=_,
                ),
                "utf-8",
            )


if __name__ == "__main__":
    make_site(Path(sys.argv[1]))
