#!/usr/bin/env python3
"""Write src/base/generated/entities.inc: the named character references of the HTML standard.

  tools/make_entities.py > src/base/generated/entities.inc

The facts come from Python's html.entities.html5, which is the table of
https://html.spec.whatwg.org/multipage/named-characters.html. Rows are sorted by name (bytes), so that a
reader can narrow a range letter by letter.
"""
from html.entities import html5


def literal(data: bytes) -> str:
    """A C++ string literal; every byte as an octal escape of three digits, which no next byte can lengthen."""
    return '"' + "".join(f"\\{byte:03o}" for byte in data) + '"'


def main() -> None:
    print("// Made by tools/make_entities.py; do not edit.")
    for name in sorted(html5, key=lambda n: n.encode()):
        print(f'{{"{name}", {literal(html5[name].encode())}}},')


if __name__ == "__main__":
    main()
