"""The questions, on small plans made by hand and on random ones.

By hand: whole names beat parts; parts of parts; the role of the one asked for; what nobody stated;
searches by beginnings of words, phrases, languages, and where the hits are; ties keep the file's
order; what is said, to the word, to one who asks for what is not there; claims and their notes.

Laws, for any plan:
- a filter's answer is a part of the commitments, in their order
- filters may be asked in any order, and together find what each finds alone
- a repeated value is *or*, a repeated participant *and*; `active` is completed or limited
- counts of a field with one value per commitment add up to all of them
- a cross table's cells add up to its rows
- sorting loses and makes up nothing; what is equal keeps its order; reversing twice changes nothing
- a commitment is found by its own words; a fold folds no further; a hit's span is the term
"""

import plans
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from ogpmx.columns import COMMITMENTS, Answer, Edition, arrange

from ogpmx import queries
from ogpmx.errors import Misuse, NotFound
from ogpmx.models import Lang


def numbers(commitments):
    return [c.number for c in commitments]


def ask(data, **asked):
    return numbers(queries.select(data, asked))


# By hand

ORGANIZATIONS = [
    plans.organization("se", name="Secretaría de Economía", acronym="SE"),
    plans.organization("sep", name="Secretaría de Educación", acronym="SEP"),
    plans.organization("becas", name="Becas Juárez", part_of="sep"),
    plans.organization("beca-uno", name="Oficina Uno", part_of="becas"),
    plans.organization("agua-clara", name="Agua Clara", sector="civil-society",
                       aliases=["Clara, la de Agua", "AC"]),
    plans.organization("agua-limpia", name="Agua Limpia", sector="civil-society"),
]  # fmt: skip


@pytest.fixture
def data():
    p = plans.participant
    return plans.dataset(
        topics=[plans.topic("agua"), plans.topic("aire")],
        organizations=ORGANIZATIONS,
        commitments=[
            plans.commitment(1, participants=[p("se", "responsible"), p("agua-clara")]),
            plans.commitment(
                2,
                status="limited",
                topics=["aire", "agua"],
                participants=[p("beca-uno", "supporting"), p("se")],
                irm=plans.irm(completion="limited", early_results="none"),
                results=[plans.text("Más fideicomisos públicos", "More public trusts")],
            ),
            plans.commitment(
                3,
                status="inactive",
                participants=[p("agua-limpia", "responsible")],
                mentions=[{"organization": "se"}],
                irm=plans.irm(opening="major"),
            ),
        ],
    )


@pytest.mark.parametrize(
    ("name", "id"),
    [
        ("SE", "se"), ("se", "se"), ("economia", "se"), ("ECONOMÍA secretaría", "se"),
        ("AC", "agua-clara"), ("clara", "agua-clara"), ("clara de agua", "agua-clara"),
        ("agua-limpia", "agua-limpia"), ("limp", "agua-limpia"), ("educacion", "sep"),
    ],
)  # fmt: skip
def test_an_organization_by_any_of_its_names(data, name, id):
    assert queries.organization(data, name).id == id


@pytest.mark.parametrize("name", ["agua", "secretaría", "a"])
def test_what_fits_several_is_none(data, name):
    with pytest.raises(NotFound, match=name):
        queries.organization(data, name)


@pytest.mark.parametrize("name", ["", "  ", "…", "nadie", "agua aire", "agua clara limpia"])
def test_what_fits_nobody(data, name):
    with pytest.raises(NotFound):
        queries.organization(data, name)


def test_the_whole_finds_parts_of_parts(data):
    assert ask(data, participant=["SEP"]) == [2]
    assert ask(data, participant=["becas juarez"]) == [2]


def test_a_role_with_a_participant_is_the_role_of_that_one(data):
    assert ask(data, participant=["SE"], role=["responsible"]) == [1]
    assert ask(data, participant=["SE"], role=["supporting"]) == []
    assert ask(data, participant=["SEP"], role=["supporting"]) == [2]
    assert ask(data, role=["supporting"]) == [2]


def test_several_participants_worked_together(data):
    assert ask(data, participant=["SE", "Agua Clara"]) == [1]
    assert ask(data, participant=["SE", "Agua Limpia"]) == []


def test_what_nobody_stated(data):
    assert ask(data, completion=["none-stated"]) == [1, 3]
    assert ask(data, early_results=["none"]) == [2]
    assert ask(data, opening=["none-stated", "major"]) == [1, 2, 3]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("fideicomisos", [2]), ("fideicom", [2]), ("TRUSTS", [2]), ("mas publicos", [2]),
        ('"fideicomisos públicos"', [2]), ('"públicos fideicomisos"', []), ("ideicomisos", []),
        ("«public trusts»", [2]), ("economia", [1, 2, 3]), ("aire", [2]), ("aire clara", []),
    ],
)  # fmt: skip
def test_search_words(data, text, found):
    assert ask(data, search=[text]) == found


def test_a_hit_tells_where(data):
    hits = queries.search(data, data.commitments, "fideicomisos", Lang.ES)
    (hit,) = hits
    (span,) = hit.spans
    assert (hit.commitment.number, hit.field) == (2, "results")
    assert hit.text[slice(*span)] == "fideicomisos"


@pytest.mark.parametrize(
    ("criterion", "value"),
    [("status", "done"), ("role", "boss"), ("topic", "fuego"), ("opening", "no"), ("search", "!")],
)
def test_a_code_that_is_none(data, criterion, value):
    with pytest.raises(Misuse):
        queries.select(data, {criterion: [value]})


def test_find_by_number_and_ogp_id():
    data = plans.dataset(commitments=[plans.commitment(2, ogp_id="MX0002"), plans.commitment(10)])
    assert numbers(queries.find(data, ["10", "mx0002", "2"])) == [10, 2, 2]
    for reference in ("1", "MX0010", "", "2.0", " 2", "²"):
        with pytest.raises(NotFound):
            queries.find(data, [reference])


def test_counts_of_topics_begin_with_the_most(data):
    rows = queries.tally(data, data.commitments, "topic")
    assert [(row.key, row.numbers) for row in rows] == [("agua", (1, 2, 3)), ("aire", (2,))]


def test_an_organization_counts_once_in_a_commitment_whatever_its_roles(data):
    rows = {row.key: row.numbers for row in queries.tally(data, data.commitments, "sector")}
    assert rows["federal"] == (1, 2)
    assert rows["academia"] == ()


def test_topics_are_counted_from_the_most_and_ties_keep_the_files_order():
    data = plans.dataset(
        topics=[plans.topic(id) for id in ("zinc", "agua", "mar", "ozono")],
        commitments=[
            plans.commitment(1, topics=["agua", "mar", "zinc"]),
            plans.commitment(2, topics=["mar"]),
        ],
    )
    rows = queries.tally(data, data.commitments, "topic")
    assert [(row.key, row.n, row.total) for row in rows] == [
        ("mar", 2, 2), ("zinc", 1, 2), ("agua", 1, 2)
    ]  # fmt: skip


def test_what_is_not_stated_is_counted_last(data):
    rows = queries.tally(data, data.commitments, "irm_completion")
    assert [row.key for row in rows] == [*plans.COMPLETIONS, None]
    assert (rows[2].numbers, rows[-1].numbers) == ((2,), (1, 3))
    rows = queries.tally(data, data.commitments[1:2], "irm_completion")
    assert [row.key for row in rows] == plans.COMPLETIONS


# What is said to one who asked for what is not there


def refusal(ask, *asked):
    with pytest.raises((NotFound, Misuse)) as raised:
        ask(*asked)
    return str(raised.value)


def test_several_that_a_name_fits_are_listed_with_their_acronyms(data):
    assert refusal(queries.organization, data, "a") == "\n".join(
        [
            "“a” fits several organizations; name one of them:",
            "  SE – Secretaría de Economía",
            "  SEP – Secretaría de Educación",
            "  Becas Juárez",
            "  Oficina Uno",
            "  Agua Clara",
            "  Agua Limpia",
        ]
    )


def test_a_name_that_fits_nobody_is_answered_with_the_nearest_or_where_to_look(data):
    assert refusal(queries.organization, data, "Agua Lipia") == (
        "No organization answers to “Agua Lipia”. Did you mean Agua Limpia or Agua Clara?"
    )
    assert refusal(queries.organization, data, "xyzzy") == (
        "No organization answers to “xyzzy”. “ogpmx participants” lists all."
    )


def test_five_of_the_nearest_names_are_enough():
    many = [plans.organization(f"agua-{n}", name=f"Agua {n}") for n in range(8)]
    data = plans.dataset(organizations=many)
    assert refusal(queries.organization, data, "Auga 1").count(" or ") <= 4
    assert refusal(queries.organization, data, "Auga").count("Agua") == 5


def test_a_commitment_that_is_none_is_answered_with_the_nearest_or_the_numbers():
    ids = {2: "MX0002", 3: "MX0003", 10: None}
    data = plans.dataset(commitments=[plans.commitment(n, ogp_id=id) for n, id in ids.items()])

    def said(reference):
        return refusal(queries.find, data, [reference])

    assert said("mx0012") == (
        "There is no commitment “mx0012”. Did you mean MX0002 or MX0003?"
    )  # fmt: skip
    assert said("MX0003x") == "There is no commitment “MX0003x”. Did you mean MX0003 or MX0002?"
    assert said("xyz") == "There is no commitment “xyz”. Numbers: 2, 3, 10"
    assert said("0012") == "There is no commitment “0012”. Numbers: 2, 3, 10"


@pytest.mark.parametrize(
    ("most", "allowed"), [(39, ", ".join(map(str, range(1, 40)))), (40, "1 … 40"), (50, "1 … 50")]
)
def test_of_many_numbers_the_first_and_the_last_are_named(most, allowed):
    data = plans.dataset(commitments=[plans.commitment(n + 1) for n in range(most)])
    assert refusal(queries.find, data, ["99"]) == (
        f"There is no commitment “99”. Numbers: {allowed}"
    )


def test_criteria_can_be_checked_without_asking(data):
    def said(**asked):
        return refusal(queries.check, data, asked)

    assert said(participant=["agua clara", "agua"]).startswith("“agua” fits several")
    assert said(participant=["!"]) == (
        "No organization answers to “!”. “ogpmx participants” lists all."
    )
    assert said(search=["agua", "!"]) == "Nothing to search for."
    assert said(early_results=["non"]).startswith(
        "--early-results: there is no “non”. Did you mean none? Allowed: none, reported, "
    )


# Names


def test_an_acronym_is_a_name_and_whole_words_beat_parts_in_any_order():
    data = plans.dataset(
        organizations=[
            plans.organization("uno", name="Aguas Claras del Norte", acronym="ACN"),
            plans.organization("dos", name="Agua Clara"),
            plans.organization("tres", name="Consejo de Agua"),
            plans.organization("cuatro", name="Consejo de Aguas"),
        ]
    )
    assert queries.names(data.organizations[0]) == ("uno", "ACN", "Aguas Claras del Norte")
    assert queries.names(data.organizations[1]) == ("dos", "Agua Clara")
    for name, id in {
        "acn": "uno", "clara agua": "dos", "norte claras": "uno", "agua consejo": "tres",
    }.items():  # fmt: skip
        assert queries.organization(data, name).id == id


# Where it is said


@pytest.fixture
def told():
    """A plan of one commitment in which everything that can be said is said."""
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
            {"organization": "se", "note": t("aparte", "aside")}, {"organization": "agua-limpia"},
        ],
        suspension={"since": "2020", "reason": t("porque sí", "because")},
        self_assessment=t("Hecho", "Done"),
        irm=plans.irm(text=t("Visto", "Seen")),
    )  # fmt: skip
    return plans.dataset(organizations=ORGANIZATIONS, commitments=[whole])


def test_all_that_a_commitment_says_can_be_searched_title_first(told):
    assert list(map(tuple, queries.passages(told, told.commitments[0]))) == [
        ("title", ("Título", "Title")),
        ("topics", ("tema agua", "topic agua")),
        ("objective", ("Meta", "Aim")),
        ("participants", ("SEP; Secretaría de Educación",)),
        ("participants", ("nota", "note")),
        ("participants", ("Agua Clara; Clara, la de Agua; AC",)),
        ("results", ("Uno", "One")),
        ("results", ("Dos", "Two")),
        ("mentions", ("SE; Secretaría de Economía",)),
        ("mentions", ("aparte", "aside")),
        ("mentions", ("Agua Limpia",)),
        ("suspension", ("porque sí", "because")),
        ("self_assessment", ("Hecho", "Done")),
        ("irm", ("Visto", "Seen")),
    ]


def hits(objective, text, lang=Lang.ES, **parts):
    """The hits of a search in a plan of one commitment: field, and the text with hits marked."""
    data = plans.dataset(commitments=[plans.commitment(1, objective=objective, **parts)])
    found = []
    for hit in queries.search(data, data.commitments, text, lang):
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
        ("un sol — mar", '"sol mar"', "un [sol — mar]"),
        ("un sol, y mar", '"mar"', "un sol, y [mar]"),
        ("Solar", "sol solar", "[Sol]ar"),
        ("sol mar", '"sol mar" mar', "[sol mar]"),
        ("mar ﬁn", "fin", "mar [ﬁn]"),
    ],
)
def test_a_hit_is_marked_where_it_stands(said, asked, marked):
    assert ("objective", marked) in hits(plans.text(said, "x"), asked)


def test_the_text_in_the_language_asked_for_goes_first_unless_the_other_says_more():
    both = plans.text("plan nacional", "national plan")
    assert hits(both, "plan", Lang.ES) == [("objective", "[plan] nacional")]
    assert hits(both, "plan", Lang.EN) == [("objective", "national [plan]")]
    more = plans.text("plan de agua", "a plan")
    assert hits(more, "plan agua", Lang.EN, topics=["agua"])[0] == (
        "objective", "[plan] de [agua]"
    )  # fmt: skip


def test_passages_with_all_the_terms_or_else_all_with_some():
    title = plans.text("sol", "sun")
    apart = hits(plans.text("mar", "sea"), "sol mar", title=title)
    assert apart == [("title", "[sol]"), ("objective", "[mar]")]
    together = hits(plans.text("sol y mar", "sea"), "sol mar", title=title)
    assert together == [("objective", "[sol] y [mar]")]
    some = hits(plans.text("sol y mar", "sea"), "sol mar agua", title=title)
    assert some == [("title", "[sol]"), ("topics", "tema [agua]"), ("objective", "[sol] y [mar]")]


# Profiles and claims


def test_a_profile_without_a_committee(data):
    profile = queries.profile(data, "SE")
    assert profile.committee is None
    assert [(c.number, p.role) for c, p in profile.participations] == [
        (1, "responsible"), (2, "participant")
    ]  # fmt: skip
    assert [c.number for c, _m in profile.mentions] == [3]
    assert [(o.id, shared) for o, shared in profile.partners] == [
        ("agua-clara", (1,)), ("beca-uno", (2,))
    ]  # fmt: skip


def test_claims_are_counted_from_the_rows_and_it_is_said_how():
    p, federal = plans.participant, {"sector": "federal"}
    apart = {"status": "inactive", "suspension": {"since": "2020"}}
    claims = ["federal", "civil-society", "autonomous", "substantial", "limited", "inactive",
              "inactive-suspended", "mixed", "platforms"]  # fmt: skip
    data = plans.dataset(
        plan=plans.plan(
            claims=[{"claim": c, "stated": 3, "text": plans.text("x")} for c in claims]
        ),
        organizations=[
            plans.organization("sep", acronym="SEP", **federal),
            plans.organization("beca", name="Beca", part_of="sep", **federal),
            plans.organization("cni", acronym="CNI", part_of="sep", **federal),
            plans.organization("mar", name="Mar", **federal),
            plans.organization("sol", name="Sol", **federal),
            plans.organization("ong", sector="civil-society"),
            plans.organization("inai", sector="autonomous", part_of="sep"),
        ],
        commitments=[
            plans.commitment(9, participants=[p("ong"), p("sep")], mentions=[m("mar"), m("beca")]),
            plans.commitment(4, participants=[p("beca"), p("cni")], mentions=[m("sol")], **apart),
            plans.commitment(2, status="inactive", mentions=[m("mar"), m("inai")]),
            plans.commitment(5, status="inactive"),
            plans.commitment(6, status="limited"),
        ],
    )
    found = {f.claim.claim: (f.counted, f.numbers, f.verdict, f.note) for f in queries.audit(data)}
    assert found == {
        "federal": (
            3, (4, 9), "agrees",
            "Counted is each organization that a row names among its participants. "
            "Counted apart, though part of another organization: Beca, CNI. "
            "Named in a row, but not among its participants: "
            "Mar (in 9), Sol (in 4), Mar (in 2).",
        ),
        "civil-society": (
            1, (9,), "differs",
            "Counted is each organization that a row names among its participants.",
        ),
        "autonomous": (
            0, (), "differs",
            "Counted is each organization that a row names among its participants. "
            "Named in a row, but not among its participants: "
            "Organización inai (in 2).",
        ),
        "substantial": (
            1, (9,), "differs", "The self-assessment calls no row substantial: those it calls "
            "completed are counted.",
        ),
        "limited": (1, (6,), "differs", None),
        "inactive": (3, (4, 2, 5), "agrees", None),
        "inactive-suspended": (
            1, (4,), "differs",
            "The row does not say that the organizations suspended their part: 2, 5.",
        ),
        "mixed": (
            None, (), "not-countable",
            "No row sets the institutions' view apart from the organizations'.",
        ),
        "platforms": (
            None, (), "not-countable",
            "The rows give results without saying to which category of outcomes they belong.",
        ),
    }  # fmt: skip


def m(id):
    return {"organization": id}


def test_of_inactive_commitments_that_all_were_suspended_nothing_more_is_said():
    data = plans.dataset(
        plan=plans.plan(
            claims=[{"claim": "inactive-suspended", "stated": 1, "text": plans.text("x")}]
        ),
        commitments=[plans.commitment(1, status="inactive", suspension={"since": "2020"})],
    )
    (finding,) = queries.audit(data)
    assert (finding.counted, finding.verdict, finding.note) == (1, "agrees", None)


# Laws

VALUES = {
    "status": [*plans.STATUSES, "active"],
    "participant": plans.ORGANIZATION_IDS,
    "role": plans.ROLES,
    "sector": plans.SECTORS,
    "completion": [*plans.COMPLETIONS, "none-stated"],
    "opening": [*plans.OPENINGS, "none-stated"],
    "early_results": [*plans.EARLY_RESULTS, "none-stated"],
    "topic": plans.TOPIC_IDS,
    "search": plans.WORDS,
}


def test_every_filter_is_walked_below():
    assert VALUES.keys() == queries.FILTERS.keys()


def values(name):
    return st.lists(st.sampled_from(VALUES[name]), min_size=1, max_size=3)


criteria = st.fixed_dictionaries({}, optional={name: values(name) for name in VALUES})


@given(plans.plans(), criteria)
def test_a_filters_answer_is_a_part_in_the_same_order(data, asked):
    found = queries.select(data, asked)
    places = [data.commitments.index(c) for c in found]
    assert places == sorted(set(places))
    if not asked:
        assert found == data.commitments


@given(plans.plans(), criteria)
def test_filters_commute(data, asked):
    turned = dict(reversed(asked.items()))
    assert queries.select(data, asked) == queries.select(data, turned)


@given(plans.plans(), criteria)
def test_together_filters_find_what_each_finds_alone(data, asked):
    assume(not {"participant", "role"} <= asked.keys())  # these two speak of one participation
    each = [set(ask(data, **{name: wanted})) for name, wanted in asked.items()]
    together = set(ask(data, **asked))
    assert together == set(numbers(data.commitments)).intersection(*each)


@given(plans.plans(), st.sampled_from([*VALUES]), st.data())
def test_a_repeated_value_is_or_and_a_repeated_participant_and(data, name, draw):
    several = draw.draw(values(name))
    each = [set(ask(data, **{name: [value]})) for value in several]
    combined = set.intersection(*each) if name == "participant" else set.union(*each)
    assert set(ask(data, **{name: several})) == combined


@given(plans.plans())
def test_active_is_completed_or_limited(data):
    assert ask(data, status=["active"]) == ask(data, status=["completed", "limited"])


@given(plans.plans())
def test_a_role_is_somebodys(data):
    for role in plans.ROLES:
        of_each = [ask(data, participant=[id], role=[role]) for id in plans.ORGANIZATION_IDS]
        assert {n for found in of_each for n in found} == set(ask(data, role=[role]))


SINGLE = ["status", "irm_completion", "irm_opening", "irm_early_results"]


@given(plans.plans(), st.sampled_from(SINGLE))
def test_counts_add_up_to_all(data, group):
    rows = queries.tally(data, data.commitments, group)
    counted = [number for row in rows for number in row.numbers]
    assert sorted(counted) == sorted(numbers(data.commitments))
    assert sum(row.n for row in rows) == len(data.commitments)


@given(plans.plans(), st.sampled_from([*queries.FIELDS]))
def test_a_count_is_what_the_filter_finds(data, group):
    filters = {f"irm_{name}": name for name in ("completion", "opening", "early_results")}
    name = filters.get(group, group)
    for row in queries.tally(data, data.commitments, group):
        found = ask(data, **{name: [row.key or "none-stated"]})
        if name == "participant":  # the filter finds parts too, the count does not
            assert set(row.numbers) <= set(found)
        else:
            assert list(row.numbers) == found


@given(plans.plans(), st.sampled_from([*queries.FIELDS]), st.sampled_from(SINGLE))
def test_the_cells_of_a_cross_table_add_up_to_its_rows(data, group, other):
    cells = queries.cross(data, data.commitments, group, other)
    for row in queries.tally(data, data.commitments, group):
        of_row = [cell for cell in cells if cell.key == row.key]
        assert sum(cell.n for cell in of_row) == row.n
        assert all(cell.total == row.n for cell in of_row)


keys = st.lists(
    st.builds("{}{}".format, st.sampled_from(["", "-"]), st.sampled_from([*COMMITMENTS.columns])),
    max_size=3,
)


def answer(data, rows=None):
    return Answer(COMMITMENTS, data.commitments if rows is None else rows, Edition(data, Lang.EN))


@given(plans.plans(), keys)
def test_sorting_loses_and_makes_up_nothing(data, sort):
    rows = arrange(answer(data), sort).rows
    assert sorted(numbers(rows)) == sorted(numbers(data.commitments))
    assert list(arrange(answer(data, rows), sort).rows) == list(rows)


@given(plans.plans(), keys)
def test_several_keys_may_stand_in_one_word(data, sort):
    joined = [",".join(sort)] if sort else []
    assert arrange(answer(data), joined).rows == arrange(answer(data), sort).rows


@given(plans.plans(), st.sampled_from(["status", "-status"]))
def test_what_is_equal_keeps_its_order(data, key):
    rows = arrange(answer(data), [key]).rows
    for status in plans.STATUSES:
        alike = [c for c in rows if c.status == status]
        assert alike == [c for c in data.commitments if c.status == status]


@given(plans.plans(), keys)
def test_reversing_twice_changes_nothing(data, sort):
    once = arrange(answer(data), sort, reverse=True).rows
    twice = arrange(answer(data, once), reverse=True).rows
    assert twice == arrange(answer(data), sort).rows


@given(plans.plans(), st.integers(0, 8))
def test_a_limit_takes_from_the_front(data, limit):
    rows = arrange(answer(data), limit=limit).rows
    assert list(rows) == list(data.commitments)[:limit]


@given(plans.plans(), st.sampled_from(list(Lang)))
def test_a_commitment_is_found_by_its_own_words(data, lang):
    for c in data.commitments:
        for said in (c.title[lang], c.objective[lang], *(result[lang] for result in c.results)):
            assert c.number in ask(data, search=[said])
            assert c.number in ask(data, search=[f'"{said}"'])


any_text = st.text(max_size=30)


@given(any_text)
def test_any_text_is_found_by_itself(said):
    assume(said.strip() and queries.terms(said))
    data = plans.dataset(commitments=[plans.commitment(1, title=plans.text(said))])
    assert ask(data, search=[said]) == [1]


@given(any_text)
def test_a_fold_folds_no_further(said):
    assert queries.fold(queries.fold(said)) == queries.fold(said)


@given(any_text, any_text)
def test_a_fold_knows_no_case(one, other):
    assert queries.fold(f"{one} {other}") == f"{queries.fold(one)} {queries.fold(other)}".strip()


@given(st.lists(st.sampled_from([*plans.WORDS, "Á", "ﬁn", "ß", "n\u0303", "—", "İ"]), min_size=1))
def test_a_hits_spans_are_the_terms(written):
    said = " ".join(written)
    data = plans.dataset(commitments=[plans.commitment(1, objective=plans.text(said))])
    word = next((w for w in written if queries.fold(w)), None)
    assume(word)
    hits = queries.search(data, data.commitments, word, Lang.ES)
    (hit,) = [hit for hit in hits if hit.field == "objective"]
    assert hit.spans
    for start, end in hit.spans:
        assert queries.fold(hit.text[start:end]).startswith(queries.fold(word))


@given(plans.plans(), any_text)
def test_any_name_finds_one_or_says_so(data, name):
    try:
        found = queries.organization(data, name)
    except NotFound:
        return
    words = queries.fold(name).split()
    assert any(all(word in queries.fold(n) for word in words) for n in queries.names(found))


@given(plans.plans())
def test_every_organization_answers_to_each_of_its_names(data):
    for organization in data.organizations:
        for name in queries.names(organization):
            assert queries.organization(data, name) is organization
            assert queries.organization(data, f" {name.upper()} ") is organization
