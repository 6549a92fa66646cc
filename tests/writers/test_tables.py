"""The tables of other data sets, read back by pandas with the published headers."""

from __future__ import annotations

import csv
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from sayso.model.export import Export
from sayso.writers.exports import write

Wrote = Callable[[str], Path]
Ids = dict[str, str]


def header(columns: str) -> list[str]:
    """Names of columns, joined with commas."""
    return columns.split(",")


POLECAT = header(
    "Event ID,Event Date,Event Type,Event Mode,Intensity,Quad Code,Contexts,Actor Name,Actor Country,Actor COW,Primary Actor Sector,"
    "Actor Sectors,Actor Title,Actor Name Raw,Wikipedia Actor ID,Recipient Name,Recipient Country,Recipient COW,Primary Recipient Sector,"
    "Recipient Sectors,Recipient Title,Recipient Name Raw,Wikipedia Recipient ID,Placename,City,District,Province,Country,Latitude,Longitude,"
    "GeoNames ID,Raw Placename,Feature Type,Source,Publication Date,Story People,Story Organizations,Story Locations,Language,Version"
)
ICEWS = header(
    "Event ID,Event Date,Source Name,Source Sectors,Source Country,Event Text,CAMEO Code,Intensity,Target Name,Target Sectors,Target Country,"
    "Story ID,Sentence Number,Publisher,City,District,Province,Country,Latitude,Longitude"
)
GDELT = header(
    "GLOBALEVENTID,SQLDATE,MonthYear,Year,FractionDate,Actor1Code,Actor1Name,Actor1CountryCode,Actor1KnownGroupCode,Actor1EthnicCode,"
    "Actor1Religion1Code,Actor1Religion2Code,Actor1Type1Code,Actor1Type2Code,Actor1Type3Code,Actor2Code,Actor2Name,Actor2CountryCode,"
    "Actor2KnownGroupCode,Actor2EthnicCode,Actor2Religion1Code,Actor2Religion2Code,Actor2Type1Code,Actor2Type2Code,Actor2Type3Code,"
    "IsRootEvent,EventCode,EventBaseCode,EventRootCode,QuadClass,GoldsteinScale,NumMentions,NumSources,NumArticles,AvgTone,Actor1Geo_Type,"
    "Actor1Geo_FullName,Actor1Geo_CountryCode,Actor1Geo_ADM1Code,Actor1Geo_ADM2Code,Actor1Geo_Lat,Actor1Geo_Long,Actor1Geo_FeatureID,"
    "Actor2Geo_Type,Actor2Geo_FullName,Actor2Geo_CountryCode,Actor2Geo_ADM1Code,Actor2Geo_ADM2Code,Actor2Geo_Lat,Actor2Geo_Long,"
    "Actor2Geo_FeatureID,ActionGeo_Type,ActionGeo_FullName,ActionGeo_CountryCode,ActionGeo_ADM1Code,ActionGeo_ADM2Code,ActionGeo_Lat,"
    "ActionGeo_Long,ActionGeo_FeatureID,DATEADDED,SOURCEURL"
)
MENTIONS = header(
    "GLOBALEVENTID,EventTimeDate,MentionTimeDate,MentionType,MentionSourceName,MentionIdentifier,SentenceID,Actor1CharOffset,"
    "Actor2CharOffset,ActionCharOffset,InRawText,Confidence,MentionDocLen,MentionDocTone,MentionDocTranslationInfo,Extras"
)
GED = header(
    "id,relid,year,active_year,code_status,type_of_violence,conflict_dset_id,conflict_new_id,conflict_name,dyad_dset_id,dyad_new_id,"
    "dyad_name,side_a_dset_id,side_a_new_id,side_a,side_b_dset_id,side_b_new_id,side_b,number_of_sources,source_article,source_office,"
    "source_date,source_headline,source_original,where_prec,where_coordinates,where_description,adm_1,adm_2,latitude,longitude,geom_wkt,"
    "priogrid_gid,country,country_id,region,event_clarity,date_prec,date_start,date_end,deaths_a,deaths_b,deaths_civilians,deaths_unknown,"
    "best,high,low,gwnoa,gwnob"
)
ACLED = header(
    "event_id_cnty,event_date,year,time_precision,disorder_type,event_type,sub_event_type,actor1,assoc_actor_1,inter1,actor2,assoc_actor_2,"
    "inter2,interaction,civilian_targeting,iso,region,country,admin1,admin2,admin3,location,latitude,longitude,geo_precision,source,"
    "source_scale,notes,fatalities,tags,timestamp"
)


def read(folder: Path, name: str, header: list[str] | None, by: str = ",") -> pd.DataFrame:
    """A table as text, read by the format's own header: too many or too few cells in a row is an error."""
    plain = {"quoting": csv.QUOTE_NONE} if by == "\t" else {}
    found = pd.read_csv(folder / name, sep=by, dtype=str, keep_default_na=False, names=header, header=None if header else 0, index_col=False, **plain)
    for line in (folder / name).read_text(encoding="utf-8").splitlines() if by == "\t" else []:
        assert line.count("\t") == len(found.columns) - 1
    return found


def numbers(folder: Path) -> pd.DataFrame:
    return pd.read_csv(folder / "ids.csv", dtype=str).set_index("number")


@pytest.mark.parametrize(
    ("name", "file", "columns", "by", "count"),
    [
        ("polecat", "events.tsv", POLECAT, "\t", 40),
        ("icews", "events.tab", ICEWS, "\t", 20),
        ("ged", "events.csv", GED, ",", 49),
        ("acled", "events.csv", ACLED, ",", 31),
    ],
)
def test_headers_are_those_published(wrote: Wrote, name: str, file: str, columns: list[str], by: str, count: int) -> None:
    assert len(columns) == count
    found = read(wrote(name), file, None, by)
    assert list(found.columns) == columns
    assert len(found) > 0


@pytest.mark.parametrize(("name", "file", "columns", "count"), [("gdelt", "events.tsv", GDELT, 61), ("mentions", "mentions.tsv", MENTIONS, 16)])
def test_files_without_a_header_have_the_published_columns(wrote: Wrote, name: str, file: str, columns: list[str], count: int) -> None:
    assert len(columns) == count
    found = read(wrote(name), file, columns, "\t")
    assert (found["GLOBALEVENTID"].astype("int64") < 2**52).all()
    naive = pd.read_csv(wrote(name) / file, sep="\t", header=None, dtype=str, keep_default_na=False)
    assert naive.to_numpy().tolist() == found.to_numpy().tolist()


def test_gdelt_countries_of_actors_have_three_letters_and_of_places_two(wrote: Wrote, ids: Ids) -> None:
    folder = wrote("gdelt")
    found = read(folder, "events.tsv", GDELT, "\t").set_index("GLOBALEVENTID").join(numbers(folder))
    row = found[found["event"] == ids["strike"]].iloc[0]
    assert (row["Actor1CountryCode"], row["Actor1Code"], row["Actor2Code"], row["ActionGeo_CountryCode"]) == ("DEU", "DEUMIL", "YEMREB", "YM")
    assert (row["SQLDATE"], row["MonthYear"], row["Year"], row["FractionDate"]) == ("20310314", "203103", "2031", "2031.2027")
    assert (row["EventCode"], row["EventBaseCode"], row["EventRootCode"], row["QuadClass"]) == ("195", "195", "19", "4")
    assert (row["ActionGeo_Type"], row["ActionGeo_Lat"], row["ActionGeo_Long"]) == ("4", "15.35472", "44.20667")
    assert (row["NumMentions"], row["NumSources"], row["NumArticles"]) == ("2", "3", "2")
    assert (row["DATEADDED"], row["SOURCEURL"]) == ("20310315000000", "https://wire.example/1?a=1&b=2")
    talks = found[found["event"] == ids["talks"]]
    assert set(talks["EventCode"]) == {"040"}
    assert set(talks["QuadClass"]) == {"1"}
    assert "KSV" in set(talks["Actor1CountryCode"])
    assert set(found["Actor1Geo_CountryCode"]) == {""}


def test_a_body_of_many_countries_is_a_type_and_no_country(wrote: Wrote, ids: Ids) -> None:
    folder = wrote("gdelt")
    found = read(folder, "events.tsv", GDELT, "\t").set_index("GLOBALEVENTID").join(numbers(folder))
    row = found[(found["event"] == ids["sanctions"]) & (found["Actor2Name"] == "United Nations")].iloc[0]
    assert (row["Actor2CountryCode"], row["Actor2Type1Code"], row["Actor2Code"]) == ("", "UNO", "UNO")


def test_reciprocal_events_go_out_in_both_directions_and_lists_as_pairs(wrote: Wrote, ids: Ids) -> None:
    folder = wrote("icews")
    found = read(folder, "events.tab", None, "\t").set_index("Event ID").join(numbers(folder))
    talks = found[found["event"] == ids["talks"]]
    assert {*zip(talks["Source Name"], talks["Target Name"], strict=True)} == {
        (a, b) for a in ("Germany", "Kosovo", "Iran") for b in ("Germany", "Kosovo", "Iran") if a != b
    }
    sanctions = found[found["event"] == ids["sanctions"]]
    assert {*zip(sanctions["Source Name"], sanctions["Target Name"], strict=True)} == {
        (a, b) for a in ("Germany", "Kosovo") for b in ("Iran", "United Nations")
    }
    assert found["id"].is_unique
    assert found.index.is_unique


def test_pairs_keep_their_ids_when_a_party_joins(export: Export, ids: Ids, tmp_path: Path) -> None:
    def ids_of(folder: Path) -> dict[tuple[str, str], str]:
        found = pd.read_csv(folder / "ids.csv", dtype=str, keep_default_na=False)
        return {(r.actor, r.recipient): r.number for r in found.itertuples() if r.event == ids["sanctions"]}

    write("gdelt", export, tmp_path / "before")
    events = tuple(replace(e, actors=(*export.events[0].recipients, *e.actors)) if e.id == ids["sanctions"] else e for e in export.events)
    write("gdelt", replace(export, events=events), tmp_path / "after")
    before, after = ids_of(tmp_path / "before"), ids_of(tmp_path / "after")
    assert len(before) == 4
    assert len(after) == 6
    assert before.items() <= after.items()


def test_mentions_join_to_events_and_leave_denials_out(wrote: Wrote, ids: Ids) -> None:
    events, folder = wrote("gdelt"), wrote("mentions")
    found = read(folder, "mentions.tsv", MENTIONS, "\t")
    known = read(events, "events.tsv", GDELT, "\t")
    assert set(found["GLOBALEVENTID"]) == set(known["GLOBALEVENTID"])
    counts = found.groupby("GLOBALEVENTID").size().sort_index()
    assert (known.set_index("GLOBALEVENTID")["NumMentions"].astype(int).sort_index() == counts).all()
    told = found.set_index("GLOBALEVENTID").join(numbers(folder))
    strike = told[told["event"] == ids["strike"]]
    assert list(strike["MentionSourceName"]) == ["The Wire; Ltd", "State TV"]
    assert list(strike["MentionType"]) == ["1", "2"]
    assert list(strike["Actor1CharOffset"]) == ["6", "6"]
    assert list(strike["Actor2CharOffset"]) == ["0", "0"]
    assert list(strike["MentionTimeDate"]) == ["20310315000000", "20310316000000"]


def test_offsets_of_mentions_count_characters(wrote: Wrote, export: Export, ids: Ids) -> None:
    folder = wrote("mentions")
    found = read(folder, "mentions.tsv", MENTIONS, "\t").set_index("GLOBALEVENTID").join(numbers(folder))
    row = found[found["event"] == ids["strike"]].iloc[0]
    text = next(d.text for d in export.documents.values() if d.url == row["MentionIdentifier"])
    assert text[int(row["ActionCharOffset"]) :].startswith("struck")
    assert int(row["MentionDocLen"]) == len(text)


def test_polecat_says_none_and_has_numbers_and_names_of_countries(wrote: Wrote, ids: Ids) -> None:
    found = read(wrote("polecat"), "events.tsv", None, "\t")
    strike = found[found["Event ID"].str.startswith(ids["strike"])].iloc[0]
    assert (strike["Actor Country"], strike["Actor COW"], strike["Recipient COW"]) == ("Germany", "255", "679")
    assert (strike["Primary Actor Sector"], strike["Primary Recipient Sector"], strike["Intensity"]) == ("MIL", "REB", "-9.0")
    assert (strike["City"], strike["Province"], strike["GeoNames ID"]) == ("Sanaa", "Amanat Alasimah", "4242")
    assert strike["Wikipedia Actor ID"] == "None"
    assert not (found == "").any().any()
    threat = found[found["Event ID"].str.startswith(ids["threat"])].iloc[0]
    assert (threat["Event Date"], threat["Publication Date"]) == ("None", "2031-03-15")
    doctors = found[found["Event ID"].str.startswith(ids["protest"])].iloc[0]
    assert (doctors["Primary Actor Sector"], doctors["Recipient Name"]) == ("MED", "None")


def test_icews_keeps_leading_zeros_and_plain_numbers(wrote: Wrote, ids: Ids) -> None:
    folder = wrote("icews")
    found = read(folder, "events.tab", None, "\t").set_index("Event ID").join(numbers(folder))
    strike = found[found["event"] == ids["strike"]].iloc[0]
    assert (strike["CAMEO Code"], strike["Intensity"], strike["Source Sectors"], strike["Target Country"]) == ("195", "-10.0", "Military", "Yemen")
    assert set(found[found["event"] == ids["talks"]]["CAMEO Code"]) == {"040"}


def test_ged_counts_deaths_once_and_only_deaths(wrote: Wrote, ids: Ids) -> None:
    found = read(wrote("ged"), "events.csv", None)
    assert list(found["relid"]) == [f"SAYSO-{ids['strike']}"]
    row = found.iloc[0]
    assert (row["low"], row["best"], row["high"]) == ("0", "", "11")
    assert (row["deaths_civilians"], row["deaths_a"], row["deaths_b"], row["deaths_unknown"]) == ("", "", "", "")
    assert (row["type_of_violence"], row["side_a"], row["side_b"], row["gwnoa"], row["gwnob"]) == ("1", "Government of Germany", "the rebels", "260", "")
    assert (row["where_prec"], row["date_prec"], row["date_start"], row["date_end"], row["year"]) == ("1", "1", "2031-03-14", "2031-03-14", "2031")
    assert (row["country"], row["country_id"], row["region"], row["geom_wkt"]) == ("Yemen", "678", "Middle East", "POINT (44.20667 15.35472)")
    assert row["priogrid_gid"] == str(210 * 720 + 448 + 1)
    assert (row["conflict_new_id"], row["side_a_new_id"], row["dyad_new_id"]) == ("", "", "")
    assert {len(row[f"source_{part}"].split(";")) for part in ("article", "office", "date", "headline", "original")} == {2}
    assert row["source_date"] == "2031-03-15;2031-03-16"
    assert row["source_original"] == "the ministry;the ministry"


def test_the_state_is_side_a_also_where_it_was_attacked(export: Export, ids: Ids, tmp_path: Path) -> None:
    strike = export.events[0]
    turned = replace(strike, actors=strike.recipients, recipients=strike.actors)
    write("ged", replace(export, events=(turned,)), tmp_path)
    row = read(tmp_path, "events.csv", None).iloc[0]
    assert (row["side_a"], row["side_b"], row["type_of_violence"]) == ("Government of Germany", "the rebels", "1")


@pytest.mark.parametrize(("latitude", "longitude", "cell"), [(-89.9, -179.9, 1), (-89.9, 179.9, 720), (89.9, 179.9, 259200), (90.0, 180.0, 259200)])
def test_cells_of_prio_grid(export: Export, tmp_path: Path, latitude: float, longitude: float, cell: int) -> None:
    strike = export.events[0]
    assert strike.place is not None
    there = replace(strike, place=replace(strike.place, latitude=latitude, longitude=longitude))
    write("ged", replace(export, events=(there,)), tmp_path)
    assert read(tmp_path, "events.csv", None)["priogrid_gid"][0] == str(cell)


def test_acled_has_its_own_ids_cautious_deaths_and_no_false_pins(wrote: Wrote, ids: Ids) -> None:
    found = read(wrote("acled"), "events.csv", None).set_index("event_id_cnty")
    strike = found.loc[f"SAYSO-{ids['strike']}"]
    assert (strike["event_type"], strike["sub_event_type"], strike["disorder_type"]) == ("Explosions/Remote violence", "Air/drone strike", "Political violence")
    assert (strike["inter1"], strike["inter2"], strike["interaction"]) == ("External/Other forces", "Rebel group", "Rebel group-External/Other forces")
    assert (strike["fatalities"], strike["time_precision"], strike["geo_precision"], strike["iso"]) == ("0", "1", "1", "887")
    assert (strike["region"], strike["timestamp"], strike["source_scale"]) == ("", "", "")
    arrests = found.loc[f"SAYSO-{ids['arrests']}"]
    assert (arrests["time_precision"], arrests["event_date"], arrests["latitude"], arrests["geo_precision"]) == ("3", "2031-03-01", "", "")
    assert (arrests["inter1"], arrests["interaction"], arrests["civilian_targeting"]) == ("State forces", "State forces-Civilians", "Civilian targeting")
    protest = found.loc[f"SAYSO-{ids['protest']}"]
    assert (protest["inter1"], protest["interaction"], protest["time_precision"], protest["fatalities"]) == ("Protesters", "Protesters only", "2", "")
    clash = found.loc[f"SAYSO-{ids['clash']}"]
    assert (clash["fatalities"], clash["actor1"], clash["interaction"]) == ("", "", "")


def test_palestine_has_two_fips_codes(wrote: Wrote, export: Export, ids: Ids, tmp_path: Path) -> None:
    protest = next(e for e in export.events if e.id == ids["protest"])
    assert protest.place is not None
    assert protest.time is not None
    known = replace(protest, time=replace(protest.time, end=protest.time.start))
    bank = replace(known, id="0" * 16, place=replace(protest.place, admin1="Jenin"))
    write("gdelt", replace(export, events=(known, bank)), tmp_path)
    assert list(read(tmp_path, "events.tsv", GDELT, "\t")["ActionGeo_CountryCode"]) == ["GZ", "WE"]
