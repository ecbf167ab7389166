"""The folder for a web server, as a browser and a reader of files take it.

- each page's links lead to files of the folder, and each picture is there
- the start in each language offers the plan in every format, with its size, and the documents
- no two downloads are called the same, so that all of them fit into one folder
"""

import re
import subprocess
import sys
import zipfile
from pathlib import Path
from urllib.parse import unquote

import pages
import pytest
from registries import EXPORTS

pytestmark = pytest.mark.slow

DOWNLOADS = ("mx-4.*", "ogpmx.*", "es/mx-4.*", "es/ogpmx.*")  # as a release has them


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder: Path = tmp_path_factory.mktemp("web") / "site"
    subprocess.run([sys.executable, pages.ROOT / "tools" / "site.py", folder], check=True)
    return folder


def test_each_link_and_picture_leads_to_a_file_of_the_folder(site: Path) -> None:
    found = 0
    made = [path for path in site.rglob("*.html") if not path.name.startswith("mx-4")]
    for page in made:
        for address in re.findall('(?:href|src)="([^"#]+)', page.read_text("utf-8")):
            if ":" in address:
                continue
            found += 1
            assert (page.parent / unquote(address)).is_file(), f"{page}: {address}"
    assert found > 50


@pytest.mark.parametrize(
    ("start", "words"), [("index.html", "To take along"), ("es/index.html", "Para llevar")]
)
def test_the_start_offers_every_format_and_the_documents(
    site: Path, start: str, words: str
) -> None:
    text = (site / start).read_text("utf-8")
    rows = re.findall(
        r"<td><a href=\"([^\"]+)\" download>[^<]+</a><td>([^<]+)<td>([\d.]+ kB)", text
    )
    assert {name for _file, name, _size in rows} == {*EXPORTS, "JSON Schema"}
    assert words in text
    assert ">Documentation<" in text or ">Documentación<" in text
    assert all((site / start).parent.joinpath(file).stat().st_size for file, *_rest in rows)
    (archive,) = (site / start).parent.glob("*.zip")
    assert "datapackage.json" in zipfile.ZipFile(archive).namelist()


def test_no_two_downloads_are_called_the_same(site: Path) -> None:
    names = [path.name for pattern in DOWNLOADS for path in site.glob(pattern)]
    assert len(names) == len(set(names)) == 2 * (len(EXPORTS) + 1)
