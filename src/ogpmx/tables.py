"""The tables of the data package and of the database, declared once.

CSV, `datapackage.json`, SQL and Datasette's metadata are derived from `TABLES`.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from ogpmx import columns
from ogpmx.columns import Column, Edition
from ogpmx.fields import (
    Count,
    Date,
    Id,
    LangCode,
    Letter,
    Number,
    OgpId,
    Url,
    UrlTemplate,
)
from ogpmx.messages import N_
from ogpmx.models import (
    ClaimCode,
    Commitment,
    Completion,
    DataSet,
    EarlyResults,
    Lang,
    Opening,
    Role,
    Sector,
    SourceTable,
    Status,
    Text,
)

Cell = str | int | bool | None


@dataclass(frozen=True)
class Field:
    """A column of a table. `kind` is a type of `models`, from which its constraints come."""

    name: str
    title: Text
    about: Text
    kind: Any = str
    required: bool = True
    unique: bool = False
    refers: str | None = None  # the table whose key it holds

    @property
    def type(self) -> str:
        """Table Schema's name of the type."""
        base = getattr(self.kind, "__origin__", self.kind)
        return {bool: "boolean", int: "integer"}.get(base, "string")

    @property
    def codes(self) -> list[str]:
        """Every value that it may have, in the scale's order; empty: any."""
        return [str(code) for code in self.kind] if _is_code(self.kind) else []

    @property
    def limits(self) -> Any:
        """The pattern and the least and greatest value that `models` declares, if any."""
        return next(iter(getattr(self.kind, "__metadata__", ())), None)


def _is_code(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, StrEnum)


@dataclass(frozen=True)
class Table:
    """A table: its columns, its key, and its rows, each with a cell a column."""

    name: str
    title: Text
    about: Text
    fields: tuple[Field, ...]
    key: tuple[str, ...]
    rows: Callable[[DataSet], Iterator[tuple[Cell, ...]]]
    label: str | None = None  # the column that names a row to people


def texts(es: str, en: str) -> Text:
    return Text(es=es, en=en)


def _fields(name: str, title: Text, about: Text, required: bool = True) -> tuple[Field, ...]:
    """A column for each language of a text."""
    spanish = texts(f"{title.es} (español)", f"{title.en} (Spanish)")
    english = texts(f"{title.es} (inglés)", f"{title.en} (English)")
    return tuple(
        Field(f"{name}_{lang}", heading, about, required=required)
        for lang, heading in ((Lang.ES, spanish), (Lang.EN, english))
    )


def _texts(text: Text | None) -> tuple[str | None, ...]:
    return tuple(text[lang] if text else None for lang in Lang)


def _plan(data: DataSet) -> Iterator[tuple[Cell, ...]]:
    plan, source = data.plan, data.plan.source
    committee = plan.committee.name if plan.committee else None
    yield (
        *(plan.id, data.version, data.license, *_texts(plan.country), plan.number),
        *(*_texts(plan.title), plan.start, plan.end, plan.commitment_url, *_texts(committee)),
        *(source.title, source.author, source.date, source.language, source.url),
    )


def _notes(data: DataSet) -> Iterator[tuple[Cell, ...]]:
    for kind, texts in (
        (NoteKind.CONTEXT, data.plan.context),
        (NoteKind.VALIDATION, data.plan.source.validation),
    ):
        for place, text in enumerate(texts, 1):
            yield (kind, place, *_texts(text))


def _committee(data: DataSet) -> Iterator[tuple[Cell, ...]]:
    members = data.plan.committee.members if data.plan.committee else ()
    for place, member in enumerate(members, 1):
        yield (place, member.organization, *_texts(member.part))


def _commitments(data: DataSet) -> Iterator[tuple[Cell, ...]]:
    for c in data.commitments:
        suspended, source = c.suspension, c.source
        yield (
            *(c.number, c.ogp_id, data.url(c), *_texts(c.title), c.status, *_texts(c.objective)),
            *(suspended is not None, suspended.since if suspended else None),
            *_texts(suspended.reason if suspended else None),
            *((source.table, source.row) if source else (None, None)),
        )


def _assessments(data: DataSet) -> Iterator[tuple[Cell, ...]]:
    for c in data.commitments:
        irm = c.irm
        scales = (irm.completion, irm.opening, irm.early_results)
        yield (c.number, *_texts(c.self_assessment), *scales, *_texts(irm.text))


class NoteKind(StrEnum):
    """What a note of the plan tells."""

    CONTEXT = "context"
    VALIDATION = "validation"


_COMMITMENT = Field(
    "commitment",
    texts("Compromiso", "Commitment"),
    texts("El número del compromiso.", "The commitment's number."),
    Number,
    refers="commitments",
)
_ORGANIZATION = Field(
    "organization",
    texts("Organización", "Organization"),
    texts("El id de la organización.", "The organization's id."),
    Id,
    refers="organizations",
)
_POSITION = Field(
    "position",
    texts("Posición", "Position"),
    texts(
        "El lugar en el orden de la fuente, desde 1.", "The place in the source's order, from 1."
    ),
    Number,
)

TABLES: tuple[Table, ...] = (
    Table(
        "plan",
        texts("Plan", "Plan"),
        texts(
            "El plan de acción y su fuente, en una fila.",
            "The action plan and its source, one row.",
        ),
        (
            Field("id", texts("Id", "Id"), texts("El id del plan.", "The plan's id."), Id),
            Field(
                "version",
                texts("Versión", "Version"),
                texts("La versión de los datos.", "The version of the data."),
            ),
            Field(
                "license",
                texts("Licencia", "Licence"),
                texts(
                    "La licencia de los datos, por su identificador SPDX.",
                    "The licence of the data, by its SPDX identifier.",
                ),
            ),
            *_fields(
                "country",
                texts("País", "Country"),
                texts("El país del plan.", "The country whose plan it is."),
            ),
            Field(
                "number",
                texts("Número", "Number"),
                texts(
                    "Cuál de los planes del país es, desde 1.",
                    "Which of the country's plans it is, from 1.",
                ),
                Number,
                required=False,
            ),
            *_fields(
                "title", texts("Título", "Title"), texts("El título del plan.", "The plan's title.")
            ),
            Field(
                "start",
                texts("Inicio", "Start"),
                texts("Cuándo comenzó: año, mes o día.", "When it began: a year, month or day."),
                Date,
            ),
            Field(
                "end",
                texts("Fin", "End"),
                texts("Cuándo terminó: año, mes o día.", "When it ended: a year, month or day."),
                Date,
            ),
            Field(
                "commitment_url",
                texts("Dirección de los compromisos", "Address of the commitments"),
                texts(
                    "La dirección de un compromiso, con {ogp_id} donde va su identificador de OGP.",
                    "A commitment's address, with {ogp_id} where its OGP identifier goes.",
                ),
                UrlTemplate,
                required=False,
            ),
            *_fields(
                "committee",
                texts("Comité", "Committee"),
                texts(
                    "El comité que coordinó el plan.", "The committee that coordinated the plan."
                ),
                required=False,
            ),
            Field(
                "source_title",
                texts("Fuente: título", "Source: title"),
                texts(
                    "El documento del que provienen los datos.",
                    "The document that the data come from.",
                ),
            ),
            Field(
                "source_author",
                texts("Fuente: autoría", "Source: author"),
                texts("Quién escribió la fuente.", "Who wrote the source."),
            ),
            Field(
                "source_date",
                texts("Fuente: fecha", "Source: date"),
                texts("La fecha de la fuente.", "The source's date."),
                Date,
                required=False,
            ),
            Field(
                "source_language",
                texts("Fuente: idioma", "Source: language"),
                texts("El idioma de la fuente (ISO 639).", "The source's language (ISO 639)."),
                LangCode,
                required=False,
            ),
            Field(
                "source_url",
                texts("Fuente: dirección", "Source: address"),
                texts("Dónde está la fuente en la web.", "Where the source is on the web."),
                Url,
                required=False,
            ),
        ),
        ("id",),
        _plan,
        label="title_en",
    ),
    Table(
        "notes",
        texts("Notas", "Notes"),
        texts(
            "El contexto del plan, y cómo se validó su fuente.",
            "The plan's context, and how its source was validated.",
        ),
        (
            Field(
                "kind",
                texts("Clase", "Kind"),
                texts(
                    "context: el contexto del plan; validation: cómo se validó la fuente.",
                    "context: the plan's context; validation: how the source was validated.",
                ),
                NoteKind,
            ),
            _POSITION,
            *_fields("text", texts("Texto", "Text"), texts("La nota.", "The note.")),
        ),
        ("kind", "position"),
        _notes,
    ),
    Table(
        "topics",
        texts("Temas", "Topics"),
        texts(
            "De qué tratan los compromisos; los asigna este conjunto de datos.",
            "What commitments are about, as this data set assigns it.",
        ),
        (
            Field("id", texts("Id", "Id"), texts("El id del tema.", "The topic's id."), Id),
            *_fields("name", texts("Nombre", "Name"), texts("El nombre del tema.", "Its name.")),
            Field(
                "policy_area",
                texts("Área de política", "Policy area"),
                texts(
                    "El nombre que OGP da al área de política, donde alguna corresponde.",
                    "OGP's name of the policy area, where one fits.",
                ),
                required=False,
            ),
        ),
        ("id",),
        lambda data: ((t.id, *_texts(t.name), t.policy_area) for t in data.topics),
        label="name_en",
    ),
    Table(
        "organizations",
        texts("Organizaciones", "Organizations"),
        texts(
            "Quienes participan o son mencionados, una vez cada cual.",
            "Anyone who takes part or is mentioned, once each.",
        ),
        (
            Field(
                "id",
                texts("Id", "Id"),
                texts("El id de la organización.", "The organization's id."),
                Id,
            ),
            Field(
                "name", texts("Nombre", "Name"), texts("El nombre oficial.", "The official name.")
            ),
            Field(
                "acronym",
                texts("Siglas", "Acronym"),
                texts("Sus siglas, si las tiene.", "Its acronym, if it has one."),
                required=False,
            ),
            Field(
                "sector",
                texts("Sector", "Sector"),
                texts("El sector al que pertenece.", "The sector that it belongs to."),
                Sector,
            ),
            Field(
                "part_of",
                texts("Parte de", "Part of"),
                texts(
                    "El id de la organización de la que es parte.",
                    "The id of the organization that it is a part of.",
                ),
                Id,
                required=False,
                refers="organizations",
            ),
        ),
        ("id",),
        lambda data: ((o.id, o.name, o.acronym, o.sector, o.part_of) for o in data.organizations),
        label="name",
    ),
    Table(
        "aliases",
        texts("Otros nombres", "Aliases"),
        texts(
            "Cada otra forma en que la fuente escribe el nombre de una organización.",
            "Every other way in which the source spells an organization's name.",
        ),
        (
            _ORGANIZATION,
            _POSITION,
            Field(
                "alias", texts("Otro nombre", "Alias"), texts("El otro nombre.", "The spelling.")
            ),
        ),
        ("organization", "position"),
        lambda data: (
            (o.id, place, alias)
            for o in data.organizations
            for place, alias in enumerate(o.aliases, 1)
        ),
    ),
    Table(
        "committee",
        texts("Comité", "Committee"),
        texts(
            "Quiénes integran el comité que coordinó el plan, y qué hicieron.",
            "The members of the committee that coordinated the plan, and what they did.",
        ),
        (
            _POSITION,
            _ORGANIZATION,
            *_fields("part", texts("Tarea", "Part"), texts("Lo que hizo.", "What it did.")),
        ),
        ("position",),
        _committee,
    ),
    Table(
        "claims",
        texts("Cifras declaradas", "Claims"),
        texts(
            "Las cifras contables de las páginas iniciales de la fuente, como las declara.",
            "The countable figures of the source's opening pages, as stated.",
        ),
        (
            Field(
                "claim",
                texts("Cifra", "Claim"),
                texts("Qué se cuenta.", "What is counted."),
                ClaimCode,
            ),
            Field(
                "stated",
                texts("Declarado", "Stated"),
                texts("La cifra declarada.", "The figure stated."),
                Count,
            ),
            Field(
                "category",
                texts("Categoría", "Category"),
                texts(
                    "La letra de la categoría de resultados, si es de una.",
                    "The letter of the category of outcomes, if it is of one.",
                ),
                Letter,
                required=False,
            ),
            *_fields(
                "text", texts("Texto", "Text"), texts("La afirmación.", "The claim, in our words.")
            ),
        ),
        ("claim",),
        lambda data: (
            (claim.claim, claim.stated, claim.category, *_texts(claim.text))
            for claim in data.plan.claims
        ),
    ),
    Table(
        "commitments",
        texts("Compromisos", "Commitments"),
        texts("Las promesas numeradas del plan.", "The numbered promises of the plan."),
        (
            Field(
                "number",
                texts("Número", "Number"),
                texts(
                    "El número del compromiso en el plan.", "The commitment's number in the plan."
                ),
                Number,
            ),
            Field(
                "ogp_id",
                texts("Id de OGP", "OGP id"),
                texts("El identificador que OGP le da.", "The identifier that OGP gives it."),
                OgpId,
                required=False,
                unique=True,
            ),
            Field(
                "url",
                texts("Dirección", "Address"),
                texts("Su página en el sitio de OGP.", "Its page on OGP's site."),
                Url,
                required=False,
            ),
            *_fields(
                "title",
                texts("Título", "Title"),
                texts(
                    "El título tal cual; en inglés, el de OGP.",
                    "The title as it is; in English, OGP's.",
                ),
            ),
            Field(
                "status",
                texts("Estado", "Status"),
                texts(
                    "Cómo terminó, según la autoevaluación.",
                    "How it ended, by the self-assessment.",
                ),
                Status,
            ),
            *_fields(
                "objective",
                texts("Objetivo", "Objective"),
                texts("Lo que se proponía.", "What it set out to do."),
            ),
            Field(
                "suspended",
                texts("Suspendido", "Suspended"),
                texts(
                    "Si la fuente dice que la sociedad civil suspendió su participación.",
                    "Whether the source says that civil society suspended its part.",
                ),
                bool,
            ),
            Field(
                "suspended_since",
                texts("Suspendido desde", "Suspended since"),
                texts("Desde cuándo, si se dice.", "Since when, if that is said."),
                Date,
                required=False,
            ),
            *_fields(
                "suspension_reason",
                texts("Motivo de la suspensión", "Reason of the suspension"),
                texts("Por qué, si se dice.", "Why, if that is said."),
                required=False,
            ),
            Field(
                "source_table",
                texts("Tabla de la fuente", "Table of the source"),
                texts("En qué tabla de la fuente está.", "Which of the source's tables it is in."),
                SourceTable,
                required=False,
            ),
            Field(
                "source_row",
                texts("Fila de la fuente", "Row of the source"),
                texts("En qué fila de esa tabla, desde 1.", "The row in that table, from 1."),
                Number,
                required=False,
            ),
        ),
        ("number",),
        _commitments,
        label="title_en",
    ),
    Table(
        "commitment_topics",
        texts("Temas de los compromisos", "Topics of the commitments"),
        texts("De qué trata cada compromiso.", "What each commitment is about."),
        (
            _COMMITMENT,
            _POSITION,
            Field(
                "topic",
                texts("Tema", "Topic"),
                texts("El id del tema.", "The topic's id."),
                Id,
                refers="topics",
            ),
        ),
        ("commitment", "topic"),
        lambda data: (
            (c.number, place, topic)
            for c in data.commitments
            for place, topic in enumerate(c.topics, 1)
        ),
    ),
    Table(
        "participations",
        texts("Participaciones", "Participations"),
        texts("Quién participó en cada compromiso.", "Who took part in each commitment."),
        (
            _COMMITMENT,
            _POSITION,
            _ORGANIZATION,
            Field(
                "role",
                texts("Función", "Role"),
                texts(
                    "La función que la fuente le da; participant donde no dice ninguna.",
                    "The role as the source words it; participant where it names none.",
                ),
                Role,
            ),
            *_fields(
                "note",
                texts("Nota", "Note"),
                texts("Qué más se dice de su participación.", "What else is said of its part."),
                required=False,
            ),
        ),
        ("commitment", "organization"),
        lambda data: (
            (c.number, place, p.organization, p.role, *_texts(p.note))
            for c in data.commitments
            for place, p in enumerate(c.participants, 1)
        ),
    ),
    Table(
        "mentions",
        texts("Menciones", "Mentions"),
        texts(
            "A quién se nombra en un compromiso sin que esté entre los participantes.",
            "Who is named in a commitment and is not among its participants.",
        ),
        (
            _COMMITMENT,
            _POSITION,
            _ORGANIZATION,
            *_fields(
                "note",
                texts("Nota", "Note"),
                texts("Por qué se le nombra.", "What it is named for."),
                required=False,
            ),
        ),
        ("commitment", "organization"),
        lambda data: (
            (c.number, place, m.organization, *_texts(m.note))
            for c in data.commitments
            for place, m in enumerate(c.mentions, 1)
        ),
    ),
    Table(
        "results",
        texts("Resultados", "Results"),
        texts(
            "Lo que resultó de cada compromiso, un hecho por fila.",
            "What came of each commitment, a fact a row.",
        ),
        (
            _COMMITMENT,
            _POSITION,
            *_fields("text", texts("Texto", "Text"), texts("El resultado.", "The result.")),
        ),
        ("commitment", "position"),
        lambda data: (
            (c.number, place, *_texts(result))
            for c in data.commitments
            for place, result in enumerate(c.results, 1)
        ),
    ),
    Table(
        "assessments",
        texts("Evaluaciones", "Assessments"),
        texts(
            "Lo que dicen de cada compromiso la autoevaluación y el Mecanismo de Revisión "
            "Independiente (IRM); vacío: la fuente no lo dice.",
            "What the self-assessment and the Independent Reporting Mechanism (IRM) say of each "
            "commitment; empty: the source does not say.",
        ),
        (
            _COMMITMENT,
            *_fields(
                "self",
                texts("Autoevaluación", "Self-assessment"),
                texts("Lo que dice la autoevaluación.", "What the self-assessment says."),
            ),
            Field(
                "irm_completion",
                texts("IRM: cumplimiento", "IRM: completion"),
                texts(
                    "Cuánto se cumplió, según el IRM.", "How far it was carried out, by the IRM."
                ),
                Completion,
                required=False,
            ),
            Field(
                "irm_opening",
                texts("IRM: apertura", "IRM: opening"),
                texts(
                    "Si abrió el gobierno, según el IRM.",
                    "Whether it opened government, by the IRM.",
                ),
                Opening,
                required=False,
            ),
            Field(
                "irm_early_results",
                texts("IRM: resultados tempranos", "IRM: early results"),
                texts(
                    "Qué tan fuertes fueron sus resultados tempranos, según el IRM.",
                    "How strong its early results were, by the IRM.",
                ),
                EarlyResults,
                required=False,
            ),
            *_fields(
                "irm", texts("IRM", "IRM"), texts("Lo que dice el IRM.", "What the IRM says.")
            ),
        ),
        ("commitment",),
        _assessments,
    ),
)

KEYS = {table.name: table.key for table in TABLES}


# The one flat table of `csv` and of the workbook's first sheet


def _both(name: str, heading: str, text: Callable[[Commitment], Any]) -> dict[str, Column]:
    """A column for each language of a text, or of a list of texts."""

    def column(lang: Lang) -> Column:
        def value(row: Any, _edition: Edition) -> Any:
            held = text(row)
            return [item[lang] for item in held] if isinstance(held, tuple) else held[lang]

        return Column(heading, value, flexible=True)

    return {f"{name}_{lang}": column(lang) for lang in Lang}


_C = columns.COMMITMENTS.columns

FLAT: dict[str, Column] = {
    **{name: _C[name] for name in ("number", "ogp_id", "url")},
    **_both("title", _C["title"].heading, lambda c: c.title),
    **{name: _C[name] for name in ("status", "active", "topics")},
    **_both("objective", _C["objective"].heading, lambda c: c.objective),
    **_both("results", _C["results"].heading, lambda c: c.results),
    **{name: _C[name] for name in ("participants", "mentions", "self_completion")},
    **{name: _C[name] for name in ("irm_completion", "irm_opening", "irm_early_results")},
    **_both("self", N_("Self-assessment"), lambda c: c.self_assessment),
    **_both("irm", N_("IRM"), lambda c: c.irm.text),
}


def about(data: DataSet) -> Text:
    source = data.plan.source
    return texts(
        f"Compromisos, participantes, resultados y evaluaciones, según «{source.title}» "
        f"({source.author}).",
        f"Commitments, participants, results and assessments, after “{source.title}” "
        f"({source.author}).",
    )
