"""Objects are kept as the configuration asks: encrypted, and tagged with their tenant."""

import time

from harness.iceberg import IcebergTable, duckdb_connection
from harness.lake import Lake
from harness.lakewriter import run
from harness.posters import TABLE

ASKED = {"LAKEWRITER_STORE_ENCRYPTION": "sse-s3", "LAKEWRITER_STORE_TAG_TENANTS": "true"}


def test_everything_is_encrypted_and_tagged(make_server, seaweed, bucket):
    """Data files, in one piece and in parts, manifests and metadata; readers notice nothing."""
    server = make_server(store=seaweed, bucket=bucket, flush_age="500ms", environment=ASKED)
    server.start()
    noise = "".join(chr(33 + n % 90) for n in range(3000)).replace('"', "").replace("\\", "")
    for tenant in ("t1", "t10"):
        lines = [f'{{"id":"{tenant}-{n}","n":{n},"text":"{noise}{n * n}"}}' for n in range(2000)]
        with server.client(tenant) as client:
            assert client.post(TABLE, "\n".join(lines).encode()).status == 200
    server.stop()
    client = seaweed.client()
    seen = set()
    for page in client.get_paginator("list_objects_v2").paginate(Bucket=bucket):
        for item in page.get("Contents", []):
            key = item["Key"]
            head = client.head_object(Bucket=bucket, Key=key)
            assert head["ServerSideEncryption"] == "AES256", key
            assert "SSECustomerAlgorithm" not in head
            tags = client.get_object_tagging(Bucket=bucket, Key=key)["TagSet"]
            owner = key.split("tenantId=")[1].split("/")[0] if "tenantId=" in key else None
            assert tags == ([{"Key": "tenantId", "Value": owner}] if owner else []), key
            seen.add((owner, key.rsplit(".", 1)[-1]))
    for tenant in ("t1", "t10"):
        assert {(tenant, kind) for kind in ("parquet", "avro", "json", "text")} <= seen
        lake = Lake(f"{bucket}/root", seaweed)
        table = IcebergTable(lake, tenant, TABLE)
        query = f"SELECT count(*) FROM iceberg_scan('{table.location}')"
        assert duckdb_connection(table).execute(query).fetchone() == (2000,)


def test_doctor(make_server, seaweed, bucket):
    """`doctor` says that the store encrypts and tags, and fails clearly where it does not."""
    asked = ["doctor", f"--lake=s3://{bucket}/root"]
    kept = run(*asked, environment=seaweed.environment() | ASKED)
    assert kept.returncode == 0, kept.stderr
    assert "encryption-and-tags: kept" in kept.stdout
    # This store has no key management service.
    wanted = {"LAKEWRITER_STORE_ENCRYPTION": "sse-kms", "LAKEWRITER_STORE_KMS_KEY": "alias/none"}
    begun = time.monotonic()
    refused = run(*asked, environment=seaweed.environment() | wanted, timeout=180)
    assert refused.returncode == 1, refused.stdout
    assert "s3://" in refused.stderr and time.monotonic() - begun < 150
    odd = run(*asked, environment=seaweed.environment() | {"LAKEWRITER_STORE_ENCRYPTION": "rot13"})
    assert odd.returncode == 2 and "none, sse-s3 or sse-kms" in odd.stderr
