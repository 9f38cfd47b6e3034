"""A tenant's HTTP client."""

import gzip
import http.client
import json
from dataclasses import dataclass, field

import zstandard

_COMPRESS = {
    None: lambda body: body,
    "gzip": lambda body: gzip.compress(body, 1),
    "zstd": lambda body: zstandard.compress(body, 1),
}


@dataclass
class Answer:
    """What the server said."""

    status: int
    headers: dict[str, str]
    body: bytes
    json: dict = field(default_factory=dict)

    def __post_init__(self):
        if self.body and "json" in self.headers.get("content-type", ""):
            self.json = json.loads(self.body)

    @property
    def accepted(self) -> int:
        return self.json["accepted"]

    @property
    def rejected(self) -> list[dict]:
        return self.json["rejected"]

    @property
    def codes(self) -> list[str]:
        """The reasons of the rejections, in order."""
        return [event["code"] for event in self.rejected]

    def is_problem(self) -> bool:
        """Whether it is an RFC 9457 problem that names itself."""
        return (
            self.headers.get("content-type", "").startswith("application/problem+json")
            and self.json.get("status") == self.status
            and bool(self.json.get("title"))
        )


class Client:
    """One kept-alive connection with one bearer token; no retries."""

    def __init__(self, host: str, port: int, token: str | None, timeout: float = 60):
        self.token = token
        self.connection = http.client.HTTPConnection(host, port, timeout=timeout)

    def __enter__(self) -> "Client":
        return self

    def __exit__(self, *_) -> None:
        self.connection.close()

    def send(self, method: str, path: str, body: bytes | None, headers: dict[str, str]) -> Answer:
        if self.token is not None:
            headers = {"Authorization": f"Bearer {self.token}"} | headers
        try:
            self.connection.request(method, path, body=body, headers=headers)
            response = self.connection.getresponse()
            content = response.read()
        except BaseException:
            self.connection.close()
            raise
        names = {name.lower(): value for name, value in response.getheaders()}
        return Answer(response.status, names, content)

    def post(
        self,
        table: str,
        body: bytes,
        content_type: str = "application/x-ndjson",
        encoding: str | None = None,
        query: str = "",
        **headers: str,
    ) -> Answer:
        """Sends a body as it is, compressed on the way."""
        headers = {name.replace("_", "-"): value for name, value in headers.items()}
        headers["Content-Type"] = content_type
        if encoding:
            headers["Content-Encoding"] = encoding
        path = f"/v1/tables/{table}/events{query}"
        return self.send("POST", path, _COMPRESS[encoding](body), headers)

    def post_events(self, table: str, events: list[dict], encoding: str | None = None) -> Answer:
        """Sends events, one a line, and expects every one to be taken."""
        body = "".join(json.dumps(event, ensure_ascii=False) + "\n" for event in events)
        answer = self.post(table, body.encode(), encoding=encoding)
        assert answer.status == 200, answer
        assert answer.rejected == [], answer.rejected[:3]
        assert answer.accepted == len(events)
        return answer

    def get(self, path: str) -> Answer:
        return self.send("GET", path, None, {})
