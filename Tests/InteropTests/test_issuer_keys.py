"""Key sets that change, vanish or lie while tokens are checked by them."""

import json
import threading
import time

import pytest
from harness.client import Answer, Client
from harness.doors import Door, catalog_doors, event, event_doors, token_doors
from harness.issuers import Issuer, compact, ec_key, rsa_key
from harness.keys import KeyServer, eventually
from harness.lake import Lake
from harness.lakewriter import DidNotStart, Lakewriter
from harness.ports import LOOPBACK

# What is asked of a server whose issuer's keys cannot be had, and what it answers: a commit must
# not be answered 5xx, which clients take for one that may have happened.
DOORS = event_doors()[:1] + catalog_doors("acme", "http://store/bucket/root/key")


@pytest.fixture
def issuer():
    keys = {"RS256": rsa_key(), "ES256": ec_key()}
    return Issuer("https://id.example.com/pool", "shop-app", "custom:tenantId", keys)


@pytest.fixture
def serve(make_server, tmp_path, issuer):
    """Starts a server whose issuer's keys lie at an address."""

    def start(address: str, refresh: str = "1s", **options) -> Lakewriter:
        (tmp_path / "config.yaml").write_text(
            f"""
auth:
  key-refresh: {refresh}
  issuers:
    - issuer: {issuer.name}
      audience: {issuer.audience}
      jwks: {address}
      tenant-claim: {issuer.claim}
"""
        )
        options.setdefault("is_development", False)
        arguments = ("--config", str(tmp_path / "config.yaml"))
        return make_server(arguments=arguments, **options).start()

    return start


def post(server: Lakewriter, token: str, name: str = "evil") -> Answer:
    with Client(LOOPBACK, server.port, token) as client:
        return client.post("numbered", json.dumps(event(id=name)).encode(), "application/json")


def statuses(server: Lakewriter, token: str, doors: list[Door]) -> list[int]:
    with Client(LOOPBACK, server.port, None) as client:
        return [door.knock(client, f"Bearer {token}".encode()).status for door in doors]


def ids(server: Lakewriter) -> set[str]:
    server.stop()
    return set(Lake.of(server).event_ids("numbered"))


def test_a_rotated_key_takes_its_tokens_along(serve, issuer):
    with KeyServer(issuer.key_set()) as keys:
        server = serve(keys.address)
        old = issuer.token("acme")
        assert post(server, old, "before").status == 200
        assert statuses(server, old, DOORS[1:3]) == [200, 200]
        former = issuer.keys["RS256"]
        issuer.keys["RS256"] = rsa_key()
        keys.answer = issuer.key_set()
        # From memory till the set is fetched again; then no more, at any door.
        eventually(lambda: post(server, old, "between").status == 401)
        assert set(statuses(server, old, DOORS)) == {401}
        for door in token_doors(old):
            with Client(LOOPBACK, server.port, None) as client:
                assert door.knock(client, None).status == 401
        fresh = compact(issuer.header(), issuer.claims("victim"), "RS256", former)
        assert post(server, fresh).status == 401
        assert post(server, issuer.token("acme"), "after").status == 200
        found = ids(server)
        assert found <= {"before", "between", "after"} and {"before", "after"} <= found


def test_a_key_that_leaves_takes_only_its_own_tokens_along(serve, issuer):
    with KeyServer(issuer.key_set()) as keys:
        server = serve(keys.address)
        gone, kept = issuer.token("acme", "ES256"), issuer.token("acme", "RS256")
        assert post(server, gone, "mine").status == post(server, kept, "mine").status == 200
        del issuer.keys["ES256"]
        keys.answer = issuer.key_set()
        eventually(lambda: post(server, gone, "mine").status == 401)
        assert post(server, kept, "mine").status == 200
        assert ids(server) == {"mine"}


def test_an_issuer_without_keys_has_no_tokens(serve, issuer):
    """The set is there and holds nothing that serves: all keys are withdrawn."""
    with KeyServer(issuer.key_set()) as keys:
        server = serve(keys.address)
        token = issuer.token("acme")
        assert post(server, token, "mine").status == 200
        for empty in ({"keys": []}, {"keys": [{"kty": "oct", "kid": "RS256", "k": "AAAA"}]}):
            keys.answer = empty
            eventually(lambda: post(server, token, "mine").status == 503)
            check_unavailable(server, token)
            keys.answer = issuer.key_set()
            eventually(lambda: post(server, token, "mine").status == 200)
        assert ids(server) == {"mine"}


def check_unavailable(server: Lakewriter, token: str) -> None:
    """That the server cannot tell whose a token is: not the client's fault, and nothing done."""
    with Client(LOOPBACK, server.port, None) as client:
        for door in DOORS + token_doors(token):
            bearer = None if door.path.endswith("/tokens") else f"Bearer {token}".encode()
            answer = door.knock(client, bearer)
            assert answer.status == (429 if door.is_commit else 503), (str(door), answer)
            assert int(answer.headers["retry-after"]) > 0, (str(door), answer)


@pytest.mark.parametrize("trouble", ["gone", 500, 404, b"<html>Service Unavailable</html>", "hang"])
def test_keys_that_cannot_be_fetched_again_are_kept(serve, issuer, trouble):
    with KeyServer(issuer.key_set()) as keys:
        server = serve(keys.address)
        known = issuer.token("acme")
        assert post(server, known, "mine").status == 200
        if trouble == "gone":
            keys.stop()
        else:
            keys.answer = trouble
        count = keys.count
        time.sleep(2.2)
        for token in (known, issuer.token("acme"), issuer.token("acme", "ES256")):
            assert post(server, token, "mine").status == 200
        assert trouble == "gone" or keys.count > count, "it was not asked for again"
        stranger = compact(issuer.header(), issuer.claims("victim"), "RS256", rsa_key())
        assert post(server, stranger).status == 401
        assert ids(server) == {"mine"}


@pytest.mark.parametrize("trouble", ["refused", "hang", "drip", "endless", "elsewhere"])
def test_without_keys_nobody_gets_in_and_nobody_waits(serve, issuer, trouble):
    """The attacker's own set, to which the address leads, is never looked at."""
    attacker = Issuer(issuer.name, issuer.audience, issuer.claim, {"RS256": rsa_key()})
    with KeyServer(attacker.key_set()) as elsewhere, KeyServer(issuer.key_set()) as keys:
        if trouble == "refused":
            keys.stop()
        else:
            keys.answer = elsewhere.address if trouble == "elsewhere" else trouble
        server = serve(keys.address, refresh="5m", is_development=True)
        for token in (issuer.token("acme"), attacker.token("victim")):
            began = time.monotonic()
            answer = post(server, token)
            # A fetch may take five seconds, and all tokens wait for the same one.
            assert time.monotonic() - began < 15
            assert answer.status == 503, answer
        check_unavailable(server, issuer.token("acme"))
        # Whoever has another issuer is not concerned.
        assert post(server, server.token("acme"), "mine").status == 200
        assert elsewhere.count == 0, "the server followed a redirect"
        assert ids(server) == {"mine"}


def test_made_up_keys_do_not_turn_the_server_against_its_issuer(serve, issuer):
    with KeyServer(issuer.key_set()) as keys:
        server = serve(keys.address, refresh="5m")
        count = keys.count

        def flood(start: int) -> None:
            for number in range(start, start + 100):
                header = issuer.header(kid=f"made-up-{number}")
                token = compact(header, issuer.claims("victim"), "RS256", issuer.keys["RS256"])
                assert post(server, token).status == 401

        threads = [threading.Thread(target=flood, args=(n * 100,)) for n in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert keys.count - count <= 1
        assert post(server, issuer.token("acme"), "mine").status == 200
        assert ids(server) == {"mine"}


def test_a_time_between_fetches_that_is_none_is_refused(make_server):
    for value in ("0s", "25h", "soon"):
        with pytest.raises(DidNotStart, match="auth.key-refresh|auth-key-refresh"):
            make_server(f"refused-{value}", arguments=("--auth-key-refresh", value)).start()
