"""How to cite the source and the data."""

from ogpmx import labels
from ogpmx.messages import _
from ogpmx.models import DataSet


def cite(data: DataSet) -> str:
    """How to cite the source, and the data as far as they say what they are; "" if nothing is said.

    Only the bundled data set is called that of this program.
    """
    source = data.plan.source
    date = f" ({labels.format_date(source.date)})" if source.date else ""
    named = [f"{source.author or ''}{date}".strip(), source.title]
    version = data.version and _("version {version}").format(version=data.version)
    whose = _("Data set: ogpmx") if data.is_bundled else _("Data set")
    about = ", ".join(filter(None, [version, data.license]))
    whole = whose + (f", {about}" if data.is_bundled else f": {about}")
    parts = [": ".join(filter(None, named)), whole if about else ""]
    return " ".join(f"{part}." for part in parts if part)
