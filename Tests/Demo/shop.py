"""Events of an online shop and its tills, made from a seed: the same numbers, the same events."""

import random
import uuid
from datetime import datetime, timedelta, timezone

SHELVES = {
    "shoes/running": (59, 180),
    "shoes/city": (49, 140),
    "books/science": (14, 60),
    "kitchen/knives": (25, 220),
    "kitchen/pots": (30, 190),
    "garden/seeds": (2, 9),
    "toys/wood": (12, 70),
}
COUNTRIES = ["DE", "DE", "DE", "AT", "CH", "FR", "NL"]
AGENTS = [
    "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 Safari/604.1",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/141.0 Safari/537.36",
]


class Shop:
    """One tenant: its shelves, its visitors and its tills."""

    def __init__(self, name, seed, now=None):
        self.name = name
        self.random = random.Random(f"{name}-{seed}")
        self.now = now or datetime.now(timezone.utc)
        self.products = [self._product(shelf) for shelf in SHELVES for _ in range(8)]

    def _product(self, shelf):
        low, high = SHELVES[shelf]
        sku = f"{shelf[:2].upper()}-{self.random.randrange(10**5):05d}"
        return {"sku": sku, "category": shelf, "price": round(self.random.uniform(low, high), 2)}

    def _moment(self):
        """A moment of the last two days, so that the lake has more than one dt."""
        return self.now - timedelta(seconds=self.random.uniform(0, 2 * 86_400))

    def _lines(self):
        chosen = self.random.sample(self.products, self.random.choice([1, 1, 2, 3, 4]))
        return [{**product, "quantity": self.random.choice([1, 1, 1, 2, 3])} for product in chosen]

    def _id(self):
        return str(uuid.UUID(int=self.random.getrandbits(128), version=4))

    def click(self):
        """One event of the web shop; about one in twelve is an order."""
        kind = self.random.choices(
            ["view", "search", "cart", "uncart", "checkout", "order", "login"],
            [60, 12, 10, 2, 4, 8, 4],
        )[0]
        product = self.random.choice(self.products)
        event = {
            "id": self._id(),
            "at": self._moment().isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            "kind": kind,
            "session_id": f"s-{self.random.randrange(4000):04d}",
            "page": {
                "url": f"https://{self.name}.example/{product['category']}/{product['sku']}",
                "load_ms": round(self.random.expovariate(1 / 300), 1),
            },
            "currency": "EUR",
            "country": self.random.choice(COUNTRIES),
            "device": {"user_agent": self.random.choice(AGENTS), "width": 1440, "height": 900},
        }
        if self.random.random() < 0.6:
            event["user_id"] = self.random.randrange(100_000)
        if kind in ("view", "cart", "uncart"):
            event["product"] = {**product, "quantity": 1}
        if kind == "order":
            lines = self._lines()
            event["order"] = {
                "order_id": f"O-{self.random.getrandbits(40):010x}",
                "total": round(sum(line["price"] * line["quantity"] for line in lines), 2),
                "items": lines,
            }
        return event

    def sale(self):
        """One receipt of a till."""
        moment = self._moment()
        lines = self._lines()
        return {
            "receipt_id": f"{self.name}-{self.random.getrandbits(40):010x}",
            "sold_at": int(moment.timestamp() * 1000),
            "store": self.random.choice(["hamburg-01", "wien-02"]),
            "till": self.random.randrange(1, 6),
            "kind": "sale",
            "business_day": moment.date().isoformat(),
            "currency": "EUR",
            "total": round(sum(line["price"] * line["quantity"] for line in lines), 2),
            "lines": lines,
        }
