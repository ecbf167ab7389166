"""The questions, asked from Python; `import ogpmx` offers what is here.

`load` and `select` answer with the models. `tables` answers with records, plain dictionaries, and
so does every other question: with those that its command writes as JSON, made by the same code.
Their texts are in the language `lang`, or in the nearest that the plan has; keys and codes are the
same in every language.
"""

import os
from collections.abc import Callable, Iterable
from typing import TypedDict, Unpack

import msgspec

from ogpmx import loader, messages
from ogpmx.commands.assessments import command as answer_assessments
from ogpmx.commands.audit import command as answer_audit
from ogpmx.commands.compare import compare_plans
from ogpmx.commands.participant import command as answer_participant
from ogpmx.commands.participants import command as answer_participants
from ogpmx.commands.plan import command as answer_plan
from ogpmx.commands.search import command as answer_search
from ogpmx.commands.summary import command as answer_summary
from ogpmx.commitments import COMMITMENTS
from ogpmx.exports.tables import TABLES
from ogpmx.filters import FILTERS, Criteria, choose_commitments, select_commitments
from ogpmx.matching import require_one_of
from ogpmx.messages import ENGLISH
from ogpmx.models import Commitment, CommitmentNumber, DataSet
from ogpmx.rows import Answer, Localized, Record

Values = str | Iterable[str] | None  # one value or several; None, or none: the filter is not used


class Filters(TypedDict, total=False):
    """The filters of the command line (`filters.FILTERS`), by name."""

    status: Values
    participant: Values
    role: Values
    sector: Values
    completion: Values
    opening: Values
    early_results: Values
    topic: Values
    suspended: Values | bool
    search: Values


def _make_criteria(filters: Filters) -> Criteria:
    """The filters as the command line has them; raises `Misuse` for one that there is not."""
    criteria: dict[str, list[str]] = {}
    for name, value in filters.items():
        name = require_one_of(name, FILTERS, "filter")
        if isinstance(value, bool):
            value = "yes" if value else "no"
        if isinstance(value, str) or not isinstance(value, Iterable):
            value = [] if value is None else [value]
        criteria[name] = [*map(str, value)]
    return criteria


def _require_plan(data: object) -> DataSet:
    """The data set that was given; `TypeError` for anything else."""
    if not isinstance(data, DataSet):
        given = type(data).__name__
        raise TypeError(f"a plan is wanted: a DataSet, as load() gives it, not {given}")
    return data


def _ask(lang: str, question: Callable[..., Answer], data: DataSet, *asked: object) -> list[Record]:
    """The records of a command's answer in this language."""
    if not isinstance(lang, str):
        raise TypeError(f"a language is wanted, such as “es”, not {type(lang).__name__}")
    with messages.speaking(lang):
        answer = question(Localized(_require_plan(data), lang), *asked)
        return _to_plain([*answer.records()])


def _to_plain(records: list[Record]) -> list[Record]:
    """The records as JSON has them: codes are plain strings, tuples are lists."""
    return msgspec.json.decode(msgspec.json.encode(records), type=list[Record])


def load(file: str | bytes | os.PathLike[str] | None = None) -> DataSet:
    """The plan in a file (YAML, JSON or JSON Lines); without a file, Mexico's fourth.

    Raises `BadData` with the first faults of the file: line, column, what is wrong.
    """
    return loader.load(None if file is None else os.fsdecode(file))


def select(data: DataSet, **filters: Unpack[Filters]) -> tuple[Commitment, ...]:
    """The commitments that match every filter, in the plan's order.

    Of several values of a filter one is enough, but of participants all must have taken part; with
    none, as with None, the filter is not used.
    Raises `Misuse` for a code that a filter lacks, `NotFound` for a name that is nobody's.
    """
    return select_commitments(_require_plan(data), _make_criteria(filters))


def tables(data: DataSet) -> dict[str, list[Record]]:
    """The tables of the data package by name: a record for each row, with texts in all languages.

    The columns are those of `ogpmx export --format datapackage`, which also describes them.
    """
    data = _require_plan(data)
    found = {}
    for table in TABLES:
        names = [column.name for column in table.columns(data)]
        records = [dict(zip(names, cells, strict=True)) for cells in table.cells(data)]
        found[table.name] = _to_plain(records)
    return found


def show(
    data: DataSet, *commitments: CommitmentNumber, lang: str = ENGLISH, **filters: Unpack[Filters]
) -> list[Record]:
    """Commitments whole: those that are named (number, range, OGP id, words of the title), or all.

    Raises `NotFound` for a name that is no commitment's.
    """

    for named in commitments:
        if not isinstance(named, int | str):
            given = type(named).__name__
            raise TypeError(f"a number or text names a commitment, an argument each, not {given}")

    def answer(localized: Localized, criteria: Criteria) -> Answer:
        chosen = choose_commitments(data, [*map(str, commitments)], criteria)
        return Answer(COMMITMENTS, chosen, localized)

    return _ask(lang, answer, data, _make_criteria(filters))


def search(
    data: DataSet, text: str, *, lang: str = ENGLISH, **filters: Unpack[Filters]
) -> list[Record]:
    """Where it is said: a record for each text that holds the words, with a snippet of it."""
    if not isinstance(text, str):
        raise TypeError(f"a text is wanted, not {type(text).__name__}")
    return _ask(lang, answer_search, data, _make_criteria(filters), [text])


def participants(data: DataSet, *, lang: str = ENGLISH, **filters: Unpack[Filters]) -> list[Record]:
    """Who took part, the most active first, with the numbers of their commitments by role."""
    return _ask(lang, answer_participants, data, _make_criteria(filters))


def participant(data: DataSet, name: str, *, lang: str = ENGLISH) -> Record:
    """What the organization did that answers to `name`, with its parts, mentions and partners.

    Raises `NotFound` if it is nobody's name, or that of several.
    """
    (record,) = _ask(lang, answer_participant, data, [name])
    return record


def assessments(
    data: DataSet, *, divergent: bool = False, lang: str = ENGLISH, **filters: Unpack[Filters]
) -> list[Record]:
    """What the two evaluators say of each commitment; `divergent`: only where they differ."""
    return _ask(lang, answer_assessments, data, _make_criteria(filters), None, divergent)


def count_by(
    data: DataSet,
    field: str,
    cross: str | None = None,
    *,
    lang: str = ENGLISH,
    **filters: Unpack[Filters],
) -> list[Record]:
    """How many commitments have each value of a field of `ogpmx summary`, such as `sector`.

    `cross`: a second field, by whose values each is counted too. Raises `Misuse` for a field that
    there is not.
    """
    return _ask(lang, answer_summary, data, _make_criteria(filters), [field], cross)


def audit(data: DataSet, *, lang: str = ENGLISH) -> list[Record]:
    """Each figure that the source states, beside what its own rows count."""
    return _ask(lang, answer_audit, data)


def compare(
    data: DataSet, *others: DataSet, by: str | None = None, lang: str = ENGLISH
) -> list[Record]:
    """Plans beside each other, a record each; `by`: one for each value of a field in each plan."""

    def answer(first: Localized) -> Answer:
        return compare_plans([first, *(Localized(_require_plan(o), lang) for o in others)], by)

    return _ask(lang, answer, data)


def plan(data: DataSet, *, lang: str = ENGLISH) -> Record:
    """What the plan is: period, committee, context, claims, source, citation."""
    (record,) = _ask(lang, answer_plan, data)
    return record
