"""Frozen records to plain dicts and back, by their types alone."""

from __future__ import annotations

import types
import typing
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, TypeVar

from sayso.model.text import Span


def to_plain(value: Any) -> Any:
    """A record as dicts, lists, strings, numbers and None; spans become [start, end]."""
    if isinstance(value, Span):
        return [value.start, value.end]
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: to_plain(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, (tuple, list)):
        return [to_plain(v) for v in value]
    return value


T = TypeVar("T")


def from_plain(kind: type[T], value: Any) -> T:
    """The record of type `kind` that `to_plain` made `value` from. Raises TypeError or KeyError where it does not fit."""
    result: T = _build(kind, value)
    return result


@cache
def _hints(kind: type) -> dict[str, Any]:
    return typing.get_type_hints(kind)


def _build(kind: Any, value: Any) -> Any:
    origin = typing.get_origin(kind)
    if origin in (typing.Union, types.UnionType):
        if value is None:
            return None
        return _build(next(k for k in typing.get_args(kind) if k is not type(None)), value)
    if origin is tuple:
        return tuple(_build(typing.get_args(kind)[0], v) for v in value)
    if kind is Span:
        return Span(*value)
    if isinstance(kind, type) and is_dataclass(kind):
        hints = _hints(kind)
        return kind(**{f.name: _build(hints[f.name], value[f.name]) for f in fields(kind)})
    return value
