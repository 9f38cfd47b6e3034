"""Everything that a tenant could try at another's data, and what permission each attempt takes.

Which permissions an operation takes: Amazon S3 User Guide, "Required permissions for Amazon S3 API
operations"; their resources and condition keys: Service Authorization Reference, "Actions,
resources, and condition keys for Amazon S3".
"""

import base64
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import quote

from .s3wire import Message, escaped, path_of

# What a key becomes in SeaweedFS before anybody is asked whether it may be touched.
# Source: weed/s3api/s3_constants/header.go, NormalizeObjectKey.


def normalized(key: str) -> str:
    """The key that SeaweedFS makes of a key: one slash for several and for backslashes."""
    parts = [part for part in key.replace("\\", "/").split("/") if part]
    return "/".join(parts) + ("/" if key.endswith(("/", "\\")) and parts else "")


@dataclass(frozen=True)
class Need:
    """A permission: what is done to what, and what the request says about itself."""

    action: str
    resource: str
    context: tuple[tuple[str, tuple[str, ...]], ...] = ()


@dataclass(frozen=True)
class Place:
    """A folder of a tenant's in the lake, and what was put there before anybody may touch it."""

    bucket: str
    folder: str
    version: str
    etag: str
    uploads: dict[str, str] = field(hash=False)

    @property
    def seed(self) -> str:
        return f"{self.folder}dt=2026-01-01/seed.parquet"

    def key(self, name: str) -> str:
        return f"{self.folder}{name}"

    def arn(self, key: str | None = None) -> str:
        return f"arn:aws:s3:::{self.bucket}" + (f"/{key}" if key is not None else "")

    def need(self, action: str, key: str) -> Need:
        """A permission for an object."""
        return Need(f"s3:{action}", self.arn(key))

    def listing(self, action: str, prefix: str | None) -> Need:
        """A permission for the bucket, with the prefix that the request names."""
        context = () if prefix is None else (("s3:prefix", (prefix,)),)
        return Need(f"s3:{action}", self.arn(), context)


@dataclass(frozen=True)
class Call:
    """An attempt: it is answered as `opened` says where all `needs` are granted, else 403.

    In a batch the needs are those of its `keys`, and each is answered by itself. What is
    `malformed` is refused with 400 whoever asks; what is `tampered` with was not signed by anybody.
    """

    name: str
    message: Message
    needs: tuple[Need, ...]
    opened: frozenset[int] = frozenset({200})
    form: str = "header"
    keys: tuple[str, ...] = ()
    malformed: bool = False
    tampered: bool = False
    lists: bool = False
    holds: str | None = None


def _object(
    name: str,
    method: str,
    place: Place,
    key: str,
    *needs: Need | str,
    query: str = "",
    headers: dict[str, str] | None = None,
    body: bytes = b"",
    opened: tuple[int, ...] = (200,),
    **rest,
) -> Call:
    """An operation on one object; needs that are mere names are for that object."""
    message = Message(
        method,
        path_of(place.bucket, key),
        query,
        tuple((headers or {}).items()),
        body,
    )
    all_needs = tuple(place.need(n, normalized(key)) if isinstance(n, str) else n for n in needs)
    return Call(name, message, all_needs, frozenset(opened), **rest)


def reads(other: Place) -> Iterator[Call]:
    """Reading an object in every way there is."""
    seed, missing = other.seed, other.key("missing")
    version = f"versionId={escaped(other.version)}"
    yield _object("get", "GET", other, seed, "GetObject")
    yield _object("head", "HEAD", other, seed, "GetObject")
    yield _object(
        "get-range", "GET", other, seed, "GetObject", headers={"Range": "bytes=0-1"}, opened=(206,)
    )
    yield _object(
        "get-if-none-match",
        "GET",
        other,
        seed,
        "GetObject",
        headers={"If-None-Match": other.etag},
        opened=(304,),
    )
    # Whether a key is there is not told either: 403 for what is there and for what is not.
    yield _object("get-missing", "GET", other, missing, "GetObject", opened=(404,))
    yield _object("head-missing", "HEAD", other, missing, "GetObject", opened=(404,))
    yield _object("get-version", "GET", other, seed, "GetObjectVersion", query=version)
    yield _object("head-version", "HEAD", other, seed, "GetObjectVersion", query=version)
    yield _object(
        "get-attributes",
        "GET",
        other,
        seed,
        "GetObject",
        "GetObjectAttributes",
        query="attributes=",
        headers={"x-amz-object-attributes": "ETag,ObjectSize"},
    )
    yield _object("get-part", "GET", other, seed, "GetObject", query="partNumber=1", opened=(206,))
    yield _object("get-tagging", "GET", other, seed, "GetObjectTagging", query="tagging=")
    yield _object("get-acl", "GET", other, seed, "GetObjectAcl", query="acl=")
    yield _object("get-retention", "GET", other, seed, "GetObjectRetention", query="retention=")
    yield _object("get-legal-hold", "GET", other, seed, "GetObjectLegalHold", query="legal-hold=")


_TAGS = b"<Tagging><TagSet><Tag><Key>a</Key><Value>b</Value></Tag></TagSet></Tagging>"


def writes(mine: Place, other: Place) -> Iterator[Call]:
    """Writing, tagging, copying, renaming and deleting."""
    victim = other.seed if other != mine else other.key("gone")
    version = f"versionId={escaped(other.version)}"
    yield _object("put", "PUT", other, other.key("put"), "PutObject", body=b"put")
    if other != mine:
        # Over what is there already; one's own seed is needed afterwards.
        yield _object("put-over", "PUT", other, other.seed, "PutObject", body=b"put")
    yield _object(
        "put-if-none-match",
        "PUT",
        other,
        other.seed,
        "PutObject",
        headers={"If-None-Match": "*"},
        body=b"put",
        opened=(412,),
    )
    yield _object(
        "put-tagging", "PUT", other, other.seed, "PutObjectTagging", query="tagging=", body=_TAGS
    )
    yield _object(
        "delete-tagging", "DELETE", other, other.seed, "DeleteObjectTagging", query="tagging="
    )
    yield _object(
        "put-acl",
        "PUT",
        other,
        other.seed,
        "PutObjectAcl",
        query="acl=",
        headers={"x-amz-acl": "public-read"},
    )
    yield _object("delete", "DELETE", other, victim, "DeleteObject", opened=(204,))
    yield _object(
        "delete-version", "DELETE", other, other.seed, "DeleteObjectVersion", query=version
    )
    yield _batch("delete-batch", mine, (mine.key("gone"), victim, mine.key("gone-too")))
    yield _copy(
        "copy-from", mine, mine.key("copied"), other.seed, mine.need("GetObject", other.seed)
    )
    yield _copy(
        "copy-into", other, other.key("copied"), mine.seed, mine.need("GetObject", mine.seed)
    )
    yield _copy(
        "copy-version",
        mine,
        mine.key("copied"),
        other.seed,
        mine.need("GetObjectVersion", other.seed),
        source_query=f"?{version}",
    )
    # It takes the source away, and shows it at its new place; 501 in a bucket that keeps versions,
    # behind the check of both.
    yield _object(
        "rename-from",
        "PUT",
        mine,
        mine.key("renamed"),
        "PutObject",
        mine.need("DeleteObject", victim),
        query="renameObject=",
        headers={"x-amz-rename-source": path_of(mine.bucket, victim)},
        opened=(200, 404, 501),
    )


def _copy(name, target: Place, key: str, source: str, need: Need, source_query: str = "") -> Call:
    headers = {"x-amz-copy-source": path_of(target.bucket, source) + source_query}
    return _object(name, "PUT", target, key, need, "PutObject", headers=headers)


def _batch(name: str, place: Place, keys: tuple[str, ...]) -> Call:
    objects = "".join(f"<Object><Key>{key}</Key></Object>" for key in keys)
    body = f"<Delete>{objects}</Delete>".encode()
    digest = base64.b64encode(hashlib.md5(body).digest()).decode()
    message = Message(
        "POST", path_of(place.bucket), "delete=", (("Content-MD5", digest),), body=body
    )
    needs = tuple(place.need("DeleteObject", key) for key in keys)
    return Call(name, message, needs, keys=keys)


def uploads(mine: Place, other: Place) -> Iterator[Call]:
    """Every step of a multipart upload, and copies between two uploads."""
    key = other.key("upload")
    theirs = {step: f"uploadId={escaped(id)}" for step, id in other.uploads.items()}
    if other != mine:
        # One's own are closed by these; another's stay open, as nobody may close them.
        theirs = dict.fromkeys(theirs, theirs["open"])
    yield _object("create-upload", "POST", other, other.key("new"), "PutObject", query="uploads=")
    yield _object(
        "upload-part",
        "PUT",
        other,
        key,
        "PutObject",
        query=f"partNumber=1&{theirs['open']}",
        body=b"p",
    )
    yield _object("list-parts", "GET", other, key, "ListMultipartUploadParts", query=theirs["open"])
    part = f"<Part><PartNumber>1</PartNumber><ETag>{other.uploads['etag']}</ETag></Part>"
    yield _object(
        "complete-upload",
        "POST",
        other,
        key,
        "PutObject",
        query=theirs["complete"],
        body=f"<CompleteMultipartUpload>{part}</CompleteMultipartUpload>".encode(),
    )
    yield _object(
        "abort-upload",
        "DELETE",
        other,
        key,
        "AbortMultipartUpload",
        query=theirs["abort"],
        opened=(204,),
    )
    for name, target, source in (
        ("part-copy-from", mine, other),
        ("part-copy-into", other, mine),
    ):
        yield _object(
            name,
            "PUT",
            target,
            target.key("upload"),
            "PutObject",
            mine.need("GetObject", source.seed),
            query=f"partNumber=2&uploadId={escaped(target.uploads['open'])}",
            headers={"x-amz-copy-source": path_of(mine.bucket, source.seed)},
        )


def key_tricks(mine: Place, other: Place) -> Iterator[Call]:
    """Keys that look like one's own and lead to another's."""
    seed = other.seed
    tail = seed.removeprefix("root/")
    up = "../" * (mine.folder.count("/"))
    for name, key in (
        ("dots", f"{mine.folder}../../{tail}"),
        ("dots-to-root", f"{mine.folder}{up}{seed}"),
        ("dots-in-folder", f"{mine.folder}../tenantId={other.folder.rsplit('=', 1)[1]}x"),
        ("one-dot", f"{mine.folder}./x"),
        ("dots-with-backslash", f"{mine.folder}..\\..\\{tail}"),
    ):
        yield _object(f"get-{name}", "GET", mine, key, "GetObject", malformed=True)
        yield _object(f"put-{name}", "PUT", mine, key, "PutObject", body=b"x", malformed=True)
    for name, key in (
        ("doubled-slash", seed.replace("/", "//")),
        ("leading-slash", f"/{seed}"),
        ("backslash", seed.replace("/", "\\")),
        ("own-in-middle", f"{other.folder}{mine.folder}x"),
    ):
        found = (404,) if name == "own-in-middle" else (200,)
        yield _object(f"get-{name}", "GET", other, key, "GetObject", opened=found)
    yield _object("get-folder", "GET", other, other.folder, "GetObject", opened=(200, 404))
    yield _object(
        "get-bare-folder", "GET", other, other.folder[:-1], "GetObject", opened=(200, 404)
    )
    yield _object("get-star", "GET", other, f"{other.folder}*", "GetObject", opened=(404,))
    # Escaped on the wire, and signed as what it stands for.
    path = path_of(mine.bucket, seed)
    for name, sent in (
        ("escaped-slash", f"/{mine.bucket}/" + quote(seed, safe="~")),
        ("escaped-letters", path.replace("tenantId", "%74enant%49d")),
    ):
        message = Message("GET", path, sent=sent)
        yield Call(f"get-{name}", message, (other.need("GetObject", seed),))


def presigned(mine: Place, other: Place) -> Iterator[Call]:
    """Signed in the query for another's object, and signed for one's own and sent to another's."""
    for name, method, key, action, status in (
        ("get", "GET", other.seed, "GetObject", 200),
        ("head", "HEAD", other.seed, "GetObject", 200),
        ("put", "PUT", other.key("presigned"), "PutObject", 200),
        ("delete", "DELETE", other.key("presigned-gone"), "DeleteObject", 204),
    ):
        yield _object(
            f"presigned-{name}", method, other, key, action, opened=(status,), form="query"
        )
    if other != mine:
        for form in ("query", "header"):
            signed, sent = path_of(mine.bucket, mine.seed), path_of(mine.bucket, other.seed)
            message = Message("GET", signed, sent=sent)
            yield Call(f"swapped-{form}", message, (), form=form, tampered=True)


def _listing(
    name: str,
    place: Place,
    prefix: str | None,
    parameters: str = "",
    *,
    version: str = "list-type=2",
    action: str = "ListBucket",
    raw_prefix: str | None = None,
    headers: tuple[tuple[str, str], ...] = (),
    opened: tuple[int, ...] = (200,),
    holds: str | None = None,
) -> Call:
    if raw_prefix is None and prefix is not None:
        raw_prefix = f"prefix={escaped(prefix)}"
    query = "&".join(part for part in (version, raw_prefix, parameters) if part)
    return Call(
        name,
        Message("GET", path_of(place.bucket), query, headers),
        (place.listing(action, prefix),),
        frozenset(opened),
        lists=True,
        holds=holds,
    )


def listings(mine: Place, other: Place) -> Iterator[Call]:
    """Listing another's keys by every prefix that might pass for one's own."""
    theirs, own = other.folder, mine.folder
    seed = other.seed if other == mine else None
    after = escaped(other.seed[:-1])
    token = escaped(base64.b64encode(other.seed[:-1].encode()).decode())
    yield _listing("list", other, theirs, holds=seed)
    yield _listing("list-v1", other, theirs, version="", holds=seed)
    yield _listing("list-bare", other, theirs[:-1])
    yield _listing("list-bare-v1", other, theirs[:-1], version="")
    yield _listing("list-shorter", other, theirs[:-2])
    yield _listing("list-longer", other, f"{theirs}dt=", holds=seed)
    yield _listing("list-delimiter", other, theirs, "delimiter=%2F")
    yield _listing("list-bare-delimiter", other, theirs[:-1], "delimiter=%2F")
    yield _listing("list-odd-delimiter", other, theirs[:-1], "delimiter=tenantId%3D")
    yield _listing("list-max-keys", other, theirs, "max-keys=1")
    yield _listing("list-max-keys-0", other, theirs, "max-keys=0")
    yield _listing("list-encoded", other, theirs, "encoding-type=url")
    yield _listing("list-doubled-slash", other, theirs.replace("/", "//"))
    yield _listing("list-leading-slash", other, f"/{theirs}")
    yield _listing("list-backslash", other, theirs.replace("/", "\\"))
    yield _listing("list-trailing-slashes", other, f"{theirs}/", holds=None)
    yield _listing("list-capitals", other, theirs.replace("tenantId", "TENANTID"))
    yield _listing("list-star", other, theirs[:-1] + "*/")
    yield _listing("list-dots", mine, f"{own}../tenantId={theirs.rsplit('=', 1)[1]}")
    yield _listing("list-dots-to-root", mine, own + "../" * own.count("/") + theirs)
    # The start lies in another's folder, the prefix does not.
    yield _listing("list-start-after", mine, own, f"start-after={after}")
    yield _listing("list-marker", mine, own, f"marker={after}", version="")
    yield _listing("list-token", mine, own, f"continuation-token={token}", opened=(200, 400))
    # One prefix for the policy and another for the list: the first counts, for both. They stand in
    # the order in which they are signed, so that either tenant's comes first in half of the pairs;
    # AWS orders them as they are escaped and SeaweedFS as they are read, so it has to be the same.
    first, last = sorted((own, theirs))
    if escaped(first) <= escaped(last):
        yield _listing(
            "list-two-prefixes",
            mine,
            first,
            raw_prefix=f"prefix={escaped(first)}&prefix={escaped(last)}",
        )
    yield _listing(
        "list-capital-parameter",
        other,
        theirs,
        raw_prefix=f"Prefix={escaped(own)}&prefix={escaped(theirs)}",
    )
    # MinIO took a header for the parameter until 2026. Source: minio/pkg pull requests 226 and 267.
    yield _listing("list-header", other, theirs, headers=(("Prefix", own),))
    yield _listing("list-versions", other, theirs, version="versions=", action="ListBucketVersions")
    yield _listing(
        "list-versions-marker",
        mine,
        own,
        f"key-marker={after}",
        version="versions=",
        action="ListBucketVersions",
    )
    # Which uploads are open is the bucket's, whatever prefix is asked for.
    message = Message("GET", path_of(other.bucket), f"uploads=&prefix={escaped(theirs)}")
    need = Need("s3:ListBucketMultipartUploads", other.arn())
    yield Call("list-uploads", message, (need,), lists=True)


def pair(mine: Place, other: Place) -> Iterator[Call]:
    """All that one tries at one folder, another's or one's own."""
    yield from reads(other)
    yield from writes(mine, other)
    yield from uploads(mine, other)
    yield from key_tricks(mine, other)
    yield from presigned(mine, other)
    yield from listings(mine, other)


_VERSIONING = b"<VersioningConfiguration><Status>Suspended</Status></VersioningConfiguration>"
_CORS = (
    b"<CORSConfiguration><CORSRule><AllowedMethod>GET</AllowedMethod>"
    b"<AllowedOrigin>*</AllowedOrigin></CORSRule></CORSConfiguration>"
)
_LIFECYCLE = (
    b"<LifecycleConfiguration><Rule><ID>all</ID><Status>Enabled</Status><Filter><Prefix></Prefix>"
    b"</Filter><Expiration><Days>1</Days></Expiration></Rule></LifecycleConfiguration>"
)


def bucket_wide(mine: Place) -> Iterator[Call]:
    """What is nobody's own: lists of everything, and the bucket's settings.

    Each is tried as it is and with a prefix of one's own, which some stores take for a key.
    """
    table = mine.folder.rsplit("tenantId=", 1)[0]
    for name, prefix in (
        ("none", None),
        ("empty", ""),
        ("root", "root/"),
        ("bare-root", "root"),
        ("table", table),
        ("all-tenants", f"{table}tenantId="),
        ("slash", "/"),
        ("star", "*"),
        ("own-star", f"{mine.folder[:-1]}*"),
    ):
        for version in ("list-type=2", ""):
            yield _listing(f"list-{name}-v{2 if version else 1}", mine, prefix, version=version)
        yield _listing(f"list-{name}-delimiter", mine, prefix, "delimiter=%2F")
        yield _listing(
            f"versions-{name}", mine, prefix, version="versions=", action="ListBucketVersions"
        )
    path, own = path_of(mine.bucket), f"&prefix={escaped(mine.seed)}"
    for trick in ("", own, f"&prefix={escaped(mine.folder)}"):
        for action, method, parameter, body in (
            ("GetBucketLocation", "GET", "location", b""),
            ("ListBucketMultipartUploads", "GET", "uploads", b""),
            ("GetBucketPolicy", "GET", "policy", b""),
            ("GetBucketAcl", "GET", "acl", b""),
            ("GetBucketCORS", "GET", "cors", b""),
            ("GetBucketTagging", "GET", "tagging", b""),
            ("GetBucketVersioning", "GET", "versioning", b""),
            ("GetBucketNotification", "GET", "notification", b""),
            ("GetLifecycleConfiguration", "GET", "lifecycle", b""),
            ("GetEncryptionConfiguration", "GET", "encryption", b""),
            ("GetBucketObjectLockConfiguration", "GET", "object-lock", b""),
            ("PutBucketVersioning", "PUT", "versioning", _VERSIONING),
            ("PutBucketCORS", "PUT", "cors", _CORS),
            ("PutLifecycleConfiguration", "PUT", "lifecycle", _LIFECYCLE),
            ("PutBucketPolicy", "PUT", "policy", b"{}"),
            ("PutBucketAcl", "PUT", "acl", b""),
            ("PutLifecycleConfiguration", "DELETE", "lifecycle", b""),
            ("PutBucketCORS", "DELETE", "cors", b""),
            ("DeleteBucketPolicy", "DELETE", "policy", b""),
        ):
            name = f"{method.lower()}-{parameter}" + ("-with-prefix" if trick else "")
            message = Message(method, path, f"{parameter}={trick}", body=body)
            yield Call(name, message, (Need(f"s3:{action}", mine.arn()),))
    for name, method, query in (
        ("head-bucket", "HEAD", ""),
        ("head-bucket-with-prefix", "HEAD", own[1:]),
    ):
        yield Call(name, Message(method, path, query), (mine.listing("ListBucket", None),))
    yield Call("delete-bucket", Message("DELETE", path), (Need("s3:DeleteBucket", mine.arn()),))
    yield Call(
        "create-bucket",
        Message("PUT", path_of(f"{mine.bucket}-another")),
        (Need("s3:CreateBucket", f"{mine.arn()}-another"),),
    )
