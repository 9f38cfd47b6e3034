"""Tokens that must not count, made from one that does."""

import base64
import hashlib
import hmac
import json
import pathlib

from .values import base64url


def decode(part: str) -> dict:
    return json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))


def encode(value: dict) -> str:
    return base64url(json.dumps(value, separators=(",", ":")).encode())


class DevelopmentToken:
    """A development token taken apart, and the key that signed it."""

    def __init__(self, token: str, data: pathlib.Path):
        self.token = token
        header, payload, self.signature = token.split(".")
        self.header = decode(header)
        self.claims = decode(payload)
        text = (data / "dev-token.key").read_text().strip()
        self.key = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))

    def signed(self, header: dict, claims: dict, key: bytes | None = None) -> str:
        """A token of this header and these claims, signed by HMAC with SHA-256."""
        text = f"{encode(header)}.{encode(claims)}"
        digest = hmac.digest(key if key is not None else self.key, text.encode(), hashlib.sha256)
        return f"{text}.{base64url(digest)}"

    def with_claims(self, **claims) -> str:
        """Rightly signed, with some claims changed, or left out where they are None."""
        changed = {n: v for n, v in (self.claims | claims).items() if v is not None}
        return self.signed(self.header, changed)

    def hostile(self) -> dict[str, str]:
        """Every way to get in that must be shut, and a token that tries it."""
        header, claims = self.header, self.claims
        other = claims | {"tenant": "victim"}
        flipped = "A" if self.signature[0] != "A" else "B"
        none = {"typ": "JWT", "alg": "none"}
        return {
            "empty": "",
            "not a token": "hello",
            "unsigned": f"{encode(none)}.{encode(claims)}.",
            "unsigned, spelled NoNe": f"{encode(none | {'alg': 'NoNe'})}.{encode(claims)}.",
            "none with the old signature": f"{encode(none)}.{encode(claims)}.{self.signature}",
            "signature cut off": self.token[: -len(self.signature)],
            "signature changed": self.token.replace(
                f".{self.signature}", f".{flipped}{self.signature[1:]}"
            ),
            "another tenant under the old signature": (
                f"{encode(header)}.{encode(other)}.{self.signature}"
            ),
            "signed with an empty key": self.signed(header, claims, b""),
            "signed with another key": self.signed(header, claims, b"x" * 32),
            "signed with the key's text": self.signed(header, claims, base64url(self.key).encode()),
            "algorithm switched to HS512": self.signed(header | {"alg": "HS512"}, claims),
            "algorithm switched to RS256": self.signed(header | {"alg": "RS256"}, claims),
            "algorithm switched to ES256": self.signed(header | {"alg": "ES256"}, claims),
            "no algorithm": self.signed({"typ": "JWT"}, claims),
            "critical extension": self.signed(header | {"crit": ["x"], "x": 1}, claims),
            "own key in the header": self.signed(
                header | {"jwk": {"kty": "oct", "k": base64url(b"k" * 32)}}, claims, b"k" * 32
            ),
            "expired": self.with_claims(exp=1_700_000_000),
            "never expires": self.with_claims(exp=None),
            "not yet valid": self.with_claims(nbf=4_000_000_000),
            "another audience": self.with_claims(aud="somebody-else"),
            "another issuer": self.with_claims(iss="https://evil.example"),
            "no tenant": self.with_claims(tenant=None),
            "tenant is a number": self.with_claims(tenant=7),
            "tenant is a list": self.with_claims(tenant=["acme"]),
        }


HOSTILE_NAMES = [
    "",
    "a",
    "A",
    "ACME",
    "1acme",
    "-acme",
    "_acme",
    ".",
    "..",
    "../victim",
    "acme/../victim",
    "acme/",
    "/acme",
    "acme\\victim",
    "*",
    "acme*",
    "?",
    "acme?",
    "${aws:username}",
    "$acme",
    "acme\n",
    "acme\r\nx: y",
    "acme\u0000",
    "acme ",
    " acme",
    "tenantId=acme",
    "acme%2f",
    "ácme",
    "аcme",
    "acme\u200b",
    "a" * 63,
    "acme,b-2",
    "acme;",
    "'acme'",
    '"acme"',
    "acme|b",
]
