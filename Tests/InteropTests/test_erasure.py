"""A tenant is erased while many others write on: nothing of it is left, nothing of theirs touched."""

import json
import pathlib
import random
import subprocess
import threading
import time

from harness.catalog import Tables
from harness.erasure import erase, left_in_bucket, left_in_folder
from harness.lake import Lake
from harness.lakewriter import BINARY
from harness.posters import TABLE, Posters, acknowledged_by
from harness.seaweed import clean_environment

VICTIM = "t1"
# Names that begin alike among them.
OTHERS = ["t10", "t11", "t1-a", "t1_a"] + [f"other{n:02}" for n in range(45)]


class Victim(Posters):
    """A client of the tenant that is erased: from then on it is refused, and goes on trying."""

    def _post(self, client, events, chance):
        ids = {event["id"] for event in events}
        with self._lock:
            self.sent |= ids
        body = "".join(f'{{"id":"{e["id"]}","at":"{e["at"]}","n":{e["n"]}}}\n' for e in events)
        # A bad event now and then: dead letters are a table of the tenant's as well.
        answer = client.post(TABLE, (body + '{"n":"bad"}\n').encode())
        with self._lock:
            if answer.status == 200:
                self.acknowledged |= ids
            elif answer.status in (403, 503):
                self.refusals.append(answer.status)
            else:
                self.surprises.append(f"{answer.status} {answer.body[:300]!r}")
        if answer.status != 200:
            time.sleep(0.05)


class Scene:
    """Servers of one lake, fifty tenants that write, and a way to see what is left of one."""

    def __init__(self, make_server, store=None, bucket=None, count=1):
        self.store, self.bucket = store, bucket
        first = make_server("s0", store=store, bucket=bucket, flush_age="300ms").start()
        self.servers = [first] + [
            make_server(
                f"s{n}", store=store, bucket=bucket, flush_age="300ms", lake=first.lake
            ).start()
            for n in range(1, count)
        ]
        self.lake = Lake(f"{bucket}/root", store) if store else Lake.of(first)
        self.others = [
            Posters(s, OTHERS, seed=n, prefix=f"o{n}", pause=0.05)
            for n, s in enumerate(self.servers)
        ]
        self.victims = [
            Victim(s, [VICTIM], seed=n, prefix=f"v{n}", pause=0.02) for n, s in enumerate(self.servers)
        ]

    def write(self, seconds: float) -> None:
        """Everybody begins to write, and does not stop."""
        for poster in self.others:
            poster.start(4)
        for poster in self.victims:
            poster.start(2)
        time.sleep(seconds)
        assert all(p.acknowledged for p in self.others + self.victims)

    def left(self) -> list[str]:
        if self.store:
            return left_in_bucket(self.store, self.bucket, VICTIM)
        return left_in_folder(pathlib.Path(self.lake.root), VICTIM)

    def stop_writing(self) -> None:
        for poster in self.others + self.victims:
            poster.stop()

    def check_others(self) -> None:
        """Each event of the others is there exactly once, and their tables are right."""
        Tables(self.lake, TABLE).drain(self.others)
        Tables(self.lake, TABLE).verify("--orphan-age=0s")
        print(f"{len(acknowledged_by(self.others)):,} events of others")


def receipt(result: subprocess.CompletedProcess) -> dict:
    assert result.returncode == 0, result.stderr
    return json.loads(result.stdout)


def check_erased(scene: Scene) -> None:
    """What holds for good: whoever restarts, whatever tokens are shown."""
    assert scene.left() == []
    with scene.servers[0].client(VICTIM) as client:
        answer = client.post(TABLE, b'{"id":"x"}')
        assert answer.status == 403, answer.body
    scene.stop_writing()
    scene.check_others()
    for server in scene.servers:
        server.kill()
        server.start()
    time.sleep(1.5)
    assert scene.left() == [], "a restart brought it back"
    for server in scene.servers:
        server.stop()
    assert scene.left() == []


def test_one_of_fifty_in_a_directory(make_server):
    scene = Scene(make_server)
    scene.write(3)
    before = len(scene.left())
    said = receipt(erase(scene.servers[0], VICTIM, "--dry-run"))
    assert said["versions"] > 0 and not said["is_done"]
    assert len(scene.left()) >= before, "a dry run removes nothing"
    begun = time.monotonic()
    done = receipt(erase(scene.servers[0], VICTIM, "--yes"))
    print(f"erased in {time.monotonic() - begun:.1f} s: {done}")
    folders = {f["folder"] for f in done["folders"]}
    kinds = {TABLE, "dead_letters", "_catalog"}
    assert folders == {f"{kind}/tenantId={VICTIM}/" for kind in kinds}
    refused = [len(v.refusals) for v in scene.victims]
    assert all(refused), "its requests were refused while it was erased"
    check_erased(scene)


def test_one_of_fifty_in_a_bucket_with_versions(make_server, seaweed, bucket):
    client = seaweed.client()
    client.put_bucket_versioning(Bucket=bucket, VersioningConfiguration={"Status": "Enabled"})
    scene = Scene(make_server, seaweed, bucket, count=2)
    scene.write(4)
    # What is left of a table that was dropped: old versions alone, and uploads of nobody's.
    old = f"root/gone/tenantId={VICTIM}/dt=2020-01-01/old & odd+.parquet"
    client.put_object(Bucket=bucket, Key=old, Body=b"1")
    client.delete_object(Bucket=bucket, Key=old)
    upload = f"root/{TABLE}/tenantId={VICTIM}/dt=2020-01-01/unfinished"
    client.create_multipart_upload(Bucket=bucket, Key=upload)
    begun = time.monotonic()
    done = receipt(erase(scene.servers[0], VICTIM, "--yes"))
    print(f"erased in {time.monotonic() - begun:.1f} s: {done}")
    assert done["uploads"] >= 1 and done["delete_markers"] >= 1
    assert f"gone/tenantId={VICTIM}/" in {f["folder"] for f in done["folders"]}
    check_erased(scene)
    for page in client.get_paginator("list_object_versions").paginate(Bucket=bucket):
        for kind in ("Versions", "DeleteMarkers"):
            for item in page.get(kind, []):
                client.delete_object(Bucket=bucket, Key=item["Key"], VersionId=item["VersionId"])


def test_killed_again_and_again(make_server):
    """The command is killed wherever it happens to be, and simply run again."""
    scene = Scene(make_server)
    scene.write(3)
    chance = random.Random(42)
    command = [
        BINARY, "tenants", "erase", VICTIM, f"--lake={scene.servers[0].lake}", "--settle=200ms",
        "--yes",
    ]  # fmt: skip
    kills = 0
    for _ in range(8):
        process = subprocess.Popen(command, env=clean_environment())
        try:
            process.wait(timeout=chance.uniform(0.05, 0.6))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            kills += 1
    assert kills >= 3, "it was never killed on its way"
    receipt(erase(scene.servers[0], VICTIM, "--yes"))
    check_erased(scene)


def test_server_that_was_down(make_server):
    """A server that has unwritten events of the tenant, and slept through its erasure."""
    up = make_server("up", flush_age="300ms").start()
    down = make_server("down", flush_age="1h", lake=up.lake).start()
    for server in (up, down):
        with server.client(VICTIM) as client:
            assert client.post(TABLE, b'{"id":"a","at":"2026-01-01T00:00:00Z","n":1}').status == 200
        with server.client("t10") as client:
            line = f'{{"id":"{server.folder.name}","at":"2026-01-01T00:00:00Z","n":1}}'
            assert client.post(TABLE, line.encode()).status == 200
    down.kill()
    receipt(erase(up, VICTIM, "--yes"))
    lake = Lake.of(up)
    down.start()
    assert "are not written" in down.log()
    down.stop()
    up.stop()
    assert left_in_folder(pathlib.Path(lake.root), VICTIM) == []
    assert set(lake.event_ids(TABLE)) == {"up", "down"}


def test_refusals(make_server):
    """Nothing is erased by a slip."""
    server = make_server(flush_age="300ms").start()
    with server.client(VICTIM) as client:
        assert client.post(TABLE, b'{"id":"a","at":"2026-01-01T00:00:00Z","n":1}').status == 200
    asked = erase(server, VICTIM)
    assert asked.returncode == 2 and "--yes" in asked.stderr
    for name in ["", "*", "T1", "t1/", "../t1", "tenantId=t1"]:
        assert erase(server, name, "--yes").returncode == 2, name
    with server.client(VICTIM) as client:
        assert client.post(TABLE, b'{"id":"b","at":"2026-01-01T00:00:00Z","n":1}').status == 200
