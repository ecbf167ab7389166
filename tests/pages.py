"""The written pages, and the tools that make parts of them.

`tool("docs")` is `tools/docs.py` as a module; `broken(page)` are a page's links within the project
that lead nowhere.
"""

import importlib.util
import re
import sys
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).parent.parent


def tool(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"tools_{name}", ROOT / "tools" / f"{name}.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def prose(text: str) -> str:
    """A page without its fenced blocks: `#` there begins no heading, `](` no link."""
    return re.sub(r"^```.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL)


def headings(text: str) -> list[str]:
    return re.findall(r"^#+ (.*)$", prose(text), re.MULTILINE)


def anchors(text: str) -> set[str]:
    """What headings are called in addresses, as GitHub makes it."""
    plain = (re.sub(r"[^\w\- ]", "", heading.lower()) for heading in headings(text))
    return {words.replace(" ", "-") for words in plain}


def links(text: str) -> list[str]:
    """Where a page's links and pictures lead, within the project."""
    found = re.findall(r"\]\(([^)\s]+)\)", prose(text))
    return [target for target in found if not re.match(r"[a-z]+:", target)]


def broken(page: Path) -> list[str]:
    text = page.read_text("utf-8")
    return [target for target in links(text) if not _leads(page, text, target)]


def _leads(page: Path, text: str, target: str) -> bool:
    name, _mark, anchor = target.partition("#")
    path = page.parent / name if name else page
    if not path.exists():
        return False
    return not anchor or anchor in anchors(path.read_text("utf-8"))
