"""Small hand-made plans, and strategies for random ones.

`document(...)` is the least valid document as a parser would hand it over; parts are overridden by
name. `dataset(...)` is the same, read; `plain` makes data sets comparable. `three_commitments()` is
a plan to ask questions of, `select` asks its filters. `plans()` draws whole data sets.
"""

import copy
import dataclasses
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st

from ogpmx import schema
from ogpmx.filters import select_commitments
from ogpmx.models import DataSet

Tree = dict[str, Any]


def examples(times: float) -> settings:
    """So many times the examples that the profile asks for."""
    return settings(max_examples=int(settings().max_examples * times))


STATUSES = ["completed", "limited", "inactive"]
COMPLETIONS = ["no-evidence", "not-started", "limited", "substantial", "complete"]
OPENINGS = ["worsened", "did-not-change", "marginal", "major", "outstanding"]
EARLY_RESULTS = ["none", "reported", "moderate", "significant"]
SECTORS = ["federal", "autonomous", "municipal", "civil-society", "academia", "private-sector"]
ROLES = ["responsible", "co-responsible", "accompanying", "supporting", "participant"]


def text(es: str, en: str | None = None) -> Tree:
    return {"es": es, "en": en or es}


def topic(id: str, **parts: Any) -> Tree:
    return {"id": id, "name": text(f"tema {id}", f"topic {id}"), **parts}


def organization(id: str, **parts: Any) -> Tree:
    return {"id": id, "name": f"Organización {id}", "sector": "federal", **parts}


def irm(**parts: Any) -> Tree:
    return {"text": text("Nada dijo.", "It said nothing."), **parts}


def participant(id: str, role: str = "participant", **parts: Any) -> Tree:
    return {"organization": id, "role": role, **parts}


def commitment(number: int, **parts: Any) -> Tree:
    return {
        "number": number,
        "title": text(f"Compromiso {number}", f"Commitment {number}"),
        "status": "completed",
        "topics": ["agua"],
        "objective": text("Lograr algo.", "Reach something."),
        "self_assessment": text("Se cumplió.", "It was done."),
        "irm": irm(),
        **parts,
    }


def plan(**parts: Any) -> Tree:
    return {
        "id": "plan",
        "country": text("México", "Mexico"),
        "title": text("Un plan", "A plan"),
        "start": "2020",
        "end": "2022-08-31",
        "source": {"title": "Un reporte", "author": "Alguien"},
        **parts,
    }


def document(**parts: Any) -> Tree:
    """The least valid document, with these parts instead of its own."""
    least = {
        "version": "1",
        "license": "CC-BY-4.0",
        "plan": plan(),
        "topics": [topic("agua")],
        "organizations": [organization("alfa")],
        "commitments": [commitment(1)],
    }
    return copy.deepcopy({**least, **parts})


def dataset(**parts: Any) -> DataSet:
    return schema.read(document(**parts))


def plain(data: DataSet) -> Tree:
    """All that a data set holds, for comparing."""
    return dataclasses.asdict(data)


def select(data: DataSet, **criteria: list[str]) -> list[int]:
    """The numbers of the commitments that these filters find."""
    return [c.number for c in select_commitments(data, criteria)]


# Names that hold each other, and parts of parts.
ORGANIZATIONS = [
    organization("se", name="Secretaría de Economía", acronym="SE"),
    organization("sep", name="Secretaría de Educación", acronym="SEP"),
    organization("becas", name="Becas Juárez", part_of="sep"),
    organization("beca-uno", name="Oficina Uno", part_of="becas"),
    organization(
        "agua-clara", name="Agua Clara", sector="civil-society", aliases=["Clara, la de Agua", "AC"]
    ),
    organization("agua-limpia", name="Agua Limpia", sector="civil-society"),
]


def three_commitments() -> DataSet:
    """A plan of three commitments that tell every filter's answers apart."""
    return dataset(
        topics=[topic("agua"), topic("aire")],
        organizations=ORGANIZATIONS,
        commitments=[
            commitment(
                1, participants=[participant("se", "responsible"), participant("agua-clara")]
            ),
            commitment(
                2,
                status="limited",
                topics=["aire", "agua"],
                participants=[participant("beca-uno", "supporting"), participant("se")],
                irm=irm(completion="limited", early_results="none"),
                results=[text("Más fideicomisos públicos", "More public trusts")],
            ),
            commitment(
                3,
                status="inactive",
                participants=[participant("agua-limpia", "responsible")],
                mentions=[{"organization": "se"}],
                irm=irm(opening="major"),
            ),
        ],
    )


# Random ones

TOPIC_IDS = ["agua", "salud", "trabajo"]
ORGANIZATION_IDS = ["alfa", "beta", "gama", "delta", "parte"]
WORDS = ["agua", "árbol", "plan", "2020", "Ñandú", "SIGED", "abierto"]


def _texts() -> st.SearchStrategy[Tree]:
    said = st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(" ".join)
    return st.fixed_dictionaries({"es": said, "en": said})


def _maybe(codes: list[str]) -> st.SearchStrategy[str | None]:
    return st.none() | st.sampled_from(codes)


def _some(values: list[str], least: int = 0) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(values), unique=True, min_size=least)


@st.composite
def _commitments(draw: st.DrawFn, number: int) -> Tree:
    ids = draw(_some(ORGANIZATION_IDS))
    taking = ids[: draw(st.integers(0, len(ids)))]
    return commitment(
        number,
        title=draw(_texts()),
        status=draw(st.sampled_from(STATUSES)),
        topics=draw(_some(TOPIC_IDS, least=1)),
        objective=draw(_texts()),
        results=draw(st.lists(_texts(), max_size=2)),
        participants=[participant(id, draw(st.sampled_from(ROLES))) for id in taking],
        mentions=[{"organization": id} for id in ids if id not in taking],
        irm=irm(
            completion=draw(_maybe(COMPLETIONS)),
            opening=draw(_maybe(OPENINGS)),
            early_results=draw(_maybe(EARLY_RESULTS)),
        ),
    )


@st.composite
def plans(draw: st.DrawFn) -> DataSet:
    """Whole data sets: five organizations (`parte` is part of `alfa`), up to six commitments."""
    organizations = [
        organization(id, sector=draw(st.sampled_from(SECTORS))) for id in ORGANIZATION_IDS
    ]
    organizations[-1]["part_of"] = "alfa"
    numbers = draw(st.lists(st.integers(1, 50), unique=True, max_size=6))
    return dataset(
        topics=[topic(id) for id in TOPIC_IDS],
        organizations=organizations,
        commitments=[draw(_commitments(number)) for number in numbers],
    )
