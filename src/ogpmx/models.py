"""The nouns: what a data set of an open-government action plan is made of.

Codes and scales follow OGP's Independent Reporting Mechanism (IRM). `None` always means that the
source does not say. Each field's description stands beside it and becomes the JSON Schema's.

What a field's annotation names is only looked up when a file is read (`schema` sees to that): most
runs answer from the compiled copy of the bundled file, and are spared it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

from ogpmx.lang import Lang as Lang

if TYPE_CHECKING:
    from typing import Annotated

    from msgspec import Meta

    from ogpmx.fields import (
        Count,
        Date,
        Id,
        LangCode,
        Letter,
        Line,
        Number,
        OgpId,
        Reference,
        Url,
        UrlTemplate,
    )


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


class ClaimCode(StrEnum):
    """The countable figures that an opening page can state."""

    COMMITMENTS = "commitments"
    CIVIL_SOCIETY = "civil-society"
    FEDERAL = "federal"
    AUTONOMOUS = "autonomous"
    MUNICIPAL = "municipal"
    SUBSTANTIAL = "substantial"
    LIMITED = "limited"
    MIXED = "mixed"
    INACTIVE = "inactive"
    INACTIVE_SUSPENDED = "inactive-suspended"
    DIAGNOSTICS = "diagnostics"
    PARTICIPATION_MECHANISMS = "participation-mechanisms"
    POLICY_PROPOSALS = "policy-proposals"
    METHODOLOGIES = "methodologies"
    INFORMATION_QUALITY = "information-quality"
    MICROSITES = "microsites"
    PLATFORMS = "platforms"


@dataclass(frozen=True, slots=True)
class Text:
    """The same text in each language."""

    es: Annotated[Line, Meta(description="In Spanish.")]
    en: Annotated[Line, Meta(description="In English.")]

    def __getitem__(self, lang: Lang) -> str:
        text: str = getattr(self, lang)
        return text


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """What commitments are about."""

    id: Id
    name: Annotated[Text, Meta(description="The topic's name.")]
    policy_area: Annotated[
        Line | None, Meta(description="OGP's name of the policy area, where one fits.")
    ] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Organization:
    """Anyone who can take part, once, however the source spells it."""

    id: Id
    name: Annotated[Line, Meta(description="The official name.")]
    acronym: Annotated[Line | None, Meta(description="Its acronym, where it has one.")] = None
    sector: Annotated[Sector, Meta(description="The sector it belongs to.")]
    part_of: Annotated[
        str | None, Meta(description="The id of the organization it is a part of.")
    ] = None
    aliases: Annotated[
        tuple[Line, ...], Meta(description="Every other spelling in the source.")
    ] = ()

    @property
    def short(self) -> str:
        return self.acronym or self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class Participation:
    """An organization's part in a commitment."""

    organization: Reference
    role: Annotated[Role, Meta(description="The part it took.")]
    note: Annotated[
        Text | None, Meta(description="What else the source says of this participation.")
    ] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """An organization named in a commitment's results or context, not among its participants."""

    organization: Reference
    note: Annotated[Text | None, Meta(description="What it is named for.")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Suspension:
    """Civil society suspended its part in a commitment."""

    since: Annotated[Date | None, Meta(description="Since when.")] = None
    reason: Annotated[Text | None, Meta(description="Why.")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Irm:
    """What the IRM said; codes only where the source states them."""

    completion: Annotated[Completion | None, Meta(description="How far it was carried out.")] = None
    opening: Annotated[Opening | None, Meta(description="Whether it opened government.")] = None
    early_results: Annotated[
        EarlyResults | None, Meta(description="How strong its early results were.")
    ] = None
    text: Annotated[Text, Meta(description="What it said, in our words.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a commitment stands in the source."""

    table: Annotated[SourceTable, Meta(description="The table it stands in.")]
    row: Annotated[Number, Meta(description="The row in that table, from 1.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Commitment:
    """One of the numbered promises of the plan."""

    number: Annotated[Number, Meta(description="Its number in the plan.")]
    ogp_id: Annotated[OgpId | None, Meta(description="OGP's identifier: MX0082.")] = None
    title: Annotated[Text, Meta(description="The title, as it is; in English, OGP's.")]
    status: Annotated[Status, Meta(description="How it ended, by the self-assessment.")]
    topics: Annotated[
        tuple[Id, ...], Meta(min_length=1, max_length=4, description="One to four topic ids.")
    ]
    objective: Annotated[Text, Meta(description="What it set out to do, in our words.")]
    participants: Annotated[
        tuple[Participation, ...], Meta(description="Who took part, in the source's order.")
    ] = ()
    mentions: Annotated[
        tuple[Mention, ...],
        Meta(description="Who is named in results or context, not taking part."),
    ] = ()
    results: Annotated[tuple[Text, ...], Meta(description="What came of it, a fact an item.")] = ()
    suspension: Annotated[
        Suspension | None,
        Meta(description="Where the source says that civil society suspended its part."),
    ] = None
    self_assessment: Annotated[Text, Meta(description="What the self-assessment said.")]
    irm: Annotated[Irm, Meta(description="What the IRM said.")]
    source: Annotated[Place | None, Meta(description="Where it stands in the source.")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A member of the coordinating committee."""

    organization: Reference
    part: Annotated[Text, Meta(description="What it did.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Committee:
    """Who coordinated the plan."""

    name: Annotated[Text, Meta(description="Its name.")]
    members: Annotated[tuple[Member, ...], Meta(description="Its members and what each did.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A countable figure of the source's opening pages."""

    claim: Annotated[ClaimCode, Meta(description="What is counted.")]
    stated: Annotated[Count, Meta(description="How many the source states.")]
    category: Annotated[
        Letter | None, Meta(description="The letter of the category of outcomes.")
    ] = None
    text: Annotated[Text, Meta(description="The claim, in our words.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """The document that the data come from."""

    title: Annotated[Line, Meta(description="Its title, as it is.")]
    author: Annotated[Line, Meta(description="Who wrote it.")]
    date: Annotated[Date | None, Meta(description="Its date.")] = None
    language: Annotated[LangCode | None, Meta(description="Its language: es, en, …")] = None
    url: Annotated[Url | None, Meta(description="Its web address.")] = None
    validation: Annotated[
        tuple[Text, ...], Meta(description="How it was written, validated and verified.")
    ] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The action plan itself."""

    id: Id
    country: Annotated[Text, Meta(description="Whose plan it is.")]
    number: Annotated[Number | None, Meta(description="Which of the country's plans it is.")] = None
    title: Annotated[Text, Meta(description="The plan's name.")]
    start: Annotated[Date, Meta(description="When it began.")]
    end: Annotated[Date, Meta(description="When it ended.")]
    commitment_url: Annotated[
        UrlTemplate | None,
        Meta(
            description="A commitment's web address, with {ogp_id} where its OGP identifier goes."
        ),
    ] = None
    context: Annotated[
        tuple[Text, ...], Meta(description="What the source says around the plan, a fact an item.")
    ] = ()
    committee: Annotated[Committee | None, Meta(description="Who coordinated it.")] = None
    claims: Annotated[
        tuple[Claim, ...],
        Meta(description="The countable figures that the source states of the plan."),
    ] = ()
    source: Annotated[Source, Meta(description="The document that the data come from.")]


@dataclass(frozen=True, kw_only=True)
class DataSet:
    """A whole file: the plan, its topics, its organizations, its commitments by number."""

    version: Annotated[Line, Meta(description="The version of the data set.")]
    license: Annotated[Line, Meta(description="The licence's SPDX identifier: CC-BY-4.0.")]
    plan: Annotated[Plan, Meta(description="The plan and what its source says of it.")]
    topics: Annotated[tuple[Topic, ...], Meta(description="The topics that commitments are about.")]
    organizations: Annotated[
        tuple[Organization, ...], Meta(description="Everyone who took part or is mentioned, once.")
    ]
    commitments: Annotated[
        tuple[Commitment, ...], Meta(description="The commitments, in the plan's order.")
    ]

    @cached_property
    def organization(self) -> dict[str, Organization]:
        """Organizations by id."""
        return {organization.id: organization for organization in self.organizations}

    @cached_property
    def topic(self) -> dict[str, Topic]:
        """Topics by id."""
        return {topic.id: topic for topic in self.topics}

    def url(self, commitment: Commitment) -> str | None:
        """The commitment's page on OGP's site, where the plan and the commitment allow one."""
        template = self.plan.commitment_url
        if template is None or commitment.ogp_id is None:
            return None
        return template.replace("{ogp_id}", commitment.ogp_id)
