"""Tokens of an identity provider: its key set decides, whatever a token says of itself."""

import hashlib
import hmac
import json
import time

import jwt
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from harness.client import Client
from harness.events import numbered
from harness.lake import Lake
from harness.ports import LOOPBACK
from harness.tokens import encode
from harness.values import base64url

ISSUER = "https://id.example.com/pool"
AUDIENCE = "shop-app"
KEYS = {
    "RS256": rsa.generate_private_key(public_exponent=65537, key_size=2048),
    "ES256": ec.generate_private_key(ec.SECP256R1()),
}


def claims(**others) -> dict:
    now = int(time.time())
    return {
        "iss": ISSUER,
        "aud": AUDIENCE,
        "iat": now,
        "exp": now + 600,
        "custom:tenantId": "acme",
    } | others


def signed(algorithm: str, key=None, **others) -> str:
    return jwt.encode(
        claims(**others), key or KEYS[algorithm], algorithm, headers={"kid": algorithm}
    )


def key_set() -> dict:
    keys = []
    for name, key in KEYS.items():
        kind = jwt.get_algorithm_by_name(name)
        described = json.loads(kind.to_jwk(key.public_key()))
        described.pop("key_ops", None)
        keys.append(described | {"kid": name, "use": "sig", "alg": name})
    return {"keys": keys}


@pytest.fixture
def issued(make_server, tmp_path):
    """A server that trusts one identity provider and no development token."""
    (tmp_path / "jwks.json").write_text(json.dumps(key_set()))
    (tmp_path / "config.yaml").write_text(
        f"""
auth:
  issuers:
    - issuer: {ISSUER}
      audience: {AUDIENCE}
      jwks-file: {tmp_path}/jwks.json
      tenant-claim: custom:tenantId
"""
    )
    arguments = ("--config", str(tmp_path / "config.yaml"))
    return make_server(is_development=False, arguments=arguments).start()


def status(server, token: str) -> int:
    with Client(LOOPBACK, server.port, token) as client:
        return client.post("numbered", json.dumps(numbered("x", 1)[0]).encode()).status


def test_each_algorithm_of_the_key_set_counts(issued):
    for algorithm in KEYS:
        with Client(LOOPBACK, issued.port, signed(algorithm)) as client:
            client.post_events("numbered", numbered(algorithm, 2))
    issued.stop()
    rows = Lake.of(issued).read("numbered", ["event_id", "tenantId"]).to_pylist()
    assert {row["tenantId"] for row in rows} == {"acme"}
    assert len(rows) == 4


def test_nothing_else_counts(issued):
    public = KEYS["RS256"].public_key()
    texts = [
        public.public_bytes(encoding, serialization.PublicFormat.SubjectPublicKeyInfo)
        for encoding in (serialization.Encoding.PEM, serialization.Encoding.DER)
    ]
    header = {"kid": "RS256"}
    hostile = {"a development token": issued.token("acme")}
    for number, text in enumerate(texts):
        # PyJWT refuses to sign with a public key as a shared secret, so that this is done by hand.
        unsigned = f"{encode(header | {'alg': 'HS256', 'typ': 'JWT'})}.{encode(claims())}"
        digest = hmac.digest(text, unsigned.encode(), hashlib.sha256)
        hostile[f"the public key as a secret, {number}"] = f"{unsigned}.{base64url(digest)}"
    hostile |= {
        "expired": signed("RS256", exp=int(time.time()) - 3_600),
        "another audience": signed("RS256", aud="other"),
        "another issuer": signed("RS256", iss="https://evil.example.com"),
        "no tenant": signed("RS256", **{"custom:tenantId": None}),
        "a hostile tenant": signed("RS256", **{"custom:tenantId": "../acme"}),
        "another tenant claim": signed("RS256", tenant="victim", **{"custom:tenantId": None}),
        "a stranger's RSA key": signed("RS256", rsa.generate_private_key(65537, 2048)),
        "a stranger's EC key": signed("ES256", ec.generate_private_key(ec.SECP256R1())),
        "an unknown key id": jwt.encode(claims(), KEYS["RS256"], "RS256", headers={"kid": "other"}),
        "one key's id, another's signature": jwt.encode(
            claims(), KEYS["RS256"], "RS256", headers={"kid": "ES256"}
        ),
        "RS512 with the right key": jwt.encode(claims(), KEYS["RS256"], "RS512", headers=header),
        "unsigned": jwt.encode(claims(), None, "none", headers=header),
    }
    for why, token in hostile.items():
        assert status(issued, token) == 401, why
    assert status(issued, signed("RS256")) == 200


def test_a_key_that_leaves_the_key_set_counts_no_more(issued, tmp_path):
    token = signed("ES256")
    assert status(issued, token) == 200
    keys = {"keys": [key for key in key_set()["keys"] if key["kid"] != "ES256"]}
    (tmp_path / "jwks.new").write_text(json.dumps(keys))
    (tmp_path / "jwks.new").rename(tmp_path / "jwks.json")
    deadline = time.monotonic() + 30
    while status(issued, token) == 200:
        assert time.monotonic() < deadline, "the withdrawn key still counts"
        time.sleep(0.5)
    assert status(issued, signed("RS256")) == 200
