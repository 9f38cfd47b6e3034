"""Every way into a server that asks for a token, and what must not come out of it."""

import base64
import gzip
import json
from dataclasses import dataclass, field
from urllib.parse import quote_plus

import zstandard

from .client import Answer, Client
from .events import at

# Stands in every event that is sent at a door, and must not stand in the lake.
EVIL = "evil"


@dataclass(frozen=True)
class Door:
    """A request for what is a tenant's."""

    method: str
    path: str
    body: bytes | None = None
    headers: dict[str, str] = field(default_factory=dict)
    # What somebody is answered whose token counts, for another tenant.
    crossed: int = 404

    @property
    def is_event(self) -> bool:
        return self.path.startswith("/v1/")

    @property
    def is_commit(self) -> bool:
        """Whether it changes tables or namespaces in one step, or not at all."""
        name = self.path.rsplit("/", 1)[-1]
        names = ("namespaces", "commit", "properties", "tables", "numbered")
        changes = self.path.startswith("/catalog/") and name in names and self.method == "POST"
        return changes or self.method == "DELETE" and "/tables/" not in self.path

    def __str__(self) -> str:
        return f"{self.method} {self.path} {self.headers.get('Content-Type', '')}"

    def knock(self, client: Client, authorization: bytes | None) -> Answer:
        headers = dict(self.headers)
        if authorization is not None:
            headers["Authorization"] = authorization
        return client.send(self.method, self.path, self.body, headers)


def event(**members) -> dict:
    return {"id": EVIL, "at": at(0), "n": 666, "text": EVIL} | members


def event_doors() -> list[Door]:
    """Events in every layout; whose they are is the token's word alone."""
    one = json.dumps(event()).encode()
    lines = one + b"\n" + one + b"\n"
    path = "/v1/tables/numbered/events"

    def door(content_type: str, body: bytes, query: str = "", **headers: str) -> Door:
        fields = {"Content-Type": content_type}
        fields |= {name.replace("_", "-"): value for name, value in headers.items()}
        return Door("POST", path + query, body, fields, crossed=200)

    cloud = {"specversion": "1.0", "type": "t", "source": "s", "id": EVIL, "data": event()}
    return [
        door("application/json", one),
        door("application/json", b"[" + one + b"," + one + b"]"),
        door("application/json; charset=utf-8", one),
        door("application/x-ndjson", lines),
        door("application/jsonl", lines),
        door("application/x-ndjson", gzip.compress(lines), Content_Encoding="gzip"),
        door("application/x-ndjson", zstandard.compress(lines), Content_Encoding="zstd"),
        door("application/json", one, "?strict=true"),
        door("application/x-ndjson", lines, "?strict=false"),
        door("application/json", one, Idempotency_Key="an-evil-key"),
        door("application/json", b"not JSON at all"),
        door("application/cloudevents+json", json.dumps(cloud).encode()),
        door("application/cloudevents-batch+json", json.dumps([cloud]).encode()),
        door("application/json", one, ce_id=EVIL, ce_source="s", ce_type="t", ce_specversion="1.0"),
    ]


def catalog_doors(tenant: str, file: str, region: str = "us-east-1") -> list[Door]:
    """What can be asked of the catalog about a tenant; `file` is the address of a data file."""
    space = f"/catalog/v1/namespaces/{tenant}"
    table = f"{space}/tables/numbered"
    vending = {"X-Iceberg-Access-Delegation": "vended-credentials,remote-signing"}
    bucket, key = file.split("/root/")
    change = {
        "identifier": {"namespace": [tenant], "name": "numbered"},
        "requirements": [],
        "updates": [{"action": "set-properties", "updates": {"evil": "yes"}}],
    }

    def post(path: str, body: dict, crossed: int = 404) -> Door:
        content = {"Content-Type": "application/json"}
        return Door("POST", path, json.dumps(body).encode(), content, crossed)

    def signing(method: str, uri: str) -> Door:
        request = {"method": method, "region": region, "uri": uri, "headers": {}}
        return post(f"{table}/sign", request)

    doors = [
        Door("GET", "/catalog/v1/config", crossed=200),
        Door("GET", "/catalog/v1/namespaces", crossed=200),
        Door("GET", f"/catalog/v1/namespaces?parent={tenant}"),
        post("/catalog/v1/namespaces", {"namespace": [tenant]}, crossed=403),
        post("/catalog/v1/transactions/commit", {"table-changes": [change]}, crossed=403),
        post(f"{space}/properties", {"updates": {"evil": "yes"}}),
        post(f"{space}/tables", {"name": "evil", "schema": {"type": "struct", "fields": []}}),
        post(table, change),
        post(f"{table}/metrics", {"report-type": "scan-report"}),
        signing("GET", file),
        signing("GET", f"{bucket}?list-type=2&prefix=root/numbered/tenantId%3D{tenant}/"),
        signing("PUT", file),
        signing("DELETE", file),
        Door("GET", table, headers=vending),
        Door("GET", f"{table}?snapshots=refs", headers=vending),
        Door("GET", f"{table}/credentials"),
    ]
    doors += [Door("GET", path) for path in (space, f"{space}/tables", table, f"{space}/views")]
    doors += [Door("HEAD", path) for path in (space, table, f"{space}/views/v")]
    doors += [Door("GET", f"{space}/views/v")]
    doors += [Door("DELETE", path) for path in (space, table, f"{table}?purgeRequested=true")]
    return doors


def token_doors(token: str) -> list[Door]:
    """The same token as a client's secret: in the form, and by HTTP's Basic scheme."""
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    grant = b"grant_type=client_credentials&scope=catalog&client_id=evil"
    pair = base64.b64encode(f"evil:{quote_plus(token)}".encode()).decode()
    path = "/catalog/v1/oauth/tokens"
    return [
        Door("POST", path, grant + b"&client_secret=" + quote_plus(token).encode(), form),
        Door("POST", path, grant, form | {"Authorization": f"Basic {pair}"}),
    ]
