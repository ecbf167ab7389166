"""How the models say their fields: the type, what it is called, what it holds."""

from dataclasses import MISSING, dataclass, field
from functools import partial
from typing import Any, NamedTuple, TypeVar, dataclass_transform

T = TypeVar("T")


class Said(NamedTuple):
    """What is said of a field of a model, in English."""

    title: str
    description: str
    heading: str  # its title where there is little room
    once: tuple[tuple[str, ...], ...]  # keys that differ in a list's items; none: the items do


def about(
    title: str,
    description: str,
    heading: str = "",
    *,
    default: Any = MISSING,
    factory: Any = MISSING,
    once: tuple[tuple[str, ...], ...] = (),
) -> Any:
    """A field of a model, with what is said of it. Without a default or a factory of one it must
    be there."""
    said = Said(title, description, heading or title, once)
    # an instance as default would do, but msgspec 0.22 crashes on one when memory is collected
    return field(default=default, default_factory=factory, metadata={"said": said})


optional = partial(about, default=None)  # what the source may not say
many = partial(about, default=())  # a list, which may be empty
# Not named to type checkers here: so each is to them what it is, a field with a default.


@dataclass_transform(kw_only_default=True, frozen_default=True, field_specifiers=(about, field))
def model(cls: type[T]) -> type[T]:
    """A class of frozen records.

    Those share how they are shown and compared. `dataclass` would write that for each class anew,
    in every run: it takes 2 % of a short answer.
    """
    made = dataclass(frozen=True, slots=True, kw_only=True, repr=False, eq=False)(cls)
    for name, method in {"__repr__": _show, "__eq__": _equals, "__hash__": _hash}.items():
        setattr(made, name, method)
    return made


def _values(record: Any) -> dict[str, Any]:
    return {name: getattr(record, name) for name in record.__dataclass_fields__}


def _show(self: Any) -> str:
    held = ", ".join(f"{name}={value!r}" for name, value in _values(self).items())
    return f"{type(self).__name__}({held})"


def _equals(self: Any, other: object) -> bool:
    return _values(self) == _values(other) if type(other) is type(self) else NotImplemented


def _hash(self: Any) -> int:
    return hash(tuple(_values(self).values()))


def said_of(cls: Any, name: str) -> Said:
    """What is said of a field of a model."""
    said: Said = cls.__dataclass_fields__[name].metadata["said"]
    return said


def holds_date(cls: Any, name: str) -> bool:
    """Whether a field of a model holds a date."""
    return "Date" in cls.__dataclass_fields__[name].type


def holds_text(cls: Any, name: str) -> bool:
    """Whether a field of a model holds texts; annotations are unevaluated strings here."""
    return "Text" in cls.__dataclass_fields__[name].type
