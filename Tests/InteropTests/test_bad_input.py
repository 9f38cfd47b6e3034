"""Bad events are named one by one and hold up nobody; bad requests are answered by their kind."""

import gzip
import json
import zlib
from collections import Counter

import pytest
import zstandard
from harness.client import Client
from harness.events import at, numbered
from harness.lake import Lake
from harness.ports import LOOPBACK

GOOD = b'{"id":"%s","at":"' + at(0).encode() + b'","n":1}'


def event(**members) -> bytes:
    return json.dumps({"id": "x", "at": at(0), "n": 1} | members).encode()


DEEP = b"[" * 5_000 + b"]" * 5_000

# Lines of the tables `numbered`, `kinds` and `strict`, and why each cannot become a row.
BAD_EVENTS = [
    ("numbered", b"{", "malformed_json"),
    ("numbered", b"{]", "malformed_json"),
    ("numbered", b'{"id":"x","n":1,}', "malformed_json"),
    ("numbered", b'{"id":"x" "n":1}', "malformed_json"),
    ("numbered", b'{"id":"x","n":01}', "malformed_json"),
    ("numbered", b'{"id":"x","n":1}}', "malformed_json"),
    ("numbered", b'{"id":"x","n":NaN}', "malformed_json"),
    ("numbered", b'{"id":"x","n":1,"text":"\x01"}', "malformed_json"),
    ("numbered", b'{"id":"x","n":1,"text":"\\q"}', "malformed_json"),
    ("numbered", b'{"id":"x","n":1,"text":"\\ud800"}', "malformed_json"),
    ("numbered", b'{"id":"x","n":1,"text":"\xff"}', "malformed_json"),
    ("numbered", b'{"id":"x","n":1,"text":"\xc0\x80"}', "malformed_json"),
    ("numbered", b'{"id":"x","n":1,"text":"\xed\xa0\x80"}', "malformed_json"),
    ("numbered", b'{"id":"x","n":1,"other":"\xff"}', "malformed_json"),
    ("numbered", b'{"id":"x","n":1,"other":' + DEEP + b"}", "too_deep"),
    ("numbered", b'{"id":"x","n":1,"other":' + b'{"a":' * 70 + b"1" + b"}" * 71, "too_deep"),
    ("numbered", b"[1]", "not_an_object"),
    ("numbered", b'"text"', "not_an_object"),
    ("numbered", b"17", "not_an_object"),
    ("numbered", b"null", "not_an_object"),
    ("numbered", event(n="1"), "type_mismatch"),
    ("numbered", event(n=1.5), "type_mismatch"),
    ("numbered", event(n=[]), "type_mismatch"),
    ("numbered", event(text=1), "type_mismatch"),
    ("numbered", event(text={}), "type_mismatch"),
    ("numbered", event(n=2**63), "out_of_range"),
    ("numbered", event(n=-(2**63) - 1), "out_of_range"),
    ("numbered", b'{"id":"x","n":1e400}', "out_of_range"),
    ("numbered", event(at="yesterday"), "type_mismatch"),
    ("numbered", event(at="2024-02-30T00:00:00Z"), "type_mismatch out_of_range"),
    ("numbered", event(at="2024-01-01T00:00:00"), "type_mismatch"),
    ("numbered", event(at=at(-24 * 400)), "event_time_in_future"),
    ("numbered", b'{"id":"x"}', "missing_field"),
    ("numbered", b'{"id":null,"n":1}', "missing_field"),
    ("numbered", b"{}", "missing_field"),
    ("kinds", event(kind="view", price=10_000_000), "out_of_range"),
    ("kinds", event(kind="view", price=0.001), "out_of_range"),
    ("kinds", event(kind="view", price="cheap"), "type_mismatch"),
    (
        "kinds",
        b'{"id":"x","at":"2026-01-01T00:00:00Z","kind":"view","ratio":1e309}',
        "out_of_range",
    ),
    ("kinds", event(kind="steal"), "not_allowed"),
    ("kinds", event(kind="view", key="not-a-uuid"), "type_mismatch"),
    ("kinds", event(kind="view", day="2024-13-01"), "type_mismatch out_of_range"),
    ("kinds", event(kind="view", seen=2**62), "out_of_range"),
    ("kinds", event(kind="view", numbers=[1, "2"]), "type_mismatch"),
    ("kinds", event(kind="view", page={"ms": 1}), "missing_field"),
    ("kinds", event(kind="view", items=[{"sku": "a"}, {"quantity": 1}]), "missing_field"),
    ("kinds", event(kind="view", items={"sku": "a"}), "type_mismatch"),
    ("strict", event(other=1), "unknown_field"),
    ("strict", event(o={"a": 1, "b": 2}), "unknown_field"),
    ("strict", event(at=at(24 * 8)), "event_time_too_old"),
]


@pytest.mark.parametrize("table", ["numbered", "kinds", "strict"])
def test_bad_events_are_named_and_their_neighbours_kept(table, server):
    bad = [(line, code.split()) for name, line, code in BAD_EVENTS if name == table]
    good = [
        event(id=f"good-{n}", kind="view") if table == "kinds" else event(id=f"good-{n}")
        for n in range(len(bad) + 1)
    ]
    lines = [good[0]]
    for (line, _), neighbour in zip(bad, good[1:]):
        lines += [line, neighbour]
    with server.client("acme") as client:
        answer = client.post(table, b"\n".join(lines))
        assert answer.status == 200, answer
        found = {rejection["index"]: rejection for rejection in answer.rejected}
        for number, (line, codes) in enumerate(bad):
            rejection = found.get(2 * number + 1)
            assert rejection, f"{line[:200]!r} was taken"
            assert rejection["code"] in codes, (line[:200], rejection)
            assert rejection["message"]
        assert sorted(found) == list(range(1, len(lines), 2))
        assert answer.accepted == len(good)

        refused = client.post(table, b"\n".join(lines), query="?strict=true")
        assert refused.status == 422, refused
        assert refused.is_problem()
    server.stop()
    lake = Lake.of(server)
    assert lake.event_ids(table) == Counter(f"good-{n}" for n in range(len(good)))
    dead = lake.read("dead_letters")
    assert dead.num_rows == len(bad), "every rejected event is kept once, with its reason"


def test_bad_requests_are_answered_by_their_kind(server):
    with server.client("acme") as client:
        bomb = gzip.compress(b" " * (1 << 30), 9)
        cases = [
            ("unknown table", client.post("nothing", b"{}"), 404),
            ("hostile table", client.post("..%2f..", b"{}"), 404),
            ("writer's table", client.post("dead_letters", b"{}"), 404),
            ("no JSON", client.post("numbered", b"{", "application/json"), 400),
            ("empty JSON", client.post("numbered", b"", "application/json"), 400),
            ("a number", client.post("numbered", b"1", "application/json"), 400),
            ("other type", client.post("numbered", b"<x/>", "application/xml"), 415),
            ("other coding", client.post("numbered", b"{}", Content_Encoding="br"), 415),
            ("not gzip", client.post("numbered", b"{}", Content_Encoding="gzip"), 400),
            ("not zstd", client.post("numbered", b"{}", Content_Encoding="zstd"), 400),
            ("cut gzip", raw(client, gzip.compress(event())[:-6], "gzip"), 400),
            ("cut zstd", raw(client, zstandard.compress(event() * 99)[:-6], "zstd"), 400),
            ("deflate", raw(client, zlib.compress(event()), "gzip"), 400),
            ("gzip bomb", raw(client, bomb, "gzip"), 413),
            ("wrong method", client.send("PUT", "/v1/tables/numbered/events", b"{}", {}), 405),
            ("nowhere", client.get("/v2"), 404),
        ]
        for name, answer, status in cases:
            assert answer.status == status, (name, answer)
            assert answer.is_problem(), (name, answer)
        client.post_events("numbered", numbered("good", 3))
    server.stop()
    assert Lake.of(server).event_ids("numbered").total() == 3


def raw(client: Client, body: bytes, encoding: str):
    return client.post("numbered", body, Content_Encoding=encoding)


def test_a_zstd_bomb_is_refused(server):
    bomb = zstandard.ZstdCompressor(level=19).compress(b" " * (1 << 30))
    with server.client("acme") as client:
        answer = raw(client, bomb, "zstd")
    assert answer.status == 413, answer
    assert answer.is_problem()


def test_a_giant_body_is_refused_before_it_is_read(server):
    """The length is announced; the answer comes without the bytes."""
    with Client(LOOPBACK, server.port, None) as client:
        connection = client.connection
        connection.putrequest("POST", "/v1/tables/numbered/events")
        connection.putheader("Authorization", f"Bearer {server.token('acme')}")
        connection.putheader("Content-Type", "application/x-ndjson")
        connection.putheader("Content-Length", str(1 << 40))
        connection.endheaders()
        response = connection.getresponse()
        assert response.status == 413
        assert "problem+json" in response.headers["Content-Type"]


def test_a_body_without_a_length_is_bounded_too(server):
    """Chunks come until the server has had enough."""

    def chunks():
        for _ in range(1 << 10):
            yield b" " * (1 << 20)

    with server.client("acme") as client:
        try:
            client.connection.request(
                "POST",
                "/v1/tables/numbered/events",
                chunks(),
                {"Authorization": f"Bearer {client.token}", "Content-Type": "application/x-ndjson"},
            )
        except OSError:
            pass  # It may hang up while we still send, and has answered before.
        try:
            assert client.connection.getresponse().status == 413
        except OSError:
            pass
    with server.client("acme") as client:
        client.post_events("numbered", numbered("good", 1))


def test_every_layout_of_a_body_is_read(server):
    first, second = event(id="a"), event(id="b")
    with server.client("acme") as client:
        for content_type, body, count in [
            ("application/json", first, 1),
            ("application/json", b" [" + first + b" , " + second + b"]\n", 2),
            ("application/json; charset=utf-8", b"[]", 0),
            ("application/x-ndjson", first + b"\r\n\n" + second, 2),
            ("application/x-ndjson", b"", 0),
        ]:
            answer = client.post("numbered", body, content_type)
            assert answer.status == 200, (content_type, body, answer)
            assert (answer.accepted, answer.rejected) == (count, [])
            assert answer.json["durability"] == "local-disk"
    server.stop()
    assert Lake.of(server).event_ids("numbered") == {"a": 3, "b": 2}
