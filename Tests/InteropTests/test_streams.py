"""Real streams come back as they went in: every row, every cell, through three readers."""

import datetime
from collections import Counter, defaultdict

import pytest
from conftest import SCHEMAS
from harness.readers import READERS
from harness.streams import STREAMS_TO_READ, Stream
from harness.values import Table, same

BODY_BYTES = 256 << 10
ENCODINGS = [None, "gzip", "zstd"]


def bodies(lines: list[bytes]):
    """NDJSON bodies of about `BODY_BYTES`, each with its number of events."""
    start = size = 0
    for end, line in enumerate(lines, 1):
        size += len(line) + 1
        if size >= BODY_BYTES or end == len(lines):
            yield b"\n".join(lines[start:end]) + b"\n", end - start
            start, size = end, 0


def post_all(server, table: str, lines: dict[str, list[bytes]]) -> int:
    """Posts every tenant's lines, now plain, now compressed; returns how many were accepted."""
    accepted = number = 0
    for tenant, own in lines.items():
        with server.client(tenant) as client:
            for body, count in bodies(own):
                answer = client.post(table, body, encoding=ENCODINGS[number % len(ENCODINGS)])
                number += 1
                assert answer.status == 200, answer
                assert answer.rejected == [], answer.rejected[:3]
                assert answer.accepted == count
                accepted += count
    return accepted


@pytest.mark.slow
@pytest.mark.parametrize("stream", STREAMS_TO_READ, ids=lambda stream: stream.name)
def test_a_stream_comes_back_cell_by_cell(stream: Stream, make_server, seaweed, bucket, s3_lake):
    table = Table(SCHEMAS / f"{stream.table}.json")
    lines = defaultdict(list)
    expected = Counter()
    for tenant, line, event in stream.events():
        lines[tenant].append(line)
        expected[table.expected(tenant, event)] += 1

    began = datetime.datetime.now(datetime.timezone.utc)
    server = make_server(store=seaweed, bucket=bucket, flush_age="10s").start()
    assert post_all(server, stream.table, lines) == expected.total()
    server.stop()
    ended = datetime.datetime.now(datetime.timezone.utc)

    for reader in ("duckdb", "pyarrow", "polars"):
        rows = list(READERS[reader](s3_lake, stream.table))
        assert all(began <= row["ingest_time"] <= ended for row in rows), reader
        same(expected, Counter(map(table.actual, rows)))
    ids = s3_lake.event_ids(stream.table)
    assert max(ids.values()) == 1
    assert s3_lake.data_files("dead_letters") == []
