"""Build as `pyproject.toml` says, after deriving what is derived."""

import runpy
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py


class Build(build_py):
    """The usual build of modules and data, with what `tools/derive.py` makes among the data."""

    def run(self) -> None:
        runpy.run_path(str(Path(__file__).parent / "tools" / "derive.py"))["derive"]()
        super().run()


setup(cmdclass={"build_py": Build})
