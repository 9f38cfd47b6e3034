"""Made-up events, the same for the same seed."""

import datetime
import json
import random
import uuid

# Near enough that no default limit on an event's age or future refuses them.
NOW = datetime.datetime.now(datetime.timezone.utc).replace(microsecond=0)

_WORDS = [
    "",
    "a",
    "Grüße",
    "日本語",
    "😀 family 👨‍👩‍👧",
    "tab\there",
    'quote " back \\',
    "\u0000nul",
    "e\u0301",
    " ",
]


def at(hours_ago: float) -> str:
    """A time as RFC 3339 writes it, in UTC, to the microsecond."""
    moment = NOW - datetime.timedelta(hours=hours_ago, microseconds=1)
    return moment.strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def numbered(prefix: str, count: int, start: int = 0) -> list[dict]:
    """Small events whose ids are `prefix` and their number."""
    return [{"id": f"{prefix}-{n}", "at": at(0), "n": n} for n in range(start, start + count)]


def kinds(seed: int, count: int) -> list[str]:
    """Events of the table `kinds` as JSON lines: every type, its edges, and absent values."""
    chance = random.Random(seed)
    return [_kinds_line(chance, seed, number) for number in range(count)]


def _kinds_line(chance: random.Random, seed: int, number: int) -> str:
    members = {"id": json.dumps(f"{seed}-{number}"), "at": json.dumps(at(chance.uniform(0, 40)))}
    members["kind"] = json.dumps(chance.choice(["view", "cart", "buy"]))
    for name, make in _MAKERS.items():
        # Whole stretches without a value fill pages and files with nulls alone.
        absence = 1.0 if number // 500 % 4 == hash_of(name) % 4 else 0.15
        if chance.random() < absence:
            if chance.random() < 0.3:
                members[name] = "null"
            continue
        members[name] = make(chance, number)
    for name in ("unknown", "Another one"):
        if chance.random() < 0.1:
            members[name] = chance.choice(["1", "1.50", '{"b":[1, 2],"a":null}', '"x"', "null"])
    names = list(members)
    if chance.random() < 0.2:
        chance.shuffle(names)
    return "{" + ",".join(f"{json.dumps(name)}:{members[name]}" for name in names) + "}"


def hash_of(name: str) -> int:
    """A hash that is the same in every process."""
    return sum(name.encode())


def _decimal(chance: random.Random, precision: int, scale: int) -> str:
    digits = str(chance.randrange(10 ** chance.randint(1, precision))).rjust(scale + 1, "0")
    sign = chance.choice(["", "-"])
    whole, part = (digits[:-scale], digits[-scale:]) if scale else (digits, "")
    return f"{sign}{whole}.{part}" if part else f"{sign}{whole}"


def _integer(chance: random.Random, _: int) -> str:
    edges = [0, 1, -1, 2**63 - 1, -(2**63), 2**31, 2**53 + 1]
    return str(chance.choice(edges) if chance.random() < 0.1 else chance.randint(-1000, 10**6))


def _double(chance: random.Random, _: int) -> str:
    edges = ["0.0", "-0.0", "1e308", "-1.7976931348623157e308", "5e-324", "1E+2", "0.1", "3"]
    return chance.choice(edges) if chance.random() < 0.2 else repr(chance.gauss(0, 1e3))


def _text(chance: random.Random, number: int) -> str:
    text = chance.choice(_WORDS + [f"user-{number}", f"repeated-{number % 7}"])
    return json.dumps(text, ensure_ascii=chance.random() < 0.5)


def _time(chance: random.Random, _: int) -> str:
    moment = datetime.datetime(1950, 1, 1) + datetime.timedelta(
        microseconds=chance.randrange(4 * 10**15)
    )
    zone = chance.choice(["Z", "+00:00", "-06:00", "+05:30"])
    return json.dumps(moment.isoformat(timespec="microseconds") + zone)


def _page(chance: random.Random, number: int) -> str:
    page = {"url": f"https://shop.example/p/{number % 50}?q={number}"}
    if chance.random() < 0.7:
        page["ms"] = round(chance.expovariate(1 / 300), 3)
    if chance.random() < 0.5:
        page["size"] = chance.choice([{"w": 390, "h": 844}, {"w": 1280}, {}])
    return json.dumps(page)


def _items(chance: random.Random, number: int) -> str:
    items = []
    for line in range(chance.choice([0, 1, 1, 2, 5])):
        item = f'{{"sku":"S{number % 97}-{line}"'
        if chance.random() < 0.8:
            item += f',"quantity":{chance.randint(1, 9)},"price":{_decimal(chance, 12, 2)}'
        if chance.random() < 0.5:
            options = [{"name": "size", "value": "L"}, {"name": "gift"}]
            item += f',"options":{json.dumps(options[: chance.randint(0, 2)])}'
        items.append(item + "}")
    return "[" + ",".join(items) + "]"


_MAKERS = {
    "flag": lambda chance, _: chance.choice(["true", "false"]),
    "count": _integer,
    "ratio": _double,
    "price": lambda chance, _: _decimal(chance, 9, 2),
    "volume": lambda chance, _: _decimal(chance, 18, 4),
    "mass": lambda chance, _: _decimal(chance, 38, 10),
    "whole": lambda chance, _: _decimal(chance, 20, 0),
    "day": lambda chance, _: json.dumps(
        (datetime.date(1900, 1, 1) + datetime.timedelta(days=chance.randrange(80_000))).isoformat()
    ),
    "seen": lambda chance, _: str(chance.randrange(-(10**12), 2 * 10**12)),
    "ticked": lambda chance, _: f"{chance.randrange(2 * 10**9)}.{chance.randrange(10**6):06d}",
    "sent": _time,
    "key": lambda chance, _: json.dumps(str(uuid.UUID(int=chance.getrandbits(128)))),
    "text": _text,
    "long_text": lambda chance, number: json.dumps(
        "".join(chance.choices("abcdefgh \u00e9", k=chance.choice([10, 200, 3000])))
    ),
    "anything": lambda chance, number: chance.choice(
        ["1", "-2.50", '"text"', "true", '{"a": {"b": [1, 2.0, null]}}', "[]", "[1,\t2]"]
    ),
    "mixed": lambda chance, number: chance.choice([str(number), json.dumps(f"C{number}")]),
    "bag": lambda chance, number: json.dumps({"n": number, "deep": {"er": [number]}}),
    "numbers": lambda chance, _: json.dumps(
        [chance.choice([None, chance.randrange(100)]) for _ in range(chance.randrange(5))]
    ),
    "tags": lambda chance, number: json.dumps([f"tag{number % k}" for k in (2, 3, 5)]),
    "grid": lambda chance, _: json.dumps([[0.5, None], [], [1e-3]][: chance.randrange(4)]),
    "page": _page,
    "items": _items,
}
