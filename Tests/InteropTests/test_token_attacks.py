"""A token of one tenant never writes or reads as another: at no door, by no trick.

After every attack the lake itself says that nothing was written, and the store that nothing of the
victim's was looked at.
"""

import json
import shutil
import socket
from urllib.parse import quote

import pytest
from conftest import SCHEMAS
from harness import forgeries
from harness.client import Answer
from harness.doors import Door, catalog_doors, event, token_doors
from harness.fortress import CANARY, MINE, VICTIM, Fortress
from harness.ports import LOOPBACK
from harness.proxy import FaultyProxy


@pytest.fixture(scope="module")
def fortress(seaweed, tmp_path_factory):
    """Shared by all: behind each attack it stands as it stood."""
    folder = tmp_path_factory.mktemp("fortress")
    schemas = shutil.copytree(SCHEMAS, folder / "schemas")
    store = seaweed.client()
    store.create_bucket(Bucket="fortress")
    with FaultyProxy(seaweed.port) as proxy:
        fortress = Fortress(folder, schemas, seaweed, "fortress", proxy)
        try:
            yield fortress.start()
        finally:
            fortress.server.kill()
            for key in fortress.objects():
                store.delete_object(Bucket="fortress", Key=key)
            store.delete_bucket(Bucket="fortress")


ATTACKS = {
    "swapped": lambda f: forgeries.swapped(f.one, MINE, VICTIM),
    "respelled": lambda f: forgeries.respelled(f.one, MINE),
    "switched": lambda f: forgeries.switched(f.one, VICTIM),
    "degenerate": lambda f: forgeries.degenerate(f.one, VICTIM),
    "injected": lambda f: forgeries.injected(f.one, VICTIM),
    "extended": lambda f: forgeries.extended(f.one, VICTIM),
    "confused": lambda f: forgeries.confused(f.one, f.two, f.shared, VICTIM),
    "outdated": lambda f: forgeries.outdated(f.one, VICTIM),
    "misnamed": lambda f: forgeries.misnamed(f.one, MINE, VICTIM),
    "weak": lambda f: forgeries.weak(f.one, f.bad, VICTIM),
    "oversized": lambda f: forgeries.oversized(f.one, VICTIM),
}


@pytest.mark.parametrize("name", ATTACKS)
def test_no_forgery_counts_at_any_door(name, fortress):
    tokens = ATTACKS[name](fortress)
    assert len(tokens) >= 5
    refusals = fortress.storm(tokens)
    assert refusals == len(tokens) * (len(fortress.doors) + 2)
    fortress.unharmed()


def test_tokens_that_count_do(fortress):
    """Else nothing above would show anything."""
    names = []
    for issuer in (fortress.one, fortress.two, fortress.shared):
        for algorithm in issuer.keys:
            name = f"{issuer.audience}-{algorithm}"
            answer = fortress.client.post(
                "numbered",
                json.dumps(event(id=name)).encode(),
                Authorization=f"Bearer {issuer.token(MINE, algorithm)}",
            )
            assert answer.status == 200, (name, answer)
            names.append(name)
    assert len(names) == 8
    for door in token_doors(fortress.one.token(MINE)):
        answer = door.knock(fortress.client, None)
        assert answer.status == 200 and "access_token" in answer.json, answer
    heads = [door for door in catalog_doors(MINE, fortress.file) if door.method == "HEAD"]
    for door in heads[:2]:
        assert door.knock(fortress.client, fortress.bearer(MINE).encode()).status == 204
    fortress.mine += names
    fortress.unharmed()


def test_a_token_that_counts_opens_nothing_of_anothers(fortress):
    """Rightly signed, at the victim's doors: what is there answers as what is not."""
    mine = fortress.bearer(MINE).encode()
    nobody = fortress.file.replace(VICTIM, "nobody")
    doors = [door for door in fortress.doors if not door.is_event]
    absent = catalog_doors("nobody", nobody)
    assert len(doors) == len(absent)
    for door, other in zip(doors, absent):
        answer, empty = (d.knock(fortress.client, mine) for d in (door, other))
        assert answer.status == door.crossed, (str(door), answer)
        fortress.check(answer, str(door))
        # Nothing tells whether the victim is there.
        assert answer.status == empty.status, (str(door), answer, empty)
        assert answer.body.replace(VICTIM.encode(), b"nobody") == empty.body, (str(door), answer)
    listed = Door("GET", "/catalog/v1/namespaces").knock(fortress.client, mine)
    assert listed.json["namespaces"] == [[MINE]]
    fortress.unharmed()


def test_no_spelling_of_a_path_leads_to_another(fortress):
    mine = fortress.bearer(MINE).encode()
    spaces = [
        f"{MINE}/../{VICTIM}", f"{MINE}%2F..%2F{VICTIM}", f"./{VICTIM}", f"{VICTIM}%00",
        "%76ictim",
        f"{MINE}%1F{VICTIM}", f"{VICTIM}%1F{MINE}", f"{VICTIM}%20", VICTIM.upper(), f"{VICTIM}/",
        f"{MINE};{VICTIM}", f"{MINE}%3Fnamespace={VICTIM}", "%2576ictim",
        f"{MINE}%5C..%5C{VICTIM}",
    ]  # fmt: skip
    for space in spaces:
        for tail in ("", "/tables", "/tables/numbered", "/tables/numbered/credentials"):
            answer = Door("GET", f"/catalog/v1/namespaces/{space}{tail}").knock(
                fortress.client, mine
            )
            assert answer.status in (400, 404), (space, tail, answer)
            fortress.check(answer, space)
    body = json.dumps(event()).encode()
    for path in (
        f"/v1/tables/numbered/tenantId={VICTIM}/events", "/v1/tables/../tables/numbered/events",
        f"/v1/tables/tenantId%3D{VICTIM}/events", f"/v1/tenants/{VICTIM}/tables/numbered/events",
        "/v1/tables/numbered%2Fevents", "/v1//tables/numbered/events", "/V1/tables/numbered/events",
        "/v1/tables/_catalog/events", "/v1/tables/dead_letters/events",
        "/v1/tables/NUMBERED/events",
        f"/v1/tables/numbered/events;tenant={VICTIM}",
    ):  # fmt: skip
        answer = Door("POST", path, body, {"Content-Type": "application/json"}).knock(
            fortress.client, mine
        )
        assert answer.status == 404, (path, answer)
    for query in (
        f"?tenant={VICTIM}", f"?tenantId={VICTIM}", f"?strict=true&tenant={VICTIM}", "?strict=True",
        f"?access_token={fortress.one.token(MINE)}", "?strict=true&strict=false", "?strict",
    ):  # fmt: skip
        answer = fortress.client.post(
            "numbered", body, "application/json", query=query, Authorization=mine
        )
        assert answer.status == 400, (query, answer)
    fortress.unharmed()


def test_only_one_plain_header_names_who_sends(fortress):
    good = fortress.one.token(MINE)
    evil = forgeries.swapped(fortress.one, MINE, VICTIM)["the victim's claims under my signature"]
    refused = [
        [f"Authorization: Bearer {good}", f"Authorization: Bearer {good}"],
        [f"Authorization: Bearer {good}", f"Authorization: Bearer {evil}"],
        [f"Authorization: Bearer {evil}", f"authorization: Bearer {good}"],
        [f"Authorization: Bearer {good}", "AUTHORIZATION:"],
        [f"Authorization: Bearer {good}, Bearer {evil}"],
        [f"Authorization: Bearer {evil}, Bearer {good}"],
        [f"Authorization: Bearer {good} Bearer {evil}"],
        [f"Authorization: Bearer {good}\r\n {evil}"],
        [f"Authorization : Bearer {good}"],
        [f"Authorization: Bearer\t{good}"],
        [f"Authorization: Bearer: {good}"],
        [f"Authorization: Bearer={good}"],
        [f"Authorization: {good}"],
        [f"Authorization: Token {good}"],
        [f"Authorization: DPoP {good}"],
        [f"Authorization: Basic {good}"],
        [f"Authorization: Bearer {good}\0"],
        ["Authorization: Bearer"],
        ["Authorization: Bearer "],
        ["Authorization:"],
        [f"Proxy-Authorization: Bearer {good}"],
        [f"X-Authorization: Bearer {good}"],
        [f"X-Forwarded-Authorization: Bearer {good}"],
        [f"Cookie: Authorization=Bearer {good}; access_token={good}"],
        [f"X-Amz-Security-Token: {good}"],
        [f"Sec-WebSocket-Protocol: bearer, {good}"],
    ]
    for lines in refused:
        for path in ("/v1/tables/numbered/events", "/catalog/v1/namespaces"):
            status, answer = raw(fortress, lines, path)
            assert status in (400, 401), (lines, answer)
    # What people try in order to be taken for somebody else; it is all the same.
    for number, line in enumerate([
        f"X-Tenant: {VICTIM}", f"X-Tenant-Id: {VICTIM}", f"Tenant-Id: {VICTIM}",
        f"tenantId: {VICTIM}", f"custom:tenantId: {VICTIM}", f"X-Forwarded-User: {VICTIM}",
        f"X-Remote-User: {VICTIM}", f"X-Forwarded-Host: {VICTIM}.example",
        f"X-Original-URL: /v1/tables/numbered/events?tenant={VICTIM}",
        f"X-Rewrite-URL: /catalog/v1/namespaces/{VICTIM}", "X-HTTP-Method-Override: DELETE",
        f"X-Amz-Meta-Tenant: {VICTIM}", f"Cookie: tenant={VICTIM}", f"Forwarded: for={VICTIM}",
        f"From: {VICTIM}@example.com", f"X-Iceberg-Access-Delegation: {VICTIM}",
    ]):  # fmt: skip
        name = f"header-{number}"
        status, answer = raw(
            fortress, [f"Authorization: Bearer {good}", line], body=event(id=name)
        )
        assert status == 200, (line, answer)
        fortress.mine.append(name)
    fortress.unharmed()


def test_nothing_is_smuggled_behind_a_request(fortress):
    """A front door and this server must agree on where a request ends."""
    good = fortress.one.token(MINE)
    inner = (
        f"POST /v1/tables/numbered/events HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {good}\r\n"
        f"Content-Type: application/json\r\nContent-Length: 22\r\n\r\n"
    ) + '{"id":"evil","n":1234}'
    head = (
        "POST /v1/tables/numbered/events HTTP/1.1\r\nHost: x\r\n"
        f"Authorization: Bearer {good}\r\nContent-Type: application/json\r\n"
    )
    size = len(inner)
    for lines in (
        f"Content-Length: {size}\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        f"Transfer-Encoding: chunked\r\nContent-Length: {size}\r\n\r\n0\r\n\r\n",
        "Transfer-Encoding: identity, chunked\r\n\r\n0\r\n\r\n",
        "Transfer-Encoding: xchunked\r\nContent-Length: 0\r\n\r\n",
        "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n",
        "Transfer-Encoding:\x0bchunked\r\nContent-Length: 0\r\n\r\n",
        "Content-Length: 0\r\nContent-Length: 9\r\n\r\n",
        "Content-Length: 0, 9\r\n\r\n",
        "Content-Length: +0\r\n\r\n",
        "Content-Length: 0x0\r\n\r\n",
        "Content-Length : 0\r\n\r\n",
        "Content-Length: 0\n\n",
    ):
        with socket.create_connection((LOOPBACK, fortress.server.port), 10) as connection:
            connection.sendall((head + lines + inner).encode())
            answer = received(connection)
        first = answer.split(b"\r\n", 1)[0]
        assert first.startswith((b"HTTP/1.1 400", b"HTTP/1.1 501")), (lines, answer)
        assert answer.count(b"HTTP/1.1 ") == 1, f"the request inside was answered: {answer}"
    fortress.unharmed()


def test_the_signer_signs_nothing_of_anothers(fortress):
    """On one's own route, with addresses that some reader takes for another's."""
    base = f"{fortress.endpoint}/{fortress.bucket}/root"
    other = fortress.file
    own = other.replace(VICTIM, MINE)
    name = other.rsplit("/")[-1]
    folder = f"{base}/numbered/tenantId={VICTIM}/"
    addresses = [
        other, folder, f"{own}/../../../tenantId={VICTIM}/{name}",
        f"{base}/numbered/tenantId={MINE}/..%2FtenantId={VICTIM}/{name}",
        f"{base}/numbered/tenantId={MINE}/%2E%2E/tenantId={VICTIM}/{name}",
        f"{base}/numbered/tenantId={MINE}%00/{name}", f"{base}/numbered/tenantId={MINE}%2F/{name}",
        f"{base}//numbered/tenantId={VICTIM}/{name}", other.replace("=", "%3D"),
        other.replace("=", "%253D"), other.replace(VICTIM, "%76ictim"), f"{own}#{other}",
        f"{own}?x={other}", other.replace("http://", f"http://{MINE}@"),
        other.replace("/root", "/"),
        f"{base}/_catalog/tenantId={VICTIM}/numbered/metadata/v1.metadata.json",
        f"{base}/dead_letters/tenantId={VICTIM}/x", f"{base}/_lakewriter/tenants.json",
        # One's own, and another table's: a tenant may be kept from some of its tables.
        f"{base}/kinds/tenantId={MINE}/x", f"{base}/_catalog/tenantId={MINE}/kinds/metadata/x",
        f"{base}/numbered/tenantId={VICTIM}/x/tenantId={MINE}/x", f"{base}/x/../numbered/x",
        f"{base}/numbered/tenantId={MINE}", f"{base}/numbered/tenantId={MINE}0/x",
        f"{base}/../root/numbered/tenantId={VICTIM}/{name}", f"{fortress.endpoint}/other/root/x",
        f"http://127.0.0.1:1/{fortress.bucket}/root/numbered/tenantId={MINE}/x",
    ]  # fmt: skip
    listings = [
        "", "?prefix=", "?prefix=root/", f"?prefix=root/numbered/tenantId={VICTIM}/",
        f"?prefix=root/numbered/tenantId={MINE}", "?list-type=2&delimiter=/",
        f"?prefix=root/numbered/tenantId={MINE}/&prefix=root/numbered/tenantId={VICTIM}/",
        f"?prefix=root/numbered/tenantId={MINE}/../tenantId={VICTIM}/",
        f"?prefix=root/numbered/tenantId={MINE}%2F..%2FtenantId={VICTIM}/",
        f"?Prefix=root/numbered/tenantId={MINE}/",
        f"?prefix=root/numbered/tenantId={MINE}/&versions",
        f"?prefix=root/numbered/tenantId={MINE}/&uploads", "?policy", "?acl", "?delete",
        f"?prefix=root/*/tenantId={MINE}/", f"?prefix=root/numbered/tenantId={MINE}+/",
    ]  # fmt: skip
    addresses += [f"{fortress.endpoint}/{fortress.bucket}{query}" for query in listings]
    parts = ("acl", "tagging", "torrent", "retention", "uploads")
    addresses += [f"{own}?{part}" for part in parts]
    path = f"/catalog/v1/namespaces/{MINE}/tables/numbered/sign"

    def sign(method: str, uri: str, headers: dict | None = None) -> Answer:
        request = {"method": method, "region": "us-east-1", "uri": uri, "headers": headers or {}}
        door = Door("POST", path, json.dumps(request).encode())
        return door.knock(fortress.client, fortress.bearer(MINE).encode())

    for address in addresses:
        for method in ("GET", "HEAD", "PUT", "POST", "DELETE", "get", "OPTIONS"):
            answer = sign(method, address)
            assert answer.status == 403, (method, address, answer)
            fortress.check(answer, address)
    copied = {"x-amz-copy-source": [f"/{fortress.bucket}/root/{quote(other.split('/root/')[1])}"]}
    for headers in (copied, {"X-Amz-Copy-Source": copied["x-amz-copy-source"]}):
        for method in ("PUT", "GET"):
            assert sign(method, own, headers).status == 403
    # And what it is there for.
    answer = sign("GET", own)
    assert answer.status == 200 and "Signature=" in str(answer.json["headers"]), answer
    fortress.unharmed()


def test_nobody_becomes_an_operator_by_a_likeness(fortress):
    rule = "lake-admins"
    for groups in (
        rule.upper(), f"{rule} ", f"x,{rule}", f"{rule}\u0000", {rule: True}, [[rule]], [{rule: 1}],
        [f"{rule} "], True, 1, None, rule.replace("a", "а"), [rule.capitalize()], f"['{rule}']",
    ):  # fmt: skip
        bearer = f"Bearer {fortress.one.token(MINE, groups=groups)}".encode()
        for door, status in (
            (Door("POST", "/catalog/v1/namespaces", b'{"namespace":["evil-space"]}'), 403),
            (Door("GET", f"/catalog/v1/namespaces/{VICTIM}/tables/numbered"), 404),
            (Door("DELETE", f"/catalog/v1/namespaces/{MINE}/tables/numbered"), 403),
        ):
            answer = door.knock(fortress.client, bearer)
            assert answer.status == status, (groups, str(door), answer)
    bearer = f"Bearer {fortress.one.token(None, groups=['x', rule])}".encode()
    answer = Door("GET", "/catalog/v1/namespaces").knock(fortress.client, bearer)
    assert [VICTIM] in answer.json["namespaces"], "an operator is none"
    fortress.asked.clear()
    # Another issuer's operators are nobody's.
    for issuer in (fortress.two, fortress.shared):
        algorithm = next(iter(issuer.keys))
        bearer = f"Bearer {issuer.token(MINE, algorithm, groups=rule)}".encode()
        answer = Door("GET", f"/catalog/v1/namespaces/{VICTIM}").knock(fortress.client, bearer)
        assert answer.status == 404, answer
    fortress.unharmed()


def raw(fortress: Fortress, lines: list[str], path="/v1/tables/numbered/events", body=None):
    """A request whose header is exactly these lines."""
    content = json.dumps(body or event()).encode()
    method = "POST" if path.startswith("/v1/") else "GET"
    head = [f"{method} {path} HTTP/1.1", "Host: lake", "Connection: close", *lines]
    if method == "POST":
        head += ["Content-Type: application/json", f"Content-Length: {len(content)}"]
    with socket.create_connection((LOOPBACK, fortress.server.port), 10) as connection:
        connection.sendall("\r\n".join(head).encode("latin-1") + b"\r\n\r\n")
        if method == "POST":
            connection.sendall(content)
        answer = received(connection)
    assert CANARY.encode() not in answer
    return int(answer.split(b" ", 2)[1]), answer


def received(connection: socket.socket) -> bytes:
    """All that comes until the server closes, or says nothing for a while."""
    answer = b""
    connection.settimeout(3)
    try:
        while part := connection.recv(65536):
            answer += part
    except (TimeoutError, ConnectionResetError):
        pass
    return answer
