"""Reckoning with days: calendar, expressions with and without a year, tense."""
