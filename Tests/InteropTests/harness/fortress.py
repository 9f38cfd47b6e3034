"""A server of three issuers before a store, with events of two tenants in it, to be attacked."""

import json
import pathlib

from cryptography.hazmat.primitives.asymmetric import ed25519
from cryptography.hazmat.primitives.asymmetric.ec import SECP384R1

from .client import Answer, Client
from .doors import catalog_doors, event_doors, token_doors
from .events import numbered
from .issuers import Issuer, ec_key, jwk, rsa_key
from .lake import Lake
from .lakewriter import Lakewriter
from .ports import LOOPBACK
from .proxy import FaultyProxy
from .seaweed import SeaweedFS

MINE, VICTIM = "acme", "victim"
# Stands in the victim's events alone.
CANARY = "the victim's own words"
ALGORITHMS = "[RS256, RS384, RS512, PS256, PS384, PS512, ES256, ES384, EdDSA]"


def configuration(folder, one: Issuer, two: Issuer, shared: Issuer) -> str:
    return f"""
auth:
  issuers:
    - issuer: {one.name}
      audience: {one.audience}
      jwks-file: {folder}/one.json
      tenant-claim: {one.claim}
      algorithms: {ALGORITHMS}
      admin-claim: groups
      admin-value: lake-admins
    - issuer: {two.name}
      audience: {two.audience}
      jwks-file: {folder}/two.json
      tenant-claim: {two.claim}
      algorithms: {ALGORITHMS}
    - issuer: {shared.name}
      audience: {shared.audience}
      secret-file: {folder}/secret
      tenant-claim: {shared.claim}
"""


class Fortress:
    """The server, its issuers, and what was in the lake before the attack.

    The proxy stands before the store and writes down what the server asks of it.
    """

    def __init__(
        self,
        folder: pathlib.Path,
        schemas: pathlib.Path,
        seaweed: SeaweedFS,
        bucket: str,
        proxy: FaultyProxy,
    ):
        self.one = Issuer(
            "https://id.example.com/one",
            "app-one",
            "custom:tenantId",
            {
                "RS256": rsa_key(),
                "PS256": rsa_key(),
                "ES256": ec_key(),
                "ES384": ec_key(SECP384R1),
                "EdDSA": ed25519.Ed25519PrivateKey.generate(),
            },
        )
        keys = {"RS256": rsa_key(), "ES256": ec_key()}
        self.two = Issuer("https://id.example.com/two", "app-two", "tenant", keys)
        secret = {"HS256": b"\x00secret of thirty-two bytes and more"}
        self.shared = Issuer("https://secret.example.com", "app-secret", "custom:tenantId", secret)
        self.bad = {
            "weak": ("RS256", rsa_key(1024)),
            "curve": ("ES256", ec_key()),
            "twice": ("RS256", rsa_key()),
            "twice'": ("RS256", rsa_key()),
            "oct": ("HS256", b"o" * 32),
            "enc": ("RS256", rsa_key()),
        }
        (folder / "one.json").write_text(json.dumps(self.one.key_set(*self._bad_keys())))
        (folder / "two.json").write_text(json.dumps(self.two.key_set()))
        (folder / "secret").write_bytes(secret["HS256"])
        (folder / "config.yaml").write_text(configuration(folder, self.one, self.two, self.shared))
        self.seaweed, self.bucket = seaweed, bucket
        # The ids of events of ours that were taken since the start.
        self.mine: list[str] = []
        self.asked: list[str] = []
        proxy.judge = lambda method, path, _: self.asked.append(f"{method} {path}")
        arguments = ("--config", str(folder / "config.yaml"), "--catalog-access", "sign")
        self.server = Lakewriter(
            folder / "server",
            schemas,
            lake=f"s3://{bucket}/root",
            environment=seaweed.environment(proxy.endpoint),
            flush_age="200ms",
            arguments=arguments,
            is_development=False,
        )
        self.endpoint = proxy.endpoint
        self.client = Client(LOOPBACK, self.server.port, None)

    def restart(self) -> None:
        """Behind a stop everything is in the lake and its tables."""
        self.client.connection.close()
        self.server.stop()
        self.server.start()

    def _bad_keys(self) -> list[dict]:
        keys = []
        for kid, (algorithm, key) in self.bad.items():
            described = jwk(key) | {"kid": kid.removesuffix("'"), "alg": algorithm, "use": "sig"}
            if kid == "curve":
                described["y"] = jwk(ec_key())["y"]
            if kid == "enc":
                described["use"] = "enc"
            keys.append(described)
        return keys

    def start(self) -> "Fortress":
        self.server.start()
        for tenant, text in ((MINE, "mine"), (VICTIM, CANARY)):
            events = [one | {"text": text} for one in numbered(tenant, 5)]
            body = "".join(json.dumps(one) + "\n" for one in events).encode()
            answer = self.client.post("numbered", body, Authorization=self.bearer(tenant))
            assert answer.status == 200 and answer.accepted == 5, answer
        self.restart()
        self.before = self.objects()
        assert any(f"tenantId={VICTIM}/" in key for key in self.before)
        keys = (key for key in self.before if key.startswith(f"root/numbered/tenantId={VICTIM}/"))
        self.file = f"{self.endpoint}/{self.bucket}/{next(keys)}"
        self.doors = event_doors() + catalog_doors(VICTIM, self.file)
        self.asked.clear()
        return self

    def bearer(self, tenant: str) -> str:
        return f"Bearer {self.one.token(tenant)}"

    def objects(self) -> dict[str, str]:
        """Every object of the bucket and its tag."""
        pages = self.seaweed.client().get_paginator("list_objects_v2").paginate(Bucket=self.bucket)
        return {i["Key"]: i["ETag"] for page in pages for i in page.get("Contents", [])}

    def check(self, answer: Answer, what: object) -> None:
        """No answer says anything of what is the victim's."""
        text = answer.body + repr(answer.headers).encode()
        folder = f"tenantId={VICTIM}"
        for secret in (CANARY, folder, "X-Amz-Signature", "AWS4-HMAC", "access_token"):
            assert secret.encode() not in text, (what, secret, answer)

    def storm(self, tokens: dict[str, str]) -> int:
        """Tries every token at every door; returns how often it was refused."""
        refusals = 0
        for why, token in tokens.items():
            bearer = b"Bearer " + token.encode()
            for door in self.doors + token_doors(token):
                is_trade = door.path.endswith("/oauth/tokens")
                answer = door.knock(self.client, None if is_trade else bearer)
                # What no header may hold is refused before anybody reads a token in it.
                is_plain = token.isascii() and token.isprintable()
                expected = {401} if is_plain and not is_trade else {400, 401}
                if is_trade and len(token) > 8_192:
                    expected = {401, 413}
                assert answer.status in expected, (why, str(door), answer)
                if answer.status == 401:
                    assert "www-authenticate" in answer.headers, (why, str(door), answer)
                self.check(answer, (why, str(door)))
                refusals += 1
        return refusals

    def unharmed(self) -> None:
        """Nothing is in the lake but what was there, and events of ours under our own name."""
        asked = [line for line in self.asked if VICTIM in line]
        assert not asked, f"the victim's objects were looked at: {asked[:5]}"
        self.restart()
        after = self.objects()
        victims = {key: tag for key, tag in self.before.items() if VICTIM in key}
        assert {key: tag for key, tag in after.items() if VICTIM in key} == victims
        strangers = {
            part for key in after for part in key.split("/") if part.startswith("tenantId=")
        } - {f"tenantId={MINE}", f"tenantId={VICTIM}"}
        assert not strangers, strangers
        lake = Lake(f"{self.bucket}/root", self.seaweed)
        rows = lake.read("numbered", ["event_id", "tenantId", "text"]).to_pylist()
        found = sorted((row["tenantId"], row["event_id"]) for row in rows)
        both = [(tenant, f"{tenant}-{n}") for tenant in (MINE, VICTIM) for n in range(5)]
        assert found == sorted(both + [(MINE, name) for name in self.mine])
        assert {row["tenantId"] for row in rows if row["text"] == CANARY} == {VICTIM}
        assert lake.data_files("dead_letters") == []
        log = self.server.log()
        for secret in (CANARY, "secret of thirty-two", "eyJ"):
            assert secret not in log, f"{secret} is in the log"
        self.before = after
        self.asked.clear()
