"""Distances on the globe."""

from __future__ import annotations

from math import asin, cos, radians, sin, sqrt

EARTH_KM = 6371.0


def distance_km(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Great-circle distance of two points (latitude, longitude in degrees of WGS 84) in kilometres: haversine, mean radius of the earth."""
    south, north = radians(one[0]), radians(other[0])
    half = sin((north - south) / 2) ** 2 + cos(south) * cos(north) * sin(radians(other[1] - one[1]) / 2) ** 2
    return 2 * EARTH_KM * asin(min(1.0, sqrt(half)))
