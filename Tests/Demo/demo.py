"""Starts a server on a lake in a folder, streams a shop's events to it, and shows what to try.

`--once` ends the server when all is shown; without it the server runs until Ctrl-C.
"""

import argparse
import datetime
import http.client
import json
import pathlib
import secrets
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request

import duckdb
from shop import Shop

TENANTS = ["acme", "globex", "initech"]
VISITS = 400
RECEIPTS = 150
BATCH = 500
FLUSH_AGE = "2s"

QUESTIONS = [
    (
        "How many orders were there in all, online and at the tills?",
        """
SELECT count(*) AS orders FROM (
    SELECT kind FROM read_parquet('{lake}/clicks/*/*/*.parquet') WHERE kind = 'order'
    UNION ALL
    SELECT kind FROM read_parquet('{lake}/sales/*/*/*.parquet') WHERE kind = 'sale')""",
    ),
    (
        "Which categories were bought?",
        """
WITH bought AS (
    SELECT unnest("order".items, recursive := true)
    FROM read_parquet('{lake}/clicks/*/*/*.parquet')
    UNION ALL BY NAME
    SELECT unnest(lines, recursive := true) FROM read_parquet('{lake}/sales/*/*/*.parquet'))
SELECT category, sum(quantity)::BIGINT AS pieces
FROM bought GROUP BY category ORDER BY pieces DESC, category""",
    ),
]


class Demo:
    """The server, and what was sent to it."""

    def __init__(self, binary: pathlib.Path, folder: pathlib.Path, address: str):
        self.binary = binary
        self.lake = (folder / "lake").resolve()
        self.data = (folder / "data").resolve()
        self.schemas = pathlib.Path(__file__).resolve().parents[2] / "schemas"
        self.address = address
        self.sent = 0

    def start(self) -> subprocess.Popen:
        self.lake.mkdir(parents=True, exist_ok=True)
        self.data.mkdir(parents=True, exist_ok=True)
        command = [self.binary, "serve", "--dev", "--lake", f"file://{self.lake}"]
        command += ["--data-dir", self.data, "--schemas", self.schemas]
        command += ["--listen", self.address, "--flush-age", FLUSH_AGE]
        self.process = subprocess.Popen(list(map(str, command)))
        deadline = time.monotonic() + 60
        while not self._is_ready():
            if self.process.poll() is not None:
                sys.exit(f"the server ended with status {self.process.returncode}")
            if time.monotonic() > deadline:
                self.process.kill()
                sys.exit("the server did not become ready within a minute")
            time.sleep(0.05)
        return self.process

    def _is_ready(self) -> bool:
        try:
            return urllib.request.urlopen(f"http://{self.address}/readyz", timeout=5).status == 200
        except OSError:
            return False

    def token(self, tenant: str) -> str:
        command = [self.binary, "token", "--data-dir", self.data, "--tenant", tenant]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()

    def stream(self) -> None:
        """Sends every tenant's clicks and sales."""
        seed = secrets.randbits(32)
        now = datetime.datetime.now(datetime.timezone.utc)
        for tenant in TENANTS:
            shop = Shop(tenant, seed, now)
            token = self.token(tenant)
            for table, events in [
                ("clicks", list(shop.clicks(VISITS))),
                ("sales", list(shop.sales(RECEIPTS))),
            ]:
                for start in range(0, len(events), BATCH):
                    self._post(token, table, events[start : start + BATCH])

    def _post(self, token: str, table: str, events: list[dict]) -> None:
        connection = http.client.HTTPConnection(self.address, timeout=60)
        body = "".join(json.dumps(event) + "\n" for event in events).encode()
        headers = {
            "Authorization": f"Bearer {token}",
            "Content-Type": "application/x-ndjson",
        }
        connection.request("POST", f"/v1/tables/{table}/events", body, headers)
        response = connection.getresponse()
        answer = json.loads(response.read())
        connection.close()
        if response.status != 200 or answer["rejected"]:
            sys.exit(f"{table}: {response.status} {json.dumps(answer)[:500]}")
        self.sent += answer["accepted"]

    def wait_for_files(self, before: int) -> None:
        """Returns once the files come no more: what was sent is older than the flush age."""
        deadline = time.monotonic() + 30
        count, since = before, time.monotonic()
        while time.monotonic() < deadline:
            time.sleep(0.25)
            now = len(self.files())
            if now != count:
                count, since = now, time.monotonic()
            elif now > before and time.monotonic() - since > 3:
                return

    def files(self) -> list[pathlib.Path]:
        return sorted(self.lake.glob("*/tenantId=*/dt=*/*.parquet"))

    def tree(self) -> str:
        """The lake's folders, and how many files of what size each holds."""
        sizes: dict[pathlib.Path, list[int]] = {}
        for file in self.files():
            sizes.setdefault(file.parent.relative_to(self.lake), []).append(file.stat().st_size)
        return "\n".join(
            f"  {folder}/  {len(found)} files, {sum(found) / 1024:.0f} KiB"
            for folder, found in sizes.items()
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--binary", type=pathlib.Path, required=True)
    parser.add_argument("--folder", type=pathlib.Path, default=pathlib.Path("var"))
    parser.add_argument("--listen", default="127.0.0.1:8080")
    parser.add_argument("--once", action="store_true")
    arguments = parser.parse_args()

    demo = Demo(arguments.binary.resolve(), arguments.folder, arguments.listen)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    process = demo.start()
    try:
        before = len(demo.files())
        demo.stream()
        demo.wait_for_files(before)
        show(demo)
        if not arguments.once:
            print("The server runs until Ctrl-C.", flush=True)
            process.wait()
    except KeyboardInterrupt:
        pass
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait()


def show(demo: Demo) -> None:
    """Prints the tree, a request to try, and what DuckDB answers to two questions."""
    url = f"http://{demo.address}"
    print(f"\n{demo.sent} events of {len(TENANTS)} tenants are in {demo.lake}:\n")
    print(demo.tree())
    event = (
        '{"id":"018f2b4e-6b1c-7c3d-8e4f-0123456789ab","at":"'
        + (datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ"))
        + '","kind":"view","session_id":"s1"}'
    )
    print("\nSend one yourself:\n")
    print(f"  curl {url}/v1/tables/clicks/events -H 'Content-Type: application/json' \\")
    print(f'    -H "Authorization: Bearer {demo.token(TENANTS[0])}" \\')
    print(f"    -d '{event}'")
    for question, query in QUESTIONS:
        query = query.format(lake=demo.lake).strip()
        print(f"\n{question}\n\n  " + query.replace("\n", "\n  ") + "\n")
        print(duckdb.sql(query), flush=True)


if __name__ == "__main__":
    main()
