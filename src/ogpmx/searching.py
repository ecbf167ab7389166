"""Finding commitments: by number, OGP id or title, and by the words that their texts hold."""

import dataclasses
import re
import shlex
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any, NamedTuple

from ogpmx.errors import Misuse, NotFound
from ogpmx.matching import find_fitting, fold, is_negated, near_misses, suggest
from ogpmx.messages import N_, _, catalogue, current, translate_to_all
from ogpmx.model_fields import holds_text
from ogpmx.models import Commitment, DataSet, Suspension, list_texts
from ogpmx.organizations import spellings

# By name


_CODE = re.compile("#?[0-9][0-9.]*(-#?[0-9][0-9.]*)?|[A-Za-z]{2,3}[0-9]{4,5}")

# What a number may be called: "compromiso 8", "No. 8"
_BEFORE_A_NUMBER = (
    r"(?i)\b((commitment|compromiso|number|n[uú]mero)s?|no|n\.?º)\.?\s+(?=#?\d|[a-z]{2,3}\d{4})"
)


def find_commitments(data: DataSet, references: Iterable[str]) -> tuple[Commitment, ...]:
    """The commitments that are named, each once, in the order asked; raises `NotFound`.

    They are named by number as the plan writes it (`8`, `#8`, `B.1`), range (`2-4`), OGP id, words
    of the title, or `all`.
    """
    typed = [*references]
    found: list[Commitment] = []
    for is_number, some in groupby(typed, lambda word: _is_spaced_number(data, word)):
        if is_number:
            found += (c for word in some for c in _find_by_code(data, word))
        else:
            found += _find_by_words(data, " ".join(some))
    if not found:
        raise NotFound(_nothing_called(data, " ".join(typed)))
    return tuple({commitment.number: commitment for commitment in found}.values())


def _is_spaced_number(data: DataSet, word: str) -> bool:
    """Whether a word as typed is a number that looks like several: `7 (2)`."""
    return bool(re.search(r"[\s,]", word)) and place_of(data, word) is not None


def _find_by_words(data: DataSet, words: str) -> Iterator[Commitment]:
    """The commitments that these words name, set apart by spaces and commas."""
    asked = re.sub(r"\s*([-–—:]|[.]{2,})\s*", "-", words)
    asked = re.sub(_BEFORE_A_NUMBER, "", asked)
    for item in asked.split(","):
        for coded, group in groupby(item.split(), lambda word: _is_code(data, word)):
            if coded:
                yield from (c for word in group for c in _find_by_code(data, word))
            else:
                yield from _find_by_title(data, " ".join(group))


def _is_code(data: DataSet, word: str) -> bool:
    if _CODE.fullmatch(word) or place_of(data, word) is not None:
        return True
    ends = word.split("-")
    return len(ends) == 2 and None not in (place_of(data, end) for end in ends)


def place_of(data: DataSet, word: str) -> int | None:
    """Where the commitment with this number or OGP id stands in the plan; None: there is none."""
    wanted = word.removeprefix("#").casefold()
    for place, commitment in enumerate(data.commitments):
        ogp_id = (commitment.ogp_id or "").casefold()
        if wanted and wanted in (str(commitment.number).casefold(), ogp_id):
            return place
    plain = wanted.lstrip("0")
    return None if plain == wanted else place_of(data, plain)


def _find_by_code(data: DataSet, word: str) -> Sequence[Commitment]:
    """A commitment by its number or OGP id, or a range in the plan's order."""
    place = place_of(data, word)
    if place is not None:
        return [data.commitments[place]]
    ends = [place_of(data, end) for end in word.split("-")]
    if len(ends) != 2 or None in ends:
        unknown = [end for end in word.split("-") if place_of(data, end) is None]
        raise NotFound(_nothing_called(data, unknown[0] if len(ends) == 2 else word))
    first, last = sorted(end for end in ends if end is not None)
    return data.commitments[first : last + 1]


def _find_by_title(data: DataSet, words: str) -> Sequence[Commitment]:
    """The one commitment whose title the words fit, or all of them."""
    if fold(words) in map(fold, translate_to_all(N_("all"))):
        return data.commitments
    titled = ((c, list(data.by_language(c.title).values())) for c in data.commitments)
    fits = find_fitting(words, titled)
    if not fits:
        raise NotFound(_nothing_called(data, words))
    if len(fits) > 1:
        message = _("“{name}” fits several commitments; type the number of one:").format(name=words)
        titles = ((c.number, data.text(c.title, current())) for c in fits)
        raise NotFound("\n".join([message, *(f"  {n:>2}  {title}" for n, title in titles)]))
    return fits


def _nothing_called(data: DataSet, reference: str) -> str:
    """That no commitment is called so, and what may be meant: an OGP id, a search, a number."""
    if not data.commitments:
        return _("The plan holds no commitments.")
    message = _("There is no commitment “{reference}”.").format(reference=reference)
    if re.search(r"[^\W\d_]", reference):  # a letter
        meant = near_misses(reference, [c.ogp_id for c in data.commitments if c.ogp_id])
        if meant:
            return message + suggest(meant)
        said = [str(c.number) for c in data.commitments if matches_search(data, c, reference)]
        if said and parse_terms(reference):
            hint = _("It is said in {numbers}: ogpmx search {words}")
            words = shlex.quote(reference)
            return message + " " + hint.format(numbers=", ".join(said), words=words)
    known = [str(c.number) for c in data.commitments]
    allowed = ", ".join(known) if len(known) < 40 else f"{known[0]} … {known[-1]}"
    return message + " " + _("Numbers: {numbers}").format(numbers=allowed)


# By words

# A field of `Commitment`, and one of its texts by language; names have none ("").
Passage = tuple[str, dict[str, str]]

_QUOTED = r'["“«]([^"”»]*)["”»]'
# The scripts that set no space between words
_UNSPACED = ("CJK", "HIRAGANA", "KATAKANA", "THAI", "LAO", "KHMER", "MYANMAR")


def parse_terms(text: str) -> list[str]:
    """The terms of a search, folded: whole phrases from quotes, and beginnings of words.

    A space at an end of a term stands for the end of a word there: none where words of a script
    are not set apart.

    >>> parse_terms('agua "gobierno abierto"')
    [' gobierno abierto ', ' agua']
    >>> parse_terms("公開")
    ['公開']
    """
    phrases = (fold(phrase) for phrase in re.findall(_QUOTED, text))
    words = fold(re.sub(_QUOTED, " ", text)).split()
    unspaced = {word for word in words if unicodedata.name(word[0], "").startswith(_UNSPACED)}
    starts = (word if word in unspaced else f" {word}" for word in words)
    return [*(f" {phrase} " for phrase in phrases if phrase), *starts]


def require_terms(text: str) -> None:
    """Raise `Misuse` for a search for nothing, or for one that is to leave words out."""
    if not parse_terms(text):
        raise Misuse(_("Nothing to search for."))
    for word in re.sub(_QUOTED, " ", text).split():
        if is_negated(word):
            raise Misuse(_("A search leaves no words out: “{word}”.").format(word=word))


def list_passages(data: DataSet, commitment: Commitment) -> Iterator[Passage]:
    """The texts of a commitment that can be searched, in the order of its fields."""
    for field in dataclasses.fields(commitment):
        held = getattr(commitment, field.name)
        for item in held if isinstance(held, tuple) else (held,):
            yield from ((field.name, texts) for texts in _list_texts(data, field.name, item))


def _list_texts(data: DataSet, field: str, item: Any) -> Iterator[dict[str, str]]:
    """The texts within one item of a field of a commitment, each by language."""
    if field == "topics":
        yield data.by_language(data.topics_by_id[item].name)
    elif isinstance(item, Suspension):  # found by that word too, whatever the reason's own are
        reason = data.by_language(item.reason or "")
        words = {lang: catalogue(lang).gettext("Suspension") for lang in reason}
        yield {lang: f"{word}: {reason[lang]}".rstrip(": ") for lang, word in words.items()}
    elif dataclasses.is_dataclass(item):
        named = [item.organization] if hasattr(item, "organization") else []
        for id in (*named, *getattr(item, "organizations", ())):
            yield {"": "; ".join(spellings(data.organizations_by_id[id])[1:])}
        yield from map(data.by_language, list_texts(item))
    elif item is not None and holds_text(Commitment, field):
        yield data.by_language(item)


def _fold_passages(
    data: DataSet, commitment: Commitment, terms: list[str]
) -> list[tuple[Passage, dict[str, str]]]:
    """Each passage with its folded texts, spaced at both ends, as terms are looked for in them;
    none, if a term is in none of them."""
    passages = [
        ((field, texts), {lang: f" {fold(text)} " for lang, text in texts.items()})
        for field, texts in list_passages(data, commitment)
    ]
    texts = [text for _passage, folded in passages for text in folded.values()]
    return passages if all(any(term in text for text in texts) for term in terms) else []


def matches_search(data: DataSet, commitment: Commitment, text: str) -> bool:
    """Whether the commitment holds every term of a search, in any of its texts and languages."""
    return bool(_fold_passages(data, commitment, parse_terms(text)))


class Hit(NamedTuple):
    """A passage with what a search asked for; `spans` are where, in characters of `text`."""

    commitment: Commitment
    field: str
    text: str
    other_language: str  # of the text, where that is not the one that is shown otherwise
    spans: tuple[tuple[int, int], ...]


def search_commitments(
    data: DataSet, commitments: Iterable[Commitment], text: str, lang: str
) -> tuple[Hit, ...]:
    """Where the commitments hold the terms of a search: the passages with all of them, or, where
    no passage has all, those with some. A text in `lang` goes before its translation."""
    terms = parse_terms(text)
    hits: list[Hit] = []
    for commitment in commitments:
        found = [
            (field, *_best_text(texts, folded, terms, data.find_language(texts, lang)))
            for (field, texts), folded in _fold_passages(data, commitment, terms)
        ]
        with_some = [passage for passage in found if passage[1]]
        with_all = [passage for passage in with_some if len(passage[1]) == len(terms)]
        hits += (
            Hit(commitment, field, best, other, _locate(best, held))
            for field, held, best, other in with_all or with_some
        )
    return tuple(hits)


def _best_text(
    texts: dict[str, str], folded: dict[str, str], terms: list[str], first: str
) -> tuple[list[str], str, str]:
    """The terms that a passage holds, in which text, and its language if it is not the `first`: the
    text with most terms, `first` before others."""
    held = {lang: [term for term in terms if term in text] for lang, text in folded.items()}
    best = max(held, key=lambda lang: (len(held[lang]), lang == first))
    return held[best], texts[best], "" if best == first else best


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
        (origin[at.start() + term.startswith(" ")], origin[at.start() + len(term.rstrip()) - 1] + 1)
        for term in terms
        for at in re.finditer(f"(?={re.escape(term)})", folded)
    )
    spans: list[tuple[int, int]] = []
    for start, end in found:
        while end < len(text) and unicodedata.category(text[end])[0] == "M":
            end += 1  # a vowel sign or an accent belongs to its letter
        if not spans or start >= spans[-1][1]:
            spans.append((start, end))
    return tuple(spans)
