import itertools
import os
import pathlib
import shutil

import pytest
from harness.lake import Lake
from harness.lakewriter import BINARY, Lakewriter
from harness.seaweed import SeaweedFS

SCHEMAS = pathlib.Path(__file__).parent / "schemas"


def pytest_collection_modifyitems(items):
    """Without the binary nothing here can run, and that is a failure, not a skip."""
    if not BINARY.exists():
        raise pytest.UsageError(f"{BINARY} is missing: build it, or set LAKEWRITER_BIN")


@pytest.fixture(scope="session")
def seaweed(tmp_path_factory):
    """One S3 store for the whole run; each test takes a bucket of its own."""
    store = SeaweedFS(tmp_path_factory.mktemp("seaweed"))
    yield store.start()
    store.stop()


_bucket_numbers = itertools.count()


@pytest.fixture
def bucket(seaweed):
    """A new bucket, emptied afterwards."""
    name = f"lake-{os.getpid()}-{next(_bucket_numbers)}"
    client = seaweed.client()
    client.create_bucket(Bucket=name)
    yield name
    for page in client.get_paginator("list_objects_v2").paginate(Bucket=name):
        for item in page.get("Contents", []):
            client.delete_object(Bucket=name, Key=item["Key"])
    client.delete_bucket(Bucket=name)


@pytest.fixture
def schemas(tmp_path):
    """The tests' schema files, in a folder that a test may change."""
    return pathlib.Path(shutil.copytree(SCHEMAS, tmp_path / "schemas"))


@pytest.fixture
def make_server(tmp_path, schemas):
    """Makes servers that write to a folder, or with `bucket` and `store` to a store."""
    servers = []

    def make(name="server", *, store=None, bucket=None, endpoint=None, **options) -> Lakewriter:
        if store:
            options.setdefault("lake", f"s3://{bucket}/root")
            options["environment"] = store.environment(endpoint) | options.get("environment", {})
        server = Lakewriter(tmp_path / name, schemas, **options)
        servers.append(server)
        return server

    yield make
    for server in servers:
        server.kill()


@pytest.fixture
def server(make_server):
    """A running server that writes to a folder."""
    return make_server().start()


@pytest.fixture
def s3_lake(seaweed, bucket):
    """What the servers of `make_server(store=…, bucket=…)` write to."""
    return Lake(f"{bucket}/root", seaweed)
