"""The types of `import ogpmx`, as mypy sees them: `mypy` reads this file, nothing runs it.

Where an error is expected, mypy's strict mode complains of the `ignore` if there is none.
"""

from pathlib import Path
from typing import Any, assert_type

import ogpmx
from ogpmx import BadData, Commitment, DataSet, NotFound, OgpmxError

faults: list[type[OgpmxError]] = [BadData, NotFound, ogpmx.Misuse]


def ask() -> None:
    data = ogpmx.load()
    assert_type(data, DataSet)
    assert_type(ogpmx.load("plan.yaml"), DataSet)
    assert_type(ogpmx.load(Path("plan.yaml")), DataSet)
    assert_type(data.commitments[0], Commitment)
    assert_type(data.text(data.commitments[0].title, "es"), str)

    assert_type(ogpmx.select(data, status="completed", participant="SFP"), tuple[Commitment, ...])
    ogpmx.select(data, status=["limited", "inactive"], suspended=True, topic=None)
    ogpmx.select(data, stauts="completed")  # type: ignore[call-arg]
    ogpmx.select(data, status=3)  # type: ignore[arg-type]
    ogpmx.select("plan.yaml")  # type: ignore[arg-type]

    assert_type(ogpmx.tables(data), dict[str, list[dict[str, Any]]])
    assert_type(ogpmx.show(data, 8, "2-4", lang="es"), list[dict[str, Any]])
    assert_type(ogpmx.search(data, "agua", lang="es", status="completed"), list[dict[str, Any]])
    assert_type(ogpmx.participants(data, sector="academia"), list[dict[str, Any]])
    assert_type(ogpmx.participant(data, "SFP", lang="es"), dict[str, Any])
    assert_type(ogpmx.assessments(data, divergent=True), list[dict[str, Any]])
    assert_type(ogpmx.count_by(data, "sector", "status", topic="health"), list[dict[str, Any]])
    assert_type(ogpmx.audit(data), list[dict[str, Any]])
    assert_type(ogpmx.compare(data, data, by="status"), list[dict[str, Any]])
    assert_type(ogpmx.plan(data, lang="es"), dict[str, Any])
    ogpmx.audit(data, "es")  # type: ignore  # whose name differs from mypy to mypy
    ogpmx.nope  # type: ignore[attr-defined]  # noqa: B018
