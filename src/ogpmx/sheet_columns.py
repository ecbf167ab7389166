"""What OGP's sheet of commitments calls its columns, and what it writes into them."""

SOURCE = "Open Government Partnership: sheet of commitments"
ADDRESS = "https://opengovpartnership.org/members/{member}/commitments/{ogp_id}"

PLAN = "Action Plan ID"
COUNTRY = "Country/Locality"
PLAN_NUMBER = "Action Plan Number"
SUBMITTED = "Year Of Submission"
PLAN_END = "Action Plan End Year"
OGP_ID = "Commitment Unique Identifier"
NUMBER = "Commitment Number"
TITLE = "Commitment Title"
SHORT_TITLE = "Short Title"
TEXT = "Full Text"
URL = "URL"
START, END = "Start Date", "End Date"
COMPLETION = "Completion (End Of Term)"
EARLIER_COMPLETION = "Completion (Progress Report)"
OPENING = "Did It Open Government (Overall)"
EARLY_RESULTS = "Early Results"
ROLES = {"Lead Institution": "responsible", "Supporting Institution(s)": "supporting"}

NEEDED = (PLAN, NUMBER, TITLE)
OF_PLANS = (PLAN, COUNTRY, PLAN_NUMBER, SUBMITTED, PLAN_END)
COLUMNS = (
    *OF_PLANS, OGP_ID, NUMBER, TITLE, SHORT_TITLE, TEXT, URL, START, END, COMPLETION,
    EARLIER_COMPLETION, OPENING, EARLY_RESULTS, *ROLES,
)  # fmt: skip

# The columns of OGP's policy areas: 1 is yes.
THEMES = (
    "Anti-Corruption and Integrity", "Anti-corruption Institutions", "Anti-Corruption Strategies",
    "Asset Disclosure", "Audits", "Beneficial Ownership", "Conflicts Of Interest", "Elections",
    "Political Finance", "Lobbying", "Open Contracting", "Public Procurement",
    "Right To Information", "Whistleblower Protections", "Civic Space and Enabling Environment",
    "Freedom of Assembly", "Freedom of Association", "Freedom of Expression",
    "Democratizing Decision-Making", "Digital Participation", "Mainstreaming Participation",
    "Regulatory Governance", "Social Accountability", "Digital Governance",
    "Automated Decision-making", "Data Stewardship and Privacy", "Digital Inclusion",
    "Disinformation/Misinformation", "Online Civic Space", "Environment & Climate",
    "Climate Finance", "Climate Mitigation and Adaptation", "Environmental Regulation",
    "International Environmental Agreements", "Fiscal Openness",
    "Publication Of Budget/Fiscal Information", "Public Participation In Budget/Fiscal Policy",
    "Oversight Of Budget/Fiscal Policies", "Stimulus and Economic Recovery", "Tax", "Debt",
    "Inclusion", "Gender", "Gender-Based Violence", "Economic Inclusion", "LGBTQIA+",
    "People with Disabilities", "Youth", "Justice", "Access to Justice", "Open Justice",
    "Policing & Corrections", "Judiciary", "Open Parliaments", "Public Service Delivery",
    "Citizenship & Immigration", "Education", "Health & Nutrition", "Infrastructure & Transport",
    "Water & Sanitation", "Capacity Building", "Digital Transformation", "Legislation",
    "Regulation", "Legislative Oversight", "Open Data", "Public Participation", "Aid", "Energy",
    "Extractive Industries", "Land and Spatial Planning", "Media & Telecommunications",
    "Science & Technology", "Security & Public Safety", "Labor", "Private Sector", "Subnational",
    "Human Rights", "Open Parliament Plan", "Sustainable Development Goals",
    "Open Data (Water/Sanitation)", "Open Data (Health)", "Open Data (Education)",
    "Participation in Lawmaking", "Access to information", "Money in Politics",
)  # fmt: skip

# Compared in lower case
UNKNOWN = frozenset({"", "nd", "nr", "na", "n/a"})
NOBODY = UNKNOWN | {"unclear"}
PLAIN_MARKS = frozenset({"0", "1", "", "ND", "NR", "NA", "N/A"})  # what stands under a theme
_COMPLETIONS = {
    "withdrawn": "withdrawn",
    "unclear": "no-evidence",
    "not started": "not-started",
    "limited": "limited",
    "substantial": "substantial",
    "complete": "complete",
}
CODES = {
    COMPLETION: _COMPLETIONS,
    EARLIER_COMPLETION: _COMPLETIONS,
    OPENING: {
        "worsens": "worsened",
        "did not change": "did-not-change",
        "no early results to report yet": "no-results-yet",
        "marginal": "marginal",
        "major": "major",
        "outstanding": "outstanding",
    },
    EARLY_RESULTS: {
        "no notable results": "none",
        "moderate": "moderate",
        "significant": "significant",
    },
}

# The forms of what stands in a cell
WHOLE = "[1-9][0-9]{0,5}"
FORMS = {
    PLAN_NUMBER: WHOLE,
    SUBMITTED: "[12][0-9]{3}",
    PLAN_END: "[12][0-9]{3}",
    OGP_ID: "[A-Z]{2,3}[0-9]{4,5}",
    URL: r"https?://[^\s{}]+",
}
# How dates are written, and how much of 2024-01-31 is known from each. Month first, as OGP writes;
# day first only where there is no such month.
DATE_FORMS = {
    10: ("%m/%d/%Y", "%d/%m/%Y", "%m/%d/%y", "%d/%m/%y", "%Y-%m-%d", "%B %d, %Y", "%d %B %Y"),
    7: ("%B %Y", "%b %Y", "%Y-%m"),
    4: ("%Y",),
}
SPOILED_YEAR = "1905"  # Excel takes 2023, a year, for a day, and shows it as 7/15/1905
LONGEST_ID = 60
