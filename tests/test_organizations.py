"""Organizations on small plans: found by the names that people type; what each did.

- by id, acronym, name and alias, whatever the case, accents and order of words
- whole names beat whole words, whole words beat parts of words
- a name that fits several or nobody is answered with whom it may mean
- a profile holds what an organization and its parts did, and with whom

Laws, for any plan: each organization answers to each of its names; any name finds one that it fits
or none.
"""

import plans
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ogpmx.errors import NotFound
from ogpmx.matching import fold
from ogpmx.models import DataSet
from ogpmx.organizations import (
    find_organization,
    list_involvements,
    make_profile,
    parts_of,
    spellings,
)


@pytest.fixture
def data() -> DataSet:
    return plans.three_commitments()


def refusal(data: DataSet, name: str) -> str:
    with pytest.raises(NotFound) as raised:
        find_organization(data, name)
    return str(raised.value)


# By name


def test_an_organization_answers_to_its_id_acronym_name_and_aliases(data: DataSet) -> None:
    se, *_others, clara, limpia = data.organizations
    assert spellings(se) == ("se", "SE", "Secretaría de Economía")
    assert spellings(clara) == ("agua-clara", "Agua Clara", "Clara, la de Agua", "AC")
    assert spellings(limpia) == ("agua-limpia", "Agua Limpia")


@pytest.mark.parametrize(
    ("name", "id"),
    [
        ("SE", "se"), ("se", "se"), ("economia", "se"), ("ECONOMÍA secretaría", "se"),
        ("AC", "agua-clara"), ("clara", "agua-clara"), ("clara de agua", "agua-clara"),
        ("agua-limpia", "agua-limpia"), ("limp", "agua-limpia"), ("educacion", "sep"),
    ],
)  # fmt: skip
def test_an_organization_is_found_by_any_of_its_names_and_their_parts(
    data: DataSet, name: str, id: str
) -> None:
    assert find_organization(data, name).id == id


@pytest.mark.parametrize(
    ("name", "id"),
    [("acn", "uno"), ("clara agua", "dos"), ("norte claras", "uno"), ("agua consejo", "tres")],
)
def test_whole_words_beat_parts_of_words_in_any_order(name: str, id: str) -> None:
    data = plans.dataset(
        organizations=[
            plans.organization("uno", name="Aguas Claras del Norte", acronym="ACN"),
            plans.organization("dos", name="Agua Clara"),
            plans.organization("tres", name="Consejo de Agua"),
            plans.organization("cuatro", name="Consejo de Aguas"),
        ]
    )
    assert find_organization(data, name).id == id


@pytest.mark.parametrize("name", ["agua", "secretaría"])
def test_a_name_that_fits_several_finds_none_of_them(data: DataSet, name: str) -> None:
    assert refusal(data, name).startswith(f"“{name}” fits several organizations;")


def test_several_that_a_name_fits_are_listed_with_their_acronyms(data: DataSet) -> None:
    assert refusal(data, "a") == "\n".join(
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


@pytest.mark.parametrize("name", ["", "  ", "…", "nadie", "agua aire", "agua clara limpia"])
def test_a_name_that_fits_nobody_finds_none(data: DataSet, name: str) -> None:
    assert refusal(data, name).startswith(f"No organization answers to “{name}”.")


def test_a_name_that_fits_nobody_is_answered_with_the_nearest_or_where_to_look(
    data: DataSet,
) -> None:
    assert refusal(data, "Agua Lipia") == (
        "No organization answers to “Agua Lipia”. Did you mean Agua Limpia or Agua Clara?"
    )
    assert refusal(data, "xyzzy") == (
        "No organization answers to “xyzzy”. “ogpmx participants” lists all."
    )


def test_five_of_the_nearest_names_are_named_at_most() -> None:
    many = [plans.organization(f"agua-{n}", name=f"Agua {n}") for n in range(8)]
    assert refusal(plans.dataset(organizations=many), "Auga").count("Agua") == 5


# What each did


def test_the_parts_of_an_organization_are_those_of_its_parts_too(data: DataSet) -> None:
    sep = find_organization(data, "sep")
    assert [part.id for part in parts_of(data, sep)] == ["becas", "beca-uno"]


def test_a_profile_holds_participations_mentions_and_partners(data: DataSet) -> None:
    profile = make_profile(data, find_organization(data, "SE"))
    assert profile.committee is None
    assert [(c.number, p.role) for c, p in profile.participations] == [
        (1, "responsible"), (2, "participant")
    ]  # fmt: skip
    assert [c.number for c, _mention in profile.mentions] == [3]
    assert [(partner.id, shared) for partner, shared in profile.partners] == [
        ("agua-clara", (1,)), ("beca-uno", (2,))
    ]  # fmt: skip


def test_the_profile_of_a_whole_holds_what_its_parts_did(data: DataSet) -> None:
    profile = make_profile(data, find_organization(data, "SEP"))
    assert [part.id for part in profile.parts] == ["becas", "beca-uno"]
    assert [(c.number, p.organization) for c, p in profile.participations] == [(2, "beca-uno")]


def test_who_took_part_is_listed_from_the_most_active_with_roles_and_mentions(
    data: DataSet,
) -> None:
    involvements = list_involvements(data, data.commitments)
    assert [(i.organization.id, dict(i.roles), i.mentioned_in) for i in involvements] == [
        ("se", {"responsible": (1,), "participant": (2,)}, (3,)),
        ("beca-uno", {"supporting": (2,)}, ()),
        ("agua-clara", {"participant": (1,)}, ()),
        ("agua-limpia", {"responsible": (3,)}, ()),
    ]


# Laws


@given(plans.plans())
def test_every_organization_answers_to_each_of_its_names(data: DataSet) -> None:
    for organization in data.organizations:
        for name in spellings(organization):
            assert find_organization(data, name) is organization
            assert find_organization(data, f" {name.upper()} ") is organization


@given(plans.plans(), st.text(max_size=30))
def test_any_name_finds_an_organization_that_it_fits_or_none(data: DataSet, name: str) -> None:
    try:
        found = find_organization(data, name)
    except NotFound:
        return
    words = fold(name).split()
    assert any(all(word in fold(known) for word in words) for known in spellings(found))
