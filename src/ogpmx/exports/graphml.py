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

_TYPES = {"integer": "int"}  # GraphML's own names of types, where they are others


def make_graphml(data: DataSet) -> bytes:
    """The network of organizations and commitments (http://graphml.graphdrawing.org)."""
    organizations, commitments, participations = (
        BY_NAME[name].columns(data) for name in ("organizations", "commitments", "participations")
    )
    # the nodes' own ids and the edges' ends say it; programs have a column `id` already
    organizations = [field for field in organizations if field.name != "id"]
    ends = ("commitment", "organization", "position")
    of_edges = [field for field in participations if field.name not in ends]

    root = ElementTree.Element("graphml", xmlns="http://graphml.graphdrawing.org/xmlns")
    node_types = {"kind": "string", "label": "string", **_choose_types(organizations, commitments)}
    _declare(root, "node", node_types)
    _declare(root, "edge", _choose_types(of_edges))
    graph = ElementTree.SubElement(root, "graph", id=data.plan.id, edgedefault="undirected")
    for organization in data.organizations:
        node = ElementTree.SubElement(graph, "node", id=f"organization:{organization.id}")
        _fill(node, "node", {"kind": "organization", "label": organization.short})
        _fill(node, "node", _read(organizations, Row(organization)))
    for row in BY_NAME["commitments"].rows(data):
        node = ElementTree.SubElement(graph, "node", id=_name_node(row.item))
        _fill(node, "node", {"kind": "commitment", "label": row.item.number})
        _fill(node, "node", _read(commitments, row))
    for row in BY_NAME["participations"].rows(data):
        edge = ElementTree.SubElement(
            graph,
            "edge",
            source=f"organization:{row.item.organization}",
            target=_name_node(row.holder),
        )
        _fill(edge, "edge", _read(of_edges, row))
    ElementTree.indent(root)
    content: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return content + b"\n"


def _name_node(commitment: Commitment) -> str:
    return _clean(f"commitment:{commitment.number}")


def _choose_types(*tables: Iterable[Field]) -> dict[str, str]:
    """The type of each attribute; text, where two tables have columns of one name and two types."""
    types: dict[str, str] = {}
    for field in (field for fields in tables for field in fields):
        own = _TYPES.get(field.type, field.type)
        types[field.name] = own if types.get(field.name, own) == own else "string"
    return types


def _declare(root: ElementTree.Element, domain: str, types: dict[str, str]) -> None:
    for name, type in types.items():
        said = {"for": domain, "attr.name": name, "attr.type": type}
        ElementTree.SubElement(root, "key", {"id": f"{domain}.{name}", **said})


def _read(fields: Iterable[Field], row: Row) -> dict[str, Any]:
    return {field.name: field.value(row) for field in fields}


def _fill(element: ElementTree.Element, domain: str, values: dict[str, Any]) -> None:
    """Give a node or an edge its attributes; what is not stated is left out."""
    for name, value in values.items():
        if value is not None:
            held = ElementTree.SubElement(element, "data", key=f"{domain}.{name}")
            held.text = str(value).lower() if isinstance(value, bool) else _clean(str(value))


def _clean(text: str) -> str:
    """Text without what XML 1.0 cannot carry, not even escaped (2.2): it is written out."""
    return re.sub("[\ufffe\uffff]", "\ufffd", drawable(text))
