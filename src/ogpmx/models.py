"""The nouns: what a data set of an open-government action plan is made of.

`None` always means that the source does not say. Each field carries its title and description:
headings, tables, the workbook, the reference and the JSON Schema take them from here.

Annotations stay unevaluated strings; `schema` makes their names resolvable when a file must be
validated. Runs on the bundled plan load the compiled copy and never evaluate them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from ogpmx.codes import Completion, EarlyResults, Opening, Role, Sector, Status
from ogpmx.model_fields import about, holds_text, model

if TYPE_CHECKING:
    from ogpmx.constraints import *

UNKNOWN_LANGUAGE = "und"  # BCP 47
CommitmentNumber = int | str  # as the plan writes it


@model
class Topic:
    """What commitments are about."""

    id: Id = about("Id", "The topic's id.")
    name: Text = about("Name", "The topic's name.")
    policy_area: Verbatim | None = about(
        "Policy area", "OGP's name of the policy area, where one fits.", default=None
    )


@model
class Organization:
    """Anyone who can take part, once, however the source spells it."""

    id: Id = about("Id", "The organization's id.")
    name: Verbatim = about("Name", "The official name.", "Organization")
    acronym: Verbatim | None = about("Acronym", "Its acronym, if it has one.", default=None)
    sector: Sector | None = about("Sector", "The sector that it belongs to.", default=None)
    part_of: Reference | None = about(
        "Part of", "The id of the organization that it is a part of.", default=None
    )
    aliases: tuple[Verbatim, ...] = about(
        "Aliases", "Every other spelling in the source.", "Also named", default=()
    )

    @property
    def short(self) -> str:
        """The acronym, or the name where there is none."""
        return self.acronym or self.name

    @property
    def full(self) -> str:
        """The acronym and the name; the name alone where the acronym is among its words."""
        within = self.acronym and re.search(rf"(?<!\w){re.escape(self.acronym)}(?!\w)", self.name)
        return self.name if within or not self.acronym else f"{self.acronym}, {self.name}"


@model
class Participation:
    """What an organization did in a commitment."""

    organization: Reference = about("Organization", "The organization's id.")
    role: Role = about(
        "Role",
        "The role as the source words it; participant where it names none.",
        default=Role.PARTICIPANT,
    )
    note: Text | None = about(
        "Note", "What else the source says of this participation.", default=None
    )


@model
class Mention:
    """An organization named in a commitment's results or context, not among its participants."""

    organization: Reference = about("Organization", "The organization's id.")
    note: Text | None = about("Note", "What it is named for.", default=None)


@model
class Suspension:
    """Civil society suspended its part in a commitment."""

    since: Date | None = about("Suspended since", "Since when, if that is said.", default=None)
    reason: Text | None = about("Reason of the suspension", "Why, if that is said.", default=None)


@model
class Irm:
    """What the IRM said; codes only where the source states them."""

    completion: Completion | None = about(
        "IRM: completion", "How far it was carried out, by the IRM.", default=None
    )
    opening: Opening | None = about(
        "IRM: opening", "Whether it opened government, by the IRM.", default=None
    )
    early_results: EarlyResults | None = about(
        "IRM: early results", "How strong its early results were, by the IRM.", default=None
    )
    text: Text | None = about("IRM", "What the IRM says.", default=None)


@model
class Place:
    """Where a commitment stands in the source: in a row of a table, or on a page."""

    table: TableReference | None = about(
        "Table of the source", "Which of the source's tables it is in.", default=None
    )
    row: Whole | None = about("Row of the source", "The row in that table, from 1.", default=None)
    page: Whole | None = about("Page of the source", "The page, from 1.", default=None)


@model
class Link:
    """A web page about a commitment or a milestone."""

    url: Url = about("Address", "Its web address.")
    title: Text | None = about("Title", "What it is.", default=None)


@model
class Milestone:
    """A step of a commitment."""

    number: Number | None = about("Number", "Its number.", default=None)
    title: Text = about("Title", "What is to be done.")
    status: Status | None = about("Status", "How it ended.", default=None)
    start: Date | None = about("Start", "When it began: a year, month or day.", default=None)
    end: Date | None = about("End", "When it ended: a year, month or day.", default=None)
    organizations: tuple[Reference, ...] = about(
        "Organizations", "Who is to do it: ids of organizations.", default=()
    )
    links: tuple[Link, ...] = about("Links", "Web pages about it.", default=())


@model
class Commitment:
    """One of the numbered promises of the plan."""

    number: Number = about("Number", "The commitment's number in the plan.", "No.")
    ogp_id: OgpId | None = about("OGP id", "OGP's identifier: MX0082.", "OGP", default=None)
    title: Text = about("Title", "The title as it is; in English, OGP's.", "Commitment")
    status: Status | None = about("Status", "How it ended, by the self-assessment.", default=None)
    topics: tuple[TopicReference, ...] = about(
        "Topics", "What it is about: ids of topics.", default=(), once=((),)
    )
    objective: Text | None = about("Objective", "What it set out to do.", default=None)
    participants: tuple[Participation, ...] = about(
        "Participants",
        "Who took part, in the source's order.",
        default=(),
        once=(("organization", "role"),),
    )
    mentions: tuple[Mention, ...] = about(
        "Mentions",
        "Who is named in results or context, not taking part.",
        default=(),
        once=(("organization",),),
    )
    results: tuple[Text, ...] = about("Results", "What came of it, a fact an item.", default=())
    suspension: Suspension | None = about(
        "Suspension", "Where the source says that civil society suspended its part.", default=None
    )
    self_assessment: Text | None = about(
        "Self-assessment", "What the self-assessment says.", default=None
    )
    irm: Irm = about("IRM", "What the IRM says.", factory=Irm)
    source: Place | None = about("Source", "Where it stands in the source.", default=None)
    url: Url | None = about(
        "Address", "Its web page, if that is not the plan's own form.", default=None
    )
    start: Date | None = about("Start", "When it began: a year, month or day.", default=None)
    end: Date | None = about("End", "When it ended: a year, month or day.", default=None)
    milestones: tuple[Milestone, ...] = about(
        "Milestones", "Its steps.", default=(), once=(("number",),)
    )
    links: tuple[Link, ...] = about("Links", "Web pages about it.", default=())

    @property
    def active(self) -> bool | None:
        """Whether it was carried on with; None where no status is stated."""
        stopped = (Status.INACTIVE, Status.WITHDRAWN)
        return None if self.status is None else self.status not in stopped


@model
class Member:
    """A member of the coordinating committee."""

    organization: Reference = about("Organization", "The organization's id.")
    part: Text | None = about("Part", "What it did.", default=None)


@model
class Committee:
    """Who coordinated the plan."""

    name: Text | None = about("Committee", "The committee that coordinated the plan.", default=None)
    members: tuple[Member, ...] = about("Members", "Its members and what each did.", default=())


@model
class Counting:
    """What counts for a claim: one of the two."""

    commitments: Criteria | None = about(
        "Commitments",
        "The commitments that match, by the filters of list: status: [completed]; {} for all.",
        default=None,
    )
    organizations: Criteria | None = about(
        "Organizations",
        "The participants that match, by the same filters: sector: [academia]; {} for all.",
        default=None,
    )


@model
class Claim:
    """A countable figure that the source states."""

    claim: Id = about("Claim", "The claim's id.", "Code")
    stated: Figure = about("Stated", "How many the source states.")
    category: Letter | None = about(
        "Category", "The letter of the category of outcomes, if it is of one.", default=None
    )
    text: Text | None = about("Text", "The claim, in our words.", "Claim", default=None)
    count: Counting | None = about(
        "Counting", "What the rows count for it; without it, it cannot be counted.", default=None
    )
    note: Text | None = about(
        "Note", "Why it cannot be counted, or what the counting rests on.", default=None
    )


@model
class Source:
    """The document that the data come from."""

    title: Verbatim | None = about("Source: title", "Its title, as it is.", "Source", default=None)
    author: Verbatim | None = about("Source: author", "Who wrote it.", default=None)
    date: Date | None = about("Source: date", "Its date.", default=None)
    language: LanguageTag | None = about(
        "Source: language", "Its language (BCP 47): es, en, …", default=None
    )
    url: Url | None = about("Source: address", "Its web address.", default=None)
    validation: tuple[Text, ...] = about(
        "Validation", "How it was written, validated and verified.", default=()
    )
    tables: dict[Id, Text] | None = about(
        "Tables", "The names of its tables, by the keys that commitments use.", default=None
    )


@model
class Plan:
    """The action plan itself."""

    id: Id = about("Id", "The plan's id.")
    country: Text | None = about("Country", "Whose plan it is.", default=None)
    number: Whole | None = about(
        "Number", "Which of the country's plans it is, from 1.", "No.", default=None
    )
    title: Text | None = about("Title", "The plan's title.", default=None)
    start: Date | None = about("Start", "When it began: a year, month or day.", default=None)
    end: Date | None = about("End", "When it ended: a year, month or day.", default=None)
    commitment_url: UrlTemplate | None = about(
        "Address of the commitments",
        "A commitment's address, with {ogp_id} where its OGP identifier goes.",
        default=None,
    )
    context: tuple[Text, ...] = about(
        "Context", "What the source says around the plan, a fact an item.", default=()
    )
    committee: Committee | None = about(
        "Coordinating committee", "Who coordinated it.", default=None
    )
    claims: tuple[Claim, ...] = about(
        "Headline figures",
        "The countable figures that the source states of the plan.",
        default=(),
        once=(("claim",),),
    )
    source: Source = about("Source", "The document that the data come from.", factory=Source)
    language: LanguageTag | None = about(
        "Language", "The language of texts that name none (BCP 47).", default=None
    )


@dataclass(frozen=True, kw_only=True)
class DataSet:
    """A whole file: the plan, its topics, its organizations, its commitments."""

    version: Verbatim | None = about("Version", "The version of the data.", default=None)
    license: Verbatim | None = about(
        "Licence", "The licence of the data, by its SPDX identifier: CC-BY-4.0.", default=None
    )
    plan: Plan = about("Plan", "The plan and what its source says of it.")
    topics: tuple[Topic, ...] = about(
        "Topics", "The topics that commitments are about.", default=(), once=(("id",),)
    )
    organizations: tuple[Organization, ...] = about(
        "Organizations",
        "Everyone who took part or is mentioned, once.",
        default=(),
        once=(("id",),),
    )
    commitments: tuple[Commitment, ...] = about(
        "Commitments",
        "The commitments, in the plan's order.",
        default=(),
        once=(("number",), ("ogp_id",)),
    )

    @cached_property
    def organizations_by_id(self) -> dict[str, Organization]:
        return {organization.id: organization for organization in self.organizations}

    @cached_property
    def topics_by_id(self) -> dict[str, Topic]:
        return {topic.id: topic for topic in self.topics}

    @cached_property
    def has_whole_numbers(self) -> bool:
        """Whether every number of a commitment and of a milestone is a whole one."""
        steps = (step.number for c in self.commitments for step in c.milestones)
        numbers = [*(c.number for c in self.commitments), *steps]
        return not any(isinstance(number, str) for number in numbers)

    @property
    def language(self) -> str:
        """The plan's own language, in which texts are that name none."""
        return self.plan.language or self.plan.source.language or UNKNOWN_LANGUAGE

    @cached_property
    def languages(self) -> tuple[str, ...]:
        """The languages that occur in texts, in the order in which they first do."""
        tags = (text if isinstance(text, dict) else [self.language] for text in list_texts(self))
        return tuple(dict.fromkeys(tag for of_text in tags for tag in of_text))

    def by_language(self, text: Text) -> dict[str, str]:
        """A text in each language that it stands in."""
        return text if isinstance(text, dict) else {self.language: text}

    def find_language(self, text: Text, asked: str) -> str:
        """The language to show a text in: the one asked for, else one of the same first subtag,
        else the plan's own, else the first."""
        tags = self.by_language(text)
        near = [tag for tag in tags if tag.partition("-")[0].lower() == asked.partition("-")[0]]
        wanted = [asked, *near, self.language]
        return next((tag for tag in wanted if tag in tags), next(iter(tags)))

    def text(self, text: Text, asked: str) -> str:
        """A text in the language asked for, or in the nearest that there is."""
        return self.by_language(text)[self.find_language(text, asked)]

    def url(self, commitment: Commitment) -> str | None:
        """The commitment's page: its own, else on OGP's site, where plan and id allow one."""
        template = self.plan.commitment_url
        if commitment.url or template is None or commitment.ogp_id is None:
            return commitment.url
        return template.replace("{ogp_id}", commitment.ogp_id)


def list_texts(value: Any) -> Iterator[str | dict[str, str]]:
    """Every text within a value of the models, in the order of the fields."""
    for described in fields(value):
        held = getattr(value, described.name)
        if str(described.type).startswith("dict[Id, Text"):
            held = tuple((held or {}).values())
        for item in held if isinstance(held, tuple) else (held,):
            if is_dataclass(item):
                yield from list_texts(item)
            elif item is not None and holds_text(type(value), described.name):
                yield item
