"""Where an issuer's key set lies, and what may become of it."""

import http.server
import json
import threading
import time

from .ports import LOOPBACK


class KeyServer:
    """Answers every request as it is told, and counts them.

    `answer` is a key set, bytes to be sent as they are, an address to be led to, a status, or one
    of "drip" (two bytes a second), "hang" (nothing) and "endless".
    """

    def __init__(self, answer):
        self.answer = answer
        self.count = 0
        self.is_over = threading.Event()
        owner = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def log_message(self, *_):
                pass

            def do_GET(self):
                owner.count += 1
                try:
                    owner.serve(self)
                except OSError:
                    pass

        self.server = http.server.ThreadingHTTPServer((LOOPBACK, 0), Handler)
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def __enter__(self) -> "KeyServer":
        return self

    def __exit__(self, *_) -> None:
        self.stop()

    @property
    def address(self) -> str:
        return f"http://{LOOPBACK}:{self.server.server_port}/jwks.json"

    def stop(self) -> None:
        """From now on nobody listens there."""
        self.is_over.set()
        self.server.shutdown()
        self.server.server_close()

    def serve(self, request) -> None:
        answer = self.answer
        if isinstance(answer, int):
            request.send_response(answer)
            request.send_header("Content-Length", "0")
            return request.end_headers()
        if isinstance(answer, str) and answer.startswith("http"):
            request.send_response(302)
            request.send_header("Location", answer)
            request.send_header("Content-Length", "0")
            return request.end_headers()
        if answer == "hang":
            self.is_over.wait(60)
            return None
        request.send_response(200)
        request.send_header("Content-Type", "application/json")
        if answer in ("drip", "endless"):
            request.end_headers()
            return self._pour(request, 1 if answer == "drip" else 1 << 16)
        content = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
        request.send_header("Content-Length", str(len(content)))
        request.end_headers()
        request.wfile.write(content)

    def _pour(self, request, size: int) -> None:
        """White space, which a JSON text may begin with."""
        while not self.is_over.wait(0.5 if size == 1 else 0):
            request.wfile.write(b" " * size)
            request.wfile.flush()


def eventually(holds, seconds: float = 20) -> None:
    """Returns once something holds."""
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, "it never came to be"
        time.sleep(0.05)
