"""Finding commitments by number and by words, on small plans.

- by number and OGP id; what is said to one who asks for a number that is not there
- every text of a commitment can be searched, title first
- words by their beginnings, phrases as wholes, whatever the case and accents
- a hit is marked where it stands; texts in the language asked for go first

Laws, for any plan or text: a commitment is found by its own words; a fold folds no further; what is
marked is the term.
"""

import plans
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from ogpmx.errors import NotFound
from ogpmx.matching import fold, is_negated
from ogpmx.models import DataSet
from ogpmx.searching import find_commitments, list_passages, parse_terms, search_commitments

# By number


def refusal(data: DataSet, reference: str) -> str:
    with pytest.raises(NotFound) as raised:
        find_commitments(data, [reference])
    return str(raised.value)


def test_commitments_are_found_by_number_and_by_ogp_id_in_the_order_asked() -> None:
    data = plans.dataset(commitments=[plans.commitment(2, ogp_id="MX0002"), plans.commitment(10)])
    found = find_commitments(data, ["10", "mx0002", "2"])
    assert [c.number for c in found] == [10, 2]


@pytest.mark.parametrize(
    ("reference", "hint"),
    [
        ("mx0012", "Did you mean MX0002 or MX0003?"),
        ("MX0003x", "Did you mean MX0003 or MX0002?"),
        *((r, "Numbers: 2, 3, 10") for r in ("xyz", "0012", "1", "", "2.0")),
    ],
)
def test_a_commitment_that_is_none_is_answered_with_the_nearest_or_the_numbers(
    reference: str, hint: str
) -> None:
    ids = {2: "MX0002", 3: "MX0003", 10: None}
    data = plans.dataset(commitments=[plans.commitment(n, ogp_id=id) for n, id in ids.items()])
    assert refusal(data, reference) == f"There is no commitment “{reference}”. {hint}"


@pytest.mark.parametrize(
    ("most", "allowed"), [(39, ", ".join(map(str, range(1, 40)))), (40, "1 … 40"), (50, "1 … 50")]
)
def test_of_forty_numbers_or_more_the_first_and_the_last_are_named(most: int, allowed: str) -> None:
    data = plans.dataset(commitments=[plans.commitment(n + 1) for n in range(most)])
    assert refusal(data, "99") == f"There is no commitment “99”. Numbers: {allowed}"


# By words


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("fideicomisos", [2]), ("fideicom", [2]), ("TRUSTS", [2]), ("mas publicos", [2]),
        ('"fideicomisos públicos"', [2]), ('"públicos fideicomisos"', []), ("ideicomisos", []),
        ("«public trusts»", [2]), ("economia", [1, 2, 3]), ("aire", [2]), ("aire clara", []),
    ],
)  # fmt: skip
def test_all_words_are_searched_for_by_their_beginnings_and_phrases_as_wholes(
    text: str, found: list[int]
) -> None:
    assert plans.select(plans.three_commitments(), search=[text]) == found


def test_all_that_a_commitment_says_can_be_searched_title_first() -> None:
    t = plans.text
    whole = plans.commitment(
        7,
        title=t("Título", "Title"),
        objective=t("Meta", "Aim"),
        results=[t("Uno", "One"), t("Dos", "Two")],
        participants=[
            plans.participant("sep", note=t("nota", "note")),
            plans.participant("agua-clara"),
        ],
        mentions=[
            {"organization": "se", "note": t("aparte", "aside")},
            {"organization": "agua-limpia"},
        ],
        suspension={"since": "2020", "reason": t("porque sí", "because")},
        self_assessment=t("Hecho", "Done"),
        irm=plans.irm(text=t("Visto", "Seen")),
        milestones=[{"title": t("Paso", "Step")}],
        links=[{"url": "https://example.org", "title": t("Prueba", "Evidence")}],
    )
    data = plans.dataset(organizations=plans.ORGANIZATIONS, commitments=[whole])
    found = [(f, *texts.values()) for f, texts in list_passages(data, data.commitments[0])]
    assert found == [
        ("title", "Título", "Title"),
        ("topics", "tema agua", "topic agua"),
        ("objective", "Meta", "Aim"),
        ("participants", "SEP; Secretaría de Educación"),
        ("participants", "nota", "note"),
        ("participants", "Agua Clara; Clara, la de Agua; AC"),
        ("mentions", "SE; Secretaría de Economía"),
        ("mentions", "aparte", "aside"),
        ("mentions", "Agua Limpia"),
        ("results", "Uno", "One"),
        ("results", "Dos", "Two"),
        ("suspension", "Suspensión: porque sí", "Suspension: because"),
        ("self_assessment", "Hecho", "Done"),
        ("irm", "Visto", "Seen"),
        ("milestones", "Paso", "Step"),
        ("links", "Prueba", "Evidence"),
    ]


# Hits

Marked = list[tuple[str, str]]


def find_hits(objective: plans.Tree, text: str, lang: str = "es", **parts: object) -> Marked:
    """The hits of a search in a plan of one commitment: field, and the text with hits marked."""
    data = plans.dataset(commitments=[plans.commitment(1, objective=objective, **parts)])
    found = []
    for hit in search_commitments(data, data.commitments, text, lang):
        marked = hit.text
        for start, end in reversed(hit.spans):
            marked = f"{marked[:start]}[{marked[start:end]}]{marked[end:]}"
        found.append((hit.field, marked))
    return found


@pytest.mark.parametrize(
    ("said", "asked", "marked"),
    [
        ("sol y sol, solo", "sol", "[sol] y [sol], [sol]o"),
        ("la sen\u0303al", "señal", "la [sen\u0303al]"),
        ("un cafe\u0301 solo", "cafe", "un [cafe\u0301] solo"),
        ("a\u0327\u0301", "a", "[a\u0327\u0301]"),
        ("公開公開", "公開", "[公開][公開]"),
        ("ב\u05b0ר\u05b4ית", "ברית", "[ב\u05b0ר\u05b4ית]"),
        ("ه\u0670ذا", "هذا", "[ه\u0670ذا]"),
        ("un sol — mar", '"sol mar"', "un [sol — mar]"),
        ("un sol, y mar", '"mar"', "un sol, y [mar]"),
        ("Solar", "sol solar", "[Sol]ar"),
        ("sol mar", '"sol mar" mar', "[sol mar]"),
        ("mar ﬁn", "fin", "mar [ﬁn]"),
    ],
)
def test_a_hit_is_marked_where_it_stands_in_the_text_itself(
    said: str, asked: str, marked: str
) -> None:
    assert ("objective", marked) in find_hits(plans.text(said, "x"), asked)


def test_the_text_in_the_language_asked_for_goes_first_unless_the_other_says_more() -> None:
    both = plans.text("plan nacional", "national plan")
    assert find_hits(both, "plan", "es") == [("objective", "[plan] nacional")]
    assert find_hits(both, "plan", "en") == [("objective", "national [plan]")]
    more = plans.text("plan de agua", "a plan")
    first, *_others = find_hits(more, "plan agua", "en")
    assert first == ("objective", "[plan] de [agua]")


def test_passages_with_all_the_terms_are_hits_or_where_none_has_all_those_with_some() -> None:
    title = plans.text("sol", "sun")
    apart = find_hits(plans.text("mar", "sea"), "sol mar", title=title)
    assert apart == [("title", "[sol]"), ("objective", "[mar]")]
    together = find_hits(plans.text("sol y mar", "sea"), "sol mar", title=title)
    assert together == [("objective", "[sol] y [mar]")]
    some = find_hits(plans.text("sol y mar", "sea"), "sol mar agua", title=title)
    assert some == [("title", "[sol]"), ("topics", "tema [agua]"), ("objective", "[sol] y [mar]")]


# Laws

any_text = st.text(max_size=30)


@given(plans.plans())
def test_a_commitment_is_found_by_its_own_words_in_each_language(data: DataSet) -> None:
    for c in data.commitments:
        for text in (c.title, *c.results):
            for said in data.by_language(text).values():
                assert c.number in plans.select(data, search=[said])
                assert c.number in plans.select(data, search=[f'"{said}"'])


@given(any_text)
def test_any_text_is_found_by_itself(said: str) -> None:
    assume(said.strip() and parse_terms(said))
    assume(not any(map(is_negated, said.split())))  # which would ask for all others
    data = plans.dataset(commitments=[plans.commitment(1, title=plans.text(said))])
    assert plans.select(data, search=[said]) == [1]


@given(any_text)
def test_a_fold_folds_no_further(said: str) -> None:
    assert fold(fold(said)) == fold(said)


@given(any_text, any_text)
def test_two_texts_fold_together_as_each_folds_alone(one: str, other: str) -> None:
    assert fold(f"{one} {other}") == f"{fold(one)} {fold(other)}".strip()


@given(st.lists(st.sampled_from([*plans.WORDS, "Á", "ﬁn", "ß", "n\u0303", "—", "İ"]), min_size=1))
def test_what_is_marked_in_a_hit_is_the_term(written: list[str]) -> None:
    said = " ".join(written)
    word = next((w for w in written if fold(w)), "")
    assume(word)
    data = plans.dataset(commitments=[plans.commitment(1, objective=plans.text(said))])
    hits = search_commitments(data, data.commitments, word, "es")
    (hit,) = [hit for hit in hits if hit.field == "objective"]
    assert hit.spans
    for start, end in hit.spans:
        assert fold(hit.text[start:end]).startswith(fold(word))
