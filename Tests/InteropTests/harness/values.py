"""What a reader must return for an event, and a form in which the two can be compared.

Every value is brought into a canonical form that is hashable and keeps its type: `("d", "1.5")`
for a double, `("t", 1700000000000000)` for a time. Rows are compared as multisets, since a lake
has no order.
"""

import base64
import copy
import datetime
import decimal
import json
import pathlib
from collections import Counter

EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)
_PER_SECOND = {"epoch-s": 1, "epoch-ms": 1_000, "epoch-us": 1_000_000}


class Digits(str):
    """A JSON number as it stands in the text."""


def parse(text: str | bytes):
    """A JSON value whose numbers keep their digits."""
    return json.loads(text, parse_int=Digits, parse_float=Digits)


def raw(value):
    """A parsed JSON value in canonical form, digits and the order of members kept."""
    match value:
        case Digits():
            return ("#", str(value))
        case str():
            return ("s", value)
        case list():
            return ("a", tuple(map(raw, value)))
        case dict():
            return ("o", tuple((name, raw(inner)) for name, inner in value.items()))
        case _:
            return value


def microseconds(moment: datetime.datetime) -> int:
    """Microseconds since 1970, exactly."""
    assert moment.tzinfo is not None, "a time without a zone"
    return (moment - EPOCH) // datetime.timedelta(microseconds=1)


class Type:
    """What one schema node's values look like in events and in readers."""

    def __init__(self, node: dict | bool, takes_null_lists_for_empty: bool = False):
        node = node if isinstance(node, dict) else {}
        types = node.get("type", [])
        types = [t for t in ([types] if isinstance(types, str) else types) if t != "null"]
        self.node = node
        self.kind = self._kind(types, node)
        leniency = takes_null_lists_for_empty
        self.takes_null_for_empty = False
        if self.kind == "struct":
            inner = node["properties"].items()
            self.fields = {name: Type(field, leniency) for name, field in inner}
        if self.kind == "list":
            self.element = Type(node["items"], leniency)
            self.takes_null_for_empty = leniency and self.element.kind == "struct"

    @staticmethod
    def _kind(types: list[str], node: dict) -> str:
        if len(types) != 1:
            return "json"
        if "x-time" in node:
            return "time"
        if "x-decimal" in node:
            return "decimal"
        match types[0]:
            case "string":
                return {"date-time": "time", "date": "date", "uuid": "uuid"}.get(
                    node.get("format"), "string"
                )
            case "object":
                return "struct" if node.get("properties") else "json"
            case "array":
                return "list" if "items" in node else "json"
            case simple:
                return simple

    def expected(self, value):
        """The canonical form of a parsed event's value."""
        if value is None:
            return () if self.takes_null_for_empty else None
        match self.kind:
            case "json":
                return raw(value)
            case "struct":
                return tuple((n, t.expected(value.get(n))) for n, t in self.fields.items())
            case "list":
                return tuple(self.element.expected(inner) for inner in value)
            case "time" if "x-time" in self.node:
                ticks = decimal.Decimal(value) * 1_000_000 / _PER_SECOND[self.node["x-time"]]
                return ("t", int(ticks.to_integral_value(decimal.ROUND_FLOOR)))
            case "time":
                return ("t", microseconds(datetime.datetime.fromisoformat(value)))
            case "date":
                return ("D", value)
            case "decimal":
                return ("n", decimal.Decimal(value).normalize())
            case "integer":
                return ("i", int(decimal.Decimal(value)))
            case "number":
                return ("d", repr(float(value)))
            case "uuid":
                return ("s", value.lower())
            case "string":
                return ("s", value)
            case "boolean":
                return ("b", value)

    def actual(self, value):
        """The canonical form of what a reader returned."""
        if value is None:
            return None
        match self.kind:
            case "json":
                return raw(parse(value))
            case "struct":
                return tuple((n, t.actual(value[n])) for n, t in self.fields.items())
            case "list":
                return tuple(self.element.actual(inner) for inner in value)
            case "time":
                return ("t", microseconds(value))
            case "date":
                return ("D", value.isoformat())
            case "decimal":
                assert isinstance(value, decimal.Decimal), type(value)
                return ("n", value.normalize())
            case "integer":
                assert isinstance(value, int), type(value)
                return ("i", value)
            case "number":
                assert isinstance(value, float), type(value)
                return ("d", repr(value))
            case "uuid" | "string":
                assert isinstance(value, str), type(value)
                return ("s", value)
            case "boolean":
                assert isinstance(value, bool), type(value)
                return ("b", value)


class Table:
    """A schema file, and the rows that its events become."""

    def __init__(self, path: pathlib.Path, takes_null_lists_for_empty: bool = False):
        self.name = path.stem
        schema = json.loads(path.read_text())
        self.id_source = schema.get("x-event-id")
        self.time_source = schema.get("x-event-time")
        self.sources = {
            name: Type(schema["properties"][name])
            for name in (self.id_source, self.time_source)
            if name
        }
        self.columns = {
            name: Type(node, takes_null_lists_for_empty)
            for name, node in schema["properties"].items()
            if name not in self.sources
        }
        self.reads_times = True
        self.names = {*self.columns, *self.sources}

    def only(self, names, reads_times: bool = True) -> "Table":
        """The same table, of which only some of its own columns are looked at."""
        part = copy.copy(self)
        part.reads_times = reads_times
        part.columns = {n: t for n, t in self.columns.items() if n in names}
        return part

    @property
    def flat(self) -> list[str]:
        """The columns that are neither structures nor lists."""
        return [n for n, t in self.columns.items() if t.kind not in ("struct", "list")]

    def expected(self, tenant: str, event: dict) -> tuple:
        """The row of a parsed event."""
        return self._row(
            tenant,
            self._source(self.id_source, event),
            self._source(self.time_source, event) if self.reads_times else None,
            {n: t.expected(event.get(n)) for n, t in self.columns.items()},
            self._extra({n: v for n, v in event.items() if n not in self.names} or None),
        )

    def _source(self, name: str | None, event: dict):
        return self.sources[name].expected(event.get(name)) if name else None

    def actual(self, row: dict) -> tuple:
        """The row that a reader returned, its invariants checked.

        An event without a time has its ingest time, and counts as having none.
        """
        assert row["tenant_id"] == row["tenantId"], "the column and the path name two tenants"
        assert row["event_id"]
        return self._row(
            row["tenant_id"],
            ("s", row["event_id"]) if self.id_source else None,
            self._time(row) if self.reads_times else None,
            {name: kind.actual(row[name]) for name, kind in self.columns.items()},
            self._extra(parse(row["extra"]) if row["extra"] is not None else None),
        )

    @staticmethod
    def _time(row: dict):
        moment = row["event_time"]
        day = row["dt"] if isinstance(row["dt"], str) else row["dt"].isoformat()
        assert moment.astimezone(datetime.timezone.utc).date().isoformat() == day
        return ("t", microseconds(moment)) if moment != row["ingest_time"] else None

    @staticmethod
    def _extra(members: dict | None):
        """Members of `extra` in any order, each exactly as the client wrote it."""
        return members and tuple(sorted((name, raw(value)) for name, value in members.items()))

    @staticmethod
    def _row(tenant, event_id, event_time, known, extra) -> tuple:
        return (tenant, event_id, event_time, *known.items(), ("extra", extra))


def same(expected: Counter, actual: Counter) -> None:
    """Fails with the first differing rows where two multisets of rows differ."""
    missing, surplus = expected - actual, actual - expected
    if not missing and not surplus:
        return
    lines = [
        f"{missing.total()} rows are missing, {surplus.total()} are not expected, "
        f"of {expected.total()}"
    ]
    for want, got in zip(sorted(missing, key=repr)[:3], sorted(surplus, key=repr)[:3]):
        cells = [f"{a!r} is not {b!r}" for a, b in zip(want, got) if a != b]
        lines.append("; ".join(cells)[:1500])
    raise AssertionError("\n".join(lines))


def base64url(data: bytes) -> str:
    """Base64 as tokens use it."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()
