"""A proxy in front of a store, which answers 503 or nothing when told to."""

import http.client
import http.server
import sys
import threading
from collections.abc import Callable
from urllib.parse import urlsplit

from botocore.auth import S3SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

from .ports import LOOPBACK
from .seaweed import SeaweedFS

# Headers that belong to one connection and are not passed on. Source: RFC 9110, section 7.6.1.
_HOP_BY_HOP = {"connection", "keep-alive", "transfer-encoding", "te", "trailer", "upgrade"}
# The body is read before it is passed on, so that nobody waits for a word.
_KEPT_BACK = _HOP_BY_HOP | {"expect"}
# What a store that knows no conditions overlooks, and what the proxy's own signature replaces.
_FORGOTTEN = {"if-match", "if-none-match", "host", "authorization"}

_SLOW_DOWN = (
    b'<?xml version="1.0" encoding="UTF-8"?>'
    b"<Error><Code>SlowDown</Code><Message>Please reduce your request rate.</Message></Error>"
)

_NO_SUCH_BUCKET = (
    b'<?xml version="1.0" encoding="UTF-8"?>'
    b"<Error><Code>NoSuchBucket</Code><Message>The bucket does not exist.</Message></Error>"
)

# What becomes of a request: None passes it on, "503" refuses it, "no-bucket" denies the bucket (which
# SeaweedFS would make by itself), "lost-answer" carries it out and closes the connection without a
# word, "lost-request" closes it without carrying it out. A function is called behind a request that
# was carried out, and its answer is lost.
Verdict = str | Callable[[], None] | None


class FaultyProxy:
    """Passes requests on with the client's own signature, save those that `judge` picks out.

    `judge(method, path, number)` is asked about each request; `number` counts from 0.
    """

    def __init__(self, target_port: int):
        self.target_port = target_port
        self.judge: Callable[[str, str, int], Verdict] = lambda *_: None
        self.count = 0
        self.faults = 0
        self._lock = threading.Lock()
        proxy = self

        class Handler(_Handler):
            owner = proxy

        self.server = _Server((LOOPBACK, 0), Handler)
        self.server.daemon_threads = True
        self.thread = threading.Thread(target=self.server.serve_forever, daemon=True)

    def __enter__(self) -> "FaultyProxy":
        self.thread.start()
        return self

    def __exit__(self, *_) -> None:
        self.server.shutdown()
        self.server.server_close()

    @property
    def endpoint(self) -> str:
        return f"http://{LOOPBACK}:{self.server.server_port}"

    def refuse(self) -> None:
        """From now on every request is answered with 503 Slow Down."""
        self.judge = lambda *_: "503"

    def heal(self) -> None:
        """From now on every request is passed on."""
        self.judge = lambda *_: None

    def pass_on(
        self, method: str, path: str, headers: list[tuple[str, str]], body: bytes
    ) -> list[tuple[str, str]]:
        """The headers that the store gets of those that came."""
        return headers

    def verdict(self, method: str, path: str) -> Verdict:
        with self._lock:
            number = self.count
            self.count += 1
            verdict = self.judge(method, path, number)
            self.faults += verdict is not None
        return verdict


class ForgetfulProxy(FaultyProxy):
    """A store that overlooks conditions: requests lose theirs, and are signed anew without."""

    def __init__(self, store: SeaweedFS):
        super().__init__(store.port)
        self.store = store

    def pass_on(self, method, path, headers, body):
        kept = {name: value for name, value in headers if name.lower() not in _FORGOTTEN}
        url = f"{self.store.endpoint}{path}"
        request = AWSRequest(method, url, headers=kept | {"Host": urlsplit(url).netloc}, data=body)
        keys = Credentials(self.store.access_key, self.store.secret_key)
        S3SigV4Auth(keys, "s3", self.store.region).add_auth(request)
        return list(request.headers.items())


class _Server(http.server.ThreadingHTTPServer):
    def handle_error(self, request, client_address):
        """Says nothing of clients that went away: many are killed here."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class _Handler(http.server.BaseHTTPRequestHandler):
    owner: FaultyProxy
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def handle_expect_100(self):
        # The body is read below in any case; say so at once.
        self.send_response_only(100)
        self.end_headers()
        return True

    def _serve(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        verdict = self.owner.verdict(self.command, self.path)
        if verdict == "503":
            return self._answer(503, [("Retry-After", "1")], _SLOW_DOWN)
        if verdict == "no-bucket":
            return self._answer(404, [("Content-Type", "application/xml")], _NO_SUCH_BUCKET)
        if verdict == "lost-request":
            self.close_connection = True
            return
        upstream = http.client.HTTPConnection(LOOPBACK, self.owner.target_port, timeout=60)
        try:
            upstream.putrequest(self.command, self.path, skip_host=True, skip_accept_encoding=True)
            headers = [(n, v) for n, v in self.headers.items() if n.lower() not in _KEPT_BACK]
            for header in self.owner.pass_on(self.command, self.path, headers, body):
                upstream.putheader(*header)
            upstream.endheaders(body or None)
            response = upstream.getresponse()
            content = response.read()
        except OSError:
            return self._answer(502, [], b"")
        finally:
            upstream.close()
        if callable(verdict):
            verdict()
        if callable(verdict) or verdict == "lost-answer":
            self.close_connection = True
            return
        headers = [(n, v) for n, v in response.getheaders() if n.lower() not in _HOP_BY_HOP]
        self._answer(response.status, headers, content)

    def _answer(self, status: int, headers: list[tuple[str, str]], content: bytes) -> None:
        self.send_response_only(status)
        is_head = self.command == "HEAD"
        for name, value in headers:
            if name.lower() != "content-length" or is_head:
                self.send_header(name, value)
        if not is_head:
            self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if not is_head:
            self.wfile.write(content)

    do_GET = do_PUT = do_POST = do_HEAD = do_DELETE = _serve
