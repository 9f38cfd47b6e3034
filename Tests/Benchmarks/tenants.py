"""A thousand tenants post once each within one flush interval: what that asks of an S3 store.

A server writes to SeaweedFS, first through a proxy that counts requests, then without it, for the
time. The first interval makes the tables, the second one is what every later one is like. Requests
do not grow with the bytes of a post until a file takes several parts, so requests per GB are told
with the bytes that were posted. Costs are those of the prices given, S3's list prices in us-east-1
by default; DELETE is free there. Prints a table, and writes everything to `tenants.json` in the
folder.
"""

import argparse
import collections
import itertools
import json
import os
import pathlib
import shutil
import subprocess
import sys
import threading
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "InteropTests"))

import workload  # noqa: E402
from harness.tokens import DevelopmentToken  # noqa: E402

CONNECTIONS = 8
# The last hint moves behind the last version that is waited for.
SETTLE_SECONDS = 3
# The events of a post are so many of these that they span minutes.
EVENTS_OF_ALL_DAYS = 1_000_000
# In the order of the report; what a request is charged as.
KINDS = {
    "PUT data": "write",
    "PUT manifest": "write",
    "PUT manifest list": "write",
    "PUT metadata": "write",
    "PUT hint": "write",
    "PUT other": "write",
    "multipart": "write",
    "LIST": "write",
    "GET": "read",
    "HEAD": "read",
    "DELETE": "free",
}


def kind(method: str, path: str) -> str:
    """What a request to the store is for."""
    path, _, query = path.partition("?")
    if "uploadId=" in query or "uploads" in query:
        return "multipart"
    if method == "GET" and "list-type=" in query:
        return "LIST"
    if method != "PUT":
        return method
    name = path.rpartition("/")[2]
    if name.endswith(".parquet"):
        return "PUT data"
    if name.endswith(".metadata.json"):
        return "PUT metadata"
    if name == "version-hint.text":
        return "PUT hint"
    if name.endswith(".avro"):
        return "PUT manifest list" if name.startswith("snap-") else "PUT manifest"
    return "PUT other"


class Counting:
    """Counts the requests that pass a proxy."""

    def __init__(self, proxy):
        self._counts: collections.Counter = collections.Counter()
        self._lock = threading.Lock()
        proxy.judge = self._count

    def _count(self, method: str, path: str, _: int) -> None:
        with self._lock:
            self._counts[kind(method, path)] += 1

    def take(self) -> dict[str, int]:
        """What was counted since the last time."""
        with self._lock:
            counts, self._counts = self._counts, collections.Counter()
        return {name: counts[name] for name in KINDS if counts[name]}


class Tenants:
    """A server on a bucket, and the tenants that post to it."""

    def __init__(self, folder: pathlib.Path, store, bucket: str, endpoint: str, arguments):
        # Imported late: the module reads where the binary is from the environment.
        from harness.lakewriter import Lakewriter

        self.store, self.bucket = store, bucket
        store.client().create_bucket(Bucket=bucket)
        self.flush_seconds = arguments.flush_seconds
        self.names = [f"tenant-{number:05}" for number in range(arguments.tenants)]
        self.folder = folder
        self.server = Lakewriter(
            folder,
            HERE / "schemas",
            lake=f"s3://{bucket}/root",
            environment=store.environment(endpoint),
            flush_age=f"{arguments.flush_seconds}s",
            arguments=("--log-level", "warning"),
        ).start()
        self.credential = DevelopmentToken(self.server.token("acme"), self.server.data)

    def interval(self, body: bytes, version: int) -> dict:
        """Every tenant posts once; returns when every table has come to a version."""
        bodies, plan = self.folder / "body", self.folder / "plan"
        bodies.write_bytes(body)
        plan.write_text(
            "".join(
                f"{self.credential.with_claims(tenant=name)} 0 {len(body)}\n"
                for name in self.names
            )
        )
        began = time.monotonic()
        command = [sys.executable, HERE / "poster.py", self.server.port, bodies, plan, CONNECTIONS]
        result = subprocess.run(list(map(str, command)), capture_output=True, text=True)
        assert result.returncode == 0, result.stderr[-2000:]
        report = json.loads(result.stdout)
        assert not report["failures"] and report["rejected"] == 0, report["failures"][:3]
        posted = time.monotonic() - began
        assert posted < self.flush_seconds, f"{posted:.1f} s of posting is no single interval"
        self._wait(version)
        return {
            "event_bytes": len(body) * len(self.names),
            "posting_seconds": posted,
            "seconds_from_flush_to_all_committed": time.monotonic() - began - self.flush_seconds,
        }

    def _wait(self, version: int) -> None:
        """Looks at the store itself, past the proxy, so that it counts nothing."""
        pages = self.store.client().get_paginator("list_objects_v2")
        suffix = f"/v{version}.metadata.json"
        deadline = time.monotonic() + 600
        while time.monotonic() < deadline:
            assert self.server.process.poll() is None, self.server.log()[-2000:]
            found = sum(
                item["Key"].endswith(suffix)
                for page in pages.paginate(Bucket=self.bucket, Prefix="root/_catalog/")
                for item in page.get("Contents", [])
            )
            if found == len(self.names):
                return
            time.sleep(0.2)
        raise TimeoutError(f"{found} of {len(self.names)} tables came to version {version}")


def costs(interval: dict, counts: dict[str, int], arguments: argparse.Namespace) -> dict:
    """Requests, per tenant and per GB of events, and their price."""
    prices = {"write": arguments.write_price, "read": arguments.read_price, "free": 0.0}
    dollars = sum(count * prices[KINDS[name]] / 1000 for name, count in counts.items())
    total = sum(counts.values())
    gigabytes = interval["event_bytes"] / 1e9
    return {
        "requests": counts,
        "requests_total": total,
        "requests_per_tenant": total / arguments.tenants,
        "requests_per_gb": total / gigabytes,
        "dollars": dollars,
        "dollars_per_gb": dollars / gigabytes,
    }


def run(folder: pathlib.Path, store, bucket: str, proxy, bodies: list[bytes], arguments) -> list:
    """Two intervals; counted where there is a proxy."""
    counting = Counting(proxy) if proxy else None
    tenants = Tenants(folder, store, bucket, proxy and proxy.endpoint, arguments)
    try:
        intervals = []
        # The first version of a table is empty, its second has the first files.
        for version, body in zip((2, 3), bodies, strict=True):
            if counting:
                counting.take()
            interval = tenants.interval(body, version)
            time.sleep(SETTLE_SECONDS)
            if counting:
                interval |= costs(interval, counting.take(), arguments)
            intervals.append(interval)
        return intervals
    finally:
        tenants.server.kill()


def post_bodies(events: int) -> list[bytes]:
    """Two bodies of that many events, all of one day, as live ones are."""
    day = workload.events(EVENTS_OF_ALL_DAYS)
    members = [members for _, members in itertools.islice(day, 2 * events)]
    lines = [("{" + text.rstrip("\n") + "\n").encode() for text in members]
    return [b"".join(lines[:events]), b"".join(lines[events:])]


def measure(arguments: argparse.Namespace) -> dict:
    from harness.proxy import FaultyProxy
    from harness.seaweed import SeaweedFS

    folder = arguments.folder.resolve()
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    bodies = post_bodies(arguments.events)
    store = SeaweedFS(folder / "seaweed").start()
    try:
        with FaultyProxy(store.port) as proxy:
            counted = run(folder / "counted", store, "counted", proxy, bodies, arguments)
        timed = run(folder / "timed", store, "timed", None, bodies, arguments)
    finally:
        store.stop()
    for interval, direct in zip(counted, timed, strict=True):
        seconds = "seconds_from_flush_to_all_committed"
        interval["proxied_" + seconds] = interval.pop(seconds)
        interval[seconds] = direct[seconds]
    return {
        "tenants": arguments.tenants,
        "events_per_post": arguments.events,
        "flush_seconds": arguments.flush_seconds,
        "dollars_per_1000_writes": arguments.write_price,
        "dollars_per_1000_reads": arguments.read_price,
        "cores": len(os.sched_getaffinity(0)),
        "first_interval": counted[0],
        "steady_interval": counted[1],
    }


def table(results: dict) -> str:
    intervals = [results["first_interval"], results["steady_interval"]]

    def row(name: str, values, form: str) -> str:
        return f"{name:<34}" + "".join(f"{value:>14{form}}" for value in values)

    def rows(name: str, key: str, form: str) -> str:
        return row(name, (interval[key] for interval in intervals), form)

    lines = [
        f"{results['tenants']} tenants, one post of {results['events_per_post']} events each, "
        f"flushed after {results['flush_seconds']} s, {results['cores']} cores",
        f"{'':<34}{'first':>14}{'steady':>14}",
    ]
    for name in KINDS:
        counts = [interval["requests"].get(name, 0) for interval in intervals]
        if any(counts):
            lines.append(row(name, counts, "d"))
    lines += [
        rows("requests", "requests_total", "d"),
        rows("requests per tenant", "requests_per_tenant", ".2f"),
        rows("bytes of events", "event_bytes", "d"),
        rows("requests per GB of events", "requests_per_gb", ".0f"),
        rows("dollars", "dollars", ".4f"),
        rows("dollars per GB of events", "dollars_per_gb", ".3f"),
        rows("flush to all committed, s", "seconds_from_flush_to_all_committed", ".1f"),
        rows("the same through the proxy, s", "proxied_seconds_from_flush_to_all_committed", ".1f"),
        f"prices: {results['dollars_per_1000_writes']} dollars per 1,000 PUT, POST and LIST, "
        f"{results['dollars_per_1000_reads']} per 1,000 GET and HEAD; DELETE is free",
    ]
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--binary", type=pathlib.Path, default=None)
    parser.add_argument("--folder", type=pathlib.Path, default=pathlib.Path("var/bench-tenants"))
    parser.add_argument("--tenants", type=int, default=1_000)
    parser.add_argument("--events", type=int, default=100, help="events of a post")
    parser.add_argument("--flush-seconds", type=int, default=20)
    parser.add_argument("--write-price", type=float, default=0.005, help="per 1,000 PUT, LIST")
    parser.add_argument("--read-price", type=float, default=0.0004, help="per 1,000 GET, HEAD")
    arguments = parser.parse_args()
    if arguments.binary:
        os.environ["LAKEWRITER_BIN"] = str(arguments.binary.resolve())
    results = measure(arguments)
    (arguments.folder / "tenants.json").write_text(json.dumps(results, indent=2) + "\n")
    print(table(results))


if __name__ == "__main__":
    main()
