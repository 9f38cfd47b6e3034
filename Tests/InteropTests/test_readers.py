"""Every reader that analysts use gets the same values out of our files."""

from collections import Counter

import pytest
from conftest import SCHEMAS
from harness.events import kinds
from harness.java import ParquetCheck
from harness.lake import Lake
from harness.lakewriter import Lakewriter
from harness.readers import (
    READERS,
    READS_FLAT_COLUMNS_ONLY,
    fastparquet_columns,
    missing_program,
    read,
)
from harness.values import Table, parse, same

TENANTS = ["acme", "b-2", "zed_3"]
EVENTS_PER_TENANT = 6_000


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """A lake of events of every kind, with the rows that it must hold."""
    table = Table(SCHEMAS / "kinds.json")
    server = Lakewriter(tmp_path_factory.mktemp("kinds"), SCHEMAS, flush_age="10s")
    expected = []
    with server:
        for seed, tenant in enumerate(TENANTS):
            lines = kinds(seed, EVENTS_PER_TENANT)
            expected += [(tenant, parse(line)) for line in lines]
            with server.client(tenant) as client:
                for start in range(0, len(lines), 2_000):
                    body = "\n".join(lines[start : start + 2_000]).encode()
                    answer = client.post("kinds", body)
                    assert answer.status == 200, answer
                    assert answer.rejected == [], answer.rejected[:3]
        server.stop()
    return Lake.of(server), table, expected


@pytest.mark.parametrize("reader", READERS)
def test_a_reader_gets_every_value(reader, written):
    if reason := missing_program(reader):
        pytest.skip(reason)
    lake, table, events = written
    if reader in READS_FLAT_COLUMNS_ONLY:
        table = table.only(table.flat)
    if reader == "fastparquet":
        table = table.only(fastparquet_columns(lake, table.name), reads_times=False)
        assert table.columns
    expected = Counter(table.expected(tenant, event) for tenant, event in events)
    same(expected, read(reader, lake, table))


def test_parquet_mr_finds_every_index_and_statistic_true(written, tmp_path):
    if reason := ParquetCheck.missing_program():
        pytest.skip(reason)
    lake, table, events = written
    files = [f"{lake.root}/{name}" for name in lake.data_files(table.name)]
    report = ParquetCheck(tmp_path).check(files)
    assert report["problems"] == []
    assert report["rows"] == len(events)
    assert report["columnIndexes"] == report["offsetIndexes"] == report["chunks"]
    assert report["checkedPages"] > 0
    # A chunk that zstd cannot make smaller is left as it is.
    assert set(report["codecs"]) <= {"ZSTD", "UNCOMPRESSED"}
