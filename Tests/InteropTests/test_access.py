"""A tenant's token is all that a reader needs, and opens nothing that is another tenant's."""

import contextlib
import json
import urllib.request

import boto3
import pytest
from botocore.awsrequest import AWSRequest
from botocore.config import Config
from botocore.exceptions import ClientError
from harness.events import numbered
from harness.iceberg import IcebergTable, duckdb_connection
from harness.lake import Lake
from pyiceberg.catalog.rest import RestCatalog
from pyiceberg.exceptions import NoSuchTableError
from pyiceberg.io.fsspec import S3V4RestSigner

TENANTS = ("t1", "t10")
KEYS = {"s3.access-key-id", "s3.secret-access-key", "s3.session-token"}


@pytest.fixture
def serve(seaweed, bucket, make_server):
    """Starts servers of a lake with two tenants' tables, whose readers get at files as said."""

    def start(*arguments: str):
        server = make_server(store=seaweed, bucket=bucket, arguments=arguments).start()
        for tenant in TENANTS:
            with server.client(tenant) as client:
                client.post_events("numbered", numbered(tenant, 20))
        # A start behind a stop: everything is in the tables.
        server.stop()
        return server.start()

    return start


def catalog(server, tenant: str, **properties: str) -> RestCatalog:
    """The catalog as a tenant's PyIceberg sees it, which brings nothing but its token."""
    return RestCatalog(
        "lake", uri=f"{server.url}/catalog", token=server.token(tenant), **properties
    )


def answered(server, tenant: str, delegation: str) -> dict:
    """What the catalog answers to who loads the tenant's table."""
    request = urllib.request.Request(
        f"{server.url}/catalog/v1/namespaces/{tenant}/tables/numbered",
        headers={
            "Authorization": f"Bearer {server.token(tenant)}",
            "X-Iceberg-Access-Delegation": delegation,
        },
    )
    with urllib.request.urlopen(request) as response:
        return json.load(response)


@contextlib.contextmanager
def refused():
    """What is inside is answered 403."""
    with pytest.raises(ClientError) as failure:
        yield
    assert failure.value.response["ResponseMetadata"]["HTTPStatusCode"] == 403


def data_key(seaweed, bucket, tenant: str) -> str:
    """A data file of the tenant's."""
    prefix = f"root/numbered/tenantId={tenant}/"
    return seaweed.client().list_objects_v2(Bucket=bucket, Prefix=prefix)["Contents"][0]["Key"]


def test_credentials_are_vended_to_readers(seaweed, bucket, serve):
    server = serve("--catalog-sts-role", seaweed.role)
    for tenant in TENANTS:
        rows = catalog(server, tenant).load_table((tenant, "numbered")).scan().to_arrow()
        assert sorted(rows["event_id"].to_pylist()) == sorted(f"{tenant}-{n}" for n in range(20))
        assert set(rows["tenant_id"].to_pylist()) == {tenant}
        # Without keys of its own: ATTACH has them from the catalog.
        connection = duckdb_connection(IcebergTable(Lake("nowhere", None), tenant, "numbered"))
        connection.execute(
            f"""ATTACH 'lake' AS lake (TYPE iceberg, ENDPOINT '{server.url}/catalog',
            TOKEN '{server.token(tenant)}')"""
        )
        count = connection.execute(f'SELECT count(*) FROM lake."{tenant}"."numbered"').fetchone()
        assert count == (20,)
    with pytest.raises(NoSuchTableError):
        catalog(server, "t1").load_table(("t10", "numbered"))


def test_vended_credentials_open_nothing_else(seaweed, bucket, serve):
    server = serve("--catalog-sts-role", seaweed.role)
    answer = answered(server, "t1", "vended-credentials")
    [vended] = answer["storage-credentials"]
    config = vended["config"]
    assert KEYS <= set(config) and vended["prefix"] == f"s3://{bucket}/root/"
    assert config["s3.access-key-id"] != seaweed.access_key
    store = boto3.client(
        "s3",
        endpoint_url=config["s3.endpoint"],
        region_name=config["s3.region"],
        aws_access_key_id=config["s3.access-key-id"],
        aws_secret_access_key=config["s3.secret-access-key"],
        aws_session_token=config["s3.session-token"],
        config=Config(s3={"addressing_style": "path"}, retries={"max_attempts": 1}),
    )
    own, other = (data_key(seaweed, bucket, tenant) for tenant in TENANTS)
    assert store.get_object(Bucket=bucket, Key=own)["ContentLength"] > 0
    listed = store.list_objects_v2(Bucket=bucket, Prefix="root/numbered/tenantId=t1/")
    assert listed["KeyCount"] > 0
    with refused():
        store.get_object(Bucket=bucket, Key=other)
    for prefix in (
        "",
        "root/",
        "root/numbered/tenantId=t1",
        "root/numbered/tenantId=t10/",
        # The tenant's own, of no table that it loaded.
        "root/dead_letters/tenantId=t1/",
        "root/_catalog/tenantId=t1/",
        # What a wildcard before the tenant's name would let through.
        "root/numbered/tenantId=t10/tenantId=t1/",
    ):
        with refused():
            store.list_objects_v2(Bucket=bucket, Prefix=prefix)
    for key in (own, other, "root/numbered/tenantId=t10/x/tenantId=t1/y"):
        with refused():
            store.put_object(Bucket=bucket, Key=key, Body=b"")
        with refused():
            store.delete_object(Bucket=bucket, Key=key)
        with refused():
            source = {"Bucket": bucket, "Key": other}
            store.copy_object(Bucket=bucket, Key=f"{own}.copy", CopySource=source)


def test_a_reader_needs_no_keys_where_requests_are_signed(serve):
    """PyIceberg over s3fs asks the catalog to sign each of its requests."""
    server = serve("--catalog-access", "sign")
    signed = {
        "py-io-impl": "pyiceberg.io.fsspec.FsspecFileIO",
        "header.X-Iceberg-Access-Delegation": "remote-signing",
    }
    for tenant in TENANTS:
        table = catalog(server, tenant, **signed).load_table((tenant, "numbered"))
        rows = table.scan().to_arrow()
        assert sorted(rows["event_id"].to_pylist()) == sorted(f"{tenant}-{n}" for n in range(20))
    with pytest.raises(NoSuchTableError):
        catalog(server, "t1", **signed).load_table(("t10", "numbered"))


def test_requests_are_signed_for_readers(seaweed, bucket, serve):
    server = serve("--catalog-access", "sign")
    answer = answered(server, "t1", "remote-signing")
    config = answer["config"]
    assert not KEYS & set(config) and not answer.get("storage-credentials")
    assert config["s3.remote-signing-enabled"] == "true"
    assert config["s3.signer"] == "S3V4RestSigner"
    signer = S3V4RestSigner(config | {"token": server.token("t1"), "uri": "unused"})

    def get(key: str, method: str = "GET", query: str = "") -> bytes:
        request = AWSRequest(method, f"{seaweed.endpoint}/{bucket}/{key}{query}")
        request.context["client_region"] = config["s3.region"]
        signer(request)
        message = urllib.request.Request(
            request.url, headers=dict(request.headers), method=request.method
        )
        with urllib.request.urlopen(message) as response:
            return response.read()

    own, other = (data_key(seaweed, bucket, tenant) for tenant in TENANTS)
    assert get(own).startswith(b"PAR1")
    assert own.encode() in get("", query="?list-type=2&prefix=root/numbered/tenantId%3Dt1/")
    for key, method, query in (
        (other, "GET", ""),
        (other.replace("t10/", "t1/../tenantId=t10/"), "GET", ""),
        (own, "PUT", ""),
        (own, "DELETE", ""),
        (own, "GET", "?acl"),
        ("", "GET", ""),
        ("", "GET", "?list-type=2&prefix=root/numbered/tenantId=t1"),
        ("root/_lakewriter/probe", "GET", ""),
    ):
        # SignError, or its HTTPError: whichever says that the server refuses.
        with pytest.raises(Exception, match="403"):
            get(key, method, query)


def test_nothing_is_given_where_access_is_off(seaweed, bucket, serve):
    server = serve("--catalog-access", "off")
    answer = answered(server, "t1", "vended-credentials,remote-signing")
    assert not answer.get("storage-credentials") and not KEYS & set(answer.get("config", {}))
    keys = {
        "s3.endpoint": seaweed.endpoint,
        "s3.access-key-id": seaweed.access_key,
        "s3.secret-access-key": seaweed.secret_key,
        "s3.region": seaweed.region,
    }
    table = catalog(server, "t1", **keys).load_table(("t1", "numbered"))
    assert len(table.scan().to_arrow()) == 20
