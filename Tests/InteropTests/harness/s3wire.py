"""S3 requests as bytes: signed by botocore, sent as they are, answered without an opinion."""

import http.client
import re
import threading
from dataclasses import dataclass
from urllib.parse import quote

from botocore.auth import S3SigV4Auth, S3SigV4PostAuth, S3SigV4QueryAuth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials
from urllib3.filepost import encode_multipart_formdata

from .ports import LOOPBACK

# What may stand in a path without being escaped. Source: AWS SigV4, "Create a canonical request".
_PATH_SAFE = "/~"
_CODE = re.compile(rb"<Code>([^<]*)</Code>")


def escaped(text: str) -> str:
    """A value as it stands in a query."""
    return quote(text, safe="~")


def path_of(bucket: str, key: str | None = None) -> str:
    """The path of a bucket, or of an object in it, as it is signed."""
    return f"/{bucket}" if key is None else "/" + quote(f"{bucket}/{key}", safe=_PATH_SAFE)


@dataclass(frozen=True)
class Keys:
    """Who signs: a user, or a session of a role."""

    access_key: str
    secret_key: str
    token: str | None = None

    @property
    def credentials(self) -> Credentials:
        return Credentials(self.access_key, self.secret_key, self.token)


@dataclass(frozen=True)
class Message:
    """One request: `path` is signed, and `sent` goes over the wire where it is something else."""

    method: str
    path: str
    query: str = ""
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""
    sent: str | None = None

    @property
    def target(self) -> str:
        """What stands in the request line of the signed request."""
        return f"{self.path}?{self.query}" if self.query else self.path


@dataclass(frozen=True)
class Answer:
    """A status and a body; `code` is the error that the body names."""

    status: int
    body: bytes
    headers: dict[str, str]

    @property
    def code(self) -> str | None:
        found = _CODE.search(self.body)
        return found.group(1).decode() if found else None

    def __str__(self) -> str:
        return f"{self.status} {self.code or ''}".strip()


class Wire:
    """Sends messages to a store; each thread keeps one connection alive."""

    def __init__(self, port: int, region: str):
        self.port = port
        self.region = region
        self._threads = threading.local()

    def signed(self, keys: Keys, message: Message) -> tuple[str, dict[str, str]]:
        """The target and headers of the message, signed in its headers."""
        request = self._request(message)
        S3SigV4Auth(keys.credentials, "s3", self.region).add_auth(request)
        target = message.target
        if message.sent is not None:
            target = target.replace(message.path, message.sent, 1)
        return target, dict(request.headers.items())

    def presigned(self, keys: Keys, message: Message) -> str:
        """The target of the message, signed in its query: whoever has it may send it."""
        request = self._request(message)
        S3SigV4QueryAuth(keys.credentials, "s3", self.region, expires=600).add_auth(request)
        return request.url[len(self._origin) :]

    def send(self, keys: Keys, message: Message) -> Answer:
        target, headers = self.signed(keys, message)
        return self.send_target(message.method, target, headers, message.body)

    def send_target(
        self, method: str, target: str, headers: dict[str, str], body: bytes = b""
    ) -> Answer:
        """Sends without signing; a connection that went away is opened again, once."""
        for attempt in range(2):
            connection = getattr(self._threads, "connection", None)
            if connection is None:
                connection = http.client.HTTPConnection(LOOPBACK, self.port, timeout=60)
                self._threads.connection = connection
            try:
                connection.putrequest(method, target, skip_accept_encoding=True)
                for name, value in headers.items():
                    if name.lower() not in ("host", "content-length"):
                        connection.putheader(name, value)
                if body or method in ("PUT", "POST"):
                    connection.putheader("Content-Length", str(len(body)))
                connection.endheaders(body or None)
                response = connection.getresponse()
                content = response.read()
                names = {name.lower(): value for name, value in response.getheaders()}
                return Answer(response.status, content, names)
            except (http.client.HTTPException, OSError):
                connection.close()
                self._threads.connection = None
                if attempt:
                    raise
        raise AssertionError("unreachable")

    def send_form(self, keys: Keys, bucket: str, key: str, body: bytes) -> Answer:
        """Uploads as a browser's form does, whose policy the keys have signed.

        Source: Amazon S3 API Reference, "POST Object".
        """
        request = AWSRequest("POST", f"{self._origin}/{bucket}")
        request.context["s3-presign-post-fields"] = {"key": key}
        conditions = [{"bucket": bucket}, ["eq", "$key", key]]
        request.context["s3-presign-post-policy"] = {
            "expiration": "2099-01-01T00:00:00Z",
            "conditions": conditions,
        }
        S3SigV4PostAuth(keys.credentials, "s3", self.region).add_auth(request)
        fields = request.context["s3-presign-post-fields"]
        content, kind = encode_multipart_formdata(fields | {"file": ("file", body)})
        return self.send_target("POST", f"/{bucket}", {"Content-Type": kind}, content)

    @property
    def _origin(self) -> str:
        return f"http://{LOOPBACK}:{self.port}"

    def _request(self, message: Message) -> AWSRequest:
        url = f"{self._origin}{message.target}"
        return AWSRequest(message.method, url, headers=dict(message.headers), data=message.body)
