"""Small hand-made plans, and strategies for random ones.

`document(...)` is a small valid document as a parser would hand it over; parts are overridden by
name. `dataset(...)` is the same, read; `plain` makes data sets comparable. `three_commitments()` is
a plan to ask questions of, `select` asks its filters. `documents()` draws whole documents of any
shape that is allowed, `plans()` the same, read.
"""

import copy
import dataclasses
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from ogpmx import schema
from ogpmx.filters import select_commitments
from ogpmx.model_fields import holds_text
from ogpmx.models import CommitmentNumber, DataSet

Tree = dict[str, Any]


def examples(times: float) -> settings:
    """So many times the examples that the profile asks for; a fixture may serve all of them, and
    whole documents take their time."""
    return settings(
        max_examples=int(settings().max_examples * times),
        suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    )


STATUSES = [
    *("completed", "substantial", "limited", "in-progress", "not-started", "inactive", "withdrawn")
]
COMPLETIONS = ["withdrawn", "no-evidence", "not-started", "limited", "substantial", "complete"]
OPENINGS = [*("worsened", "did-not-change", "no-results-yet", "marginal", "major", "outstanding")]
EARLY_RESULTS = ["none", "reported", "moderate", "significant"]
SECTORS = ["federal", "judiciary", "municipal", "civil-society", "academia", "private-sector"]
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


def commitment(number: CommitmentNumber, **parts: Any) -> Tree:
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
    """A small valid document, with these parts instead of its own."""
    small = {
        "version": "1",
        "license": "CC-BY-4.0",
        "plan": plan(),
        "topics": [topic("agua")],
        "organizations": [organization("alfa")],
        "commitments": [commitment(1)],
    }
    return copy.deepcopy({**small, **parts})


def dataset(**parts: Any) -> DataSet:
    return schema.read(document(**parts))


def plain(data: DataSet) -> Tree:
    """All that a data set holds, for comparing."""
    return dataclasses.asdict(data)


def spread(data: DataSet, value: Any = None) -> Any:
    """All that a data set holds, each text by its language, even where it names none."""
    value = data if value is None else value
    if isinstance(value, tuple):
        return [spread(data, item) for item in value]
    if not dataclasses.is_dataclass(value):
        return value
    found: Tree = {}
    for field in dataclasses.fields(value):
        held = getattr(value, field.name)
        if held is None or not holds_text(type(value), field.name):
            found[field.name] = held and spread(data, held)
        elif field.name == "tables":
            found[field.name] = {key: data.by_language(name) for key, name in held.items()}
        elif isinstance(held, tuple):
            found[field.name] = [data.by_language(item) for item in held]
        else:
            found[field.name] = data.by_language(held)
    return found


def select(data: DataSet, **criteria: list[str]) -> list[CommitmentNumber]:
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
LANGUAGES = ["es", "en", "pt-BR"]
NUMBERS: list[CommitmentNumber] = ["5.1", "5.2", "5.10", "B.1.A", "B.1.B", *range(1, 12)]
DATES = ["2021", "2021-12", "2021-12-31"]
TABLES = ["active", "inactive"]

Lines = st.SearchStrategy[str]
lines_of_words: Lines = st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(" ".join)


@st.composite
def _records(
    draw: st.DrawFn, needed: dict[str, Any], optional: dict[str, st.SearchStrategy[Any]]
) -> Tree:
    """A mapping with all that is needed; all else is there, null or absent."""
    record = dict(needed)
    lacking = draw(st.integers(0, 3 ** len(optional) - 1)) if optional else 0
    for key, values in optional.items():
        lacking, how = divmod(lacking, 3)
        if how < 2:
            record[key] = draw(values) if how == 0 else None
    return record


def _texts(lines: Lines) -> st.SearchStrategy[str | Tree]:
    tags = st.lists(st.sampled_from(LANGUAGES), min_size=1, unique=True)
    return lines | tags.flatmap(lambda those: st.fixed_dictionaries(dict.fromkeys(those, lines)))


def _some(values: list[str]) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(values), unique=True)


def _up_to_two(values: st.SearchStrategy[Any]) -> st.SearchStrategy[list[Any]]:
    return st.lists(values, max_size=2)


@st.composite
def _links(draw: st.DrawFn, texts: st.SearchStrategy[Any]) -> Tree:
    url = draw(st.sampled_from(["https://example.org/a", "http://example.org/?b='c'&d"]))
    return draw(_records({"url": url}, {"title": texts}))


@st.composite
def _milestones(draw: st.DrawFn, texts: st.SearchStrategy[Any]) -> Tree:
    optional = {
        "number": st.sampled_from(NUMBERS),
        "status": st.sampled_from(STATUSES),
        "start": st.sampled_from(["2019", "2020-02-29"]),
        "end": st.sampled_from(DATES),
        "organizations": _some(ORGANIZATION_IDS),
        "links": _up_to_two(_links(texts)),
    }
    return draw(_records({"title": draw(texts)}, optional))


@st.composite
def _commitments(draw: st.DrawFn, number: CommitmentNumber, lines: Lines, whole: bool) -> Tree:
    texts = _texts(lines)
    ids = draw(_some(ORGANIZATION_IDS))
    taking = ids[: draw(st.integers(0, len(ids)))]
    roles = st.lists(st.sampled_from(ROLES), min_size=1, max_size=2, unique=True)
    note = {"note": texts}
    places = st.fixed_dictionaries(
        {"table": st.sampled_from(TABLES), "row": st.integers(1, 9)}
    ) | st.fixed_dictionaries({"page": st.integers(1, 9)})
    optional = {
        "ogp_id": st.just(f"MEX{1000 + NUMBERS.index(number)}"),
        "url": st.sampled_from(["https://example.org/own"]),
        "status": st.sampled_from(STATUSES),
        "topics": _some(TOPIC_IDS),
        "objective": texts,
        "participants": st.just(
            [draw(_records(participant(id, role), note)) for id in taking for role in draw(roles)]
        ),
        "mentions": st.just(
            [draw(_records({"organization": id}, note)) for id in ids if id not in taking]
        ),
        "results": _up_to_two(texts),
        "suspension": _records({}, {"since": st.sampled_from(DATES), "reason": texts}),
        "self_assessment": texts,
        "irm": _records(
            {},
            {
                "completion": st.sampled_from(COMPLETIONS),
                "opening": st.sampled_from(OPENINGS),
                "early_results": st.sampled_from(EARLY_RESULTS),
                "text": texts,
            },
        ),
    }
    if whole:
        optional |= {
            "source": places,
            "start": st.sampled_from(["2019", "2020-02-29"]),
            "end": st.sampled_from(DATES),
            "milestones": st.lists(
                _milestones(texts),
                max_size=2,
                unique_by=lambda step: str(step.get("number") or id(step)),
            ),
            "links": _up_to_two(_links(texts)),
        }
    return draw(_records({"number": number, "title": draw(texts)}, optional))


CLAIMS: Tree = {
    "completed": {"commitments": {"status": ["completed", "limited"]}},
    "federal": {"organizations": {"sector": ["federal"]}},
    "all": {"commitments": {}},
    "opinions": None,
}


@st.composite
def _plans(draw: st.DrawFn, lines: Lines) -> Tree:
    texts = _texts(lines)
    members = [
        draw(_records({"organization": id}, {"part": texts}))
        for id in draw(_some(ORGANIZATION_IDS))
    ]
    claims = [
        draw(
            _records(
                {"claim": id, "stated": draw(st.integers(0, 9)), "count": CLAIMS[id]},
                {"category": st.just("a"), "text": texts, "note": texts},
            )
        )
        for id in draw(_some([*CLAIMS]))
    ]
    source = {
        "title": lines,
        "author": lines,
        "date": st.sampled_from(DATES),
        "language": st.sampled_from(LANGUAGES),
        "url": st.just("https://example.org/source"),
        "validation": _up_to_two(texts),
    }
    tables = {"tables": {name: draw(texts) for name in TABLES}}
    optional = {
        "country": texts,
        "number": st.integers(1, 9),
        "title": texts,
        "start": st.sampled_from(["2019", "2020-02-29"]),
        "end": st.sampled_from(DATES),
        "commitment_url": st.just("https://example.org/{ogp_id}?a='b'"),
        "context": _up_to_two(texts),
        "committee": _records({}, {"name": texts, "members": st.just(members)}),
        "claims": st.just(claims),
        "language": st.sampled_from(LANGUAGES),
    }
    return draw(_records({"id": "plan", "source": draw(_records(tables, source))}, optional))


@st.composite
def documents(draw: st.DrawFn, lines: Lines | None = None, whole: bool = True) -> Tree:
    """Whole documents: five organizations (`parte` is part of `alfa`), up to four commitments.

    Texts are made of `WORDS`, and names differ; or both are these `lines`. Not `whole`: without
    what no question asks for, which takes a third of the time.
    """
    said = lines_of_words if lines is None else lines
    organizations = []
    for id in ORGANIZATION_IDS:
        name = f"Organización {id}" if lines is None else draw(lines)
        optional: dict[str, st.SearchStrategy[Any]] = {"sector": st.sampled_from(SECTORS)}
        if lines is not None:
            optional |= {"acronym": lines, "aliases": _up_to_two(lines)}
        organizations.append(draw(_records({"id": id, "name": name}, optional)))
    organizations[-1]["part_of"] = "alfa"
    if draw(st.booleans()):
        organizations.reverse()  # a part before its whole
    numbers = draw(st.lists(st.sampled_from(NUMBERS), unique=True, max_size=4))
    policy_area = {"policy_area": said}
    topics = [
        draw(_records({"id": id, "name": draw(_texts(said))}, policy_area)) for id in TOPIC_IDS
    ]
    needed = {
        "plan": draw(_plans(said)) if whole else plan(language=draw(st.sampled_from(LANGUAGES))),
        "topics": topics,
        "organizations": organizations,
        "commitments": [draw(_commitments(number, said, whole)) for number in numbers],
    }
    return draw(_records(needed, {"version": said, "license": said}))


def plans() -> st.SearchStrategy[DataSet]:
    """Data sets to ask questions of."""
    return documents(whole=False).map(schema.read)
