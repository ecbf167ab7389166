"""Build as `pyproject.toml` says, after deriving what is derived."""

import runpy
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

ROOT = Path(__file__).parent


class Build(build_py):
    """The usual build of modules and data, with what `tools/derive.py` makes among the data."""

    def run(self) -> None:
        runpy.run_path(str(ROOT / "tools" / "derive.py"))["derive"]()
        super().run()


# `docs/man` has the folders of `share/man`: one for each language besides English
pages = [page.relative_to(ROOT) for page in (ROOT / "docs" / "man").rglob("*.1")]
setup(
    cmdclass={"build_py": Build},
    data_files=[(f"share/{page.parent.relative_to('docs')}", [str(page)]) for page in pages],
)
