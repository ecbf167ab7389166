"""What is derived, and never edited: the compiled catalogues and the compiled data set.

Run by every build (`setup.py`), and by hand after an edit of a catalogue. The compiled data set
stands behind the very bytes that it was made from; one that is not of the files at hand is not
used, so that it can be missing but never stale.
"""

import pickle
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
    source = ROOT / "data" / "commitments.yaml"
    sys.path.insert(0, str(ROOT / "src"))
    from ogpmx import documents, schema

    data = schema.read(documents.parse(source.read_text("utf-8")))
    models = (ROOT / "src" / "ogpmx" / "models.py").read_bytes()
    content = b"%b\0%b\0%b" % (source.read_bytes(), models, pickle.dumps(data, protocol=5))
    source.with_suffix(".compiled").write_bytes(content)


if __name__ == "__main__":
    derive()
