"""The commands: each asks one query and hands over one answer. Their docstrings are their help.

What a command needs it imports when it runs: the help of the whole reads all of these docstrings.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, cast

import typer

from ogpmx.completion import complete_field, complete_number, complete_organization
from ogpmx.errors import ExitStatus, Misuse
from ogpmx.messages import N_, _, language
from ogpmx.safe import one_line
from ogpmx.shared import among, answers, path
from ogpmx.words import one_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ogpmx.columns import Answer
    from ogpmx.models import Commitment, DataSet
    from ogpmx.queries import Criteria, Finding, Hit, Profile

# as in `export.EXPORTS`, which is too much to import for a command's help
EXPORT_FORMATS = {  # and how their files' names end
    "yaml": (".yaml", ".yml"),
    "json": (".json",),
    "csv": (".csv",),
    "datapackage": (),
    "sqlite": (".db", ".sqlite"),
    "xlsx": (".xlsx",),
}


@answers("COMMITMENTS")
def list_(data: DataSet, criteria: Criteria) -> Sequence[Commitment]:
    """List the commitments, one row each, in the plan's order."""
    from ogpmx import queries

    return queries.select(data, criteria)


@answers("COMMITMENTS")
def filter_(data: DataSet, criteria: Criteria) -> Sequence[Commitment]:
    """List the commitments that match.

    Values of a repeated option are alternatives (but --participant repeated asks for those who
    worked together); different options must all match. On an option of the IRM, none-stated finds
    what the report does not state.
    """
    from ogpmx import queries

    if not criteria:
        options = ", ".join(map(queries.option, queries.FILTERS))
        raise Misuse(_("Name at least one criterion: {options}.").format(options=options))
    return queries.select(data, criteria)


@answers("CARDS")
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
) -> Sequence[Commitment]:
    """Show commitments whole: objective, participants by role, results, the evaluators' words."""
    from ogpmx import queries

    return queries.find(data, numbers)


@answers("CROSS")
def summary(
    data: DataSet,
    criteria: Criteria,
    by: Annotated[
        list[str] | None,
        typer.Option(
            "--by",
            metavar="FIELD",
            help=N_("Count by this field only; may be repeated."),
            autocompletion=complete_field,
        ),
    ] = None,
    cross: Annotated[
        str | None,
        typer.Option(
            "--cross",
            metavar="FIELD",
            help=N_("With --by: count each by this second field too."),
            autocompletion=complete_field,
        ),
    ] = None,
) -> Answer:
    """Count the commitments: by status, IRM scales, topics, sectors, roles and participants.

    A commitment counts once for each value that it has, so that shares of topics, sectors, roles
    and participants may add up to more than the whole.
    """
    from ogpmx import columns, queries

    edition = columns.Edition(data, language())
    selected = queries.select(data, criteria)
    groups = [one_of(group, [*queries.FIELDS], "--by") for group in by or queries.FIELDS]
    if cross is None:
        rows = [row for group in groups for row in queries.tally(data, selected, group)]
        return columns.Answer(columns.SUMMARY, rows, edition)
    if not by:
        raise Misuse(_("--cross needs --by: the field whose values are counted."))
    one_of(cross, [*queries.FIELDS], "--cross")
    rows = [row for group in groups for row in queries.cross(data, selected, group, cross)]
    return columns.Answer(columns.CROSS, rows, edition)


@answers("HITS")
def search(
    data: DataSet,
    criteria: Criteria,
    text: Annotated[
        list[str],
        typer.Argument(
            metavar="TEXT...",
            help=N_(
                "Words that must all be there; 'a \"quoted phrase\"' is searched for as a whole."
            ),
        ),
    ],
) -> Sequence[Hit]:
    """Find where something is said: in titles, objectives, results, assessments, names, topics.

    Accents and case do not matter; a word finds those that begin with it.
    """
    from ogpmx import queries

    wanted = " ".join(text)
    if not queries.terms(wanted):
        raise Misuse(_("Nothing to search for."))
    return queries.search(data, queries.select(data, criteria), wanted, language())


@answers("PARTICIPANTS")
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
    from ogpmx import columns, queries

    own = {name: criteria[name] for name in ("sector", "role") if name in criteria}
    queries.check(data, own)
    others = {name: values for name, values in criteria.items() if name not in own}
    selected: Sequence[Commitment] = queries.select(data, others)
    if commitment:
        asked = {c.number for c in queries.find(data, commitment)}
        selected = [c for c in selected if c.number in asked]
    rows = queries.participants(data, selected, own.get("sector", ()), own.get("role", ()))
    shape = columns.MATRIX if matrix else columns.PARTICIPANTS
    return columns.Answer(shape, rows, columns.Edition(data, language()))


@answers("PROFILE")
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
) -> Sequence[Profile]:
    """Show what an organization did: its names, its commitments with role and status, mentions.

    What its parts did is counted too.
    """
    from ogpmx import queries

    return [queries.profile(data, " ".join(name))]


@answers("ASSESSMENTS")
def assessments(
    data: DataSet,
    criteria: Criteria,
    divergent: Annotated[
        bool,
        typer.Option("--divergent", help=N_("Only where both state completion and differ.")),
    ] = False,
) -> Sequence[Commitment]:
    """Set what the two evaluators say side by side: the self-assessment and the IRM.

    They are compared on completion alone, where the report states what the IRM said of it.
    """
    from ogpmx import queries

    selected = queries.select(data, criteria)
    return [c for c in selected if queries.divergent(c)] if divergent else selected


@answers("PLAN")
def plan(data: DataSet) -> Sequence[DataSet]:
    """Show what this plan is: period, coordinating committee, headline figures, source."""
    return [data]


@answers("AUDIT")
def audit(data: DataSet) -> Sequence[Finding]:
    """Hold each headline figure of the report against the rows of its own tables.

    What the rows count is computed when asked; nothing is stored but what the report states.
    """
    from ogpmx import queries

    return queries.audit(data)


@answers("FAULTS")
def validate(
    file: Annotated[
        str,
        typer.Argument(
            metavar="FILE", help=N_("A YAML, JSON or JSON Lines file; - is standard input.")
        ),
    ],
) -> Answer:
    """Name every fault of a file, with line and column; exit status 1 if there are any."""
    from ogpmx import columns, loader

    report = loader.examine(path(file))
    rows = [
        columns.FaultRow(report.name, fault.line, fault.column, fault.where, fault.message)
        for fault in report.faults
    ]
    nothing = cast("columns.Edition", None)  # faults are told in the language in use
    if report.data is None:
        return columns.Answer(columns.FAULTS, rows, nothing, status=ExitStatus.FAILED)
    word = _("{file}: valid. {commitments} commitments, {organizations} organizations.").format(
        file=one_line(report.name),
        commitments=len(report.data.commitments),
        organizations=len(report.data.organizations),
    )
    return columns.Answer(columns.FAULTS, rows, nothing, word=word)


def schema() -> str:
    """Print the JSON Schema (2020-12) of a plan's file, for editors and other programs.

    It is made from the types that reading uses. It cannot say that every reference exists and that
    nothing is repeated; validate checks that.
    """
    from ogpmx.schema import json_schema

    return json_schema()


def export(
    data: DataSet,
    format: Annotated[
        str | None,
        typer.Option(
            "--format",
            "-f",
            metavar="FORMAT",
            help=N_(
                "yaml, json, csv, datapackage, sqlite or xlsx; "
                "left out: as PATH ends, or else yaml."
            ),
            autocompletion=among([*EXPORT_FORMATS]),
        ),
    ] = None,
    output: Annotated[
        str | None,
        typer.Option(
            "--output",
            "-o",
            metavar="PATH",
            help=N_("The file, or for datapackage the folder, to write."),
        ),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help=N_("Replace what is there."))] = False,
) -> bytes | None:
    """Give the whole plan, both languages: for other programs, to edit, or to keep.

    yaml, json and csv (one flat table) go to standard output or to a file; datapackage is a folder
    of CSV tables that describe themselves, sqlite a database, xlsx a workbook.
    """
    if format is None:
        ends = (name for name, e in EXPORT_FORMATS.items() if (output or "").lower().endswith(e))
        format = next(ends, "yaml")
    one_of(format, [*EXPORT_FORMATS], "--format")
    from ogpmx.export import EXPORTS

    chosen = EXPORTS[format]
    if output is None:
        if not chosen.to_stdout:
            raise Misuse(_("{format} needs --output.").format(format=format))
        content = chosen.make(data)
        assert isinstance(content, bytes)
        return content
    chosen.write(data, path(output), force)
    return None
