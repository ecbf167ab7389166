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
from ogpmx.model_fields import about, holds_text, many, model, optional

if TYPE_CHECKING:
    from ogpmx.constraints import *

UNKNOWN_LANGUAGE = "und"  # BCP 47
CommitmentNumber = int | str  # as the plan writes it


@model
class Topic:
    """What commitments are about."""

    id: Id = about("Id", "The topic's id.")
    name: Text = about("Name", "The topic's name.")
    policy_area: Verbatim | None = optional(
        "Policy area", "OGP's name of the policy area, where one fits."
    )


@model
class Organization:
    """Anyone who can take part, once, however the source spells it."""

    id: Id = about("Id", "The organization's id.")
    name: Verbatim = about("Name", "The official name.", "Organization")
    acronym: Verbatim | None = optional("Acronym", "Its acronym, if it has one.")
    sector: Sector | None = optional("Sector", "The sector that it belongs to.")
    part_of: Reference | None = optional(
        "Part of", "The id of the organization that it is a part of."
    )
    aliases: tuple[Verbatim, ...] = many(
        "Aliases", "Every other spelling in the source.", "Also named"
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
    note: Text | None = optional("Note", "What else the source says of this participation.")


@model
class Mention:
    """An organization named in a commitment's results or context, not among its participants."""

    organization: Reference = about("Organization", "The organization's id.")
    note: Text | None = optional("Note", "What it is named for.")


@model
class Suspension:
    """Civil society suspended its part in a commitment."""

    since: Date | None = optional("Suspended since", "Since when, if that is said.")
    reason: Text | None = optional("Reason of the suspension", "Why, if that is said.")


@model
class Irm:
    """What the IRM said; codes only where the source states them."""

    completion: Completion | None = optional(
        "IRM: completion", "How far it was carried out, by the IRM."
    )
    opening: Opening | None = optional("IRM: opening", "Whether it opened government, by the IRM.")
    early_results: EarlyResults | None = optional(
        "IRM: early results", "How strong its early results were, by the IRM."
    )
    text: Text | None = optional("IRM", "What the IRM says.")


@model
class Place:
    """Where a commitment stands in the source: in a row of a table, or on a page."""

    table: TableReference | None = optional(
        "Table of the source", "Which of the source's tables it is in."
    )
    row: Whole | None = optional("Row of the source", "The row in that table, from 1.")
    page: Whole | None = optional("Page of the source", "The page, from 1.")


@model
class Link:
    """A web page about a commitment or a milestone."""

    url: Url = about("Address", "Its web address.")
    title: Text | None = optional("Title", "What it is.")


@model
class Milestone:
    """A step of a commitment."""

    number: Number | None = optional("Number", "Its number.")
    title: Text = about("Title", "What is to be done.")
    status: Status | None = optional("Status", "How it ended.")
    start: Date | None = optional("Start", "When it began: a year, month or day.")
    end: Date | None = optional("End", "When it ended: a year, month or day.")
    organizations: tuple[Reference, ...] = many(
        "Organizations", "Who is to do it: ids of organizations."
    )
    links: tuple[Link, ...] = many("Links", "Web pages about it.")


@model
class Commitment:
    """One of the numbered promises of the plan."""

    number: Number = about("Number", "The commitment's number in the plan.", "No.")
    ogp_id: OgpId | None = optional("OGP id", "OGP's identifier: MX0082.", "OGP")
    title: Text = about("Title", "The title as it is; in English, OGP's.", "Commitment")
    status: Status | None = optional("Status", "How it ended, by the self-assessment.")
    topics: tuple[TopicReference, ...] = many(
        "Topics", "What it is about: ids of topics.", once=((),)
    )
    objective: Text | None = optional("Objective", "What it set out to do.")
    participants: tuple[Participation, ...] = many(
        "Participants", "Who took part, in the source's order.", once=(("organization", "role"),)
    )
    mentions: tuple[Mention, ...] = many(
        "Mentions",
        "Who is named in results or context, not taking part.",
        once=(("organization",),),
    )
    results: tuple[Text, ...] = many("Results", "What came of it, a fact an item.")
    suspension: Suspension | None = optional(
        "Suspension", "Where the source says that civil society suspended its part."
    )
    self_assessment: Text | None = optional("Self-assessment", "What the self-assessment says.")
    irm: Irm = about("IRM", "What the IRM says.", factory=Irm)
    source: Place | None = optional("Source", "Where it stands in the source.")
    url: Url | None = optional("Address", "Its web page, if that is not the plan's own form.")
    start: Date | None = optional("Start", "When it began: a year, month or day.")
    end: Date | None = optional("End", "When it ended: a year, month or day.")
    milestones: tuple[Milestone, ...] = many("Milestones", "Its steps.", once=(("number",),))
    links: tuple[Link, ...] = many("Links", "Web pages about it.")

    @property
    def active(self) -> bool | None:
        """Whether it was carried on with; None where no status is stated."""
        stopped = (Status.INACTIVE, Status.WITHDRAWN)
        return None if self.status is None else self.status not in stopped


@model
class Member:
    """A member of the coordinating committee."""

    organization: Reference = about("Organization", "The organization's id.")
    part: Text | None = optional("Part", "What it did.")


@model
class Committee:
    """Who coordinated the plan."""

    name: Text | None = optional("Committee", "The committee that coordinated the plan.")
    members: tuple[Member, ...] = many("Members", "Its members and what each did.")


@model
class Counting:
    """What counts for a claim: one of the two."""

    commitments: Criteria | None = optional(
        "Commitments",
        "The commitments that match, by the filters of list: status: [completed]; {} for all.",
    )
    organizations: Criteria | None = optional(
        "Organizations",
        "The participants that match, by the same filters: sector: [academia]; {} for all.",
    )


@model
class Claim:
    """A countable figure that the source states."""

    claim: Id = about("Claim", "The claim's id.", "Code")
    stated: Figure = about("Stated", "How many the source states.")
    category: Letter | None = optional(
        "Category", "The letter of the category of outcomes, if it is of one."
    )
    text: Text | None = optional("Text", "The claim, in our words.", "Claim")
    count: Counting | None = optional(
        "Counting", "What the rows count for it; without it, it cannot be counted."
    )
    note: Text | None = optional("Note", "Why it cannot be counted, or what the counting rests on.")


@model
class Source:
    """The document that the data come from."""

    title: Verbatim | None = optional("Source: title", "Its title, as it is.", "Source")
    author: Verbatim | None = optional("Source: author", "Who wrote it.")
    date: Date | None = optional("Source: date", "Its date.")
    language: LanguageTag | None = optional("Source: language", "Its language (BCP 47): es, en, …")
    url: Url | None = optional("Source: address", "Its web address.")
    validation: tuple[Text, ...] = many("Validation", "How it was written, validated and verified.")
    tables: dict[Id, Text] | None = optional(
        "Tables", "The names of its tables, by the keys that commitments use."
    )


@model
class Plan:
    """The action plan itself."""

    id: Id = about("Id", "The plan's id.")
    country: Text | None = optional("Country", "Whose plan it is.")
    number: Whole | None = optional("Number", "Which of the country's plans it is, from 1.", "No.")
    title: Text | None = optional("Title", "The plan's title.")
    start: Date | None = optional("Start", "When it began: a year, month or day.")
    end: Date | None = optional("End", "When it ended: a year, month or day.")
    commitment_url: UrlTemplate | None = optional(
        "Address of the commitments",
        "A commitment's address, with {ogp_id} where its OGP identifier goes.",
    )
    context: tuple[Text, ...] = many(
        "Context", "What the source says around the plan, a fact an item."
    )
    committee: Committee | None = optional("Coordinating committee", "Who coordinated it.")
    claims: tuple[Claim, ...] = many(
        "Headline figures",
        "The countable figures that the source states of the plan.",
        once=(("claim",),),
    )
    source: Source = about("Source", "The document that the data come from.", factory=Source)
    language: LanguageTag | None = optional(
        "Language", "The language of texts that name none (BCP 47)."
    )


@dataclass(frozen=True, kw_only=True)
class DataSet:
    """A whole file: the plan, its topics, its organizations, its commitments."""

    version: Verbatim | None = optional("Version", "The version of the data.")
    license: Verbatim | None = optional(
        "Licence", "The licence of the data, by its SPDX identifier: CC-BY-4.0."
    )
    plan: Plan = about("Plan", "The plan and what its source says of it.")
    topics: tuple[Topic, ...] = many(
        "Topics", "The topics that commitments are about.", once=(("id",),)
    )
    organizations: tuple[Organization, ...] = many(
        "Organizations", "Everyone who took part or is mentioned, once.", once=(("id",),)
    )
    commitments: tuple[Commitment, ...] = many(
        "Commitments", "The commitments, in the plan's order.", once=(("number",), ("ogp_id",))
    )

    @cached_property
    def is_bundled(self) -> bool:
        """Whether this is the data set that comes with the program, as it came; `loader` knows."""
        return False

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
