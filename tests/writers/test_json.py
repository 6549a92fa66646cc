"""The JSON formats, read back and checked against what their standards ask."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from sayso.model.export import Export
from sayso.writers.exports import EXPORTS, write

Wrote = Callable[[str], Path]
Ids = dict[str, str]
RECORD = (
    "id has_event date time enddate endtime actor recipient event event_loc event_text quad_code event_scale mode context link text text_info cite_info coder"
)
RECORD_FIELDS = (*RECORD.split(), "coded_date", "coded_time", "comment")
TIMEMAP = {
    "events": "id description date time time_precision location latitude longitude x y z type category category_full associations sources comments "
    "time_display narrative___stepStyles shape colour",
    "sources": "id title thumbnail paths type affil_s url description parent author date notes",
    "associations": "id title desc mode filter_paths",
}
ENTITY_FIELDS = ("code", "sector", "entity_text", "identifier_id", "identifier_text", "religion", "ethnicity", "office", "gender", "age")


def strict(path: Path) -> Any:
    """JSON without NaN, doubled keys or control characters in strings."""

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        assert len(pairs) == len(dict(pairs))
        return dict(pairs)

    def never(constant: str) -> Any:
        raise AssertionError(constant)

    def strings(value: Any) -> Iterator[str]:
        if isinstance(value, str):
            yield value
        for part in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
            yield from strings(part)

    found = json.loads(path.read_bytes(), object_pairs_hook=once, parse_constant=never)
    assert not [s for s in strings(found) if any(c in s for c in "\x00\x1b\r\u2028\ud800")]
    return found


def records(folder: Path) -> dict[str, dict[str, Any]]:
    lines = (folder / "events.jsonl").read_bytes().decode("utf-8").split("\n")
    assert lines.pop() == ""
    return {(r := json.loads(line))["id"]: r for line in lines}


def test_plover_records_have_the_standard_s_fields_in_its_order(wrote: Wrote) -> None:
    for found in records(wrote("plover")).values():
        assert [f for f in RECORD_FIELDS if f in found] == list(found)
        assert {"id", "date", "actor", "event"} <= {*found}
        assert found["actor"]
        assert found["quad_code"] in ("1", "2", "3", "4")
        for entity in (*found["actor"], *found.get("recipient", ())):
            assert [f for f in ENTITY_FIELDS if f in entity] == list(entity)


def test_plover_keeps_lists_and_writes_its_own_codes(wrote: Wrote, ids: Ids) -> None:
    found = records(wrote("plover"))
    assert [a["code"] for a in found[ids["talks"]]["actor"]] == ["DEU", "KOS", "IRN"]
    assert "recipient" not in found[ids["talks"]]
    assert [a["code"] for a in found[ids["sanctions"]]["recipient"]] == ["IRN", "UNO"]
    assert found[ids["protest"]]["actor"][0]["sector"] == "MED"
    assert found[ids["clash"]]["actor"] == [{"sector": "UNK", "entity_text": ""}]
    assert found[ids["strike"]]["event_loc"]["latitude"] == 15.35472
    assert "latitude" not in found[ids["arrests"]]["event_loc"]
    assert (found[ids["arrests"]]["date"], found[ids["arrests"]]["enddate"]) == ("2031-03-01", "2031-03-31")
    assert len(found[ids["strike"]]["cite_info"]) == 2


def test_plover_marks_dates_that_are_those_of_reports(wrote: Wrote, ids: Ids) -> None:
    found = records(wrote("plover"))
    for name in ("threat", "offer"):
        assert found[ids[name]]["date"] == "2031-03-15"
        assert found[ids[name]]["comment"].startswith("date: of the report")
    assert "date" not in found[ids["strike"]]["comment"]


def test_geojson_follows_rfc_7946(wrote: Wrote, ids: Ids) -> None:
    found = strict(wrote("geojson") / "events.geojson")
    assert {*found} == {"type", "features"}  # no crs: RFC 7946, 4
    assert found["type"] == "FeatureCollection"
    assert isinstance(found["features"], list)
    for feature in found["features"]:
        assert {*feature} == {"type", "id", "geometry", "properties"}  # 3.2
        assert feature["type"] == "Feature"
        assert isinstance(feature["id"], str)
        assert isinstance(feature["properties"], dict)
        assert not {"coordinates", "geometries", "geometry", "features"} & {*feature["properties"]}  # 7.1
        if feature["geometry"] is None:
            continue
        assert {*feature["geometry"]} == {"type", "coordinates"}  # 3.1
        assert feature["geometry"]["type"] == "Point"
        longitude, latitude = feature["geometry"]["coordinates"]  # 3.1.1: longitude first
        assert isinstance(longitude, float)
        assert isinstance(latitude, float)
        assert -180 <= longitude <= 180
        assert -90 <= latitude <= 90
        assert (longitude, latitude) != (0, 0)
    points = {f["id"]: f["geometry"] for f in found["features"]}
    assert points[ids["strike"]] == {"type": "Point", "coordinates": [44.20667, 15.35472]}
    assert [points[ids[n]] for n in ("arrests", "alleged", "talks")] == [None, None, None]


@pytest.mark.parametrize("change", [{"precision": 4}, {"precision": 6}, {"latitude": 0.0, "longitude": 0.0}, {"latitude": None}, {"latitude": 91.0}])
def test_there_are_no_false_pins(export: Export, tmp_path: Path, change: dict[str, Any]) -> None:
    strike = export.events[0]
    assert strike.place is not None
    write("geojson", replace(export, events=(replace(strike, place=replace(strike.place, **change)),)), tmp_path)
    assert strict(tmp_path / "events.geojson")["features"][0]["geometry"] is None


def test_an_empty_export_is_valid(export: Export, tmp_path: Path) -> None:
    nothing = replace(export, events=(), claims={}, documents={})
    for name, file in (("geojson", "events.geojson"), ("timemap", "events.json"), ("labelstudio", "tasks.json"), ("claims", "claims.jsonld")):
        write(name, nothing, tmp_path / name)
        strict(tmp_path / name / file)


def test_timemap_has_strings_descriptions_dates_and_known_sources(wrote: Wrote, ids: Ids) -> None:
    folder = wrote("timemap")
    events, sources, associations = (strict(folder / f"{name}.json") for name in ("events", "sources", "associations"))
    for name, rows in (("events", events), ("sources", sources), ("associations", associations)):
        assert f"{name}.json" in {s.name for s in EXPORTS["timemap"].sheets}
        for row in rows:
            assert [f for f in TIMEMAP[name].split() if f in row] == list(row)
    known, filters = {s["id"] for s in sources}, {a["id"] for a in associations}
    for row in (*events, *sources, *associations):
        lists = [v for v in row.values() if isinstance(v, list)]
        assert all(isinstance(v, str) or v in lists for v in row.values())
        assert all(isinstance(x, str) for v in lists for x in v)
    for event in events:
        assert event["description"]
        assert event.get("date") or event.get("latitude")
        assert {*event["sources"]} <= known
        assert {*event["associations"]} <= filters
    assert all(s["paths"] for s in sources)
    assert all({"id", "title", "mode"} <= {*a} for a in associations)
    found = {e["id"]: e for e in events}
    assert (found[ids["strike"]]["date"], found[ids["strike"]]["latitude"]) == ("03/14/2031", "15.35472")
    assert found[ids["alleged"]]["description"].startswith("ALLEGED: ")
    assert found[ids["threat"]]["time_precision"] == "date of the report"
    assert "not told" in found[ids["threat"]]["time_display"]


def test_label_studio_has_the_text_and_spans_that_fit_it(wrote: Wrote, export: Export) -> None:
    folder = wrote("labelstudio")
    tasks = strict(folder / "tasks.json")
    assert len(tasks) == len(export.documents)
    config = ET.parse(folder / "label_config.xml").getroot()
    labels = {e.get("value") for e in config.iter("Label")}
    tags = {e.get("name") for e in config.iter() if e.get("name")}
    statuses = {e.get("value") for e in config.iter("Choice")}
    for task in tasks:
        text = task["data"]["text"]
        assert len(text) == len(export.documents[task["data"]["document"]].text)
        (prediction,) = task["predictions"]
        assert prediction["model_version"] == export.made
        regions = {r["id"] for r in prediction["result"] if r["type"] == "labels"}
        for found in prediction["result"]:
            if found["type"] == "relation":
                assert {found["from_id"], found["to_id"]} <= regions
                continue
            assert {found["from_name"], found["to_name"]} <= tags
            value = found["value"]
            if found["type"] == "labels":
                assert text[value["start"] : value["end"]] == value["text"]
                assert {*value["labels"]} <= labels
            else:
                assert {*value["choices"]} <= statuses


def test_claims_are_claims_and_never_reviews(wrote: Wrote, export: Export, ids: Ids) -> None:
    folder = wrote("claims")
    found = strict(folder / "claims.jsonld")
    assert found["@context"] == "https://schema.org"
    assert len(found["@graph"]) == len(export.claims)
    assert {c["@type"] for c in found["@graph"]} == {"Claim"}
    assert b"ClaimReview" not in (folder / "claims.jsonld").read_bytes()
    for claim in found["@graph"]:
        assert claim["text"]
        assert claim["author"] == {"@type": "Organization", "name": "the ministry"}
        assert claim["appearance"]["@type"] == "NewsArticle"
    assert "negated" in {k for c in found["@graph"] for k in c["keywords"]}
