"""Tables that somebody broke, dropped or fenced: the cause is named, and no promise is broken."""

import json
import pathlib
import shutil
import subprocess
import time

import pytest
from harness import iceberg
from harness.catalog import Tables
from harness.client import Client
from harness.events import numbered
from harness.iceberg import IcebergTable
from harness.lake import Lake
from harness.lakewriter import DidNotStart, run
from harness.ports import LOOPBACK
from harness.posters import TABLE, Posters
from harness.proxy import ForgetfulProxy
from pyiceberg.types import StringType

TENANT = "acme"


class Sent:
    """Events that were posted one after the other, all of them acknowledged."""

    def __init__(self):
        self.acknowledged: set[str] = set()

    def post(self, server, prefix: str, count: int = 50) -> None:
        events = numbered(prefix, count)
        with server.client(TENANT) as client:
            client.post_events(TABLE, events)
        self.acknowledged |= {event["id"] for event in events}

    def sent_so_far(self) -> set[str]:
        return self.acknowledged


def metadata_folder(lake: Lake) -> pathlib.Path:
    return pathlib.Path(lake.root) / f"_catalog/tenantId={TENANT}/{TABLE}/metadata"


def versions(lake: Lake) -> list[pathlib.Path]:
    """The versions of the metadata, the oldest first."""
    found = metadata_folder(lake).glob("v*.metadata.json")
    return sorted(found, key=lambda path: int(path.name[1:].split(".")[0]))


def current_list(lake: Lake) -> pathlib.Path:
    """The manifest list of the current snapshot."""
    metadata = json.loads(versions(lake)[-1].read_bytes())
    current = metadata["current-snapshot-id"]
    [snapshot] = [s for s in metadata["snapshots"] if s["snapshot-id"] == current]
    return pathlib.Path(snapshot["manifest-list"].removeprefix("file://"))


def newest_manifest(lake: Lake) -> pathlib.Path:
    return max(metadata_folder(lake).glob("*-m0.avro"), key=lambda path: path.stat().st_mtime_ns)


def files_arrive(lake: Lake, sent: Sent, seconds: float = 30) -> None:
    """Waits until the directories hold everything."""
    deadline = time.monotonic() + seconds
    while sent.acknowledged - lake.event_ids(TABLE).keys():
        assert time.monotonic() < deadline, "the files did not come"
        time.sleep(0.1)


def says(server, *words: str, since: int = 0, seconds: float = 20) -> str:
    """Waits for a line of the log with all of these words in it."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        for line in server.log()[since:].splitlines():
            if all(word in line for word in words):
                return line
        time.sleep(0.1)
    raise AssertionError(f"{words} are in no line of the log:\n{server.log()[since:][-3000:]}")


@pytest.fixture
def served(make_server):
    """A server with a table of some commits, and what was sent to it."""
    server = make_server(flush_age="100ms").start()
    tables = Tables(Lake.of(server), TABLE)
    sent = Sent()
    for number in range(3):
        sent.post(server, f"before-{number}")
        tables.drain([sent])
    return server, tables, sent


def cut(content: bytes) -> bytes:
    return content[: len(content) // 2]


def garbled(content: bytes) -> bytes:
    """No letter stays what it was, in a stretch in the middle."""
    start, end = len(content) // 2, len(content) // 2 + 64
    return content[:start] + bytes(byte ^ 0xA5 for byte in content[start:end]) + content[end:]


DAMAGES = {"cut": cut, "garbled": garbled, "empty": lambda _: b"", "other": lambda _: b'{"a":[]}'}


@pytest.mark.parametrize("how", DAMAGES)
@pytest.mark.parametrize("what", ["metadata", "list"])
def test_a_damaged_table_is_named_and_goes_on_once_it_is_restored(what, how, served):
    """A server that starts on it takes events, writes files, and commits them once it can."""
    server, tables, sent = served
    server.stop()
    victim = versions(tables.lake)[-1] if what == "metadata" else current_list(tables.lake)
    content = victim.read_bytes()
    victim.write_bytes(DAMAGES[how](content))
    verified = tables.command("verify")
    assert verified.returncode == 1, verified
    assert victim.name in verified.stdout + verified.stderr

    since = len(server.log())
    server.start()
    sent.post(server, "meanwhile")
    says(server, "error", victim.name, since=since)
    files_arrive(tables.lake, sent)
    assert server.ready_status() == 200
    # It dies over it, and must not forget what it owes.
    server.kill()
    server.start()
    sent.post(server, "later")
    files_arrive(tables.lake, sent)

    victim.write_bytes(content)
    tables.drain([sent])
    server.stop()
    tables.check_drained([sent])


@pytest.mark.parametrize("what", ["metadata", "list", "manifest"])
def test_what_is_damaged_under_a_running_server_holds_up_no_event(what, served):
    """It knows its table, and commits behind the damage; what others damaged comes back whole."""
    server, tables, sent = served
    victim = {
        "metadata": lambda: versions(tables.lake)[-1],
        "list": lambda: current_list(tables.lake),
        "manifest": lambda: newest_manifest(tables.lake),
    }[what]()
    content = victim.read_bytes()
    victim.write_bytes(garbled(content))
    sent.post(server, "meanwhile")
    files_arrive(tables.lake, sent)
    if what == "manifest":
        verified = tables.command("verify")
        assert verified.returncode == 1 and victim.name in verified.stdout, verified
    server.kill()
    server.start()
    sent.post(server, "later")
    files_arrive(tables.lake, sent)
    victim.write_bytes(content)
    tables.drain([sent])
    server.stop()
    tables.check_drained([sent])


@pytest.mark.parametrize("text", ["", "\n", "one", "-1", "0", "1", "9" * 30, "\u0661"])
def test_a_hint_that_says_something_else_is_seen_through(text, served):
    server, tables, sent = served
    server.stop()
    hint = metadata_folder(tables.lake) / "version-hint.text"
    hint.write_text(text)
    server.start()
    sent.post(server, "later")
    tables.drain([sent])
    server.stop()
    tables.check_drained([sent])
    assert int(hint.read_text()) == len(versions(tables.lake))


def drop(server, *, purge: bool) -> None:
    """Drops the table by the REST catalog, as an operator."""
    query = f"?purgeRequested={str(purge).lower()}"
    path = f"/catalog/v1/namespaces/{TENANT}/tables/{TABLE}{query}"
    with Client(LOOPBACK, server.port, server.admin_token()) as client:
        answer = client.send("DELETE", path, None, {})
    assert answer.status in (204, 404), answer


@pytest.mark.parametrize("purge", [False, True])
def test_a_table_dropped_while_it_is_written_comes_back_with_all_that_follows(purge, make_server):
    """Two servers post and commit; one of them drops the table again and again."""
    one = make_server("one", flush_age="100ms").start()
    two = make_server("two", lake=one.lake, flush_age="100ms").start()
    lake = Lake.of(one)
    tables = Tables(lake, TABLE)
    rounds = []
    for number in range(6):
        posters = [
            Posters(server, [TENANT], seed=number, prefix=f"w{index}", pause=0.02).start(2)
            for index, server in enumerate((one, two))
        ]
        rounds.append(posters)
        time.sleep(0.7)
        if number < 5:
            drop(one, purge=purge)
        if number % 2:
            # Dead before it knows, perhaps, and with commits that the log has not noted.
            two.kill()
            two.start()
        for each in posters:
            each.stop()
    # What was acknowledged before the last drop may be gone with it; the last round is whole.
    every = [each for posters in rounds for each in posters]
    deadline = time.monotonic() + 60
    after = set().union(*(each.acknowledged for each in rounds[-1]))
    while lost := after - tables.check(every).keys():
        assert time.monotonic() < deadline, f"{len(lost)} of {len(after)} events are lost"
        time.sleep(0.2)
    for server in (one, two):
        server.stop()
    assert after <= tables.check(every).keys()
    tables.verify()


def rest_table(server, lake: Lake):
    """The table through the server's own catalog, as an operator's PyIceberg sees it."""
    return iceberg.rest_table(
        IcebergTable(
            lake, TENANT, TABLE, catalog=f"{server.url}/catalog", token=server.admin_token()
        )
    )


def test_a_column_that_somebody_renamed_keeps_its_new_name_and_holds_up_nobody(served):
    """By PyIceberg, under a running server and behind a restart; and a name that was given away."""
    server, tables, sent = served
    with rest_table(server, tables.lake).update_schema() as update:
        update.rename_column("n", "number")
    sent.post(server, "renamed")
    tables.drain([sent])
    server.kill()
    server.start()
    sent.post(server, "restarted")
    tables.drain([sent])
    rows = rest_table(server, tables.lake).scan().to_arrow().to_pylist()
    assert len(rows) == len(sent.acknowledged)
    # By its id the column is the same one in old files and new: each id ends with its number.
    assert all(row["event_id"].endswith(f"-{row['number']}") for row in rows), rows[:3]

    with rest_table(server, tables.lake).update_schema(allow_incompatible_changes=True) as update:
        update.delete_column("number")
    with rest_table(server, tables.lake).update_schema() as update:
        update.add_column("n", StringType())
    # The first commit behind the change stands on the columns that the writer remembers.
    for prefix in ("taken", "seen"):
        sent.post(server, prefix)
        tables.drain([sent])
    rows = rest_table(server, tables.lake).scan().to_arrow().to_pylist()
    [own] = [name for name in rows[0] if name.startswith("n_")]
    assert all(row["event_id"].endswith(f"-{row[own]}") and row["n"] is None for row in rows)
    server.stop()
    tables.check_drained([sent])


@pytest.mark.parametrize("what", ["absent", "cut"])
def test_a_snapshot_that_nobody_could_stand_on_is_refused_at_the_door(what, served):
    server, tables, sent = served
    metadata = json.loads(versions(tables.lake)[-1].read_bytes())
    [current] = [
        s for s in metadata["snapshots"] if s["snapshot-id"] == metadata["current-snapshot-id"]
    ]
    victim = metadata_folder(tables.lake) / "snap-1-0-foreign.avro"
    if what == "cut":
        victim.write_bytes(cut(current_list(tables.lake).read_bytes()))
    snapshot = current | {
        "snapshot-id": 1,
        "parent-snapshot-id": current["snapshot-id"],
        "sequence-number": metadata["last-sequence-number"] + 1,
        "manifest-list": f"file://{victim}",
    }
    reference = {"action": "set-snapshot-ref", "ref-name": "main", "type": "branch"}
    body = {
        "requirements": [],
        "updates": [
            {"action": "add-snapshot", "snapshot": snapshot},
            reference | {"snapshot-id": 1},
        ],
    }
    path = f"/catalog/v1/namespaces/{TENANT}/tables/{TABLE}"
    with Client(LOOPBACK, server.port, server.admin_token()) as client:
        answer = client.send("POST", path, json.dumps(body).encode(), {})
    assert answer.status == 400, answer
    assert victim.name in answer.body.decode(), answer
    victim.unlink(missing_ok=True)
    sent.post(server, "later")
    tables.drain([sent])
    server.stop()
    tables.check_drained([sent])


def test_a_second_server_on_one_data_directory_is_refused(served, make_server):
    server, tables, sent = served
    second = make_server("second", lake=server.lake, data=server.data)
    with pytest.raises(DidNotStart) as refusal:
        second.start()
    assert refusal.value.status == 1
    assert f"{server.data}/log/LOCK is held by process {server.process.pid}" in second.log()
    sent.post(server, "later")
    tables.drain([sent])
    server.stop()
    tables.check_drained([sent])


def test_a_copied_data_directory_is_fenced(make_server):
    """Two servers with one log: the later one is stopped, and what both took is there once."""
    one = make_server("one", flush_age="100ms").start()
    tables = Tables(Lake.of(one), TABLE)
    sent = Sent()
    sent.post(one, "before")
    tables.drain([sent])
    one.stop()
    # What is in the log alone is in both logs from here on.
    one.flush_age = "60s"
    one.start()
    sent.post(one, "in-the-log")
    one.kill()
    one.flush_age = "100ms"
    two = make_server("two", lake=one.lake, flush_age="100ms")
    shutil.copytree(one.data, two.data)

    one.start()
    two.start()
    sent.post(one, "by-one")
    tables.drain([sent])
    sent.post(two, "by-two")
    says(two, "critical", "another process writes with this log")
    assert two.process.wait(30) == 1
    assert one.ready_status() == 200
    sent.post(one, "by-one-later")
    # Its events are safe where they are, and each may go on when the other one has stopped.
    for _ in range(2):
        one.stop()
        two.start()
        sent.post(two, f"by-two-{len(sent.acknowledged)}")
        two.kill()
        one.start()
        sent.post(one, f"by-one-{len(sent.acknowledged)}")
    one.stop()
    two.start()
    tables.drain([sent])
    two.stop()
    tables.check_drained([sent])


# Has every clock that shows the time of day show another one.
_CLOCK = r"""
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
#include <sys/time.h>
#include <time.h>
static long shift(void) { const char *text = getenv("CLOCK_SHIFT"); return text ? atol(text) : 0; }
int clock_gettime(clockid_t clock, struct timespec *time) {
    int (*real)(clockid_t, struct timespec *) = dlsym(RTLD_NEXT, "clock_gettime");
    int status = real(clock, time);
    if (clock == CLOCK_REALTIME) time->tv_sec += shift();
    return status;
}
int gettimeofday(struct timeval *time, void *zone) {
    struct timespec now;
    int status = clock_gettime(CLOCK_REALTIME, &now);
    time->tv_sec = now.tv_sec;
    time->tv_usec = now.tv_nsec / 1000;
    return status;
}
time_t time(time_t *result) {
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    if (result) *result = now.tv_sec;
    return now.tv_sec;
}
"""


@pytest.mark.skipif(not shutil.which("cc"), reason="needs a C compiler, to shift the clock")
def test_a_clock_that_runs_backwards_loses_and_doubles_nothing(make_server, tmp_path):
    """A server that wakes up a minute, an hour and a month ago goes on with its table."""
    (tmp_path / "clock.c").write_text(_CLOCK)
    library = tmp_path / "clock.so"
    subprocess.run(
        ["cc", "-shared", "-fPIC", "-o", library, tmp_path / "clock.c", "-ldl"], check=True
    )
    server = make_server(flush_age="100ms", arguments=("--limits-future", "60d"))
    server.environment["LD_PRELOAD"] = str(library)
    lake = Lake.of(server)
    tables = Tables(lake, TABLE)
    sent = Sent()
    for shift in (0, -60, -3_600, -30 * 86_400, 0):
        server.environment["CLOCK_SHIFT"] = str(shift)
        server._tokens.clear()
        server.start()
        for number in range(3):
            sent.post(server, f"at-{shift}-{number}-{len(sent.acknowledged)}")
            tables.drain([sent])
        # Some of it is only in the log.
        sent.post(server, f"at-{shift}-{len(sent.acknowledged)}")
        server.kill()
    server.start()
    tables.drain([sent])
    server.stop()
    tables.check_drained([sent])
    assert len({line[:10] for line in server.log().splitlines()}) > 1, "the clock stood still"
    metadata = json.loads(versions(lake)[-1].read_bytes())
    times = [snapshot["timestamp-ms"] for snapshot in metadata["snapshots"]]
    assert times == sorted(times) and len(set(times)) == len(times)
    assert metadata["last-updated-ms"] >= times[-1]


def test_a_store_that_overlooks_conditions_is_found_out(make_server, seaweed, bucket, s3_lake):
    with ForgetfulProxy(seaweed) as proxy:
        environment = seaweed.environment(proxy.endpoint)
        doctor = run("doctor", f"--lake=s3://{s3_lake.root}", "--json", environment=environment)
        assert doctor.returncode == 1, doctor
        report = json.loads(doctor.stdout)
        assert not report["is_safe_for_many_writers"]
        kept = {f["promise"] for f in report["findings"] if not f.get("violation")}
        assert kept == {"read-back"}, report
        assert "does not keep what commits rest on" in doctor.stderr

        server = make_server(store=seaweed, bucket=bucket, endpoint=proxy.endpoint)
        with pytest.raises(DidNotStart) as refusal:
            server.start()
        assert refusal.value.status == 1
        assert "catalog.single-writer" in refusal.value.output

        # The operator knows that nobody else commits.
        server.arguments = ("--catalog-single-writer", "true")
        server.flush_age = "200ms"
        tables = Tables(s3_lake, TABLE)
        posters = []
        for number in range(3):
            server.start()
            posters.append(Posters(server, [TENANT, "b-2"], seed=number, pause=0.02).start())
            time.sleep(1.5)
            server.kill()
            posters[-1].stop()
        server.start()
        tables.drain(posters)
        server.stop()
    tables.check_drained(posters)
    # The same store heeds conditions once nothing stands before it.
    doctor = run("doctor", f"--lake=s3://{s3_lake.root}", environment=seaweed.environment())
    assert doctor.returncode == 0, doctor
