"""The page of a plan as people meet it, in a real browser: Chromium, driven by Selenium.

- what it answers, filters, sorts, searches and hands over; its addresses and its languages
- without a script, on a telephone, in print, by keyboard alone, for a screen reader (axe-core)
- it asks for nothing from outside, and nothing that stands in a plan runs
- any plan: an invented one, one without status or language, one of sixty commitments
"""

import base64
import csv
import dataclasses
import hashlib
import importlib.util
import io
import json
import re
import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from processes import Ogpmx
from registries import NUMBERS

from ogpmx import loader
from ogpmx.exports import EXPORTS

pytest.importorskip("selenium")
from selenium.webdriver import Chrome, ChromeOptions, ChromeService
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import Select, WebDriverWait

pytestmark = pytest.mark.slow  # a browser takes its time
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))), None)
DRIVER = shutil.which("chromedriver")
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip
SMALL = str(Path(__file__).parent.parent / "examples" / "invented-plan.yaml")
WIDTHS = (360, 800, 1400)
Plan = dict[str, Any]
Opener = Callable[..., Chrome]


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chrome]:
    if CHROMIUM is None or DRIVER is None:
        pytest.skip("no Chromium with its driver is installed")
    options = ChromeOptions()
    options.binary_location = CHROMIUM
    for flag in (*FLAGS, f"--user-data-dir={tmp_path_factory.mktemp('profile')}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = Chrome(options=options, service=ChromeService(DRIVER))
    yield driver
    driver.quit()


@pytest.fixture
def open_page(browser: Chrome, ogpmx: Ogpmx, tmp_path: Path) -> Iterator[Opener]:
    """Export a plan as a page and open it; `plan` is the document of another one."""

    def open_it(
        *options: str, plan: Plan | None = None, width: int = 1400, dark: bool = False, at: str = ""
    ) -> Chrome:
        path = tmp_path / "page.html"
        if plan is not None:
            (tmp_path / "plan.json").write_text(json.dumps(plan), "utf-8")
            options = ("--data", str(tmp_path / "plan.json"), *options)
        run = ogpmx(["export", "-o", str(path), "--force", *options])
        assert (run.status, run.out, run.err) == (0, "", "")
        size = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False}
        browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
        emulate(browser, dark=dark)
        browser.get("about:blank")
        for kind in ("browser", "performance"):
            read_log(browser, kind)  # what came before is not asked about
        browser.get(path.as_uri() + at)
        return browser

    yield open_it
    browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})


def emulate(page: Chrome, media: str = "", dark: bool = False) -> None:
    scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
    page.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": media, "features": [scheme]})


def find(page: Chrome, selector: str) -> WebElement:
    return page.find_element(By.CSS_SELECTOR, selector)


def find_all(page: Chrome, selector: str) -> list[WebElement]:
    return page.find_elements(By.CSS_SELECTOR, selector)


def list_shown(page: Chrome) -> list[str]:
    """The numbers of the commitments that the table shows, from the top."""
    rows = "[...document.querySelectorAll('#page-table tbody tr')]"
    script = f"return {rows}.filter((row) => row.checkVisibility()).map((row) => row.dataset.of)"
    shown: list[str] = page.execute_script(script)
    return shown


def search(page: Chrome, words: str) -> list[str]:
    field = find(page, "#page-words")
    field.clear()
    field.send_keys(words)
    return list_shown(page)


def press_until(page: Chrome, selector: str, key: str = Keys.TAB) -> WebElement:
    """Press a key until the focus is where the selector says."""
    for _press in range(200):
        focused = page.switch_to.active_element
        if page.execute_script("return arguments[0].matches(arguments[1])", focused, selector):
            return focused
        focused.send_keys(key)
    raise AssertionError(f"the keyboard does not reach {selector}")


def read_log(page: Chrome, kind: str) -> list[dict[str, str]]:
    """What the browser noted since it was asked before."""
    entries: list[dict[str, str]] = page.get_log(kind)  # type: ignore[no-untyped-call]
    return entries


def list_requests(page: Chrome) -> set[str]:
    """All that the page has asked for, itself apart."""
    events = [json.loads(entry["message"])["message"] for entry in read_log(page, "performance")]
    asked = {
        event["params"]["request"]["url"]
        for event in events
        if event["method"] == "Network.requestWillBeSent"
    }
    return {url for url in asked if url not in (page.current_url.partition("#")[0], "about:blank")}


def make_plan() -> Plan:
    """A plan of sixty commitments as one comes from a sheet: numbers are texts, one language."""
    parties = [
        {"id": f"party-{n}", "name": f"Ministerio número {n}", "sector": "federal"}
        for n in range(12)
    ]
    commitments = [
        {
            "number": f"{n // 12 + 1}.{n % 12 + 1}",
            "title": f"Compromiso para la transparencia {n}",
            "participants": [{"organization": f"party-{n % 12}", "role": "responsible"}],
            "irm": {"completion": "limited" if n % 3 else "complete"},
            "milestones": [
                {
                    "number": f"{n}.a",
                    "title": "Publicar",
                    "end": "2021-05",
                    "links": [{"url": "https://example.org/hito", "title": "La página del hito"}],
                }
            ],
            "links": [{"url": f"https://example.org/{n}"}],
        }
        for n in range(60)
    ]
    return {
        "plan": {"id": "pl-1", "title": "Plan con números de texto", "language": "es"},
        "organizations": parties,
        "commitments": commitments,
    }


BARE: Plan = {
    "plan": {"id": "bare-1"},
    "commitments": [{"number": "B 1", "title": "Uno"}, {"number": "B-1", "title": "Dos"}],
}


# What it answers


def test_it_says_at_a_glance_what_failed_who_left_when_and_whether_the_figures_agree(
    open_page: Opener,
) -> None:
    glance = find(open_page(), "section").text
    assert re.search(r"completed 7 54%\n.*limited progress 3 23%\n.*inactive 3 23%", glance)
    assert "5 Transparency to Promote Labor Inclusion ✗ inactive" in glance
    assert "the degree of collaboration needed to go on with the work could not be" in glance
    assert "21 October 2020" in glance
    assert "December 2021" in glance
    assert "Dissatisfaction with the level of information" in glance
    assert "✗ differs: 4 figures" in glance


def test_every_commitment_stands_whole_at_the_address_of_its_number(open_page: Opener) -> None:
    page = open_page(at="#8")
    assert find(page, ":target h3").text.startswith("8")
    whole = find(page, ":target").text
    for said in ("MX0082", "Participants", "LNPP", "Results", "Self-assessment", "marginal"):
        assert said in whole
    assert 0 <= find(page, ":target").rect["y"] - page.execute_script("return scrollY") < 100


def test_a_link_to_a_commitment_that_is_filtered_out_shows_all_again(open_page: Opener) -> None:
    page = open_page()
    assert search(page, "fideicomisos") == ["9"]
    page.execute_script("location.hash = '#8'")
    assert find(page, "[id='8']").is_displayed()
    assert len(list_shown(page)) == len(NUMBERS)


def test_an_organization_leads_to_its_profile_which_opens(open_page: Opener) -> None:
    page = open_page()
    find(page, "[id='8'] a[href='#org-lnpp']").click()
    profile = find(page, "#org-lnpp")
    assert profile.is_displayed()
    assert "part of CIDE" in profile.text
    assert "Strengthen Public Care Services" in profile.text


def test_the_organizations_stand_by_the_commitments_with_a_letter_for_each_role(
    open_page: Opener,
) -> None:
    page = open_page()
    row = next(r for r in find_all(page, ".matrix tbody tr") if r.text.startswith("INMUJERES"))
    cells = [cell.text for cell in row.find_elements(By.TAG_NAME, "td")]
    assert cells == ["", "", "", "m", "P", "", "", "P", "", "", "", "", "", "2"]


def test_the_two_evaluators_stand_side_by_side(open_page: Opener) -> None:
    page = open_page()
    table = find(page, "#page-assessments ~ .box tbody").text
    assert "≠ differ" in table
    assert "= agree" in table
    assert "not comparable" in table


# To filter, sort, search


def test_with_a_participant_a_role_is_the_role_of_that_one(open_page: Opener) -> None:
    page = open_page()
    Select(find(page, "select[name=role]")).select_by_value("responsible")
    assert "5" in list_shown(page)
    Select(find(page, "select[name=participant]")).select_by_value("conapred")
    assert list_shown(page) == ["5"]
    Select(find(page, "select[name=participant]")).select_by_value("inmujeres")
    assert list_shown(page) == []


@pytest.mark.parametrize("words", ["disclosure", "strengthen", "transparency", "open", "agua"])
def test_the_search_finds_what_the_command_finds(
    open_page: Opener, ogpmx: Ogpmx, words: str
) -> None:
    page = open_page()
    search(page, words)
    found = ogpmx(f"list --search {words} --columns number -f csv").lines[1:]
    assert sorted(list_shown(page), key=int) == found


def test_texts_whose_language_is_not_stated_are_named_so(open_page: Opener) -> None:
    commitments = [{"number": 1, "title": {"es": "Mapas", "und": "Xyz"}}]
    page = open_page(plan={"plan": {"id": "two"}, "commitments": commitments})
    assert find(page, "#page-languages").text.endswith("Spanish language not stated")


def test_a_list_of_counts_that_is_cut_says_how_many_more_there_are(open_page: Opener) -> None:
    assert "… and 9 more" in find(open_page(), ".glance").text


def test_filters_narrow_the_table_and_the_commitments_and_the_count_is_said(
    open_page: Opener,
) -> None:
    page = open_page()
    Select(find(page, "select[name=status]")).select_by_value("inactive")
    assert list_shown(page) == ["1", "5", "9"]
    assert [a.get_attribute("id") for a in find_all(page, "article") if a.is_displayed()] == [
        *("1", "5", "9")
    ]
    count = find(page, "#page-count")
    assert (count.text, count.get_attribute("aria-live")) == (
        f"Shown: 3 of {len(NUMBERS)}",
        "polite",
    )
    Select(find(page, "select[name=participant]")).select_by_value("imco")
    assert list_shown(page) == ["5"]
    find(page, "button[type=reset]").click()
    WebDriverWait(page, 5).until(lambda page: len(list_shown(page)) == len(NUMBERS))


@pytest.mark.parametrize(
    "words", ["indigena", "AGUA", "informacion seguridad", "“gobierno abierto”", "fideicomisos x"]
)
def test_a_search_finds_what_the_command_line_finds_without_accents_or_case(
    open_page: Opener, ogpmx: Ogpmx, words: str
) -> None:
    known = json.loads(ogpmx(["filter", "--search", words, "-f", "json"]).out or "[]")
    page = open_page()
    assert search(page, words) == [str(commitment["number"]) for commitment in known]
    assert find(page, "#page-none").is_displayed() is (known == [])


def test_a_search_finds_an_organization_by_its_other_names(open_page: Opener) -> None:
    assert search(open_page("--data", SMALL), "las amigas del faro") == ["1", "2"]


def test_a_head_of_the_table_sorts_by_the_scale_and_what_is_not_stated_stays_last(
    open_page: Opener,
) -> None:
    page = open_page()
    heads = find_all(page, "#page-table th[scope=col]")
    completion = next(head for head in heads if head.text.startswith("IRM: completion"))
    button = completion.find_element(By.TAG_NAME, "button")
    button.click()
    assert completion.get_attribute("aria-sort") == "ascending"
    assert list_shown(page)[:5] == ["1", "5", "7", "11", "3"]
    button.click()
    assert completion.get_attribute("aria-sort") == "descending"
    assert list_shown(page)[:5] == ["3", "1", "5", "7", "11"]
    heads[0].find_element(By.TAG_NAME, "button").click()
    assert completion.get_attribute("aria-sort") is None
    assert list_shown(page) == [*map(str, NUMBERS)]


def test_numbers_that_are_texts_are_sorted_as_people_count(open_page: Opener) -> None:
    page = open_page(plan=make_plan())
    heads = find_all(page, "#page-table thead button")
    heads[1].click()
    heads[0].click()
    assert list_shown(page)[:13] == [*(f"1.{n}" for n in range(1, 13)), "2.1"]


# Languages


def test_the_data_are_shown_in_the_language_that_is_chosen(open_page: Opener) -> None:
    page = open_page()
    title = "h1 span[lang=es]"
    assert not find(page, title).is_displayed()
    find(page, "#page-languages input[value=es]").click()
    assert find(page, title).is_displayed()
    assert not find(page, "h1 span[lang=en]").is_displayed()
    assert "Fortalecer los servicios públicos de cuidados" in find(page, "[id='8']").text
    assert "Strengthen" not in find(page, "[id='8']").text
    topics = [option.text for option in find_all(page, "select[name=topic] option")]
    assert any(option.startswith("acceso a la información") for option in topics)


@pytest.mark.parametrize(
    ("lang", "heading", "title"),
    [("es", "Panorama general", "Cuarto Plan"), ("en", "At a glance", "Mexico's fourth")],
)
def test_the_pages_own_words_and_the_data_begin_in_the_language_in_use(
    open_page: Opener, lang: str, heading: str, title: str
) -> None:
    page = open_page("--lang", lang)
    assert find(page, "html").get_attribute("lang") == lang
    assert find(page, "h2").text == heading
    assert find(page, "h1").text.startswith(title)
    assert page.title.startswith(title)


def test_a_plan_of_one_language_has_no_switch_and_says_its_language(open_page: Opener) -> None:
    page = open_page(plan=make_plan())
    assert not find_all(page, "#page-languages")
    assert find(page, "h1 span").get_attribute("lang") == "es"


def test_of_an_unknown_language_nothing_is_claimed(open_page: Opener) -> None:
    page = open_page(plan=BARE)
    assert page.execute_script("return document.querySelector('article span[lang]').lang") == ""


# To take along


def test_the_data_can_be_taken_along_as_the_program_itself_writes_them(
    open_page: Opener, ogpmx: Ogpmx, tmp_path: Path
) -> None:
    page = open_page()
    into = {"behavior": "allow", "downloadPath": str(tmp_path)}
    page.execute_cdp_cmd("Browser.setDownloadBehavior", into)
    for kind in ("json", "csv"):
        find(page, f"button[data-kind={kind}]").click()
    files = [tmp_path / "mx-4.json", tmp_path / "mx-4.csv"]
    WebDriverWait(page, 10).until(lambda _page: all(file.exists() for file in files))
    assert json.loads(files[0].read_bytes()) == json.loads(ogpmx("export -f json").out)
    assert files[1].read_bytes() == b"\xef\xbb\xbf" + ogpmx("export -f csv").out.encode()


# However it is read


def test_without_a_script_all_is_there_in_the_language_in_use_and_no_dead_button(
    open_page: Opener,
) -> None:
    page = open_page()
    page.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    page.refresh()
    assert find(page, "h1").text.startswith("Mexico's fourth")
    assert len(list_shown(page)) == len(NUMBERS)
    assert "LNPP" in find(page, "[id='8']").text
    assert not find(page, "form").is_displayed()
    assert not [b for b in find_all(page, "button, input") if b.is_displayed()]


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("plan", [None, make_plan(), BARE], ids=["bundled", "sixty", "bare"])
def test_no_width_needs_scrolling_from_side_to_side(
    open_page: Opener, plan: Plan | None, width: int
) -> None:
    page = open_page(plan=plan, width=width)
    page.execute_script("document.querySelectorAll('details').forEach((d) => { d.open = true; })")
    root = "document.documentElement"
    assert page.execute_script(f"return {root}.scrollWidth <= {root}.clientWidth")


def test_in_print_all_is_opened_and_what_can_only_be_clicked_is_gone(open_page: Opener) -> None:
    page = open_page()
    page.execute_script(
        "addEventListener('beforeprint', () => {"
        " window.closed_in_print = document.querySelectorAll('details:not([open])').length; })"
    )
    assert base64.b64decode(page.print_page())[:5] == b"%PDF-"
    assert page.execute_script("return window.closed_in_print") == 0
    assert page.execute_script("return document.querySelectorAll('details[open]').length") == 0
    emulate(page, "print", dark=True)
    assert not find(page, "nav").is_displayed()
    assert not find(page, "form").is_displayed()
    visible = "return document.getElementById('org-lnpp').checkVisibility()"
    assert page.execute_script(visible)
    colour = "return getComputedStyle(document.body).color"
    assert page.execute_script(colour) == "rgb(0, 0, 0)"


def test_on_paper_sixty_commitments_stand_across_a_landscape_page(open_page: Opener) -> None:
    page = open_page(plan=make_plan(), width=1000)  # between margins, A4 has 1,046
    emulate(page, "print")
    box = find(page, ".across")
    inner, shown = (box.get_property(name) for name in ("scrollWidth", "clientWidth"))
    assert inner == shown


def test_the_keyboard_alone_skips_searches_filters_sorts_and_changes_the_language(
    open_page: Opener,
) -> None:
    page = open_page()
    find(page, "body").send_keys(Keys.TAB)
    skip = page.switch_to.active_element
    assert skip.get_attribute("href") == f"{page.current_url}#page-main"
    assert skip.rect["x"] >= 0
    press_until(page, "#page-languages input").send_keys(Keys.ARROW_LEFT)
    assert find(page, "h1").text.startswith("Cuarto Plan")
    press_until(page, "#page-words").send_keys("cuidados")
    assert list_shown(page) == ["8"]
    press_until(page, "button[type=reset]").send_keys(Keys.ENTER)
    WebDriverWait(page, 5).until(lambda page: len(list_shown(page)) == len(NUMBERS))
    press_until(page, "#page-table thead th:nth-child(2) button").send_keys(Keys.SPACE)
    assert find(page, "#page-table th[aria-sort]").text.startswith("Commitment")
    press_until(page, "#page-table a[href='#8']").send_keys(Keys.ENTER)
    assert page.current_url.endswith("#8")
    find(page, "summary").send_keys(Keys.ENTER)
    assert find(page, "details[open] > div").is_displayed()


def test_where_the_focus_is_can_be_seen(open_page: Opener) -> None:
    page = open_page()
    find(page, "body").send_keys(Keys.TAB)  # from here on the focus is that of a keyboard
    for selector in (
        "nav a",
        "#page-words",
        "select",
        "#page-table thead button",
        "summary",
        "td a",
    ):
        page.execute_script("arguments[0].focus()", find(page, selector))
        style = "return getComputedStyle(document.activeElement).outlineStyle"
        assert page.execute_script(style) == "solid"


AXE = importlib.util.find_spec("axe_playwright_python")


@pytest.mark.skipif(AXE is None, reason="axe-playwright-python, which holds axe-core")
@pytest.mark.parametrize(
    ("options", "plan", "width", "dark"),
    [
        ((), None, 1400, False),
        (("--lang", "es"), None, 360, True),
        ((), make_plan(), 800, False),
        (("--data", SMALL), None, 1400, True),
        ((), BARE, 360, False),
    ],
    ids=["bundled", "spanish-narrow-dark", "sixty", "invented-dark", "bare-narrow"],
)
def test_axe_finds_no_fault_for_people_with_disabilities(
    open_page: Opener, options: Sequence[str], plan: Plan | None, width: int, dark: bool
) -> None:
    page = open_page(*options, plan=plan, width=width, dark=dark)
    page.execute_script("document.querySelectorAll('details').forEach((d) => { d.open = true; })")
    assert AXE is not None
    assert AXE.origin is not None
    page.execute_script((Path(AXE.origin).parent / "axe.min.js").read_text("utf-8"))
    rules = {"target-size": {"enabled": True}}
    found = page.execute_async_script(
        "axe.run(document, {resultTypes: ['violations'], rules: arguments[0]})"
        ".then((found) => arguments[1](found.violations))",
        rules,
    )
    told = [(rule["id"], node["html"][:200]) for rule in found for node in rule["nodes"][:3]]
    assert told == []


# Nothing from outside, nothing that runs


@pytest.mark.parametrize("plan", [None, make_plan()], ids=["bundled", "sixty"])
def test_the_page_asks_for_nothing_and_the_browser_has_nothing_to_complain_of(
    open_page: Opener, plan: Plan | None
) -> None:
    page = open_page(plan=plan)
    search(page, "agua")
    assert list_requests(page) == set()
    assert read_log(page, "browser") == []


HOSTILE = (
    "</script><script>window.ran = 1</script>",
    "<img src=x onerror='window.ran = 1'>",
    '" onmouseover="window.ran = 1" x=\'',
    "' onfocus='window.ran = 1' autofocus '",
    "{{ 7 * 7 }} {% raw %} &lt;b&gt; <!-- ${window.ran = 1}",
    "</title><style>* { display: none }</style>",
    "javascript:window.ran=1",
)


@pytest.mark.parametrize("text", HOSTILE)
def test_whatever_stands_in_a_plan_is_shown_and_never_runs(open_page: Opener, text: str) -> None:
    party = {"id": "party", "name": text, "acronym": text, "aliases": [text], "sector": "other"}
    address = "https://example.org/" + re.sub(r"[\s{}]", "", text)
    link = {"url": address, "title": text}
    commitment = {
        "number": text,
        "title": {"es": text, "en": f"en {text}"},
        "status": "inactive",
        "topics": ["topic"],
        "objective": text,
        "participants": [{"organization": "party", "role": "responsible", "note": text}],
        "results": [text],
        "suspension": {"reason": text},
        "self_assessment": text,
        "irm": {"text": text, "completion": "limited"},
        "url": address,
        "links": [link],
        "milestones": [{"title": text, "number": text, "links": [link]}],
    }
    other = {**commitment, "number": 2, "status": "completed", "topics": []}
    plan = {
        "version": text,
        "license": text,
        "plan": {
            "id": "hostile",
            "title": text,
            "country": text,
            "claims": [{"claim": "one", "stated": 1, "text": text, "note": text}],
            "source": {"title": text, "author": text, "language": "es", "validation": [text]},
        },
        "topics": [{"id": "topic", "name": {"es": text, "en": text}, "policy_area": text}],
        "organizations": [party],
        "commitments": [commitment, other],
    }
    page = open_page(plan=plan)
    find(page, "#page-languages input[value=en]").click()
    find(page, "#page-languages input[value=es]").click()
    assert page.execute_script("return window.ran") is None
    assert len(find_all(page, "script")) == 2
    assert len(find_all(page, "style")) == 1
    assert not find_all(page, "img, iframe, object, embed, [onmouseover], [onfocus], [autofocus]")
    assert " ".join(text.split()) in " ".join(find(page, "h1").text.split())
    allowed = ("#", "https://example.org/")
    hrefs = [a.get_dom_attribute("href") or "" for a in find_all(page, "a")]
    assert [href for href in hrefs if not href.startswith(allowed)] == []
    assert read_log(page, "browser") == []
    data = page.execute_script(
        "return JSON.parse(document.getElementById('page-data').textContent)"
    )
    assert data["json"]["commitments"][0]["objective"] == text


def test_an_address_that_is_not_of_the_web_is_no_link() -> None:
    data = loader.load()
    first = dataclasses.replace(data.commitments[0], url="javascript:alert(1)")
    data = dataclasses.replace(data, commitments=(first, *data.commitments[1:]))
    html = EXPORTS["html"].make(data)
    assert isinstance(html, bytes)
    assert b"javascript:alert(1)" in html
    assert b'href="javascript' not in html


def test_what_would_turn_the_direction_of_writing_is_written_out(ogpmx: Ogpmx) -> None:
    plan = {"plan": {"id": "p"}, "commitments": [{"number": 1, "title": "a\u202eb\u2066c"}]}
    html = ogpmx("export -f html --data -", stdin=json.dumps(plan)).out
    assert "a\\u202eb\\u2066c" in html
    assert not re.search("[\u202a-\u202e\u2066-\u2069]", html)


def test_the_policy_allows_the_pages_own_script_and_style_and_no_other(ogpmx: Ogpmx) -> None:
    html = ogpmx("export -f html").out
    (policy,) = re.findall(r'Content-Security-Policy" content="([^"]*)"', html)
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    for tag, rule in (("style", "style-src"), ("script", "script-src")):
        (content,) = re.findall(f"<{tag}>(.*?)</{tag}>", html, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
        assert f"{rule} 'sha256-{digest}'" in policy


# As a file


def test_the_same_plan_gives_the_same_bytes(ogpmx: Ogpmx, tmp_path: Path) -> None:
    for name in ("one.html", "two.htm"):
        assert ogpmx(["export", "-o", str(tmp_path / name)]).status == 0
    first = (tmp_path / "one.html").read_bytes()
    assert first == (tmp_path / "two.htm").read_bytes()
    assert first == ogpmx("export -f html -o -").out.encode()


def test_a_plan_that_says_little_gives_a_page_without_empty_sections(open_page: Opener) -> None:
    page = open_page(plan=BARE)
    headings = [heading.text for heading in find_all(page, "h2, h4") if heading.text]
    assert headings == ["Commitments", "Source, licence and data"]
    ids = page.execute_script("return [...document.querySelectorAll('[id]')].map((e) => e.id)")
    assert len(ids) == len(set(ids))
    assert page.execute_script(
        "return [...document.querySelectorAll('article')].map((a) => a.id)"
    ) == [*("B-1", "B-1-")]


def test_a_plan_without_commitments_is_a_page_too(open_page: Opener) -> None:
    page = open_page(plan={"plan": {"id": "empty-1"}})
    assert find(page, "h1").text == "empty-1"
    assert find(page, "#page-count").text == "Shown: 0 of 0"
    assert read_log(page, "browser") == []


def test_texts_that_run_from_right_to_left_are_set_so(open_page: Opener) -> None:
    title = {"ar": "شفافية الميزانية", "fr": "Budget"}
    page = open_page(plan={"plan": {"id": "p"}, "commitments": [{"number": 1, "title": title}]})
    direction = "return getComputedStyle(document.querySelector('article [lang=ar]')).direction"
    assert page.execute_script(direction) == "rtl"


def test_formulas_are_disarmed_in_the_csv_that_is_taken_along(ogpmx: Ogpmx) -> None:
    plan = {"plan": {"id": "p"}, "commitments": [{"number": 1, "title": "=1+1"}]}
    html = ogpmx("export -f html --data -", stdin=json.dumps(plan)).out
    (data,) = re.findall(r'id="page-data">(.*?)</script>', html, re.DOTALL)
    (row,) = csv.DictReader(io.StringIO(json.loads(data)["csv"]))
    assert "'=1+1" in row.values()
