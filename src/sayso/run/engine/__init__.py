"""Coding in other processes, which may hang, swell and die without taking anything along: a reader, workers, and the one who watches them."""

from sayso.run.engine.limits import Limits
from sayso.run.engine.local import ALONE, Crew, coded
from sayso.run.engine.messages import Job, Known
from sayso.run.engine.pool import Course, Orders
from sayso.run.engine.staff import cores
from sayso.run.engine.work import Result

__all__ = ["ALONE", "Course", "Crew", "Job", "Known", "Limits", "Orders", "Result", "coded", "cores"]
