"""The benchmark's events: a click stream of many shops, the same for the same size.

Two files hold the same events: `events.ndjson` in the order of their times, each naming its tenant,
for a program that converts files; and `bodies.bin`, cut into requests of one tenant each, for a
server that learns the tenant from the token.
"""

import bisect
import datetime
import itertools
import json
import pathlib
import random
from collections.abc import Iterator
from dataclasses import dataclass

TENANTS = 100
DAYS = 3
# Shares fall with the rank's power, as cities' sizes and shops' traffic do.
ZIPF_EXPONENT = 1.1
BYTES_PER_EVENT = 740
BODY_BYTES = 1_000_000
LIVE_SESSIONS = 5_000
ARTICLES = 20_000

KINDS = (
    ["page"] * 40
    + ["product"] * 30
    + ["search"] * 10
    + ["cart"] * 9
    + ["checkout"] * 5
    + ["order"] * 3
    + ["click"] * 3
)
SHELVES = [
    "garden/tools",
    "garden/seeds",
    "kitchen/pans",
    "kitchen/knives",
    "office/paper",
    "office/ink",
    "sports/ball",
    "sports/water",
    "sports/winter",
    "music/strings",
    "music/keys",
    "pets/dogs",
    "pets/cats",
    "toys/wood",
    "toys/cards",
    "books/crime",
]
COUNTRIES = {"DE": "EUR", "FR": "EUR", "GB": "GBP", "US": "USD", "JP": "JPY", "SE": "SEK"}
SCREENS = [(1920, 1080), (1440, 900), (390, 844), (412, 915), (768, 1024)]
AGENTS = [
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/{0}.0.{1}.{2} Safari/537.36",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_{2} like Mac OS X) AppleWebKit/605.1.15 "
    "(KHTML, like Gecko) Version/18.{2} Mobile/15E{1} Safari/604.1",
    "Mozilla/5.0 (X11; Linux x86_64; rv:{0}.0) Gecko/20100101 Firefox/{0}.0 build/{1}.{2}",
]


@dataclass
class Body:
    """One request: whose it is, and where in `bodies.bin` it lies."""

    tenant: str
    offset: int
    length: int
    events: int


@dataclass
class Workload:
    """The files of one size."""

    folder: pathlib.Path
    events: int
    bodies: list[Body]

    @property
    def ndjson(self) -> pathlib.Path:
        return self.folder / "events.ndjson"

    @property
    def body_file(self) -> pathlib.Path:
        return self.folder / "bodies.bin"

    @property
    def posted_bytes(self) -> int:
        return sum(body.length for body in self.bodies)


def load(folder: pathlib.Path, size: int) -> Workload:
    """The workload of about `size` bytes, made if it is not there."""
    folder = folder / f"workload-{size}"
    index = folder / "index.json"
    if not index.exists():
        _make(folder, size, index)
    content = json.loads(index.read_text())
    return Workload(folder, content["events"], [Body(*entry) for entry in content["bodies"]])


def _make(folder: pathlib.Path, size: int, index: pathlib.Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    waiting: dict[str, list[str]] = {}
    lengths: dict[str, int] = {}
    bodies: list[list] = []
    offset = count = 0
    with open(folder / "events.ndjson", "w") as lines, open(folder / "bodies.bin", "wb") as file:

        def cut(tenant: str) -> None:
            nonlocal offset
            own = waiting.pop(tenant)
            body = "".join(own).encode()
            lengths.pop(tenant)
            file.write(body)
            bodies.append([tenant, offset, len(body), len(own)])
            offset += len(body)

        for tenant, members in events(size // BYTES_PER_EVENT):
            count += 1
            lines.write(f'{{"tenantId":"{tenant}",{members}\n')
            waiting.setdefault(tenant, []).append(f"{{{members}\n")
            lengths[tenant] = lengths.get(tenant, 0) + len(members) + 2
            if lengths[tenant] >= BODY_BYTES:
                cut(tenant)
        for tenant in sorted(waiting):
            cut(tenant)
    index.write_text(json.dumps({"events": count, "bodies": bodies}))


def events(count: int, seed: int = 7) -> Iterator[tuple[str, str]]:
    """Each event's tenant, and its JSON from the first name on."""
    chance = random.Random(seed)
    shares = list(itertools.accumulate(1 / n**ZIPF_EXPONENT for n in range(1, TENANTS + 1)))
    articles = [_article(chance, number) for number in range(ARTICLES)]
    sessions = [_session(chance, shares) for _ in range(LIVE_SESSIONS)]
    start = datetime.datetime(2025, 1, 6)
    step = datetime.timedelta(days=DAYS) / count
    for number in range(count):
        slot = int(chance.random() * LIVE_SESSIONS)
        if chance.random() < 0.1:
            sessions[slot] = _session(chance, shares)
        session = sessions[slot]
        session["step"] += 1
        # One in a hundred comes some minutes late.
        late = chance.random() * 600 if chance.random() < 0.01 else 0
        moment = max(start, start + number * step - datetime.timedelta(seconds=late))
        yield session["tenant"], _event(chance, session, articles, moment)


def _uuid(chance: random.Random) -> str:
    digits = f"{chance.getrandbits(128):032x}"
    return f"{digits[:8]}-{digits[8:12]}-4{digits[13:16]}-9{digits[17:20]}-{digits[20:]}"


def _article(chance: random.Random, number: int) -> tuple[str, str, str]:
    price = round(chance.lognormvariate(3.2, 0.9), 2)
    return f"ART-{chance.getrandbits(32):08X}", chance.choice(SHELVES), f"{price}"


def _session(chance: random.Random, shares: list[float]) -> dict:
    tenant = bisect.bisect_left(shares, chance.random() * shares[-1])
    country = chance.choice(list(COUNTRIES))
    width, height = chance.choice(SCREENS)
    agent = chance.choice(AGENTS).format(
        chance.randint(110, 144), chance.randint(1000, 1060), chance.randint(0, 9)
    )
    return {
        "tenant": f"shop-{tenant:03d}",
        "host": f"www.shop{tenant:03d}.example",
        "step": 0,
        "fixed": (
            f'"visitor":"v{tenant:03d}-{int(chance.random() ** 2 * 90_000):06d}",'
            f'"session":"{_uuid(chance)}"'
        ),
        "client": (
            f'"agent":"{agent}","ip":"{chance.randint(1, 223)}.{chance.getrandbits(8)}.'
            f'{chance.getrandbits(8)}.{chance.randint(1, 254)}","country":"{country}",'
            f'"currency":"{COUNTRIES[country]}"'
        ),
        "screen": f'{{"w":{width},"h":{height}}}',
        "campaign": chance.choice(["null", "null", '"summer"', '"newsletter-12"', '"friends"']),
    }


def _event(chance: random.Random, session: dict, articles: list, moment) -> str:
    kind = chance.choice(KINDS)
    sku, shelf, price = articles[int(chance.random() ** 3 * ARTICLES)]
    host = session["host"]
    has_article = kind in ("product", "cart", "order")
    if has_article:
        path = f"/article/{shelf}/{sku}?from=list&position={chance.randint(1, 60)}"
        goods = (
            f'"sku":"{sku}","category":"{shelf}","price":{price},'
            f'"quantity":{1 + int(chance.random() ** 4 * 5)}'
        )
    else:
        path = f"/find?q={shelf[shelf.index('/') + 1 :]}" if kind == "search" else f"/{shelf}/"
        goods = '"sku":null,"category":null,"price":null,"quantity":null'
    title = f"{shelf.replace('/', ' and ')}, page {session['step']} | {host[4:]}, the better shop"
    if session["step"] == 1:
        referrer = chance.choice(['"https://search.example/"', "null"])
    else:
        referrer = f'"https://{host}/{chance.choice(SHELVES)}/"'
    context = (
        f'"screen":{session["screen"]},"load_ms":{40 + int(chance.expovariate(0.003))},'
        f'"variant":"{chance.choice("abc")}","logged_in":{chance.choice(("true", "false"))},'
        f'"campaign":{session["campaign"]}'
    )
    if kind == "search":
        context += f',"search":"{shelf}","results":{chance.randrange(400)}'
    if kind == "order":
        context += f',"order":"R{chance.getrandbits(40):011d}","tax":{float(price) * 0.19:.2f}'
    time = moment.isoformat(timespec="milliseconds")
    return (
        f'"id":"{_uuid(chance)}","at":"{time}Z","kind":"{kind}",{session["fixed"]},'
        f'"step":{session["step"]},"url":"https://{host}{path}","title":"{title}","referrer":{referrer},'
        f'{session["client"]},{goods},"sdk":"web/3.{chance.randrange(6)}.{chance.randrange(9)}",'
        f'"version":{1 + (chance.random() < 0.2)},"context":{{{context}}}}}'
    )
