"""The nouns: what a data set of an open-government action plan is made of.

Codes and scales follow OGP's Independent Reporting Mechanism (IRM). `None` always means that the
source does not say. Each field carries its title and description: headings, tables, the workbook,
the reference and the JSON Schema take them from here.

Annotations stay unevaluated strings; `schema` makes their names resolvable when a file must be
validated. Runs on the bundled plan load the compiled copy and never evaluate them.
"""

from __future__ import annotations

from dataclasses import MISSING, dataclass, field, fields
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar, dataclass_transform

if TYPE_CHECKING:
    from ogpmx.constraints import (
        Count,
        Criteria,
        Date,
        Id,
        LanguageTag,
        Letter,
        Line,
        Number,
        OgpId,
        Reference,
        Topics,
        Url,
        UrlTemplate,
    )

T = TypeVar("T")


def about(title: str, description: str, heading: str = "", *, default: Any = MISSING) -> Any:
    """A field of a model: what it is called, what it holds, and its title where there is little
    room. Without a default it must be there."""
    said = {"title": title, "description": description, "heading": heading or title}
    return field(default=default, metadata=said)


@dataclass_transform(kw_only_default=True, frozen_default=True, field_specifiers=(about, field))
def model(cls: type[T]) -> type[T]:
    """A class of frozen records."""
    return dataclass(frozen=True, slots=True, kw_only=True)(cls)


def heading_of(cls: Any, name: str) -> str:
    """The heading of a field of a model, in English."""
    text: str = cls.__dataclass_fields__[name].metadata["heading"]
    return text


def title_of(cls: Any, name: str) -> str:
    """The title of a field of a model, in English."""
    text: str = cls.__dataclass_fields__[name].metadata["title"]
    return text


def holds_text(cls: Any, name: str) -> bool:
    """Whether a field of a model holds texts; annotations are unevaluated strings here."""
    return "Text" in cls.__dataclass_fields__[name].type


class Status(StrEnum):
    """How a commitment ended, by the self-assessment."""

    COMPLETED = "completed"
    LIMITED = "limited"
    INACTIVE = "inactive"

    @property
    def active(self) -> bool:
        return self is not Status.INACTIVE


class Completion(StrEnum):
    """How far a commitment was carried out, by the IRM: OGP's five points, from the least."""

    NO_EVIDENCE = "no-evidence"
    NOT_STARTED = "not-started"
    LIMITED = "limited"
    SUBSTANTIAL = "substantial"
    COMPLETE = "complete"


class Opening(StrEnum):
    """Whether a commitment opened government, by the IRM: OGP's scale, from the least."""

    WORSENED = "worsened"
    DID_NOT_CHANGE = "did-not-change"
    MARGINAL = "marginal"
    MAJOR = "major"
    OUTSTANDING = "outstanding"


class EarlyResults(StrEnum):
    """How strong a commitment's early results were, by the IRM; `reported`: strength not said."""

    NONE = "none"
    REPORTED = "reported"
    MODERATE = "moderate"
    SIGNIFICANT = "significant"


class Sector(StrEnum):
    """What kind of organization it is."""

    FEDERAL = "federal"
    AUTONOMOUS = "autonomous"
    MUNICIPAL = "municipal"
    CIVIL_SOCIETY = "civil-society"
    ACADEMIA = "academia"
    PRIVATE_SECTOR = "private-sector"


class Role(StrEnum):
    """The part an organization took, as the source words it; `participant`: no role named."""

    RESPONSIBLE = "responsible"
    CO_RESPONSIBLE = "co-responsible"
    ACCOMPANYING = "accompanying"
    SUPPORTING = "supporting"
    PARTICIPANT = "participant"


class SourceTable(StrEnum):
    """The report's two tables."""

    ACTIVE = "active"
    INACTIVE = "inactive"


@model
class Text:
    """The same text in each language."""

    es: Line = about("In Spanish", "In Spanish.")
    en: Line = about("In English", "In English.")

    def __getitem__(self, lang: str) -> str:
        text: str = getattr(self, lang)
        return text


TEXT_LANGUAGES = tuple(f.name for f in fields(Text))  # in which every text stands


@model
class Topic:
    """What commitments are about."""

    id: Id = about("Id", "The topic's id.")
    name: Text = about("Name", "The topic's name.")
    policy_area: Line | None = about(
        "Policy area", "OGP's name of the policy area, where one fits.", default=None
    )


@model
class Organization:
    """Anyone who can take part, once, however the source spells it."""

    id: Id = about("Id", "The organization's id.")
    name: Line = about("Name", "The official name.", "Organization")
    acronym: Line | None = about("Acronym", "Its acronym, if it has one.", default=None)
    sector: Sector = about("Sector", "The sector that it belongs to.")
    part_of: Reference | None = about(
        "Part of", "The id of the organization that it is a part of.", default=None
    )
    aliases: tuple[Line, ...] = about(
        "Aliases", "Every other spelling in the source.", "Also named", default=()
    )

    @property
    def short(self) -> str:
        """The acronym, or the name where there is none."""
        return self.acronym or self.name


@model
class Participation:
    """What an organization did in a commitment."""

    organization: Reference = about("Organization", "The organization's id.")
    role: Role = about("Role", "The role as the source words it; participant where it names none.")
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
    text: Text = about("IRM", "What the IRM says.")


@model
class Place:
    """Where a commitment stands in the source."""

    table: SourceTable = about("Table of the source", "Which of the source's tables it is in.")
    row: Number = about("Row of the source", "The row in that table, from 1.")


@model
class Commitment:
    """One of the numbered promises of the plan."""

    number: Number = about("Number", "The commitment's number in the plan.", "No.")
    ogp_id: OgpId | None = about("OGP id", "OGP's identifier: MX0082.", "OGP", default=None)
    title: Text = about("Title", "The title as it is; in English, OGP's.", "Commitment")
    status: Status = about("Status", "How it ended, by the self-assessment.")
    topics: Topics = about("Topics", "One to four topic ids.")
    objective: Text = about("Objective", "What it set out to do.")
    participants: tuple[Participation, ...] = about(
        "Participants", "Who took part, in the source's order.", default=()
    )
    mentions: tuple[Mention, ...] = about(
        "Mentions", "Who is named in results or context, not taking part.", default=()
    )
    results: tuple[Text, ...] = about("Results", "What came of it, a fact an item.", default=())
    suspension: Suspension | None = about(
        "Suspension", "Where the source says that civil society suspended its part.", default=None
    )
    self_assessment: Text = about("Self-assessment", "What the self-assessment says.")
    irm: Irm = about("IRM", "What the IRM says.")
    source: Place | None = about("Source", "Where it stands in the source.", default=None)


@model
class Member:
    """A member of the coordinating committee."""

    organization: Reference = about("Organization", "The organization's id.")
    part: Text = about("Part", "What it did.")


@model
class Committee:
    """Who coordinated the plan."""

    name: Text = about("Committee", "The committee that coordinated the plan.")
    members: tuple[Member, ...] = about("Members", "Its members and what each did.")


@model
class Counting:
    """What counts for a claim, by the filters of the command line: one of the two."""

    commitments: Criteria | None = about(
        "Commitments", "The commitments that match: filter → values.", default=None
    )
    organizations: Criteria | None = about(
        "Organizations", "The participants that match: filter → values.", default=None
    )


@model
class Claim:
    """A countable figure that the source states."""

    claim: Id = about("Claim", "The claim's id.", "Code")
    stated: Count = about("Stated", "How many the source states.")
    category: Letter | None = about(
        "Category", "The letter of the category of outcomes, if it is of one.", default=None
    )
    text: Text = about("Text", "The claim, in our words.", "Claim")
    count: Counting | None = about(
        "Counting", "What the rows count for it; without it, it cannot be counted.", default=None
    )
    note: Text | None = about(
        "Note", "Why it cannot be counted, or what the counting rests on.", default=None
    )


@model
class Source:
    """The document that the data come from."""

    title: Line = about("Source: title", "Its title, as it is.", "Source")
    author: Line = about("Source: author", "Who wrote it.")
    date: Date | None = about("Source: date", "Its date.", default=None)
    language: LanguageTag | None = about(
        "Source: language", "Its language (ISO 639): es, en, …", default=None
    )
    url: Url | None = about("Source: address", "Its web address.", default=None)
    validation: tuple[Text, ...] = about(
        "Validation", "How it was written, validated and verified.", default=()
    )


@model
class Plan:
    """The action plan itself."""

    id: Id = about("Id", "The plan's id.")
    country: Text = about("Country", "The country whose plan it is.")
    number: Number | None = about(
        "Number", "Which of the country's plans it is, from 1.", "No.", default=None
    )
    title: Text = about("Title", "The plan's title.")
    start: Date = about("Start", "When it began: a year, month or day.")
    end: Date = about("End", "When it ended: a year, month or day.")
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
        "Headline figures", "The countable figures that the source states of the plan.", default=()
    )
    source: Source = about("Source", "The document that the data come from.")


@dataclass(frozen=True, kw_only=True)
class DataSet:
    """A whole file: the plan, its topics, its organizations, its commitments by number."""

    version: Line = about("Version", "The version of the data.")
    license: Line = about("Licence", "The licence of the data, by its SPDX identifier: CC-BY-4.0.")
    plan: Plan = about("Plan", "The plan and what its source says of it.")
    topics: tuple[Topic, ...] = about("Topics", "The topics that commitments are about.")
    organizations: tuple[Organization, ...] = about(
        "Organizations", "Everyone who took part or is mentioned, once."
    )
    commitments: tuple[Commitment, ...] = about(
        "Commitments", "The commitments, in the plan's order."
    )

    @cached_property
    def organizations_by_id(self) -> dict[str, Organization]:
        return {organization.id: organization for organization in self.organizations}

    @cached_property
    def topics_by_id(self) -> dict[str, Topic]:
        return {topic.id: topic for topic in self.topics}

    def url(self, commitment: Commitment) -> str | None:
        """The commitment's page on OGP's site, where the plan and the commitment allow one."""
        template = self.plan.commitment_url
        if template is None or commitment.ogp_id is None:
            return None
        return template.replace("{ogp_id}", commitment.ogp_id)
