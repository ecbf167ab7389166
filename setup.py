"""Build as `pyproject.toml` says, after deriving what is derived.

The same sources make the same files, whoever builds them and where, if `SOURCE_DATE_EPOCH` says the
time that is written into them.
"""

import gzip
import os
import runpy
import tarfile
import time
from pathlib import Path
from typing import Any

from setuptools import setup
from setuptools.command.bdist_wheel import bdist_wheel
from setuptools.command.build_py import build_py
from setuptools.command.sdist import sdist

ROOT = Path(__file__).parent


class Build(build_py):
    """The usual build of modules and data, with what `tools/derive.py` makes among the data."""

    def run(self) -> None:
        runpy.run_path(str(ROOT / "tools" / "derive.py"))["derive"]()
        super().run()


class Wheel(bdist_wheel):
    """The usual wheel, whose files anyone may read, whatever the builder's own may be."""

    def write_wheelfile(self, *args: Any, **more: Any) -> None:
        super().write_wheelfile(*args, **more)  # the last file before all are packed
        for path in Path(self.bdist_dir).rglob("*"):
            path.chmod(0o755 if path.is_dir() else 0o644)


class Sources(sdist):
    """The usual archive of sources, which does not tell who made it, and when."""

    def make_archive(
        self, base_name: Any, format: str, root_dir: Any = None, base_dir: Any = None, **owner: Any
    ) -> str:
        now = int(os.environ.get("SOURCE_DATE_EPOCH", time.time()))

        def make_plain(file: tarfile.TarInfo) -> tarfile.TarInfo:
            file.mtime, file.mode = now, 0o755 if file.isdir() else 0o644
            file.uid = file.gid = 0
            file.uname = file.gname = ""
            return file

        name = f"{base_name}.tar.gz"
        with (
            gzip.GzipFile(name, "wb", mtime=now) as packed,
            tarfile.open(fileobj=packed, mode="w") as archive,
        ):
            archive.add(base_dir, filter=make_plain)
        return name


# `docs/man` has the folders of `share/man`: one for each language besides English
pages = [page.relative_to(ROOT) for page in sorted((ROOT / "docs" / "man").rglob("*.1"))]
setup(
    cmdclass={"build_py": Build, "bdist_wheel": Wheel, "sdist": Sources},
    data_files=[(f"share/{page.parent.relative_to('docs')}", [str(page)]) for page in pages],
)
