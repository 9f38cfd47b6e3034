"""Every reader of Iceberg tables gets the values that were sent, whichever way it is pointed."""

import datetime
from collections import Counter

import pytest
from conftest import SCHEMAS
from harness import iceberg, pruning, spark
from harness.events import kinds
from harness.iceberg import IcebergTable
from harness.lake import Lake
from harness.lakewriter import Lakewriter, run
from harness.spark import Spark
from harness.values import Table, parse, same

TENANTS = ["acme", "b-2", "zed_3"]
EVENTS_PER_TENANT = 3_000


class Written:
    """A server that runs on, the lake it wrote, and the rows that each tenant's table must hold."""

    def __init__(self, server: Lakewriter, lake: Lake):
        self.server = server
        self.lake = lake
        self.table = Table(SCHEMAS / "kinds.json")
        self.events = {}

    def fill(self) -> None:
        for seed, tenant in enumerate(TENANTS):
            lines = kinds(seed, EVENTS_PER_TENANT)
            self.events[tenant] = [parse(line) for line in lines]
            with self.server.client(tenant) as client:
                for start in range(0, len(lines), 1_000):
                    body = "\n".join(lines[start : start + 1_000]).encode()
                    answer = client.post("kinds", body)
                    assert answer.status == 200, answer
                    assert answer.rejected == [], answer.rejected[:3]
        # A start behind a stop: everything is in the tables, and the catalog answers.
        self.server.stop()
        self.server.start()

    def iceberg(self, tenant: str, token: str | None = None) -> IcebergTable:
        return IcebergTable(
            self.lake,
            tenant,
            self.table.name,
            catalog=f"{self.server.url}/catalog",
            token=token or self.server.token(tenant),
        )

    def expected(self, tenant: str, table: Table) -> Counter:
        return Counter(table.expected(tenant, event) for event in self.events[tenant])


@pytest.fixture(scope="module", params=["directory", "store"])
def written(request, tmp_path_factory, seaweed):
    """The same events in a directory and in a bucket."""
    folder = tmp_path_factory.mktemp("tables")
    if request.param == "store":
        seaweed.client().create_bucket(Bucket="tables")
        server = Lakewriter(
            folder,
            SCHEMAS,
            lake="s3://tables/root",
            environment=seaweed.environment(),
            flush_age="500ms",
        )
        lake = Lake("tables/root", seaweed)
    else:
        server = Lakewriter(folder, SCHEMAS, flush_age="500ms")
        lake = Lake.of(server)
    with server:
        written = Written(server, lake)
        written.fill()
        yield written


@pytest.mark.parametrize("reader", iceberg.READERS)
def test_a_reader_gets_every_value(reader, written):
    leniency = reader in iceberg.TAKES_NULL_LISTS_FOR_EMPTY
    table = Table(SCHEMAS / "kinds.json", takes_null_lists_for_empty=leniency)
    if reader in iceberg.READS_FLAT_COLUMNS_ONLY:
        table = table.only(table.flat)
    for tenant in TENANTS:
        same(written.expected(tenant, table), iceberg.read(reader, written.iceberg(tenant), table))


@pytest.mark.parametrize("reader", pruning.READERS)
def test_a_reader_opens_only_the_files_of_the_day_asked_for(reader, written):
    """Files whose day cannot match are left out by their partition."""
    if reader == "chdb" and written.lake.store:
        pytest.skip("the directory's table shows it")
    newest = max(event["at"] for event in written.events["acme"])[:10]
    start = datetime.datetime.fromisoformat(f"{newest}T00:00:00+00:00")
    everything, chosen = pruning.files_opened(reader, written.iceberg("acme"), start)
    days = {event["at"][:10] for event in written.events["acme"]}
    assert len(days) > 1, "the events lie on several days"
    assert 0 < chosen <= everything - (len(days) - 1)


def test_daft_pushes_the_day_down_to_the_partitions(written, capfd):
    """Its plan names the partition's condition, but no number of files."""
    import daft

    table = daft.read_iceberg(iceberg.static_table(written.iceberg("acme")))
    newest = max(event["at"] for event in written.events["acme"])[:10]
    start = datetime.datetime.fromisoformat(f"{newest}T00:00:00+00:00")
    table.where(table["event_time"] >= start).explain(show_all=True)
    assert "partition_filter: col(dt) >= days(lit(" in " ".join(capfd.readouterr().out.split())


@pytest.mark.slow
def test_spark_reads_appends_rewrites_and_expires(written, tmp_path):
    """Spark through our catalog: and our own commits go on beside its."""
    if reason := spark.missing_program():
        pytest.skip(reason)
    tenant, table = "b-2", written.table
    name = f"lake.`{tenant}`.{table.name}"
    admin = Spark(written.iceberg(tenant, token=written.server.admin_token()))
    found, rewritten = tmp_path / "found", tmp_path / "rewritten"
    newest = max(event["at"] for event in written.events[tenant])[:10]
    read, planned, _ = admin.run(
        {"do": "read", "table": name, "into": str(found)},
        {"do": "plan", "table": name, "from": f"{newest}T00:00:00+00:00"},
        {"do": "sql", "statement": f"SELECT * FROM {name}.snapshots"},
    )
    assert read["rows"] == EVENTS_PER_TENANT
    same(written.expected(tenant, table), counted(table, spark.rows(found)))
    assert 0 < planned["chosen"] < planned["all"]

    # A second copy of ten rows; then all small files into few; then nothing but the last snapshot.
    added, compacted, expired, after = admin.run(
        {
            "do": "sql",
            "statement": f"INSERT INTO {name} SELECT * FROM {name} ORDER BY event_id LIMIT 10",
        },
        {
            "do": "sql",
            "statement": f"""CALL lake.system.rewrite_data_files(
                table => '{tenant}.{table.name}',
                options => map('rewrite-all', 'true'))""".replace(
                f"'{tenant}.", f"'`{tenant}`."
            ),
        },
        {
            "do": "sql",
            "statement": f"""CALL lake.system.expire_snapshots(
                table => '`{tenant}`.{table.name}',
                older_than => TIMESTAMP '2100-01-01 00:00:00', retain_last => 1)""",
        },
        {"do": "read", "table": name, "into": str(rewritten)},
    )
    assert added["rows"] == []
    assert compacted["rows"][0]["rewritten_data_files_count"] > 1
    assert expired["rows"][0]["deleted_data_files_count"] > 1
    assert after["rows"] == EVENTS_PER_TENANT + 10

    # The writer goes on behind what Spark did.
    more = kinds(99, 100)
    with written.server.client(tenant) as client:
        assert client.post(table.name, "\n".join(more).encode()).accepted == 100
    written.server.stop()
    written.server.start()
    written.events[tenant] += [parse(line) for line in more]
    rows = counted(table, iceberg.by_polars(written.iceberg(tenant)))
    expected = written.expected(tenant, table)
    assert rows.total() == expected.total() + 10
    assert not expected - rows
    verified = run(
        "catalog",
        "verify",
        "--lake",
        written.server.lake,
        f"{tenant}.{table.name}",
        environment=written.server.environment,
    )
    assert verified.returncode == 0, verified.stdout + verified.stderr


def counted(table: Table, rows: list[dict]) -> Counter:
    return Counter(table.actual(iceberg.as_in_a_directory(row)) for row in rows)
