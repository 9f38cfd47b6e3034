"""What readers of Iceberg tables say of the files that a day's query leaves alone.

Each function gives the number of files that the reader opens for all events, and for those of one
day. They run in processes of their own: `files_opened`. DataFusion's scan reports nothing.
"""

import concurrent.futures
import contextlib
import datetime
import multiprocessing
import os
import re
import tempfile

from .iceberg import IcebergTable, duckdb_connection, polars_scan, static_table


def by_pyiceberg(table: IcebergTable, start: datetime.datetime) -> tuple[int, int]:
    """PyIceberg's plan is a list of files."""
    loaded = static_table(table)
    everything = loaded.scan().plan_files()
    chosen = loaded.scan(row_filter=f"event_time >= '{start.isoformat()}'").plan_files()
    return len(list(everything)), len(list(chosen))


def by_duckdb(table: IcebergTable, start: datetime.datetime) -> tuple[int, int]:
    """EXPLAIN ANALYZE says how many files were read."""
    connection = duckdb_connection(table)
    location = table.location.removeprefix("file://")
    counts = []
    for condition in ("true", f"event_time >= TIMESTAMPTZ '{start.isoformat()}'"):
        plan = connection.execute(
            f"""EXPLAIN ANALYZE SELECT count(price) FROM iceberg_scan('{location}')
            WHERE {condition}"""
        ).fetchone()[1]
        counts.append(int(re.search(r"Total Files Read: (\d+)", plan)[1]))
    return counts[0], counts[1]


def by_polars(table: IcebergTable, start: datetime.datetime) -> tuple[int, int]:
    """Under POLARS_VERBOSE the scan says from how many sources it reads."""
    import polars

    with tempfile.TemporaryFile() as output, _standard_error_to(output):
        polars.Config.set_verbose(True)
        scan = polars_scan(table)
        for lazy in (scan, scan.filter(polars.col("event_time") >= start)):
            lazy.select("price").collect()
        output.seek(0)
        said = re.findall(rb"\[MultiScanTaskInit\]: (\d+) sources", output.read())
    assert len(said) == 2, said
    return int(said[0]), int(said[1])


def by_chdb(table: IcebergTable, start: datetime.datetime) -> tuple[int, int]:
    """ClickHouse counts the files that it prunes by their partition."""
    import chdb

    # It opens files below the working directory alone; this process is the reader's own.
    os.chdir(table.lake.root)
    source = (
        f"icebergLocal('{table.lake.root}/{table.folder}/', SETTINGS "
        f"iceberg_metadata_file_path = 'metadata/v{table.version()}.metadata.json')"
    )
    counts = []
    for condition in ("true", f"event_time >= fromUnixTimestamp({int(start.timestamp())})"):
        answer = chdb.query(f"SELECT uniqExact(_path) FROM {source} WHERE {condition}", "CSV")
        counts.append(int(str(answer)))
    pruned = chdb.query(
        "SELECT value FROM system.events WHERE event = 'IcebergPartitionPrunedFiles'", "CSV"
    )
    assert int(str(pruned)) == counts[0] - counts[1], (counts, str(pruned))
    return counts[0], counts[1]


READERS = {
    "pyiceberg": by_pyiceberg,
    "duckdb": by_duckdb,
    "polars": by_polars,
    "chdb": by_chdb,
}


def files_opened(
    reader: str, table: IcebergTable, start: datetime.datetime
) -> tuple[int, int]:
    """The files opened for everything, and for the events from `start` on."""
    context = multiprocessing.get_context("spawn")
    with concurrent.futures.ProcessPoolExecutor(1, mp_context=context) as pool:
        return pool.submit(READERS[reader], table, start).result()


@contextlib.contextmanager
def _standard_error_to(file):
    """What native code writes to standard error goes to `file`."""
    kept = os.dup(2)
    os.dup2(file.fileno(), 2)
    try:
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
