"""The commands: each asks one query and hands over one answer. Their docstrings are their help."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, cast

import typer

from ogpmx import queries
from ogpmx.columns import (
    ASSESSMENTS,
    AUDIT,
    CARDS,
    COMMITMENTS,
    CROSS,
    FAULTS,
    HITS,
    MATRIX,
    PARTICIPANTS,
    PLAN,
    PROFILE,
    SUMMARY,
    Answer,
    Edition,
    FaultRow,
)
from ogpmx.errors import ExitStatus, Misuse
from ogpmx.messages import N_, _, language
from ogpmx.models import Commitment, DataSet
from ogpmx.options import among, answers, complete_number, complete_organization, examine
from ogpmx.queries import Criteria
from ogpmx.safe import one_line
from ogpmx.schema import json_schema


@answers(COMMITMENTS)
def list_(data: DataSet, criteria: Criteria) -> Answer:
    """List the commitments, one row each, in the plan's order."""
    return Answer(COMMITMENTS, queries.select(data, criteria), Edition(data, language()))


@answers(COMMITMENTS)
def filter_(data: DataSet, criteria: Criteria) -> Answer:
    """List the commitments that match.

    Values of a repeated option are alternatives (but --participant repeated asks for those who
    worked together); different options must all match. On an option of the IRM, none-stated finds
    what the report does not state.
    """
    if not criteria:
        raise Misuse(_("Name at least one criterion: {options}.").format(options=_options()))
    return list_(data, criteria)


def _options() -> str:
    return ", ".join(map(queries.option, queries.FILTERS))


@answers(CARDS)
def show(
    data: DataSet,
    numbers: Annotated[
        list[str],
        typer.Argument(
            metavar="N...",
            help=N_("Numbers or OGP ids of commitments: 8, MX0082."),
            autocompletion=complete_number,
        ),
    ],
) -> Answer:
    """Show commitments whole: objective, participants by role, results, the evaluators' words."""
    return Answer(CARDS, queries.find(data, numbers), Edition(data, language()))


@answers(CROSS)
def summary(
    data: DataSet,
    criteria: Criteria,
    by: Annotated[
        list[str] | None,
        typer.Option(
            "--by",
            metavar="FIELD",
            help=N_("Count by this field only; may be repeated."),
            autocompletion=among([*queries.FIELDS]),
        ),
    ] = None,
    cross: Annotated[
        str | None,
        typer.Option(
            "--cross",
            metavar="FIELD",
            help=N_("With --by: count each by this second field too."),
            autocompletion=among([*queries.FIELDS]),
        ),
    ] = None,
) -> Answer:
    """Count the commitments: by status, IRM scales, topics, sectors, roles and participants.

    A commitment counts once for each value that it has, so that shares of topics, sectors, roles
    and participants may add up to more than the whole.
    """
    edition = Edition(data, language())
    selected = queries.select(data, criteria)
    groups = [queries.one_of(group, [*queries.FIELDS], "--by") for group in by or queries.FIELDS]
    if cross is None:
        rows = [row for group in groups for row in queries.tally(data, selected, group)]
        return Answer(SUMMARY, rows, edition)
    if not by:
        raise Misuse(_("--cross needs --by: the field whose values are counted."))
    queries.one_of(cross, [*queries.FIELDS], "--cross")
    rows = [row for group in groups for row in queries.cross(data, selected, group, cross)]
    return Answer(CROSS, rows, edition)


@answers(HITS)
def search(
    data: DataSet,
    criteria: Criteria,
    text: Annotated[
        list[str],
        typer.Argument(
            metavar="TEXT...",
            help=N_("Words, all of which count; 'a \"quoted phrase\"' holds together."),
        ),
    ],
) -> Answer:
    """Find where something is said: in titles, objectives, results, assessments, names, topics.

    Accents and case do not matter; a word finds those that begin with it.
    """
    wanted = " ".join(text)
    if not queries.terms(wanted):
        raise Misuse(_("Nothing to search for."))
    selected = queries.select(data, criteria)
    lang = language()
    return Answer(HITS, queries.search(data, selected, wanted, lang), Edition(data, lang))


@answers(PARTICIPANTS)
def participants(
    data: DataSet,
    criteria: Criteria,
    commitment: Annotated[
        list[str] | None,
        typer.Option(
            "--commitment",
            metavar="N",
            help=N_("Only who took part in this commitment; may be repeated."),
            autocompletion=complete_number,
        ),
    ] = None,
    matrix: Annotated[
        bool, typer.Option("--matrix", help=N_("Draw organizations by commitments."))
    ] = False,
) -> Answer:
    """List who took part, one row each, the most active first.

    --sector and --role choose among the organizations; every other filter chooses the commitments
    in which they took part.
    """
    own = {name: criteria[name] for name in ("sector", "role") if name in criteria}
    queries.check(data, own)
    others = {name: values for name, values in criteria.items() if name not in own}
    selected: Sequence[Commitment] = queries.select(data, others)
    if commitment:
        asked = {c.number for c in queries.find(data, commitment)}
        selected = [c for c in selected if c.number in asked]
    rows = queries.participants(data, selected, own.get("sector", ()), own.get("role", ()))
    return Answer(MATRIX if matrix else PARTICIPANTS, rows, Edition(data, language()))


@answers(PROFILE)
def participant(
    data: DataSet,
    name: Annotated[
        list[str],
        typer.Argument(
            metavar="NAME...",
            help=N_("Any of its names, its acronym, its id, or a part of its name."),
            autocompletion=complete_organization,
        ),
    ],
) -> Answer:
    """Show what an organization did: its names, its commitments with role and status, mentions.

    Whoever is part of it counts with it.
    """
    return Answer(PROFILE, [queries.profile(data, " ".join(name))], Edition(data, language()))


@answers(ASSESSMENTS)
def assessments(
    data: DataSet,
    criteria: Criteria,
    divergent: Annotated[
        bool,
        typer.Option(
            "--divergent", help=N_("Only where both state completion, and state another one.")
        ),
    ] = False,
) -> Answer:
    """Set what the two evaluators say side by side: the self-assessment and the IRM.

    They are compared on completion alone, where the report states what the IRM said of it.
    """
    selected = queries.select(data, criteria)
    rows = [c for c in selected if queries.divergent(c)] if divergent else selected
    return Answer(ASSESSMENTS, rows, Edition(data, language()))


@answers(PLAN)
def plan(data: DataSet) -> Answer:
    """Show what this plan is: period, coordinating committee, headline figures, source."""
    return Answer(PLAN, [data], Edition(data, language()))


@answers(AUDIT)
def audit(data: DataSet) -> Answer:
    """Hold each headline figure of the report against the rows of its own tables.

    What the rows count is computed when asked; nothing is stored but what the report states.
    """
    return Answer(AUDIT, queries.audit(data), Edition(data, language()))


@answers(FAULTS)
def validate(
    file: Annotated[
        str, typer.Argument(metavar="FILE", help=N_("A YAML, JSON or JSON Lines file; - is stdin."))
    ],
) -> Answer:
    """Name every fault of a file, with line and column; exit status 1 if there are any."""
    report = examine(file)
    rows = [FaultRow(report.name, *fault) for fault in report.faults]
    nothing = cast(Edition, None)  # faults are told in the language in use
    if report.data is None:
        return Answer(FAULTS, rows, nothing, status=ExitStatus.FAILED)
    word = _("{file}: valid. {commitments} commitments, {organizations} organizations.").format(
        file=one_line(report.name),
        commitments=len(report.data.commitments),
        organizations=len(report.data.organizations),
    )
    return Answer(FAULTS, rows, nothing, word=word)


def schema() -> str:
    """Print the JSON Schema (2020-12) of such files, for editors and other programs.

    It is made from the types that reading uses. That references lead somewhere and that nothing
    stands twice it cannot say; validate does.
    """
    return json_schema()
