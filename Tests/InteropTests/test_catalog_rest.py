"""The REST catalog, asked by PyIceberg and DuckDB, and by clients that mean no good."""

import json
import time
import urllib.request

import pyarrow as pa
import pytest
from harness import iceberg
from harness.client import Client
from harness.events import numbered
from harness.iceberg import IcebergTable
from harness.lake import Lake
from harness.lakewriter import Lakewriter
from harness.ports import LOOPBACK
from pyiceberg.catalog.rest import RestCatalog
from pyiceberg.exceptions import (
    CommitFailedException,
    NamespaceNotEmptyError,
    NoSuchNamespaceError,
    NoSuchTableError,
    OAuthError,
    TableAlreadyExistsError,
    UnauthorizedError,
)
from pyiceberg.types import StringType

THINGS = pa.table(
    {
        "id": pa.array([1, 2, 3], pa.int64()),
        "name": ["a", "b", None],
        "list": [[1], [2, 3], []],
    }
)


class Catalog:
    """A server with events of two tenants in their tables, and clients of its catalog."""

    def __init__(self, server: Lakewriter, lake: Lake):
        self.server = server
        self.lake = lake
        self.admin = server.admin_token()
        for tenant in ("acme", "beta"):
            with server.client(tenant) as client:
                client.post_events("numbered", numbered(tenant, 10))
        for tenant in ("acme", "beta"):
            self.wait(tenant, 10)

    @property
    def uri(self) -> str:
        return f"{self.server.url}/catalog"

    def table(self, tenant: str, name: str = "numbered", token: str | None = None) -> IcebergTable:
        return IcebergTable(self.lake, tenant, name, self.uri, token or self.admin)

    def pyiceberg(self, token: str | None = None, **properties) -> RestCatalog:
        store = self.table("acme").properties()
        if "credential" not in properties:
            properties["token"] = token or self.admin
        return RestCatalog("lake", uri=self.uri, **store, **properties)

    def wait(self, tenant: str, count: int) -> None:
        """Returns once so many rows are in a tenant's table."""
        deadline = time.monotonic() + 60
        found = None
        while time.monotonic() < deadline:
            try:
                table = self.pyiceberg().load_table((tenant, "numbered"))
                found = table.scan(selected_fields=("event_id",)).to_arrow().num_rows
            except NoSuchTableError:
                found = None
            if found == count:
                return
            time.sleep(0.1)
        raise AssertionError(f"{found} rows instead of {count}\n{self.server.log()[-3000:]}")

    def duckdb(self):
        """DuckDB, which otherwise takes a name of this very file for a table."""
        connection = iceberg.duckdb_connection(self.table("acme"))
        connection.execute("SET python_enable_replacements = false")
        return connection

    def send(self, method: str, path: str, body=None, token: str | None = None, **headers):
        """Any request below `/catalog/v1/`; a body that is no bytes is sent as JSON."""
        if body is not None and not isinstance(body, bytes):
            body = json.dumps(body).encode()
        token = self.admin if token is None else token
        headers = {name.replace("_", "-"): value for name, value in headers.items()}
        with Client(LOOPBACK, self.server.port, token or None) as client:
            return client.send(method, f"/catalog/v1/{path}", body, headers)


@pytest.fixture(params=["directory", "store"])
def catalog(request, make_server):
    if request.param == "directory":
        server = make_server(flush_age="200ms").start()
        return Catalog(server, Lake.of(server))
    store = request.getfixturevalue("seaweed")
    bucket = request.getfixturevalue("bucket")
    server = make_server(store=store, bucket=bucket, flush_age="200ms").start()
    return Catalog(server, Lake(f"{bucket}/root", store))


@pytest.mark.parametrize("way", ["token", "credential"])
def test_a_tenant_reads_its_own_tables_by_pyiceberg(catalog, way):
    token = catalog.server.token("acme")
    properties = {"token": token} if way == "token" else {"credential": f"anybody:{token}"}
    mine = catalog.pyiceberg(**properties)
    assert mine.list_namespaces() == [("acme",)]
    assert mine.list_tables("acme") == [("acme", "numbered")]
    assert mine.list_views("acme") == []
    assert mine.table_exists("acme.numbered")
    assert mine.namespace_exists("acme")
    rows = mine.load_table("acme.numbered").scan().to_arrow()
    assert sorted(rows.column("event_id").to_pylist()) == sorted(f"acme-{n}" for n in range(10))

    assert not mine.table_exists("beta.numbered")
    assert not mine.namespace_exists("beta")
    with pytest.raises(NoSuchTableError):
        mine.load_table("beta.numbered")
    with pytest.raises(NoSuchNamespaceError):
        mine.list_tables("beta")
    # It is not even told of what only operators may do.
    for act in (lambda: mine.drop_table("acme.numbered"), lambda: mine.create_namespace("mine")):
        with pytest.raises(NotImplementedError):
            act()


def test_secrets_that_do_not_count_get_no_token(catalog):
    with pytest.raises(OAuthError):
        catalog.pyiceberg(credential="anybody:nothing")
    with pytest.raises(UnauthorizedError):
        catalog.pyiceberg(token="nothing")


def test_an_operator_does_everything_by_pyiceberg(catalog):
    operator = catalog.pyiceberg()
    assert operator.list_namespaces() == [("acme",), ("beta",)]
    operator.create_namespace("gamma", {"owner": "us"})
    operator.update_namespace_properties("gamma", removals={"owner"}, updates={"team": "them"})
    assert operator.load_namespace_properties("gamma") == {"team": "them"}

    table = operator.create_table("gamma.things", THINGS.schema)
    assert table.location() == catalog.table("gamma", "things").location
    with pytest.raises(TableAlreadyExistsError):
        operator.create_table("gamma.things", THINGS.schema)
    table.append(THINGS)
    table.append(THINGS)
    table.delete("id = 2")
    assert table.scan().to_arrow().num_rows == 4
    table.overwrite(THINGS)
    with table.update_schema() as update:
        update.add_column("more", StringType())
    table.append(THINGS.append_column("more", pa.array(["x", "y", "z"])))
    again = operator.load_table("gamma.things").scan().to_arrow()
    assert sorted(again.column("id").to_pylist()) == [1, 1, 2, 2, 3, 3]
    assert again.column("more").null_count == 3

    with operator.create_table_transaction("gamma.staged", THINGS.schema) as creation:
        creation.append(THINGS)
        assert not operator.table_exists("gamma.staged")
    assert operator.load_table("gamma.staged").scan().to_arrow().num_rows == 3

    with pytest.raises(NamespaceNotEmptyError):
        operator.drop_namespace("gamma")
    operator.purge_table("gamma.staged")
    operator.drop_table("gamma.things")
    assert operator.list_tables("gamma") == []
    with pytest.raises(NoSuchTableError):
        operator.load_table("gamma.things")
    operator.drop_namespace("gamma")
    assert operator.list_namespaces() == [("acme",), ("beta",)]


def test_who_commits_upon_an_old_table_is_told_so(catalog):
    operator = catalog.pyiceberg()
    operator.create_namespace("gamma")
    operator.create_table(
        "gamma.things", THINGS.schema, properties={"commit.retry.num-retries": "0"}
    )
    early, late = (operator.load_table("gamma.things") for _ in range(2))
    early.append(THINGS)
    with pytest.raises(CommitFailedException):
        late.append(THINGS)
    assert operator.load_table("gamma.things").scan().to_arrow().num_rows == 3


def test_the_writer_goes_on_behind_the_commits_of_others(catalog):
    table = catalog.pyiceberg().load_table("acme.numbered")
    rows = table.scan().to_arrow()
    table.append(rows)
    with catalog.server.client("acme") as client:
        client.post_events("numbered", numbered("acme", 5, start=10))
    catalog.wait("acme", 25)
    table = catalog.pyiceberg().load_table("acme.numbered")
    table.delete("n < 10")
    with catalog.server.client("acme") as client:
        client.post_events("numbered", numbered("acme", 5, start=15))
    catalog.wait("acme", 10)


def test_an_unchanged_table_is_not_sent_again(catalog):
    first = catalog.send("GET", TABLE)
    assert first.status == 200
    tag = first.headers["etag"]
    assert catalog.send("GET", TABLE, If_None_Match=tag).status == 304
    assert catalog.send("GET", f"{TABLE}?snapshots=refs", If_None_Match=tag).status == 200
    with catalog.server.client("acme") as client:
        client.post_events("numbered", numbered("acme", 1, start=10))
    catalog.wait("acme", 11)
    second = catalog.send("GET", TABLE, If_None_Match=tag)
    assert second.status == 200
    assert second.headers["etag"] != tag


@pytest.mark.parametrize("way", ["token", "client credentials"])
def test_a_tenant_reads_its_own_tables_by_duckdb(catalog, way):
    token = catalog.server.token("acme")
    connection = catalog.duckdb()
    if way == "token":
        identity = f"TOKEN '{token}'"
    else:
        connection.execute(
            f"""CREATE SECRET identity (TYPE iceberg, CLIENT_ID 'anybody', CLIENT_SECRET '{token}',
            OAUTH2_SERVER_URI '{catalog.uri}/v1/oauth/tokens')"""
        )
        identity = "SECRET identity"
    connection.execute(
        f"ATTACH 'lake' AS lake (TYPE iceberg, ENDPOINT '{catalog.uri}', {identity})"
    )
    count = connection.execute("SELECT count(*), count(DISTINCT event_id) FROM lake.acme.numbered")
    assert count.fetchall() == [(10, 10)]
    tables = connection.execute("SELECT schema, name FROM (SHOW ALL TABLES)").fetchall()
    assert tables == [("acme", "numbered")]
    with pytest.raises(Exception, match="does not exist"):
        connection.execute("SELECT * FROM lake.beta.numbered")


def test_an_operator_does_everything_by_duckdb(catalog):
    connection = catalog.duckdb()
    connection.execute(
        f"ATTACH '' AS lake (TYPE iceberg, ENDPOINT '{catalog.uri}', TOKEN '{catalog.admin}')"
    )
    run = connection.execute
    run("CREATE SCHEMA lake.delta")
    for name in ("one", "two"):
        run(f"CREATE TABLE lake.delta.{name} (a INTEGER, b VARCHAR)")
    run("INSERT INTO lake.delta.one VALUES (1, 'x'), (2, 'y')")
    run("INSERT INTO lake.delta.one VALUES (3, 'z')")
    run("DELETE FROM lake.delta.one WHERE a = 1")
    assert run("SELECT * FROM lake.delta.one ORDER BY a").fetchall() == [(2, "y"), (3, "z")]
    # Two tables in one transaction cannot be committed as one, and then neither is.
    run("BEGIN")
    for name in ("one", "two"):
        run(f"INSERT INTO lake.delta.{name} VALUES (4, 'both')")
    with pytest.raises(Exception, match="one table at a time"):
        run("COMMIT")
    for name, count in (("one", 2), ("two", 0)):
        assert run(f"SELECT count(*) FROM lake.delta.{name}").fetchall() == [(count,)]
    for name in ("one", "two"):
        run(f"DROP TABLE lake.delta.{name}")
    run("DROP SCHEMA lake.delta")
    assert catalog.pyiceberg().list_namespaces() == [("acme",), ("beta",)]


def test_a_tenant_reads_by_signatures_what_is_its_own(make_server, seaweed, bucket):
    server = make_server(store=seaweed, bucket=bucket, flush_age="200ms").start()
    catalog = Catalog(server, Lake(f"{bucket}/root", seaweed))
    token = server.token("acme")
    path = "namespaces/acme/tables/numbered"
    wanted = {"X_Iceberg_Access_Delegation": "remote-signing"}
    config = catalog.send("GET", path, token=token, **wanted).json["config"]
    assert config["s3.remote-signing-enabled"] == "true"
    assert config["s3.signer.uri"] == catalog.uri
    assert config["s3.signer.endpoint"] == f"v1/{path}/sign"
    assert not any("secret" in name for name in config)

    def sign(tenant: str, key: str, method: str = "GET"):
        request = {
            "region": seaweed.region,
            "method": method,
            "uri": f"{seaweed.endpoint}/{bucket}/{key}",
            "headers": {},
            "properties": {},
        }
        return catalog.send("POST", f"namespaces/{tenant}/tables/numbered/sign", request, token)

    own, other = (catalog.lake.files(f"numbered/tenantId={t}")[0] for t in ("acme", "beta"))
    for key in (f"root/{own}", "root/_catalog/tenantId=acme/numbered/metadata/v1.metadata.json"):
        signed = sign("acme", key).json
        headers = {name: values[0] for name, values in signed["headers"].items()}
        request = urllib.request.Request(signed["uri"], headers=headers)
        stored = seaweed.client().get_object(Bucket=bucket, Key=key)["Body"].read()
        assert urllib.request.urlopen(request).read() == stored
    for tenant, key, method, status in [
        ("acme", f"root/{own}", "PUT", 403),
        ("acme", f"root/{own}", "DELETE", 403),
        ("acme", f"root/{other}", "GET", 403),
        ("acme", f"root/{own}/../../../tenantId=beta/x", "GET", 403),
        ("acme", "root/_lakewriter/probe", "GET", 403),
        ("acme", "?list-type=2", "GET", 403),
        ("beta", f"root/{other}", "GET", 404),
    ]:
        answer = sign(tenant, key, method)
        assert answer.status == status, (tenant, key, method, answer)
        assert "headers" not in answer.json


# What is no object of JSON, or too deep to be one.
BROKEN = [
    b"",
    b"{",
    b"[]",
    b"null",
    b"\xff\xfe",
    b'{"a":1,"a":2}',
    b"[" * 200_000,
    b'{"a":' * 200_000,
]
TABLE = "namespaces/acme/tables/numbered"
# What is an object, and not the one that is asked for.
WRONG = [
    ("namespaces", {"namespace": ["a", "b"]}),
    ("namespaces", {"namespace": "acme"}),
    ("namespaces", {"namespace": ["../acme"]}),
    ("namespaces/acme/properties", {"removals": 7, "updates": {}}),
    ("namespaces/acme/properties", {"updates": {"a": 1}}),
    ("namespaces/acme/tables", {"name": "../x", "schema": {"type": "struct", "fields": []}}),
    ("namespaces/acme/tables", {"name": "x", "schema": 7}),
    ("namespaces/acme/tables", {"name": "x"}),
    (TABLE, {}),
    (TABLE, {"requirements": {}, "updates": []}),
    (TABLE, {"requirements": [], "updates": [{"action": "frobnicate"}]}),
    (TABLE, {"requirements": [{"type": "assert-moon"}], "updates": []}),
    (TABLE, {"requirements": [None], "updates": [7]}),
    (TABLE, {"requirements": [], "updates": [{"action": "set-location", "location": "s3://x/y"}]}),
    (f"{TABLE}/metrics", {"report-type": 7}),
    (f"{TABLE}/sign", {"method": "GET"}),
    ("transactions/commit", {"table-changes": [{}, {}]}),
    ("transactions/commit", {"table-changes": {}}),
]
NAMES = ["..", "%2e%2e", "acme%2F..", "acme%1Fx", "%1F", "%00", "ACME", "*", "a" * 5000, "%C3%A9"]


def test_broken_and_hostile_requests_are_refused_and_change_nothing(catalog):
    before = catalog.send("GET", TABLE).json["metadata-location"]
    paths = {path for path, _ in WRONG}
    for path, body in [(path, body) for path in paths for body in BROKEN] + WRONG:
        answer = catalog.send("POST", path, body)
        assert answer.status in (400, 413), (path, str(body)[:80], answer)
        assert answer.json["error"]["code"] == answer.status
    for name in NAMES:
        for method, path in [
            ("GET", f"namespaces/{name}"),
            ("DELETE", f"namespaces/{name}"),
            ("GET", f"namespaces/{name}/tables/numbered"),
            ("GET", f"namespaces/acme/tables/{name}"),
            ("DELETE", f"namespaces/acme/tables/{name}?purgeRequested=true"),
        ]:
            answer = catalog.send(method, path)
            assert answer.status == 404, (method, path, answer)
            assert answer.json["error"]["type"].startswith("NoSuch")
    for query in ["pageToken=forged", "pageToken=&pageSize=0", "pageToken=1&pageToken=2", "a=%zz"]:
        assert catalog.send("GET", f"namespaces?{query}").status == 400
    too_large = b'{"requirements":[],"updates":[],"x":"' + b"x" * (5 << 20) + b'"}'
    assert catalog.send("POST", TABLE, too_large).status == 413
    after = catalog.send("GET", TABLE).json["metadata-location"]
    assert after == before
    assert catalog.server.ready_status() == 200


def test_a_tenants_token_changes_nothing(catalog):
    token = catalog.server.token("acme")
    commit = {"requirements": [], "updates": []}
    for tenant, status in (("acme", 403), ("beta", 404)):
        for method, path, body in [
            ("DELETE", f"namespaces/{tenant}", None),
            ("POST", f"namespaces/{tenant}/properties", {"updates": {"a": "b"}}),
            ("POST", f"namespaces/{tenant}/tables", {"name": "x"}),
            ("POST", f"namespaces/{tenant}/tables/numbered", commit),
            ("DELETE", f"namespaces/{tenant}/tables/numbered", None),
        ]:
            answer = catalog.send(method, path, body, token)
            assert answer.status == status, (method, path, answer)
    assert catalog.send("POST", "namespaces", {"namespace": ["acme2"]}, token).status == 403
    assert catalog.send("POST", "transactions/commit", {"table-changes": []}, token).status == 403
    assert catalog.send("GET", "namespaces", token="").status == 401
