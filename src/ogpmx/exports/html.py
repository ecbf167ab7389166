"""The whole plan as one page for a browser, which loads nothing else: `page.html.jinja`, its style
`page.css` and its script `page.js`.

Text of the data is never markup: the template engine escapes whatever it is given. The page's own
policy lets a browser run this script and no other.
"""

import re
from base64 import b64encode
from collections.abc import Iterable, Sequence
from enum import StrEnum
from hashlib import sha256
from pathlib import Path
from typing import Any

from markupsafe import Markup, escape

from ogpmx import claims, commitments, counting, labels
from ogpmx.citation import cite
from ogpmx.codes import Completion, Role, Status
from ogpmx.commitments import FURTHER_FIELDS
from ogpmx.counting import DIMENSIONS, Count, count_by, label_key
from ogpmx.exports.plan_files import encode_json, make_csv, make_tree
from ogpmx.filters import NONE_STATED
from ogpmx.loader import find_beside_data
from ogpmx.matching import fold
from ogpmx.messages import _, current, ngettext, pgettext
from ogpmx.model_fields import holds_text, said_of
from ogpmx.models import UNKNOWN_LANGUAGE, Commitment, CommitmentNumber, DataSet
from ogpmx.organizations import list_involvements, make_profile, spellings
from ogpmx.rows import Localized
from ogpmx.sanitize import drawable

# How a commitment ended that fell short.
_SHORT = (Status.LIMITED, Status.NOT_STARTED, Status.INACTIVE, Status.WITHDRAWN)
_SHORT_BY_IRM = tuple(Completion)[:4]  # as far as limited

_PERHAPS_RIGHT_TO_LEFT = ("", "ar", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi")


class Page:
    """What the template asks of a data set; texts stand in all languages of the data."""

    def __init__(self, data: DataSet) -> None:
        self.data = data
        self.languages = data.languages or (data.language,)
        self.lang = data.find_language(dict.fromkeys(self.languages, ""), current())
        self.localized = Localized(data, self.lang)
        self._said: dict[int, Markup] = {}  # by the identity of a text, which the data keep alive
        # The id of each commitment: its number, without the spaces that no id can have
        self.addresses: dict[CommitmentNumber, str] = {}
        taken: set[str] = set()
        for commitment in data.commitments:
            address = re.sub(r"\s+", "-", drawable(str(commitment.number)))
            address = re.sub("^(page|org)-", r"no-\1-", address)  # the page's own ids begin so
            while address in taken:
                address += "-"
            self.addresses[commitment.number] = address
            taken.add(address)

    def say(self, text: Any) -> Markup:
        """A text in each language that one of the data's languages finds it in; all but one are
        hidden. `data-for`: the languages in which it is the one to show."""
        if id(text) not in self._said:
            found: dict[str, list[str]] = {}
            for lang in self.languages:
                found.setdefault(self.data.find_language(text, lang), []).append(lang)
            said = (
                self._mark(lang, asked if len(found) > 1 else (), self.data.by_language(text)[lang])
                for lang, asked in found.items()
            )
            self._said[id(text)] = Markup("").join(said)
        return self._said[id(text)]

    def _mark(self, lang: str, asked: Sequence[str], text: str) -> Markup:
        tag = "" if lang == UNKNOWN_LANGUAGE else lang  # "" is HTML's word for it
        attributes = f'lang="{escape(tag)}"'
        if tag[:2] in _PERHAPS_RIGHT_TO_LEFT:
            attributes += ' dir="auto"'
        if asked:
            hidden = "" if self.lang in asked else " hidden"
            attributes += f' data-for="{escape(" ".join(asked))}"{hidden}'
        return Markup(f"<span {attributes}>{escape(drawable(text))}</span>")

    def list_counts(self, group: str) -> list[Count]:
        """The counts of a dimension; none where nothing of it is stated."""
        counts = count_by(self.data, self.data.commitments, group)
        return [*counts] if any(count.key and count.size for count in counts) else []

    def list_filters(self) -> list[tuple[str, list[Count]]]:
        """The dimensions that tell commitments apart, each with the values that there are."""
        found = {group: [c for c in self.list_counts(group) if c.size] for group in DIMENSIONS}
        found["participant"].sort(key=lambda c: fold(label_key(c.group, c.key, self.localized)))
        return [(group, counts) for group, counts in found.items() if len(counts) > 1]

    def list_values(self, commitment: Commitment, group: str) -> str:
        """A commitment's values of a dimension, as the script compares them."""
        values = {value or NONE_STATED for value in DIMENSIONS[group].values(self.data, commitment)}
        if group == "role":  # as the command has it: with a participant, the role of that one
            values |= {f"{p.organization}:{p.role}" for p in commitment.participants}
        return " ".join(sorted(values))

    def list_short(self) -> list[Commitment]:
        """The commitments that fell short: by the self-assessment, or, if silent, by the IRM."""
        return [
            c
            for c in self.data.commitments
            if (c.status in _SHORT if c.status else c.irm.completion in _SHORT_BY_IRM)
        ]

    def list_further(self, commitment: Commitment) -> Iterable[tuple[str, bool, Sequence[Any]]]:
        """Fields of a commitment that have no place of their own: heading, whether texts, items."""
        for name in FURTHER_FIELDS:
            held = getattr(commitment, name)
            if name not in ("start", "end", "milestones") and held not in (None, ()):
                items = held if isinstance(held, tuple) else (held,)
                texts = holds_text(Commitment, name)
                yield said_of(Commitment, name).heading, texts, items

    def list_names(self, commitment: Commitment) -> str:
        """Every name of those who are in a commitment, to be searched."""
        named: tuple[Any, ...] = (*commitment.participants, *commitment.mentions)
        ids = dict.fromkeys(one.organization for one in named)
        return " · ".join(s for id in ids for s in spellings(self.data.organizations_by_id[id])[1:])


def _rank(code: StrEnum | None) -> int | str:
    """The place of a code in its scale, by which the script sorts."""
    return "" if code is None else list(type(code)).index(code)


def _hash(text: str) -> str:
    """What a content policy calls a script or a style (CSP, level 3)."""
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"


def compile_template(folder: Path) -> None:
    """Write the template as a Python module: to make it takes longer than all else of a page.

    Its name tells template and engine apart, so that it never serves for others.
    """
    _make_environment()[0].compile_templates(folder, zip=None, log_function=lambda _text: None)


def _make_environment() -> tuple[Any, str]:
    """The template engine, and the name that it knows the template by."""
    import jinja2  # here, for no other export needs it, and it takes long to load

    source = _read_beside("page.html.jinja")
    name = f"page {sha256(source.encode()).hexdigest()} by {jinja2.__version__}"
    environment = jinja2.Environment(
        loader=jinja2.DictLoader({name: source}),
        autoescape=True,
        extensions=["jinja2.ext.do"],
        undefined=jinja2.StrictUndefined,
        # what would turn the direction of writing is written out
        finalize=lambda value: drawable(value) if type(value) is str else value,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment, name


def _read_beside(name: str) -> str:
    return (Path(__file__).parent / name).read_text("utf-8")


def make_html(data: DataSet) -> bytes:
    """The page, its own words in the language in use."""
    from jinja2 import ChoiceLoader, ModuleLoader

    environment, template = _make_environment()
    compiled = find_beside_data("page")  # written by `tools/derive.py`
    environment.loader = ChoiceLoader([ModuleLoader(compiled), environment.loader])
    page = Page(data)
    files = encode_json({"json": make_tree(data), "csv": make_csv(data).decode()}).decode()
    content: str = environment.get_template(template).render(
        _=_,
        ngettext=ngettext,
        pgettext=pgettext,
        labels=labels,
        lang=current(),
        page=page,
        data=data,
        plan=data.plan,
        organizations=data.organizations_by_id,
        cite=cite,
        findings=claims.audit(page.localized),
        involvements=list_involvements(data, data.commitments),
        make_profile=make_profile,
        answers=commitments,
        counting=counting,
        claims=claims,
        rank=_rank,
        Role=Role,
        style=Markup(_read_beside("page.css")),
        script=Markup(_read_beside("page.js")),
        hash=_hash,
        files=Markup(files.replace("<", "\\u003c")),  # so that no text ends the element
    )
    return content.encode()
