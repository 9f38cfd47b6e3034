"""An identity provider: keys of its own, and tokens of any shape."""

import hashlib
import hmac
import json
import time

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

from .values import base64url

_HASHES = {"256": hashes.SHA256(), "384": hashes.SHA384(), "512": hashes.SHA512()}
_NAMES = {"256": "sha256", "384": "sha384", "512": "sha512"}
_CURVES = {"secp256r1": ("P-256", 32), "secp384r1": ("P-384", 48)}


def number(value: int, size: int | None = None) -> str:
    """A big number as key sets write it."""
    return base64url(value.to_bytes(size or (value.bit_length() + 7) // 8, "big"))


def sign(algorithm: str, key, data: bytes) -> bytes:
    """A signature as RFC 7518 lays it out; `none` gives an empty one."""
    match algorithm[:2]:
        case "RS":
            return key.sign(data, padding.PKCS1v15(), _HASHES[algorithm[2:]])
        case "PS":
            digest = _HASHES[algorithm[2:]]
            return key.sign(data, padding.PSS(padding.MGF1(digest), digest.digest_size), digest)
        case "ES":
            size = _CURVES[key.curve.name][1]
            pair = decode_dss_signature(key.sign(data, ec.ECDSA(_HASHES[algorithm[2:]])))
            return b"".join(part.to_bytes(size, "big") for part in pair)
        case "Ed":
            return key.sign(data)
        case "HS":
            return hmac.digest(key, data, _NAMES[algorithm[2:]])
        case "no":
            return b""
    raise ValueError(algorithm)


def compact(header: dict | bytes, payload: dict | bytes, algorithm: str, key) -> str:
    """A token of exactly these bytes, signed as said, whatever the header claims."""
    parts = [
        base64url(part if isinstance(part, bytes) else json.dumps(part).encode())
        for part in (header, payload)
    ]
    text = ".".join(parts)
    return f"{text}.{base64url(sign(algorithm, key, text.encode()))}"


def jwk(key) -> dict:
    """A public key as key sets hold it."""
    if isinstance(key, rsa.RSAPrivateKey):
        numbers = key.public_key().public_numbers()
        return {"kty": "RSA", "n": number(numbers.n), "e": number(numbers.e)}
    if isinstance(key, ec.EllipticCurvePrivateKey):
        numbers = key.public_key().public_numbers()
        curve, size = _CURVES[key.curve.name]
        coordinates = {"x": number(numbers.x, size), "y": number(numbers.y, size)}
        return {"kty": "EC", "crv": curve} | coordinates
    if isinstance(key, ed25519.Ed25519PrivateKey):
        return {"kty": "OKP", "crv": "Ed25519", "x": base64url(key.public_key().public_bytes_raw())}
    return {"kty": "oct", "k": base64url(key)}


def rsa_key(size: int = 2048) -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=size)


def ec_key(curve=ec.SECP256R1) -> ec.EllipticCurvePrivateKey:
    return ec.generate_private_key(curve())


class Issuer:
    """Who signs: `keys` are its private keys by the algorithm that each is for, its `kid` too."""

    def __init__(self, name: str, audience: str, claim: str, keys: dict):
        self.name = name
        self.audience = audience
        self.claim = claim
        self.keys = keys

    def claims(self, tenant: str | None, **others) -> dict:
        """Claims that count, some of them replaced, or left out where they are `...`."""
        now = int(time.time())
        claims = {"iss": self.name, "aud": self.audience, "iat": now, "exp": now + 900}
        if tenant is not None:
            claims[self.claim] = tenant
        return {name: value for name, value in (claims | others).items() if value is not ...}

    def header(self, algorithm: str = "RS256", **others) -> dict:
        header = {"alg": algorithm, "kid": algorithm} | others
        return {name: value for name, value in header.items() if value is not ...}

    def token(self, tenant: str | None, algorithm: str = "RS256", **claims) -> str:
        """A token that counts, unless the claims given are such that it must not."""
        return self.signed(self.claims(tenant, **claims), algorithm)

    def signed(self, payload: dict | bytes, algorithm: str = "RS256", **header) -> str:
        """Rightly signed; the payload may be anything."""
        return compact(
            self.header(algorithm, **header), payload, algorithm, self.keys[algorithm]
        )

    def key_set(self, *more: dict) -> dict:
        """The keys as the server is given them, and others beside them."""
        keys = [
            jwk(key) | {"kid": name, "alg": name, "use": "sig"} for name, key in self.keys.items()
        ]
        return {"keys": keys + list(more)}


def digest(data: bytes) -> str:
    """What a certificate or key is told by."""
    return base64url(hashlib.sha256(data).digest())
