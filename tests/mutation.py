"""Tell mutmut which tests stand on a function that runs only once.

mutmut notes which functions run during a test, and tries a mutant of a function on those tests
alone. What runs as the program is imported, or once behind a cache, would count for no test, or for
the first: here the caches are emptied before each test, and what ran at import counts for all.
"""

import sys

import pytest
from mutmut.state import state

_at_import: set[str] = set()


def pytest_collection_finish() -> None:
    _at_import.update(state()._stats)


def pytest_runtest_setup() -> None:
    for name, module in sys.modules.copy().items():
        if name.startswith("ogpmx"):
            for value in vars(module).values():
                if hasattr(value, "cache_clear"):
                    value.cache_clear()


@pytest.hookimpl(tryfirst=True)  # before mutmut reads what ran
def pytest_runtest_teardown() -> None:
    state()._stats |= _at_import
