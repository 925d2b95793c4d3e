"""A JSON Schema validator for the keywords that schema/record.schema.json uses.

Compiles the schema to closures once, so that checking thousands of records costs little; the
standard library has none. A keyword it does not know is an error at compile time, never ignored:
when the schema grows, this file must too. tests/tools checks it against python3-jsonschema.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

Check = Callable[[Any, str], Iterator[str]]

ANNOTATIONS = {"$schema", "$id", "title", "description", "$defs", "examples", "default"}
TYPES: dict[str, Callable[[Any], bool]] = {
    "object": lambda v: isinstance(v, dict),
    "array": lambda v: isinstance(v, list),
    "string": lambda v: isinstance(v, str),
    "boolean": lambda v: isinstance(v, bool),
    "null": lambda v: v is None,
    "number": lambda v: isinstance(v, (int, float)) and not isinstance(v, bool),
    "integer": lambda v: (
        (isinstance(v, int) and not isinstance(v, bool))
        or (isinstance(v, float) and v.is_integer())
    ),
}


def short(value: Any) -> str:
    words = json.dumps(value, ensure_ascii=False)
    return words if len(words) <= 60 else words[:57] + "..."


def same(a: Any, b: Any) -> bool:
    """Equality of JSON values: true is not 1."""
    return a == b and isinstance(a, bool) == isinstance(b, bool)


class Schema:
    """`errors(value)` yields one line for each breach: `path: what is wrong`."""

    def __init__(self, schema: dict[str, Any]) -> None:
        self._root = schema
        self._refs: dict[str, Check] = {}
        self._check = self._compile(schema)

    @classmethod
    def load(cls, path: Path) -> Schema:
        return cls(json.loads(path.read_text(encoding="utf-8")))

    def errors(self, value: Any) -> list[str]:
        return list(self._check(value, ""))

    def _ref(self, ref: str) -> Check:
        """Resolved at the first use, so that schemas may refer to themselves."""

        def check(value: Any, path: str) -> Iterator[str]:
            if ref not in self._refs:
                node: Any = self._root
                for key in ref.removeprefix("#/").split("/"):
                    node = node[key]
                self._refs[ref] = self._compile(node)
            return self._refs[ref](value, path)

        return check

    def _compile(self, schema: dict[str, Any] | bool) -> Check:
        if isinstance(schema, bool):
            return (lambda v, p: iter(())) if schema else (lambda v, p: iter([f"{p}: not allowed"]))
        checks: list[Check] = []
        for key in schema:
            if key in ANNOTATIONS or key == "additionalProperties":
                continue
            make = getattr(self, "_on_" + key.lstrip("$"), None)
            if make is None:
                raise ValueError(f"schema keyword {key} is not known to tools/evaluation/schema.py")
            checks.append(make(schema[key], schema))
        if "additionalProperties" in schema and "properties" not in schema:
            checks.append(self._on_properties({}, schema))

        def check(value: Any, path: str) -> Iterator[str]:
            for one in checks:
                yield from one(value, path)

        return check

    def _simple(self, ok: Callable[[Any], bool], say: Callable[[Any], str]) -> Check:
        def check(value: Any, path: str) -> Iterator[str]:
            if not ok(value):
                yield f"{path or '/'}: {say(value)}"

        return check

    def _on_ref(self, ref: str, _: Any) -> Check:
        return self._ref(ref)

    def _on_type(self, name: str, _: Any) -> Check:
        return self._simple(TYPES[name], lambda v: f"{short(v)} is no {name}")

    def _on_const(self, want: Any, _: Any) -> Check:
        return self._simple(lambda v: same(v, want), lambda v: f"{short(v)} is not {short(want)}")

    def _on_enum(self, values: list[Any], _: Any) -> Check:
        return self._simple(
            lambda v: any(same(v, x) for x in values),
            lambda v: f"{short(v)} is none of {short(values)}",
        )

    def _on_pattern(self, pattern: str, _: Any) -> Check:
        search = re.compile(pattern).search
        return self._simple(
            lambda v: not isinstance(v, str) or bool(search(v)),
            lambda v: f"{short(v)} does not match {pattern}",
        )

    def _on_minLength(self, n: int, _: Any) -> Check:
        return self._simple(
            lambda v: not isinstance(v, str) or len(v) >= n, lambda v: f"shorter than {n}"
        )

    def _on_minItems(self, n: int, _: Any) -> Check:
        return self._simple(
            lambda v: not isinstance(v, list) or len(v) >= n, lambda v: f"fewer than {n} items"
        )

    def _on_maxItems(self, n: int, _: Any) -> Check:
        return self._simple(
            lambda v: not isinstance(v, list) or len(v) <= n, lambda v: f"more than {n} items"
        )

    def _on_minProperties(self, n: int, _: Any) -> Check:
        return self._simple(
            lambda v: not isinstance(v, dict) or len(v) >= n, lambda v: f"fewer than {n} keys"
        )

    def _on_uniqueItems(self, wanted: bool, _: Any) -> Check:
        def unique(v: Any) -> bool:
            if not wanted or not isinstance(v, list):
                return True
            return len({json.dumps(x, sort_keys=True) for x in v}) == len(v)

        return self._simple(unique, lambda v: "items are not unique")

    def _on_minimum(self, n: float, _: Any) -> Check:
        return self._simple(
            lambda v: not TYPES["number"](v) or v >= n, lambda v: f"{short(v)} is below {n}"
        )

    def _on_maximum(self, n: float, _: Any) -> Check:
        return self._simple(
            lambda v: not TYPES["number"](v) or v <= n, lambda v: f"{short(v)} is above {n}"
        )

    def _on_required(self, keys: list[str], _: Any) -> Check:
        def check(value: Any, path: str) -> Iterator[str]:
            if isinstance(value, dict):
                for key in keys:
                    if key not in value:
                        yield f"{path or '/'}: {key} is missing"

        return check

    def _on_properties(self, properties: dict[str, Any], schema: dict[str, Any]) -> Check:
        known = {key: self._compile(sub) for key, sub in properties.items()}
        other = self._compile(schema.get("additionalProperties", True))

        def check(value: Any, path: str) -> Iterator[str]:
            if isinstance(value, dict):
                for key, item in value.items():
                    yield from known.get(key, other)(item, f"{path}/{key}")

        return check

    def _on_items(self, sub: dict[str, Any], _: Any) -> Check:
        one = self._compile(sub)

        def check(value: Any, path: str) -> Iterator[str]:
            if isinstance(value, list):
                for i, item in enumerate(value):
                    yield from one(item, f"{path}/{i}")

        return check

    def _on_oneOf(self, subs: list[Any], _: Any) -> Check:
        checks = [self._compile(sub) for sub in subs]
        return self._simple(
            lambda v: sum(next(c(v, ""), None) is None for c in checks) == 1,
            lambda v: "does not fit exactly one of the alternatives",
        )

    def _on_anyOf(self, subs: list[Any], _: Any) -> Check:
        checks = [self._compile(sub) for sub in subs]
        return self._simple(
            lambda v: any(next(c(v, ""), None) is None for c in checks),
            lambda v: "fits none of the alternatives",
        )

    def _on_not(self, sub: Any, _: Any) -> Check:
        one = self._compile(sub)
        return self._simple(
            lambda v: next(one(v, ""), None) is not None, lambda v: "fits what it must not"
        )
