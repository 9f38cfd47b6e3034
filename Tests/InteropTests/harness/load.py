"""Clients in processes of their own that send at a fixed pace, and remember how long each took."""

import http.client
import json
import multiprocessing
import threading
import time
from dataclasses import dataclass

from .events import numbered

# Started anew: a copy of the tests' process would carry its threads' locks.
_PROCESSES = multiprocessing.get_context("spawn")


@dataclass
class Request:
    """One request: when it was sent, how long its answer took, and what it was."""

    at: float
    seconds: float
    status: int
    code: str


class Load:
    """Connections of one tenant that each send a batch every `interval` seconds.

    A batch that is late is sent at once, and the next ones keep to the pace they should have had:
    a server that is slow does not lower the load.
    """

    def __init__(self, server, tenant, *, connections, interval, events, table="numbered", size=0):
        self._inbox, outbox = _PROCESSES.Pipe(duplex=False)
        self._stop = _PROCESSES.Event()
        body = "".join(
            json.dumps(event | ({"text": "x" * size} if size else {})) + "\n"
            for event in numbered(f"load-{tenant}", events)
        ).encode()
        arguments = (server.port, server.token(tenant), table, body, connections, interval)
        self._process = _PROCESSES.Process(
            target=_run, args=(*arguments, self._stop, outbox), daemon=True
        )

    def start(self) -> "Load":
        self._process.start()
        assert self._inbox.recv() == "ready"
        return self

    def stop(self) -> list[Request]:
        """Ends the load; all its requests."""
        self._stop.set()
        requests = self._inbox.recv()
        self._process.join(timeout=30)
        return [Request(*request) for request in requests]


def _run(port, token, table, body, connections, interval, stop, outbox) -> None:
    requests, lock = [], threading.Lock()
    threads = [
        threading.Thread(
            target=_send,
            args=(port, token, table, body, interval, number / connections, stop, requests, lock),
        )
        for number in range(connections)
    ]
    outbox.send("ready")
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    outbox.send(requests)


def _send(port, token, table, body, interval, phase, stop, requests, lock) -> None:
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/x-ndjson"}
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    due = time.monotonic() + phase * interval
    while not stop.is_set():
        time.sleep(max(0, due - time.monotonic()))
        due += interval
        begin = time.monotonic()
        try:
            connection.request("POST", f"/v1/tables/{table}/events", body, headers)
            answer = connection.getresponse()
            content = answer.read()
        except (OSError, http.client.HTTPException):
            connection.close()
            continue
        code = "" if answer.status == 200 else json.loads(content)["type"].rsplit(":")[-1]
        with lock:
            requests.append((begin, time.monotonic() - begin, answer.status, code))


def percentile(requests: list[Request], share: float) -> float:
    """How long that share of the requests took at most, in seconds."""
    times = sorted(request.seconds for request in requests)
    return times[min(len(times) - 1, int(share * len(times)))]
