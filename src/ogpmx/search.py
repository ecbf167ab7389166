"""Finding commitments: by number, OGP id or title, and by the words that their texts hold."""

import dataclasses
import re
import shlex
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any, NamedTuple

from ogpmx.errors import NotFound
from ogpmx.matching import find_fitting, fold, join_or, near_misses
from ogpmx.messages import N_, _, catalogue, current, translate_to_all
from ogpmx.models import (
    TEXT_LANGUAGES,
    Commitment,
    DataSet,
    Mention,
    Participation,
    Suspension,
    Text,
)
from ogpmx.organizations import spellings

# By name


_NUMBER = r"#?0*([0-9]+(?:[.][0-9]+)*)"
_REFERENCE = re.compile(f"{_NUMBER}(?:-{_NUMBER})?|[A-Za-z]{{2}}[0-9]{{4,5}}")


def find_commitments(data: DataSet, references: Iterable[str]) -> tuple[Commitment, ...]:
    """The commitments that are named, in the order asked; raises `NotFound`.

    They are named by number (`8`, `#8`), range (`2-4`), OGP id, words of the title, or `all`.
    """
    found: list[Commitment] = []
    asked = re.sub(r"\s*[-–—]\s*", "-", " ".join(references))
    for item in asked.split(","):
        for coded, words in groupby(item.split(), lambda word: bool(_REFERENCE.fullmatch(word))):
            if coded:
                found += (c for word in words for c in _find_by_code(data, word))
            else:
                found += _find_by_title(data, " ".join(words))
    if not found:
        raise NotFound(_nothing_called(data, asked))
    return tuple(found)


def _find_by_code(data: DataSet, word: str) -> Sequence[Commitment]:
    """A commitment by its OGP id or number, or a range in the plan's order."""
    for commitment in data.commitments:
        if word.upper() == commitment.ogp_id:
            return [commitment]
    numbers = [str(c.number) for c in data.commitments]
    match = _REFERENCE.fullmatch(word)
    ends = [number for number in match.groups() if number] if match else []
    for number in ends or [word]:
        if number not in numbers:
            raise NotFound(_nothing_called(data, number))
    first, last = sorted([numbers.index(ends[0]), numbers.index(ends[-1])])
    return data.commitments[first : last + 1]


def _find_by_title(data: DataSet, words: str) -> Sequence[Commitment]:
    """The one commitment whose title the words fit, or all of them."""
    if fold(words) in map(fold, translate_to_all(N_("all"))):
        return data.commitments
    titled = ((c, [c.title[lang] for lang in TEXT_LANGUAGES]) for c in data.commitments)
    fits = find_fitting(words, titled)
    if not fits:
        raise NotFound(_nothing_called(data, words))
    if len(fits) > 1:
        message = _("“{name}” fits several commitments; type the number of one:").format(name=words)
        raise NotFound(
            "\n".join([message, *(f"  {c.number:>2}  {c.title[current()]}" for c in fits)])
        )
    return fits


def _nothing_called(data: DataSet, reference: str) -> str:
    """That no commitment is called so, and what may be meant: an OGP id, a search, a number."""
    message = _("There is no commitment “{reference}”.").format(reference=reference)
    if not reference.isdecimal():
        meant = near_misses(reference, [c.ogp_id for c in data.commitments if c.ogp_id])
        if meant:
            return message + " " + _("Did you mean {names}?").format(names=join_or(meant))
        terms = parse_terms(reference)
        said = [
            str(c.number) for c in data.commitments if terms and matches_search(data, c, reference)
        ]
        if said:
            hint = _("It is said in {numbers}: ogpmx search {words}")
            return (
                message + " " + hint.format(numbers=", ".join(said), words=shlex.quote(reference))
            )
    known = [str(c.number) for c in data.commitments]
    allowed = ", ".join(known) if len(known) < 40 else f"{known[0]} … {known[-1]}"
    return message + " " + _("Numbers: {numbers}").format(numbers=allowed)


# By words


def parse_terms(text: str) -> list[str]:
    """The terms of a search, folded: whole phrases from quotes, and beginnings of words.

    A space at an end of a term stands for the end of a word there.

    >>> parse_terms('agua "gobierno abierto"')
    [' gobierno abierto ', ' agua']
    """
    phrases = (fold(phrase) for phrase in re.findall(_QUOTED, text))
    words = fold(re.sub(_QUOTED, " ", text)).split()
    return [f" {phrase} " for phrase in phrases if phrase] + [f" {word}" for word in words]


_QUOTED = r'["“«]([^"”»]*)["”»]'


class Passage(NamedTuple):
    """A text of a commitment that can be searched."""

    field: str  # of `Commitment`, whose heading is what the passage is called
    texts: tuple[str, ...]  # one, or the same in each of TEXT_LANGUAGES, in their order


def list_passages(data: DataSet, commitment: Commitment) -> Iterator[Passage]:
    """The texts of a commitment, in the order of its fields."""
    for field in dataclasses.fields(commitment):
        value = getattr(commitment, field.name)
        if field.name == "topics":
            value = tuple(data.topics_by_id[id].name for id in value)
        yield from (Passage(field.name, texts) for texts in _list_texts(data, value))


def _list_texts(data: DataSet, value: Any) -> Iterator[tuple[str, ...]]:
    """The texts within a value of the models: of names one, of prose one for each language."""
    if isinstance(value, Text):
        yield tuple(value[lang] for lang in TEXT_LANGUAGES)
    elif isinstance(value, tuple):
        for item in value:
            yield from _list_texts(data, item)
    elif isinstance(value, Suspension):  # found by that word too, whatever the reason's own are
        words = {lang: catalogue(lang).gettext("Suspension") for lang in TEXT_LANGUAGES}
        reason = value.reason
        yield tuple(f"{w}: {reason[lang]}" if reason else w for lang, w in words.items())
    elif dataclasses.is_dataclass(value):
        if isinstance(value, Participation | Mention):
            yield ("; ".join(spellings(data.organizations_by_id[value.organization])[1:]),)
        for field in dataclasses.fields(value):
            yield from _list_texts(data, getattr(value, field.name))


# Each passage with its folded texts, spaced at both ends, as terms are looked for in them.
FoldedPassages = list[tuple[Passage, list[str]]]


def _fold_passages(data: DataSet, commitment: Commitment) -> FoldedPassages:
    passages = list_passages(data, commitment)
    return [(passage, [f" {fold(text)} " for text in passage.texts]) for passage in passages]


def _hold_all(folded: FoldedPassages, terms: list[str]) -> bool:
    return all(any(term in text for _p, texts in folded for text in texts) for term in terms)


def matches_search(data: DataSet, commitment: Commitment, text: str) -> bool:
    """Whether the commitment holds every term of a search, in any of its texts and languages."""
    return _hold_all(_fold_passages(data, commitment), parse_terms(text))


class Hit(NamedTuple):
    """A passage with what a search asked for; `spans` are where, in characters of `text`."""

    commitment: Commitment
    field: str
    text: str
    lang: str | None  # of the text; None for names, which have none
    spans: tuple[tuple[int, int], ...]


def search_commitments(
    data: DataSet, commitments: Iterable[Commitment], text: str, lang: str
) -> tuple[Hit, ...]:
    """Where the commitments hold the terms of a search: the passages with all of them, or, where
    no passage has all, those with some. A text in `lang` goes before its translation."""
    terms = parse_terms(text)
    hits: list[Hit] = []
    for commitment in commitments:
        folded = _fold_passages(data, commitment)
        if not _hold_all(folded, terms):
            continue
        found = [(passage, *_best_text(passage, texts, terms, lang)) for passage, texts in folded]
        most = max(len(held) for _passage, held, _text, _lang in found)
        least = most if most == len(terms) else 1
        hits += (
            Hit(commitment, passage.field, best, its_lang, _locate(best, held))
            for passage, held, best, its_lang in found
            if len(held) >= least
        )
    return tuple(hits)


def _best_text(
    passage: Passage, folded: list[str], terms: list[str], lang: str
) -> tuple[list[str], str, str | None]:
    """The terms that a passage holds, in which text and language: most terms, `lang` first."""
    langs = TEXT_LANGUAGES if len(passage.texts) > 1 else (None,)
    candidates = [
        ([term for term in terms if term in searched], text, its_lang)
        for searched, text, its_lang in zip(folded, passage.texts, langs, strict=True)
    ]
    return max(candidates, key=lambda found: (len(found[0]), found[2] == lang))


def _places(text: str, term: str) -> Iterator[int]:
    at = text.find(term)
    while at >= 0:
        yield at
        at = text.find(term, at + 1)


def _locate(text: str, terms: list[str]) -> tuple[tuple[int, int], ...]:
    """Where the terms stand in the text itself, not in its folded form; none within another."""
    folded, origin = " ", [0]
    for place, char in enumerate(text):
        for letter in fold(char) or ("" if unicodedata.combining(char) else " "):
            if letter != " " or folded[-1] != " ":
                folded += letter
                origin.append(place)
    folded += " "
    found = sorted(
        (origin[at + 1], origin[at + len(term.rstrip()) - 1] + 1)
        for term in terms
        for at in _places(folded, term)
    )
    spans: list[tuple[int, int]] = []
    for start, end in found:
        while end < len(text) and unicodedata.category(text[end])[0] == "M":
            end += 1  # a vowel sign or an accent belongs to its letter
        if not spans or start >= spans[-1][1]:
            spans.append((start, end))
    return tuple(spans)
