"""Compile the catalogues of messages, the data set and the page's template.

Every build runs this (`setup.py`); after an edit of a catalogue, run it by hand (`poe derive`). The
compiled data set begins with the bytes of the data file and of the models that it was made from,
and the compiled template is named after the template. The program compares them and reads the
source itself if they differ, so a forgotten run costs time and never a wrong answer. Of a catalogue
it reads the compiled one alone: a test says when that is not current. What is written here is never
edited.
"""

import pickle
import shutil
import sys
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parent.parent


def derive() -> None:
    """Write every derived file beside its source."""
    for source in (ROOT / "src" / "ogpmx" / "locale").glob("*/LC_MESSAGES/ogpmx.po"):
        with source.open("rb") as file:
            catalogue = read_po(file, locale=source.parent.parent.name)
        with source.with_suffix(".mo").open("wb") as file:
            write_mo(file, catalogue)

    sys.path.insert(0, str(ROOT / "src"))  # a build runs this before the program is installed
    from ogpmx import documents, schema
    from ogpmx.exports import html

    source = ROOT / "data" / "commitments.yaml"
    data = schema.read(documents.parse(source.read_text("utf-8")))
    models = (ROOT / "src" / "ogpmx" / "models.py").read_bytes()
    content = b"%b\0%b\0%b" % (source.read_bytes(), models, pickle.dumps(data, protocol=5))
    source.with_suffix(".compiled").write_bytes(content)

    compiled = ROOT / "data" / "page"
    shutil.rmtree(compiled, ignore_errors=True)
    html.compile_template(compiled)


if __name__ == "__main__":
    derive()
