"""Policies and requests by the thousand, out of a seed."""

import random
from collections.abc import Iterator
from dataclasses import dataclass

from .s3calls import Need
from .s3wire import Message, escaped, path_of

# Keys that patterns take for one another, and one that a user's name leads to.
KEYS = (
    "a/x",
    "a/b/y",
    "a/b/x",
    "ab/x",
    "A/x",
    "b/x",
    "logs/2026/x",
    "home/<user>/x",
    "home/other/x",
    "tenantId=t1/x",
    "tenantId=t10/x",
    "a*/x",
)
PREFIXES = (None, "", "a", "a/", "a/b/", "ab/", "A/", "b/", "logs/", "home/<user>/", "tenantId=t1")

_ACTIONS = (
    ["s3:GetObject"] * 3
    + ["s3:PutObject"] * 3
    + ["s3:ListBucket"] * 3
    + ["s3:DeleteObject"] * 2
    + [
        "s3:*",
        "s3:*",
        "s3:Get*",
        "s3:Put*",
        "s3:List*",
        "s3:*Object",
        "s3:Delete*",
        "s3:GetObject*",
    ]
    + ["s3:GetObjectVersion", "s3:GetObjectTagging", "s3:PutObjectTagging", "s3:GetObjectAcl"]
    + ["s3:ListBucketVersions", "s3:AbortMultipartUpload", "s3:ListMultipartUploadParts"]
    + ["s3:GetBucketLocation", "s3:?etObject", "s3:getobject", "S3:LISTBUCKET", "s3:*Multipart*"]
)
_RESOURCES = (
    ["arn:aws:s3:::<bucket>/*"] * 4
    + ["arn:aws:s3:::<bucket>"] * 4
    + ["arn:aws:s3:::<bucket>/a/*"] * 3
    + ["arn:aws:s3:::<bucket>/a/x", "arn:aws:s3:::<bucket>/a/?", "arn:aws:s3:::<bucket>/*/x"]
    + ["arn:aws:s3:::<bucket>/a*x", "arn:aws:s3:::<bucket>/A/*", "arn:aws:s3:::<bucket>/ab/*"]
    + ["arn:aws:s3:::<bucket>/tenantId=t1*", "arn:aws:s3:::<bucket>/tenantId=t1/*"]
    + ["arn:aws:s3:::<bucket>/home/${aws:username}/*"] * 2
    + ["arn:aws:s3:::<bucket>/a${*}/x", "arn:aws:s3:::<bucket>/logs/20??/*"]
    + ["arn:aws:s3:::<bucket>/home/${aws:FederatedProvider}*"]
)
# What is allowed or denied at large, so that the rest has something to cut away from.
_WIDE = ["*", "arn:aws:s3:::*", "arn:aws:s3:::<bucket>*", "arn:aws:s3:::*/*"]
_ELSEWHERE = ["arn:aws:s3:::elsewhere/*"]

_STRINGS = ["StringEquals", "StringNotEquals", "StringLike", "StringNotLike"]
_PREFIX_VALUES = [
    "",
    "a",
    "a/",
    "a/*",
    "a*",
    "A/*",
    "b/*",
    "*",
    "?/",
    "tenantId=t1*",
    "logs/",
    "zz",
]
_CONDITIONS = {
    "s3:prefix": (
        _STRINGS * 6
        + ["StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase"] * 2
        + ["StringLikeIfExists", "StringNotEqualsIfExists"]
        + ["ForAllValues:StringLike", "ForAnyValue:StringLike"]
        + ["ForAllValues:StringNotLike", "ForAnyValue:StringNotEquals"],
        [*_PREFIX_VALUES, "home/${aws:username}/*"],
    ),
    "S3:PREFIX": (["StringLike", "StringNotLike"], _PREFIX_VALUES),
    "s3:delimiter": (["StringEquals", "StringNotEquals"], ["/", "x"]),
    "s3:max-keys": (
        ["NumericLessThanEquals", "NumericGreaterThan", "NumericEquals", "NumericNotEquals"],
        ["10", "5", "1000"],
    ),
    "aws:SourceIp": (
        ["IpAddress", "NotIpAddress"] * 2,
        ["127.0.0.0/8", "10.0.0.0/8", "127.0.0.1/32", "192.168.1.1/32"],
    ),
    "aws:username": (
        [*_STRINGS, "StringEqualsIfExists"],
        ["<user>", "other", "*", "u*", "${aws:username}"],
    ),
    "aws:SecureTransport": (["Bool", "Bool", "BoolIfExists"], ["true", "false"]),
    "aws:PrincipalArn": (
        ["StringLike", "StringNotLike", "ArnLike", "ArnNotLike"],
        ["arn:aws:iam::000000000000:user/*", "arn:aws:iam::000000000000:role/*"],
    ),
    "aws:CurrentTime": (
        ["DateGreaterThan", "DateLessThan"],
        ["2020-01-01T00:00:00Z", "2090-01-01T00:00:00Z"],
    ),
}
_NULLS = (
    "s3:prefix s3:prefix aws:username s3:delimiter aws:SecureTransport aws:TokenIssueTime".split()
)


class Policies:
    """Draws policies for a bucket and a user, the same ones for the same seed."""

    def __init__(self, seed: int, bucket: str, user: str):
        self.random = random.Random(f"{seed} {user}")
        self.bucket = bucket
        self.user = user

    def named(self, text: str) -> str:
        return text.replace("<bucket>", self.bucket).replace("<user>", self.user)

    def draw(self, *, negated: str | None = None, principals: list[str] | None = None) -> dict:
        """A policy; with `negated`, which is `Action` or `Resource`, it names what it is not about.

        With `principals` it is a bucket's, and the last of them is everybody: `*`.
        """
        count = self.random.choice((1, 2, 2, 3, 3, 4))
        statements = [self._statement(number, principals) for number in range(count)]
        if negated:
            chosen = self.random.choice(statements)
            chosen[f"Not{negated}"] = chosen.pop(negated)
        return {"Version": "2012-10-17", "Statement": statements}

    def _statement(self, number: int, principals: list[str] | None) -> dict:
        draw = self.random
        statement: dict = {}
        if draw.random() < 0.3:
            statement["Sid"] = f"S{number}"
        # The first gives something, mostly; the others take away as often as they give.
        allows = draw.random() < (0.85 if number == 0 else 0.5)
        statement["Effect"] = "Allow" if allows else "Deny"
        wide = number == 0 and draw.random() < 0.5
        actions, resources = _ACTIONS, _RESOURCES + _ELSEWHERE
        if principals is not None:
            # What is denied to everybody is denied to the administrator, who would be shut out.
            principal = draw.choice(principals if allows else principals[:-1])
            statement["Principal"] = "*" if principal == "*" else {"AWS": principal}
            actions, resources = [a for a in _ACTIONS if a.startswith("s3:")], _RESOURCES
        statement["Action"] = self._several(["s3:*"] if wide else actions, 4)
        statement["Resource"] = self._several(_WIDE if wide and not principals else resources, 3)
        if draw.random() < (0.2 if wide else 0.5):
            statement["Condition"] = self._condition()
        return statement

    def _condition(self) -> dict:
        draw = self.random
        condition: dict = {}
        for _ in range(draw.choice((1, 1, 1, 2))):
            if draw.random() < 0.15:
                condition["Null"] = {draw.choice(_NULLS): draw.choice(["true", "false"])}
                continue
            key = draw.choice(["s3:prefix"] * 8 + list(_CONDITIONS))
            operators, values = _CONDITIONS[key]
            block = condition.setdefault(draw.choice(operators), {})
            # A key stands under an operator once, whatever its case.
            if key.lower() not in map(str.lower, block):
                block[key] = self._several(values, 2)
        return condition

    def _several(self, choices: list[str], most: int):
        count = min(self.random.choice((1, 1, *range(1, most + 1))), len(set(choices)))
        chosen = [self.named(text) for text in self.random.choices(choices, k=count)]
        distinct = list(dict.fromkeys(chosen))
        return distinct[0] if len(distinct) == 1 else distinct


@dataclass(frozen=True)
class Request:
    """A request and the permissions that it takes of AWS."""

    kind: str
    message: Message
    needs: tuple[Need, ...]


def requests(seed: int, bucket: str, user: str, common: dict[str, str]) -> Iterator[Request]:
    """Requests without end; `common` is what each says of itself and of who sends it."""
    draw = random.Random(f"{seed} {user} requests")
    while True:
        if draw.random() < 0.4:
            yield _listing(draw, bucket, user, common)
        else:
            yield _object(draw, bucket, draw.choice(KEYS).replace("<user>", user), common)


def _need(bucket: str, action: str, key: str | None, context: dict[str, str]) -> Need:
    resource = f"arn:aws:s3:::{bucket}" + (f"/{key}" if key is not None else "")
    return Need(f"s3:{action}", resource, tuple((k, (v,)) for k, v in sorted(context.items())))


def _listing(draw: random.Random, bucket: str, user: str, common: dict[str, str]) -> Request:
    prefix = draw.choice(PREFIXES)
    context, query = dict(common), []
    if prefix is not None:
        prefix = prefix.replace("<user>", user)
        context["s3:prefix"] = prefix
        query.append(f"prefix={escaped(prefix)}")
    if draw.random() < 0.3:
        context["s3:delimiter"] = "/"
        query.append("delimiter=%2F")
    if draw.random() < 0.3:
        context["s3:max-keys"] = draw.choice(("5", "10", "50"))
        query.append(f"max-keys={context['s3:max-keys']}")
    kind, action, first = draw.choice(
        (("list", "ListBucket", "list-type=2"),) * 3
        + (("list-v1", "ListBucket", None), ("list-versions", "ListBucketVersions", "versions="))
    )
    query.insert(0, first)
    message = Message("GET", path_of(bucket), "&".join(part for part in query if part))
    return Request(kind, message, (_need(bucket, action, None, context),))


_OBJECT = (
    ("get", "GET", "", ("GetObject",)),
    ("get", "GET", "", ("GetObject",)),
    ("head", "HEAD", "", ("GetObject",)),
    ("put", "PUT", "", ("PutObject",)),
    ("put", "PUT", "", ("PutObject",)),
    ("put-tagged", "PUT", "", ("PutObject", "PutObjectTagging")),
    ("put-public", "PUT", "", ("PutObject", "PutObjectAcl")),
    ("delete", "DELETE", "", ("DeleteObject",)),
    ("get-version", "GET", "versionId=null", ("GetObjectVersion",)),
    ("get-attributes", "GET", "attributes=", ("GetObject", "GetObjectAttributes")),
    ("get-tagging", "GET", "tagging=", ("GetObjectTagging",)),
    ("put-tagging", "PUT", "tagging=", ("PutObjectTagging",)),
    ("get-acl", "GET", "acl=", ("GetObjectAcl",)),
    ("create-upload", "POST", "uploads=", ("PutObject",)),
    ("upload-part", "PUT", "partNumber=1&uploadId=none", ("PutObject",)),
    ("complete-upload", "POST", "uploadId=none", ("PutObject",)),
    ("abort-upload", "DELETE", "uploadId=none", ("AbortMultipartUpload",)),
    ("list-parts", "GET", "uploadId=none", ("ListMultipartUploadParts",)),
    ("copy", "PUT", "", ("PutObject", "GetObject")),
    ("location", "GET", "location=", ("GetBucketLocation",)),
    ("head-bucket", "HEAD", "", ("ListBucket",)),
)
_HEADERS = {
    "put-tagged": ("x-amz-tagging", "a=b"),
    "put-public": ("x-amz-acl", "public-read"),
    "get-attributes": ("x-amz-object-attributes", "ETag"),
}
_BODIES = {
    "put-tagging": b"<Tagging><TagSet><Tag><Key>a</Key><Value>b</Value></Tag></TagSet></Tagging>",
    "complete-upload": b"<CompleteMultipartUpload><Part><PartNumber>1</PartNumber>"
    b"<ETag>x</ETag></Part></CompleteMultipartUpload>",
}


def _object(draw: random.Random, bucket: str, key: str, common: dict[str, str]) -> Request:
    kind, method, query, actions = draw.choice(_OBJECT)
    if kind in ("location", "head-bucket"):
        needs = tuple(_need(bucket, action, None, common) for action in actions)
        return Request(kind, Message(method, path_of(bucket), query), needs)
    headers = (_HEADERS[kind],) if kind in _HEADERS else ()
    needs = [_need(bucket, action, key, common) for action in actions]
    if kind == "copy":
        source = draw.choice(KEYS[:6])
        headers = (("x-amz-copy-source", path_of(bucket, source)),)
        needs[1] = _need(bucket, "GetObject", source, common)
    if kind == "delete":
        # What is read elsewhere stays there.
        key = f"{key}-gone"
        needs = [_need(bucket, "DeleteObject", key, common)]
    message = Message(method, path_of(bucket, key), query, headers, _BODIES.get(kind, b""))
    return Request(kind, message, tuple(needs))
