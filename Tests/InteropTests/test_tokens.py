"""Who sends is decided by the credential alone, and a bad credential gets nothing in."""

import pytest
from harness.client import Client
from harness.events import numbered
from harness.lake import Lake
from harness.lakewriter import run
from harness.ports import LOOPBACK
from harness.tokens import HOSTILE_NAMES, DevelopmentToken


def refused(server, token: str | None, headers: dict | None = None) -> None:
    with Client(LOOPBACK, server.port, token) as client:
        answer = client.post("numbered", b'{"id":"evil","n":1}\n', **(headers or {}))
    assert answer.status == 401, answer
    assert answer.is_problem(), answer
    assert answer.headers["www-authenticate"].startswith("Bearer"), answer


def test_no_hostile_token_gets_in(server):
    good = DevelopmentToken(server.token("acme"), server.data)
    hostile = good.hostile()
    for name in HOSTILE_NAMES:
        hostile[f"tenant {name!r}"] = good.with_claims(tenant=name)
    for why, token in hostile.items():
        try:
            refused(server, token)
        except AssertionError as error:
            raise AssertionError(why) from error
    refused(server, None)
    for value in ("Basic YWNtZTphY21l", f"Token {good.token}", "Bearer", good.token):
        refused(server, None, {"Authorization": value})

    with server.client("acme") as client:
        client.post_events("numbered", numbered("good", 1))
    server.stop()
    assert Lake.of(server).event_ids("numbered") == {"good-0": 1}
    assert Lake.of(server).data_files("dead_letters") == []
    for name in hostile:
        assert hostile[name] == "" or hostile[name] not in server.log(), f"{name} is in the log"


def test_a_body_cannot_name_another_tenant(server):
    event = {
        "id": "mine",
        "n": 1,
        "tenant_id": "victim",
        "tenantId": "victim",
        "tenant": "victim",
        "dt": "1999-01-01",
        "ingest_time": "1999-01-01T00:00:00Z",
        "extra": "x",
        "event_id": "y",
    }
    with server.client("acme") as client:
        client.post_events("numbered", [event])
    server.stop()
    rows = Lake.of(server).read("numbered").to_pylist()
    assert [(row["tenant_id"], row["tenantId"], row["event_id"]) for row in rows] == [
        ("acme", "acme", "mine")
    ]
    assert '"tenant_id":"victim"' in rows[0]["extra"].replace(" ", "")


@pytest.mark.parametrize("name", HOSTILE_NAMES, ids=repr)
def test_no_token_is_issued_for_a_hostile_name(name, server):
    if "\u0000" in name:
        pytest.skip("no argument of a program can hold a NUL")
    result = run("token", "--data-dir", server.data, f"--tenant={name}")
    assert result.returncode == 2, result
    assert result.stdout == ""


def test_a_token_of_another_data_directory_does_not_count(server, make_server):
    other = make_server("other").start()
    refused(server, other.token("acme"))
