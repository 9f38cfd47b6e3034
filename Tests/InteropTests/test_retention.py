"""Days go whose time is over: from tables, from directories, and from what a store kept of them."""

import datetime
import json
import time

import pytest
from harness.catalog import Tables
from harness.iceberg import IcebergTable, duckdb_connection, static_table
from harness.lake import Lake
from harness.lakewriter import run
from harness.posters import TABLE, Posters

DAYS_AGO = [0, 1, 5, 6, 40]


def command(server, *arguments: str, check: bool = True):
    result = run(
        "tenants", *arguments, f"--lake={server.lake}", "--json", environment=server.environment
    )
    assert not check or result.returncode == 0, result.stderr
    return [json.loads(line) for line in result.stdout.splitlines()]


def post_days(server, tenant: str, prefix: str) -> None:
    """Ten events of each of a few days, a file a day; a commit for each time that it is called."""
    now = datetime.datetime.now(datetime.timezone.utc)
    lines = []
    for days in DAYS_AGO:
        moment = (now - datetime.timedelta(days=days)).isoformat()
        for n in range(10):
            lines.append(json.dumps({"id": f"{prefix}-{days}-{n}", "at": moment, "n": n}))
    with server.client(tenant) as client:
        answer = client.post(TABLE, "\n".join(lines).encode())
        assert answer.status == 200 and answer.accepted == 10 * len(DAYS_AGO)


def readers(lake: Lake, tenant: str) -> dict[str, list[str]]:
    """The ids that every way of looking at the tenant's table shows, sorted."""
    table = IcebergTable(lake, tenant, TABLE)
    location = table.location.removeprefix("file://")
    query = f"SELECT event_id FROM iceberg_scan('{location}')"
    rows = lake.read(TABLE, ["event_id", "tenantId"]).to_pylist()
    arrow = static_table(table).scan(selected_fields=("event_id",)).to_arrow()
    return {
        "pyiceberg": sorted(arrow.column("event_id").to_pylist()),
        "duckdb": sorted(row[0] for row in duckdb_connection(table).execute(query).fetchall()),
        "directory": sorted(r["event_id"] for r in rows if r["tenantId"] == tenant),
    }


def ids(prefixes: list[str], days: list[int]) -> list[str]:
    return sorted(f"{p}-{d}-{n}" for p in prefixes for d in days for n in range(10))


def wait_for(lake: Lake, tenant: str, expected: list[str], seconds: float = 30) -> None:
    """Until every reader shows these events, and no others."""
    deadline = time.monotonic() + seconds
    while True:
        try:
            found = readers(lake, tenant)
        except Exception:
            # Files may go between a listing and a read.
            if time.monotonic() > deadline:
                raise
            found = {}
        if found and all(shown == expected for shown in found.values()):
            return
        assert time.monotonic() < deadline, {k: len(v) for k, v in found.items()}
        time.sleep(0.3)


@pytest.mark.parametrize("has_versions", [False, True])
def test_by_command(make_server, seaweed, bucket, has_versions):
    """`tenants retain`, on a directory and on a bucket with versions, beside a server that writes."""
    if has_versions:
        client = seaweed.client()
        client.put_bucket_versioning(Bucket=bucket, VersioningConfiguration={"Status": "Enabled"})
        server = make_server(store=seaweed, bucket=bucket, flush_age="200ms").start()
        lake = Lake(f"{bucket}/root", seaweed)
    else:
        server = make_server(flush_age="200ms").start()
        lake = Lake.of(server)
    for tenant in ("t1", "t10"):
        post_days(server, tenant, "a")
    wait_for(lake, "t1", ids(["a"], DAYS_AGO))
    post_days(server, "t1", "b")
    wait_for(lake, "t1", ids(["a", "b"], DAYS_AGO))
    wait_for(lake, "t10", ids(["a"], DAYS_AGO))
    assert command(server, "retain") == [], "nothing is said of anybody's retention"
    command(server, "quotas", "t1", "--retention-days", "5")
    said = command(server, "retain", "--dry-run")
    assert [(line["table"], line["rows"], line["files"]) for line in said] == [
        (f"t1.{TABLE}", 40, 4)
    ]
    wait_for(lake, "t1", ids(["a", "b"], DAYS_AGO))
    # Others write meanwhile, to the same table too.
    posters = Posters(server, ["t1", "t10"], seed=1, prefix="p", pause=0.01).start(2)
    done = command(server, "retain")
    posters.stop()
    assert [len(line["days"]) for line in done] == [2]
    deadline = time.monotonic() + 60
    while set(posters.acknowledged) - set(lake.event_ids(TABLE)):
        assert time.monotonic() < deadline
        time.sleep(0.3)
    server.stop()
    old = set(ids(["a", "b"], [6, 40]))
    shown = readers(lake, "t1")
    assert shown["pyiceberg"] == shown["duckdb"] == shown["directory"]
    assert not old & set(shown["directory"])
    assert set(ids(["a", "b"], [0, 1, 5])) <= set(shown["directory"])
    assert set(ids(["a"], DAYS_AGO)) <= set(readers(lake, "t10")["duckdb"])
    Tables(lake, TABLE).verify("--orphan-age=0s")
    assert command(server, "retain") == []
    if has_versions:
        days = [datetime.date.today() - datetime.timedelta(days=d) for d in (6, 40)]
        folders = [f"root/{TABLE}/tenantId=t1/dt={d}/" for d in days]
        for page in client.get_paginator("list_object_versions").paginate(Bucket=bucket):
            for kind in ("Versions", "DeleteMarkers"):
                for item in page.get(kind, []):
                    assert not item["Key"].startswith(tuple(folders)), item["Key"]
                    client.delete_object(
                        Bucket=bucket, Key=item["Key"], VersionId=item["VersionId"]
                    )


def test_by_two_servers(make_server):
    """Servers drop days on their own account, several of one lake beside each other."""
    options = {"flush_age": "200ms", "arguments": ("--retention-interval", "1s")}
    first = make_server("a", **options).start()
    second = make_server("b", lake=first.lake, **options).start()
    lake = Lake.of(first)
    post_days(first, "t1", "a")
    post_days(second, "t1", "b")
    wait_for(lake, "t1", ids(["a", "b"], DAYS_AGO))
    command(first, "quotas", "t1", "--retention-days", "5")
    wait_for(lake, "t1", ids(["a", "b"], [0, 1, 5]))
    # What comes late, of a day that is over, goes with the next look.
    post_days(second, "t1", "c")
    wait_for(lake, "t1", ids(["a", "b", "c"], [0, 1, 5]))
    for server in (first, second):
        server.stop()
    Tables(lake, TABLE).verify("--orphan-age=0s")
    assert "retention.applied" in first.log() + second.log()
