#!/usr/bin/env python3
"""Checks the actor knowledge in data/actors and prints how many rows each table holds.

Usage: tools/check_actors.py [FOLDER]        (default: data/actors beside this tool)

Prints one `path:line: message` for each fault and exits with status 1 when there is any, else prints the
counts and exits with 0. Checked: the number of columns, empty cells, stray blanks, actor codes (country part is
in countries.tsv, international prefix and roles are known), dates and their order, doubled rows and names.
A new table or role must be added to TABLES or ROLES here, so that the loader and the data cannot drift apart.
"""

import datetime
import pathlib
import re
import sys

ROLES = set("GOV MIL COP JUD SPY OPP REB SEP UAF PTY LEG PRM AGR BUS CRM CVL ELI EDU ENV DEV HLH HRI LAB JRN "
            "REF REL SOC".split())
INTERNATIONAL = set("IGO NGO MNC IMG INT".split())
BODIES = set("UNO EUR".split())  # may stand right after IGO
KINDS = {"person", "group", "organization"}
FLAGS = {"title", "speaker", "weak", "thing"}
GENDERS = {"m", "f", "u"}
TABLES = {"countries.tsv": 8, "roles.tsv": 4, "organizations.tsv": 5, "leaders.tsv": 6, "given_names.tsv": 2}
DATE = re.compile(r"^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?$")


class Checker:
    """Reads the tables one after another and keeps the faults in the order found."""

    def __init__(self, folder):
        self.folder = folder
        self.faults = []
        self.countries = set()

    def fault(self, path, line, message):
        self.faults.append(f"{path}:{line}: {message}")

    def rows(self, name):
        """Yields (line number, cells) of the rows that have the right shape."""
        path = self.folder / name
        if not path.is_file():
            self.fault(path, 1, "file is missing")
            return
        text = path.read_bytes()
        try:
            lines = text.decode("utf-8").split("\n")
        except UnicodeDecodeError as error:
            self.fault(path, text[: error.start].count(b"\n") + 1, "not valid UTF-8")
            return
        if lines[-1] != "":
            self.fault(path, len(lines), "no newline at the end")
        if not lines[0].startswith("#"):
            self.fault(path, 1, "no header comment")
        for number, line in enumerate(lines[:-1], 1):
            if line.startswith("#"):
                continue
            cells = line.split("\t")
            if len(cells) != TABLES[name]:
                self.fault(path, number, f"{len(cells)} columns, not {TABLES[name]}")
                continue
            good = True
            for column, cell in enumerate(cells, 1):
                parts = cell.split("|")
                if cell == "":
                    message = "is empty, write `-`"
                elif any(part != part.strip() or part == "" for part in parts):
                    message = "has a stray blank or an empty alternative"
                elif len(parts) > 1 and "-" in parts:
                    message = "mixes `-` with alternatives"
                elif len(set(parts)) != len(parts):
                    message = "names an alternative twice"
                else:
                    continue
                self.fault(path, number, f"column {column} {message}: {cell!r}")
                good = False
            if good:
                yield number, cells

    def code_fault(self, code, needs_place):
        """Returns what is wrong with an actor code, or None."""
        if len(code) % 3 or not re.fullmatch(r"[A-Z]+", code):
            return f"code {code!r} is not made of three capital letters each"
        parts = [code[i:i + 3] for i in range(0, len(code), 3)]
        rest = parts
        if parts[0] in INTERNATIONAL:
            rest = parts[1:]
            if parts[0] == "IGO" and rest and rest[0] in BODIES:
                rest = rest[1:]
        elif parts[0] in self.countries:
            rest = parts[1:]
        elif needs_place:
            return f"code {code!r} begins with no known country or international code"
        for part in rest:
            if part not in ROLES:
                return f"code {code!r} holds the unknown role {part!r}"
        if len(set(rest)) != len(rest):
            return f"code {code!r} holds a role twice"
        return None

    def span(self, text, last):
        """First or last day a date may mean, or None when it is open; ValueError when it is no date."""
        if text == "-":
            return None
        match = DATE.match(text)
        if not match:
            raise ValueError(f"bad date {text!r}")
        year, month, day = (int(part) if part else None for part in match.groups())
        if not 1900 <= year <= 2100:
            raise ValueError(f"year out of range in {text!r}")
        if day:
            return datetime.date(year, month, day)
        if not last:
            return datetime.date(year, month or 1, 1)
        if month == 12 or month is None:
            return datetime.date(year, 12, 31)
        return datetime.date(year, month + 1, 1) - datetime.timedelta(days=1)

    def check_period(self, path, number, begin, end):
        try:
            first, last = self.span(begin, False), self.span(end, True)
        except ValueError as error:
            self.fault(path, number, str(error))
            return
        if first and last and first > last:
            self.fault(path, number, f"period ends before it begins: {begin} {end}")

    def check_countries(self):
        path = self.folder / "countries.tsv"
        table = list(self.rows("countries.tsv"))
        self.countries = {cells[0] for _, cells in table}
        seen = {}
        names = {}
        for number, cells in table:
            if not re.fullmatch(r"[A-Z]{3}", cells[0]) or not re.fullmatch(r"[A-Z]{2}", cells[1]):
                self.fault(path, number, f"bad country code {cells[0]!r} {cells[1]!r}")
            for code in cells[:2]:
                if code in seen:
                    self.fault(path, number, f"{code} stands already on line {seen[code]}")
                seen[code] = number
            for name in {cells[2], *(cells[3].split("|") if cells[3] != "-" else [])}:
                if name in names:
                    self.fault(path, number, f"name {name!r} stands already on line {names[name]}")
                names[name] = number
            for part in cells[7].split("|") if cells[7] != "-" else []:
                name, _, code = part.partition("=")
                if not name or (code and code not in ROLES):
                    self.fault(path, number, f"bad metonym {part!r}")
        return len(table)

    def check_roles(self):
        path = self.folder / "roles.tsv"
        seen = {}
        count = 0
        for number, (phrase, code, kind, flags) in self.rows("roles.tsv"):
            count += 1
            if phrase in seen:
                self.fault(path, number, f"phrase {phrase!r} stands already on line {seen[phrase]}")
            seen[phrase] = number
            if phrase != phrase.lower():
                self.fault(path, number, f"phrase {phrase!r} is not lower case")
            if code != "-":
                wrong = self.code_fault(code, False)
                if wrong:
                    self.fault(path, number, wrong)
            if kind not in KINDS:
                self.fault(path, number, f"unknown kind {kind!r}")
            for flag in flags.split("|"):
                if flag != "-" and flag not in FLAGS:
                    self.fault(path, number, f"unknown flag {flag!r}")
        return count

    def check_dated(self, name, code_at, from_at):
        """organizations.tsv and leaders.tsv: a name, aliases, a code and a period."""
        path = self.folder / name
        seen = {}
        count = 0
        for number, cells in self.rows(name):
            count += 1
            wrong = self.code_fault(cells[code_at], True)
            if wrong:
                self.fault(path, number, wrong)
            self.check_period(path, number, cells[from_at], cells[from_at + 1])
            key = (cells[0], cells[code_at], cells[from_at], cells[-1])
            if key in seen:
                self.fault(path, number, f"row stands already on line {seen[key]}")
            seen[key] = number
            if cells[0] in cells[1].split("|"):
                self.fault(path, number, f"name {cells[0]!r} is its own alias")
        return count

    def check_given_names(self):
        path = self.folder / "given_names.tsv"
        seen = {}
        count = 0
        for number, (name, gender) in self.rows("given_names.tsv"):
            count += 1
            if name in seen:
                self.fault(path, number, f"name {name!r} stands already on line {seen[name]}")
            seen[name] = number
            if gender not in GENDERS:
                self.fault(path, number, f"unknown gender {gender!r}")
        return count

    def run(self):
        """Checks all tables; returns {table: rows}."""
        return {
            "countries.tsv": self.check_countries(),
            "roles.tsv": self.check_roles(),
            "organizations.tsv": self.check_dated("organizations.tsv", 2, 3),
            "leaders.tsv": self.check_dated("leaders.tsv", 2, 3),
            "given_names.tsv": self.check_given_names(),
        }


def main(arguments):
    if len(arguments) > 2:
        print(__doc__.strip(), file=sys.stderr)
        return 2
    default = pathlib.Path(__file__).resolve().parent.parent / "data" / "actors"
    checker = Checker(pathlib.Path(arguments[1]) if len(arguments) == 2 else default)
    counts = checker.run()
    for fault in checker.faults:
        print(fault)
    if checker.faults:
        return 1
    for name, count in counts.items():
        print(f"{name}\t{count}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv))
