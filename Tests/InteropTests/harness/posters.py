"""Many clients that post at once, and remember what they were promised."""

import http.client
import random
import threading
import time

from .events import numbered

TABLE = "numbered"


class Posters:
    """Threads that post small batches of events with ids of their own, until told to stop.

    A batch that got no whole answer is never sent again, so that its events are in the lake once
    or not at all; those of an acknowledged batch are there exactly once.
    """

    def __init__(
        self,
        server,
        tenants: list[str],
        seed: int,
        prefix: str = "e",
        pause: float = 0,
    ):
        self.acknowledged: set[str] = set()
        self.sent: set[str] = set()
        self.refusals: list[int] = []
        self.surprises: list[str] = []
        self._server = server
        self._tenants = tenants
        self._seed = seed
        self._prefix = prefix
        # Seconds between two batches of a thread.
        self._pause = pause
        self._lock = threading.Lock()
        self._stop = threading.Event()
        self._threads: list[threading.Thread] = []

    def start(self, count: int = 4) -> "Posters":
        tokens = {tenant: self._server.token(tenant) for tenant in self._tenants}
        assert tokens
        for number in range(count):
            thread = threading.Thread(target=self._run, args=(number,), daemon=True)
            self._threads.append(thread)
            thread.start()
        return self

    def stop(self) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join(timeout=90)
            assert not thread.is_alive(), "a request was never answered"
        assert not self.surprises, self.surprises[:3]

    def sent_so_far(self) -> set[str]:
        """The ids that were sent, while more are sent."""
        with self._lock:
            return set(self.sent)

    def _run(self, number: int) -> None:
        chance = random.Random(f"{self._seed}-{number}")
        batch = 0
        while not self._stop.is_set():
            tenant = chance.choice(self._tenants)
            try:
                with self._server.client(tenant) as client:
                    while not self._stop.is_set():
                        batch += 1
                        prefix = f"{self._prefix}-{self._seed}-{number}-{batch}"
                        self._post(client, numbered(prefix, chance.choice([1, 3, 20, 200])), chance)
                        self._stop.wait(self._pause)
            except (OSError, http.client.HTTPException):
                time.sleep(0.02)

    def _post(self, client, events: list[dict], chance: random.Random) -> None:
        ids = {event["id"] for event in events}
        with self._lock:
            self.sent |= ids
        body = "".join(f'{{"id":"{e["id"]}","at":"{e["at"]}","n":{e["n"]}}}\n' for e in events)
        answer = client.post(TABLE, body.encode(), encoding=chance.choice([None, "gzip"]))
        with self._lock:
            if answer.status == 200 and not answer.rejected and answer.accepted == len(ids):
                self.acknowledged |= ids
            elif answer.status in (429, 503) and answer.is_problem():
                self.refusals.append(answer.status)
            else:
                self.surprises.append(f"{answer.status} {answer.body[:300]!r}")
        if answer.status in (429, 503):
            time.sleep(0.05)


def acknowledged_by(posters: list[Posters]) -> set[str]:
    """The ids of all events that were promised."""
    return set().union(*(p.acknowledged for p in posters))


def sent_by(posters: list[Posters]) -> set[str]:
    """The ids of all events that may be in the lake, of clients that go on sending them too."""
    return set().union(*(p.sent_so_far() for p in posters))


def check_lake(lake, posters: list[Posters], *, is_complete: bool) -> None:
    """What was acknowledged is there exactly once, if the lake is complete; nothing is twice."""
    counts = lake.event_ids(TABLE)
    twice = {event: count for event, count in counts.items() if count != 1}
    assert not twice, f"{len(twice)} events are there more than once: {list(twice.items())[:5]}"
    sent = sent_by(posters)
    assert counts.keys() <= sent, "events that nobody sent"
    if is_complete:
        acknowledged = acknowledged_by(posters)
        lost = acknowledged - counts.keys()
        assert not lost, f"{len(lost)} of {len(acknowledged)} acknowledged events are lost"
