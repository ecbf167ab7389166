"""The network of organizations and commitments, as GraphML for Gephi, NetworkX, igraph and others.

Each organization and each commitment is a node, each participation an edge with its role; a mention
is none. What they hold is what their tables hold.
"""

import re
from collections.abc import Iterable
from typing import Any
from xml.etree import ElementTree

from ogpmx.exports.fields import Field, Row
from ogpmx.exports.tables import BY_NAME
from ogpmx.models import Commitment, DataSet
from ogpmx.sanitize import drawable


def make_graphml(data: DataSet) -> bytes:
    """The network of organizations and commitments (http://graphml.graphdrawing.org)."""
    organizations, commitments, participations = (
        BY_NAME[name].columns(data) for name in ("organizations", "commitments", "participations")
    )
    # the nodes' own ids and the edges' ends say it; programs have a column `id` already
    organizations = [field for field in organizations if field.name != "id"]
    told = ("commitment", "organization", "position")
    of_edges = [field for field in participations if field.name not in told]

    root = ElementTree.Element("graphml", xmlns="http://graphml.graphdrawing.org/xmlns")
    node_types = {"kind": "string", "label": "string", **_choose_types(organizations, commitments)}
    _declare(root, "node", node_types)
    _declare(root, "edge", _choose_types(of_edges))
    graph = ElementTree.SubElement(root, "graph", id=data.plan.id, edgedefault="undirected")
    for organization in data.organizations:
        node = ElementTree.SubElement(graph, "node", id=f"organization:{organization.id}")
        _fill(node, organizations, Row(organization), kind="organization", label=organization.short)
    for row in BY_NAME["commitments"].rows(data):
        node = ElementTree.SubElement(graph, "node", id=_name_node(row.item))
        _fill(node, commitments, row, kind="commitment", label=row.item.number)
    for row in BY_NAME["participations"].rows(data):
        ends = (f"organization:{row.item.organization}", _name_node(row.holder))
        edge = ElementTree.SubElement(graph, "edge", source=ends[0], target=ends[1])
        _fill(edge, of_edges, row)
    ElementTree.indent(root)
    content: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return content + b"\n"


def _name_node(commitment: Commitment) -> str:
    return _clean(f"commitment:{commitment.number}")


def _choose_types(*tables: Iterable[Field]) -> dict[str, str]:
    """The type of each attribute; text, where two tables have columns of one name and two types."""
    types: dict[str, str] = {}
    for field in (field for fields in tables for field in fields):
        own = field.type.replace("integer", "int")  # GraphML's own name of the type
        types[field.name] = own if types.get(field.name, own) == own else "string"
    return types


def _declare(root: ElementTree.Element, domain: str, types: dict[str, str]) -> None:
    for name, type in types.items():
        said = {"for": domain, "attr.name": name, "attr.type": type}
        ElementTree.SubElement(root, "key", {"id": f"{domain}.{name}", **said})


def _fill(element: ElementTree.Element, fields: Iterable[Field], row: Row, **more: Any) -> None:
    """Give a node or an edge attributes: `more`, and those of a row that are stated."""
    for name, value in (more | {field.name: field.value(row) for field in fields}).items():
        if value is not None:
            held = ElementTree.SubElement(element, "data", key=f"{element.tag}.{name}")
            held.text = str(value).lower() if isinstance(value, bool) else _clean(str(value))


def _clean(text: str) -> str:
    """Text without what XML 1.0 cannot carry, not even escaped (2.2): it is written out."""
    return re.sub("[\ufffe\uffff]", "\ufffd", drawable(text))
