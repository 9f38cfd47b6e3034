"""Made-up events of an online shop and its tills, the same for the same seed.

They fit `schemas/clicks.json` and `schemas/sales.json`.
"""

import datetime
import random
import uuid
from collections.abc import Iterator

CATEGORIES = {
    "shoes/running": 89,
    "shoes/hiking": 119,
    "clothing/shirts": 29,
    "clothing/jackets": 99,
    "outdoor/tents": 249,
    "outdoor/cooking": 39,
    "bikes/parts": 25,
    "bikes/lights": 19,
    "books/travel": 15,
    "food/snacks": 3,
}
COUNTRIES = ["DE", "DE", "DE", "AT", "CH", "FR", "NL", "GB", "PL", "DK"]
BROWSERS = [
    "Mozilla/5.0 (X11; Linux x86_64; rv:144.0) Gecko/20100101 Firefox/144.0",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 Safari/604.1",
    "Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 Chrome/141.0.0.0 Mobile",
]
SCREENS = [(1920, 1080), (390, 844), (412, 915)]


class Shop:
    """One tenant's shop: its articles, and what its customers do in the two days before `end`."""

    def __init__(self, tenant: str, seed: int, end: datetime.datetime):
        self.tenant = tenant
        self.chance = random.Random(f"{tenant}-{seed}")
        self.end = end
        self.articles = [self._article(number) for number in range(400)]

    def _article(self, number: int) -> dict:
        category, price = self.chance.choice(list(CATEGORIES.items()))
        cents = int(price * 100 * self.chance.uniform(0.5, 1.8))
        name = f"{category.split('/')[1].title()} No. {number}"
        return {"sku": f"A{number:05d}", "category": category, "cents": cents, "name": name}

    def _moment(self) -> datetime.datetime:
        return self.end - datetime.timedelta(seconds=self.chance.uniform(1, 2 * 86_400))

    def _pick(self) -> dict:
        # A few articles sell most.
        return self.articles[int(self.chance.random() ** 3 * len(self.articles))]

    def clicks(self, visits: int) -> Iterator[dict]:
        """The events of that many visits, each in its own order."""
        for _ in range(visits):
            yield from self._visit()

    def _visit(self) -> Iterator[dict]:
        chance = self.chance
        moment = self._moment()
        browser = chance.randrange(len(BROWSERS))
        visitor = {
            "session_id": f"s{chance.getrandbits(64):016x}",
            "currency": "EUR",
            "country": chance.choice(COUNTRIES),
            "device": dict(
                zip(("user_agent", "width", "height"), (BROWSERS[browser], *SCREENS[browser]))
            ),
            "experiments": [f"checkout:{chance.choice('ab')}"],
        }
        if chance.random() < 0.6:
            visitor["user_id"] = chance.randrange(1, 20_000)
        cart: list[dict] = []
        for step in range(chance.randint(1, 12)):
            moment += datetime.timedelta(seconds=chance.expovariate(1 / 25))
            article = self._pick()
            kind = chance.choices(["view", "search", "cart"], [6, 2, 2])[0]
            if kind == "cart":
                cart.append({**article, "quantity": chance.randint(1, 3)})
            yield self._click(kind, moment, visitor, step, article)
        if cart and chance.random() < 0.5:
            moment += datetime.timedelta(seconds=chance.uniform(20, 200))
            yield self._order(moment, visitor, cart)

    def _click(self, kind: str, moment, visitor: dict, step: int, article: dict) -> dict:
        url = f"https://{self.tenant}.example/{article['category']}/{article['sku']}"
        page = {"url": url, "load_ms": round(self.chance.lognormvariate(5.5, 0.6), 1)}
        if step == 0:
            page["referrer"] = "https://search.example/?q=" + article["category"].split("/")[1]
        return {
            "id": self._id(),
            "at": rfc3339(min(moment, self.end)),
            "kind": kind,
            **visitor,
            "page": page,
            "product": {
                "sku": article["sku"],
                "category": article["category"],
                "price": article["cents"] / 100,
                "quantity": 1,
            },
        }

    def _order(self, moment, visitor: dict, cart: list[dict]) -> dict:
        items = [
            {
                "sku": line["sku"],
                "category": line["category"],
                "quantity": line["quantity"],
                "price": line["cents"] / 100,
            }
            for line in cart
        ]
        total = sum(line["cents"] * line["quantity"] for line in cart) + 490
        order = {
            "order_id": f"{self.tenant}-{self.chance.randrange(10**8):08d}",
            "total": total / 100,
            "coupon": None,
            "items": items,
        }
        return {
            "id": self._id(),
            "at": rfc3339(min(moment, self.end)),
            "kind": "order",
            **visitor,
            "page": {"url": f"https://{self.tenant}.example/thanks"},
            "order": order,
        }

    def sales(self, receipts: int) -> Iterator[dict]:
        """That many receipts of the shop's tills."""
        for _ in range(receipts):
            yield self._receipt()

    def _receipt(self) -> dict:
        chance = self.chance
        moment = self._moment()
        lines, total = [], 0
        for _ in range(chance.randint(1, 6)):
            article, quantity = self._pick(), chance.randint(1, 3)
            amount = article["cents"] * quantity
            total += amount
            lines.append(
                {
                    "sku": article["sku"],
                    "name": article["name"],
                    "category": article["category"],
                    "quantity": quantity,
                    "unit_price": article["cents"] / 100,
                    "amount": amount / 100,
                    "discount": None,
                    "tax_rate": 19.0,
                }
            )
        return {
            "receipt_id": self._id(),
            "sold_at": int(moment.timestamp() * 1000),
            "store": f"{self.tenant}-{chance.randint(1, 3):02d}",
            "till": chance.randint(1, 4),
            "kind": "sale",
            "business_day": moment.date().isoformat(),
            "currency": "EUR",
            "total": total / 100,
            "lines": lines,
            "payments": [{"method": chance.choice(["cash", "card"]), "amount": total / 100}],
            "offline": chance.random() < 0.02,
        }

    def _id(self) -> str:
        return str(uuid.UUID(int=self.chance.getrandbits(128), version=4))


def rfc3339(moment: datetime.datetime) -> str:
    """A time in UTC, to the millisecond."""
    return moment.strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03d}Z"
