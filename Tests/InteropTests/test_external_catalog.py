"""Files committed to somebody else's Iceberg REST catalog are read from it, each event once."""

import time

import pytest
from harness.events import numbered
from harness.lakewriter import DidNotStart
from pyiceberg.catalog.rest import RestCatalog
from pyiceberg.exceptions import NoSuchTableError


@pytest.fixture
def warehouse(seaweed, bucket):
    """A table bucket of the store's own catalog, which is a warehouse of it."""
    name = f"tables-{bucket}"
    seaweed.client("s3tables").create_table_bucket(name=name)
    return f"s3://{name}"


def options(seaweed, warehouse) -> tuple[str, ...]:
    return ("--catalog-uri", seaweed.catalog, "--catalog-warehouse", warehouse)


def credential(seaweed) -> dict[str, str]:
    return {"LAKEWRITER_CATALOG_CREDENTIAL": f"{seaweed.access_key}:{seaweed.secret_key}"}


def catalog(seaweed, warehouse) -> RestCatalog:
    return RestCatalog(
        "theirs",
        uri=seaweed.catalog,
        warehouse=warehouse,
        credential=f"{seaweed.access_key}:{seaweed.secret_key}",
        **{
            "oauth2-server-uri": f"{seaweed.catalog}/v1/oauth/tokens",
            "s3.endpoint": seaweed.endpoint,
            "s3.access-key-id": seaweed.access_key,
            "s3.secret-access-key": seaweed.secret_key,
            "s3.region": seaweed.region,
            "s3.path-style-access": "true",
        },
    )


def test_events_are_read_through_their_catalog(seaweed, bucket, warehouse, make_server):
    server = make_server(
        store=seaweed,
        bucket=bucket,
        arguments=options(seaweed, warehouse),
        environment=credential(seaweed),
    ).start()
    sent = {}
    for tenant in ("t1", "t10"):
        sent[tenant] = [numbered(f"{tenant}-{n}", 50) for n in range(3)]
    for batch in range(3):
        for tenant, batches in sent.items():
            with server.client(tenant) as client:
                client.post_events("numbered", batches[batch])
        if batch == 1:
            # Wherever it is: what it has sealed is committed once, by the next start.
            server.kill()
            server.start()
    server.stop()
    theirs = catalog(seaweed, warehouse)
    for tenant, batches in sent.items():
        table = theirs.load_table((tenant, "numbered"))
        rows = table.scan().to_arrow().to_pylist()
        expected = sorted(event["id"] for batch in batches for event in batch)
        assert sorted(row["event_id"] for row in rows) == expected
        assert {row["tenant_id"] for row in rows} == {tenant}
        ids = {field.name: field.field_id for field in table.schema().fields}
        assert (ids["tenant_id"], ids["event_time"], ids["extra"]) == (1, 3, 5)
        assert [field.name for field in table.spec().fields] == ["tenantId", "dt"]


def test_two_writers_commit_to_one_of_their_tables(seaweed, bucket, warehouse, make_server):
    servers = [
        make_server(
            f"server{n}",
            store=seaweed,
            bucket=bucket,
            flush_age="200ms",
            arguments=options(seaweed, warehouse),
            environment=credential(seaweed),
        ).start()
        for n in range(2)
    ]
    expected = []
    for batch in range(10):
        for number, server in enumerate(servers):
            events = numbered(f"s{number}-{batch}", 10)
            with server.client("t1") as client:
                client.post_events("numbered", events)
            expected += [event["id"] for event in events]
        time.sleep(0.2)
    for server in servers:
        server.stop()
    table = catalog(seaweed, warehouse).load_table(("t1", "numbered"))
    rows = table.scan().to_arrow().to_pylist()
    assert sorted(row["event_id"] for row in rows) == sorted(expected)
    assert len(table.snapshots()) >= 2


def test_a_catalog_that_refuses_us_stops_the_start(seaweed, bucket, warehouse, make_server):
    server = make_server(
        store=seaweed,
        bucket=bucket,
        arguments=options(seaweed, warehouse),
        environment={"LAKEWRITER_CATALOG_CREDENTIAL": "nobody:wrong-secret"},
    )
    with pytest.raises(DidNotStart) as failure:
        server.start()
    assert "catalog.credential" in failure.value.output
    assert "wrong-secret" not in failure.value.output


def test_a_catalog_that_is_away_holds_up_nothing(seaweed, bucket, make_server, warehouse):
    server = make_server(
        store=seaweed,
        bucket=bucket,
        arguments=("--catalog-uri", "http://127.0.0.1:9", "--shutdown-grace", "2s"),
    ).start(timeout=120)
    with server.client("t1") as client:
        client.post_events("numbered", numbered("a", 10))
    server.kill()
    # The same log with the catalog that is there: what was taken is in the table.
    server.arguments = options(seaweed, warehouse)
    server.environment |= credential(seaweed)
    theirs = catalog(seaweed, warehouse)
    with pytest.raises(NoSuchTableError):
        theirs.load_table(("t1", "numbered"))
    server.start()
    server.stop()
    assert len(theirs.load_table(("t1", "numbered")).scan().to_arrow()) == 10
