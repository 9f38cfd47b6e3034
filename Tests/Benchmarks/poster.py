"""poster.py PORT BODIES PLAN CONNECTIONS: posts prepared bodies as fast as they are taken.

PLAN holds lines `token offset length`. A body that is refused with 429 or 503 is sent again.
Prints the time of each acknowledgement, and of it all, as one line of JSON.
"""

import json
import mmap
import queue
import socket
import sys
import threading
import time

PAUSE_SECONDS = 0.02


class Connection:
    """A kept-alive HTTP/1.1 connection that reads no more of an answer than it must."""

    def __init__(self, port: int):
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.buffer = b""

    def post(self, token: str, body: memoryview) -> tuple[int, bytes]:
        head = (
            "POST /v1/tables/events/events HTTP/1.1\r\nHost: 127.0.0.1\r\n"
            f"Authorization: Bearer {token}\r\nContent-Type: application/x-ndjson\r\n"
            f"Content-Length: {len(body)}\r\n\r\n"
        )
        self.socket.sendall(head.encode())
        self.socket.sendall(body)
        return self._answer()

    def _answer(self) -> tuple[int, bytes]:
        while b"\r\n\r\n" not in self.buffer:
            self._receive()
        head, _, self.buffer = self.buffer.partition(b"\r\n\r\n")
        length = 0
        for line in head.split(b"\r\n")[1:]:
            name, _, value = line.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
        while len(self.buffer) < length:
            self._receive()
        content, self.buffer = self.buffer[:length], self.buffer[length:]
        return int(head.split(b" ", 2)[1]), content

    def _receive(self) -> None:
        more = self.socket.recv(65536)
        if not more:
            raise ConnectionError("the server hung up")
        self.buffer += more


def main(port: str, bodies: str, plan: str, connections: str) -> None:
    with open(bodies, "rb") as file:
        content = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
    work: queue.SimpleQueue = queue.SimpleQueue()
    with open(plan) as lines:
        for line in lines:
            token, offset, length = line.split()
            work.put((token, content[int(offset) : int(offset) + int(length)]))
    seconds: list[float] = []
    failures: list[str] = []
    counts = {"accepted": 0, "rejected": 0, "retries": 0}
    lock = threading.Lock()

    def run() -> None:
        connection = Connection(int(port))
        while True:
            try:
                token, body = work.get_nowait()
            except queue.Empty:
                return
            while True:
                began = time.perf_counter()
                status, answer = connection.post(token, body)
                took = time.perf_counter() - began
                if status not in (429, 503):
                    break
                with lock:
                    counts["retries"] += 1
                time.sleep(PAUSE_SECONDS)
            with lock:
                if status != 200:
                    failures.append(f"{status} {answer[:200]!r}")
                    return
                seconds.append(took)
                receipt = json.loads(answer)
                counts["accepted"] += receipt["accepted"]
                counts["rejected"] += len(receipt["rejected"])

    began = time.perf_counter()
    threads = [threading.Thread(target=run) for _ in range(int(connections))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    wall = time.perf_counter() - began
    print(json.dumps({"wall": wall, "seconds": seconds, "failures": failures} | counts))


if __name__ == "__main__":
    main(*sys.argv[1:])
