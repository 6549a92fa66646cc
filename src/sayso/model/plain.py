"""Frozen records to plain dicts and back, by their types alone."""

from __future__ import annotations

import types
import typing
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from functools import cache
from operator import itemgetter
from typing import Any, TypeVar

from sayso.model.text import Span

_ATOMS = frozenset({str, int, float, bool, type(None)})
Maker = Callable[[Any], Any]


def to_plain(value: Any) -> Any:
    """A record as dicts, lists, strings, numbers and None; spans become [start, end]."""
    kind: Any = type(value)
    if kind in _ATOMS:
        return value
    if isinstance(value, Span):
        return [value.start, value.end]
    names = _names(kind)
    if names is not None:
        return {name: to_plain(getattr(value, name)) for name in names}
    if isinstance(value, (tuple, list)):
        return [to_plain(v) for v in value]
    return value


T = TypeVar("T")


def from_plain(kind: type[T], value: Any) -> T:
    """The record of type `kind` that `to_plain` made `value` from. Raises TypeError or KeyError where it does not fit."""
    wanted: Any = kind
    make = _maker(wanted)
    result: T = value if make is None else make(value)
    return result


@cache
def _names(kind: Any) -> tuple[str, ...] | None:
    return tuple(f.name for f in fields(kind)) if is_dataclass(kind) else None


@cache
def _parts(kind: Any) -> tuple[Maker, tuple[tuple[int, Maker], ...]]:
    """What gets the values of all fields, in order, and which of them have to be made."""
    hints = typing.get_type_hints(kind)
    names = [f.name for f in fields(kind)]
    makers = [_maker(hints[name]) for name in names]
    get: Maker = itemgetter(*names) if len(names) > 1 else lambda value: tuple([value[name] for name in names])
    return get, tuple((i, maker) for i, maker in enumerate(makers) if maker is not None)


@cache
def _maker(kind: Any) -> Maker | None:
    """What makes a value of type `kind` from plain data; None where plain data is it already. Worked out once a type: stores read millions."""
    origin = typing.get_origin(kind)
    if origin in (typing.Union, types.UnionType):
        inner = _maker(next(k for k in typing.get_args(kind) if k is not type(None)))
        return None if inner is None else _optional(inner)
    if origin is tuple:
        return _tuple(_maker(typing.get_args(kind)[0]))
    if kind is Span:
        return _span
    if isinstance(kind, type) and is_dataclass(kind):
        return _record(kind)
    return None


def _span(value: Any) -> Span:
    return Span(*value)


def _optional(inner: Maker) -> Maker:
    def make(value: Any) -> Any:
        return None if value is None else inner(value)

    return make


def _tuple(inner: Maker | None) -> Maker:
    if inner is None:
        return tuple

    def make(value: Any) -> Any:
        return tuple([inner(v) for v in value])

    return make


def _record(kind: Any) -> Maker:
    def make(value: Any) -> Any:
        get, made = _parts(kind)
        values = [*get(value)]
        for i, part in made:
            values[i] = part(values[i])
        return kind(*values)

    return make
