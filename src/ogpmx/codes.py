"""The codes: scales and kinds that a commitment, an organization or a participation can have.

Scales follow OGP's Independent Reporting Mechanism (IRM). Codes are never translated; `labels` has
the words for people.
"""

from enum import StrEnum


class Status(StrEnum):
    """How a commitment ended, by the self-assessment or the government's own tracker."""

    COMPLETED = "completed"
    SUBSTANTIAL = "substantial"
    LIMITED = "limited"
    IN_PROGRESS = "in-progress"
    NOT_STARTED = "not-started"
    INACTIVE = "inactive"
    WITHDRAWN = "withdrawn"


class Completion(StrEnum):
    """How far a commitment was carried out, by the IRM: OGP's scale, from the least."""

    WITHDRAWN = "withdrawn"
    NO_EVIDENCE = "no-evidence"
    NOT_STARTED = "not-started"
    LIMITED = "limited"
    SUBSTANTIAL = "substantial"
    COMPLETE = "complete"


class Opening(StrEnum):
    """Whether a commitment opened government, by the IRM: OGP's scale, from the least."""

    WORSENED = "worsened"
    DID_NOT_CHANGE = "did-not-change"
    NO_RESULTS_YET = "no-results-yet"
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
    NATIONAL = "national"
    STATE = "state"
    MUNICIPAL = "municipal"
    LEGISLATURE = "legislature"
    JUDICIARY = "judiciary"
    AUTONOMOUS = "autonomous"
    CIVIL_SOCIETY = "civil-society"
    ACADEMIA = "academia"
    PRIVATE_SECTOR = "private-sector"
    INTERNATIONAL = "international"
    MEDIA = "media"
    OTHER = "other"


class Role(StrEnum):
    """The part an organization took, as the source words it; `participant`: no role named."""

    RESPONSIBLE = "responsible"
    CO_RESPONSIBLE = "co-responsible"
    ACCOMPANYING = "accompanying"
    SUPPORTING = "supporting"
    PARTICIPANT = "participant"
