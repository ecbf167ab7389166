"""What people type who have read nothing, and what they then read.

| who | types | reads |
|---|---|---|
| someone who knows a commitment by its subject | `show cuidados`, `show care` | that one |
| someone who wants some | `show 2-4`, `6,7`, `2–4, 8`, `#8`, `all`, `--status inactive` | those |
| a civil servant | `participant INMUJERES` | what came of it, too, and all with whom it worked |
| a journalist | `show 8`, `plan`, `assessments` | whose words they are, what is compared |
"""

import pytest
from processes import Ogpmx, strip_escapes
from registries import NUMBERS

# Naming commitments

NAMED = {
    "a range": ("2-4", [2, 3, 4]),
    "a range backwards": ("4-2", [2, 3, 4]),
    "a list": ("6,7", [6, 7]),
    "a range with a dash, a comma and a space": ("2–4, 8", [2, 3, 4, 8]),
    "spaces around the dash": ("2 - 4", [2, 3, 4]),
    "a number sign": ("'#8'", [8]),
    "zeros before it": ("08", [8]),
    "numbers and OGP ids": ("MX0082 2-3 mx0075", [8, 2, 3, 1]),
    "as headings and files call a number": ("'No. 8' nº 7 'n.º 6' 'número 5'", [8, 7, 6, 5]),
    "ranges as spreadsheets and programs write them": ("2:3 5..6", [2, 3, 5, 6]),
    "one again": ("8 7-9", [8, 7, 9]),
    "all": ("all", NUMBERS),
    "all, in Spanish": ("todos", NUMBERS),
    "a word of the Spanish title": ("cuidados", [8]),
    "a word of the English title": ("care", [8]),
    "words in any order, without accents": ("educacion garantizar", [3]),
    "a number and words": ("2 cuidados", [2, 8]),
    "a filter": ("--status inactive", [1, 5, 9]),
    "a filter among those named": ("5-10 --status inactive", [5, 9]),
}


@pytest.mark.parametrize("command", ["show", "assessments"])
@pytest.mark.parametrize(("typed", "numbers"), NAMED.values(), ids=NAMED.keys())
def test_commitments_are_named_as_people_name_them(
    ogpmx: Ogpmx, command: str, typed: str, numbers: list[int]
) -> None:
    assert ogpmx(f"{command} {typed} -f json").numbers == numbers


def test_words_that_fit_several_titles_list_them_with_what_to_type(ogpmx: Ogpmx) -> None:
    run = ogpmx("show transparency")
    assert (run.status, run.out) == (1, "")
    assert "“transparency” fits several commitments" in run.err
    assert "   5  Transparency to Promote Labor Inclusion\n" in run.err
    assert "  12  Transparency in the Flow of Arms and Arms Control\n" in run.err


def test_words_of_no_title_are_answered_with_where_a_search_finds_them(ogpmx: Ogpmx) -> None:
    run = ogpmx("show manzanillo")
    assert run.status == 1
    assert "It is said in 8: ogpmx search manzanillo" in run.err
    assert "ogpmx search 'escazú agreement'" in ogpmx(["show", "escazú agreement"]).err


def test_a_range_that_leaves_the_plan_names_what_there_is(ogpmx: Ogpmx) -> None:
    run = ogpmx("show 12-99")
    assert run.status == 1
    assert "“99”" in run.err
    assert "1, 2, 3" in run.err


@pytest.mark.parametrize("typed", [" ", ",", "zzz", "0", "MX9999"])
def test_what_names_no_commitment_is_not_found(ogpmx: Ogpmx, typed: str) -> None:
    run = ogpmx(["show", typed])
    assert (run.status, run.out) == (1, "")
    assert run.err.startswith(f"ogpmx: There is no commitment “{typed}”.")


def test_show_alone_says_what_can_be_named(ogpmx: Ogpmx) -> None:
    run = ogpmx("show --lang es")
    assert (run.status, run.out) == (2, "")
    assert "palabras de un título" in run.err


def test_participants_of_several_commitments_are_asked_for_by_a_range(ogpmx: Ogpmx) -> None:
    found = ogpmx("participants --commitment 7-9 --commitment 8 -f json").json
    assert {n for record in found for n in record["commitments"]} == {7, 8, 9}
    assert all(len(record["commitments"]) == len({*record["commitments"]}) for record in found)


# An organization


def test_an_organization_is_told_with_what_came_of_each_commitment(ogpmx: Ogpmx) -> None:
    page = ogpmx("participant INMUJERES", terminal=200).out
    assert "Results: A model of public policy applied to the municipality of Manzanillo" in page
    assert "(and 3 more)" in page
    assert "According to the IRM, the opening of government was marginal" in page
    assert "Independent Reporting Mechanism (IRM): completion: limited; early results" in page
    assert "IRM: opening of government: marginal" in page
    for heading in ("Role", "Together in", "Status"):
        assert heading in page


def test_what_came_of_a_commitment_is_told_once_though_a_part_took_part_too(ogpmx: Ogpmx) -> None:
    page = ogpmx("participant SEP").out
    assert "(through CNBBBJ)" in page
    assert page.count("It is reported that civil society suspended") == 1


def test_no_word_is_broken_on_a_narrow_terminal(ogpmx: Ogpmx) -> None:
    page = ogpmx("participant INMUJERES", terminal=44).out
    assert {"organizations", "participation.", "Reproductive"} <= {*page.split()}


def test_programs_get_what_came_of_each_commitment_at_the_end(ogpmx: Ogpmx) -> None:
    last = ogpmx("participant INMUJERES -f json").json["commitments"][-1]
    irm = ["irm_completion", "irm_opening", "irm_early_results"]
    assert [*last][-5:] == ["note", "results", *irm]
    assert [last[name] for name in irm] == [None, "marginal", None]


def test_those_it_worked_with_are_ten_and_the_line_below_says_how_to_see_all(ogpmx: Ogpmx) -> None:
    assert "… and 3 more: --limit 13" in ogpmx("participant INMUJERES").out
    whole = ogpmx("participant INMUJERES --limit 13").out
    assert "more: --limit" not in whole
    partners = ogpmx("participant INMUJERES -f json").json["partners"]
    assert len(partners) == 13
    assert all((partner["acronym"] or partner["name"]) in whole for partner in partners)
    assert len(ogpmx("participant INMUJERES --limit 2 -f json").json["partners"]) == 2


@pytest.mark.parametrize("typed", ["Agua", "Forestal", "Marina", "Bienestar"])
def test_an_alias_that_the_name_holds_is_found_and_not_shown(ogpmx: Ogpmx, typed: str) -> None:
    found = ogpmx(["participant", typed, "-f", "json"]).json
    assert typed in found["aliases"]
    assert f"• {typed}\n" not in ogpmx(["participant", typed]).out


@pytest.mark.parametrize("command", ["participant INAI", "plan"])
@pytest.mark.parametrize("option", ["--sort id", "--reverse"])
def test_what_is_one_record_has_no_options_of_order(
    ogpmx: Ogpmx, command: str, option: str
) -> None:
    assert ogpmx(f"{command} {option}").status == 2
    assert option.split()[0] not in ogpmx(f"{command.split()[0]} --help").out


def test_several_organizations_are_answered_with_how_to_ask_for_both(ogpmx: Ogpmx) -> None:
    run = ogpmx("participant CONAPRED inmujeres")
    assert run.status == 1
    assert "ogpmx filter --participant CONAPRED --participant INMUJERES" in run.err


# What an answer rests on


def test_assessments_say_on_the_screen_what_is_compared(ogpmx: Ogpmx) -> None:
    page = " ".join(strip_escapes(ogpmx("assessments", terminal=100).out).split())
    assert "Only completion is compared." in page
    assert "completed = complete; substantial progress = substantial; limited" in page
    assert "inactive = not started; withdrawn = withdrawn." in page


def test_a_card_says_whose_words_it_holds_and_where_the_report_says_it(ogpmx: Ogpmx) -> None:
    page = ogpmx("show 8").out
    assert "table of active commitments, row 6" in page
    assert "the sentences here are ogpmx's and not the source's" in page
    assert "Open Government Partnership (OGP)" in page


def test_a_card_tells_a_suspension_before_all_else(ogpmx: Ogpmx) -> None:
    page = ogpmx("show 1").out
    assert page.index("December 2021") < page.index("Objective")
    assert page.index("Dissatisfaction with") < page.index("Objective")


def test_a_plan_says_what_its_period_is_and_that_no_address_is_known(ogpmx: Ogpmx) -> None:
    page = ogpmx("plan").out
    assert "\nImplementation: January 2020 to 31 August 2022\n" in page
    assert "No web address of it is known." in page
    spanish = ogpmx("plan --lang es").out
    assert "\nImplementación: enero de 2020 – 31 de agosto de 2022\n" in spanish


# A search


def test_a_search_stands_under_the_number_and_title_of_each_commitment(ogpmx: Ogpmx) -> None:
    lines = ogpmx("search forest", terminal=100).lines
    heads = [line for line in lines if "Transparency of Forestry" in line]
    assert "10" in heads[0]
    assert any("Citizen Participation in Sustainable Rural Development" in line for line in lines)


def test_a_snippet_has_no_marks_but_where_they_mean_something(ogpmx: Ogpmx) -> None:
    for format in ("json", "csv", "table", "plain"):
        assert "*" not in ogpmx(f"search forest -f {format}").out
    assert "**Forest**al" in ogpmx("search forest -f markdown").out


def test_what_only_the_other_language_says_is_said_to_be_there(ogpmx: Ogpmx) -> None:
    assert "pesca (in the Spanish text)" in ogpmx("search bosques").out
    assert "(en el texto en inglés)" in ogpmx("search fishing --lang es").out
    assert "text)" not in ogpmx("search CONAFOR").out


# A summary


@pytest.mark.parametrize("typed", ["institution", "institución", "organization", "Organizaciones"])
def test_institutions_are_counted_by_any_name(ogpmx: Ogpmx, typed: str) -> None:
    counted = ogpmx(["summary", "--by", typed, "-f", "json"])
    assert counted.out == ogpmx("summary --by participant -f json").out


def test_pairs_that_no_commitment_has_are_left_out_on_a_narrow_screen_alone(ogpmx: Ogpmx) -> None:
    page = ogpmx("summary --by status --cross topic", terminal=80).out
    assert "Pairs of values that no commitment has are left out." in page
    assert " 0%" not in page
    assert any(row["count"] == 0 for row in ogpmx("summary --by status --cross topic -f json").json)


def test_a_status_and_a_grade_of_the_irm_are_not_called_the_same(ogpmx: Ogpmx) -> None:
    (line,) = (line for line in ogpmx("list").lines if "Technology Rights" in line)
    assert "◐ limited progress" in line
    assert line.split("progress")[1].split()[0] == "limited"


def test_what_is_missing_is_named_as_what_it_is_in_spanish(ogpmx: Ogpmx) -> None:
    assert "Falta el argumento «NOMBRE»." in ogpmx("participant --lang es").err


def test_when_a_commitment_began_and_ended_is_told_in_words(ogpmx: Ogpmx) -> None:
    plan = """
    plan: {id: xx-1}
    organizations: []
    commitments: [{number: 1, title: A, start: "2021-03", end: "2022-08-31"}]
    """
    told = ogpmx("show 1 --lang es --data -", stdin=plan).lines
    assert told[told.index("Inicio") + 1].strip() == "marzo de 2021"
    assert told[told.index("Fin") + 1].strip() == "31 de agosto de 2022"
