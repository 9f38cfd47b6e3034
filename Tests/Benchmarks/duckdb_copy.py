"""duckdb_copy.py EVENTS OUT THREADS: what an analyst would run instead of a server.

Prints its own CPU seconds and peak memory as one line of JSON.
"""

import json
import os
import sys

import duckdb

TEXT = "VARCHAR"
CONTEXT = (
    "STRUCT(screen STRUCT(w BIGINT, h BIGINT), load_ms BIGINT, variant VARCHAR, logged_in BOOLEAN, "
    'campaign VARCHAR, search VARCHAR, results BIGINT, "order" VARCHAR, tax DOUBLE)'
)
COLUMNS = {
    "tenantId": TEXT,
    "id": TEXT,
    "at": "TIMESTAMPTZ",
    "kind": TEXT,
    "visitor": TEXT,
    "session": TEXT,
    "step": "BIGINT",
    "url": TEXT,
    "title": TEXT,
    "referrer": TEXT,
    "agent": TEXT,
    "ip": TEXT,
    "country": TEXT,
    "currency": TEXT,
    "sku": TEXT,
    "category": TEXT,
    "price": "DOUBLE",
    "quantity": "BIGINT",
    "sdk": TEXT,
    "version": "BIGINT",
    "context": CONTEXT,
}


def main(events: str, out: str, threads: str) -> None:
    connection = duckdb.connect(config={"threads": int(threads)})
    connection.execute("SET TimeZone = 'UTC'")
    # Both let it work as it likes best: rows in any order, every partition's file open at once.
    connection.execute("SET preserve_insertion_order = false")
    connection.execute("SET partitioned_write_max_open_files = 1000")
    columns = ", ".join(f"'{name}': '{kind}'" for name, kind in COLUMNS.items())
    connection.execute(
        f"""COPY (
            SELECT *, strftime("at", '%Y-%m-%d') AS dt
            FROM read_ndjson('{events}', columns = {{{columns}}})
        ) TO '{out}' (
            FORMAT parquet, PARTITION_BY (tenantId, dt), COMPRESSION zstd, COMPRESSION_LEVEL 3
        )"""
    )
    usage = os.times()
    with open("/proc/self/status") as status:
        peak = next(int(line.split()[1]) for line in status if line.startswith("VmHWM"))
    print(json.dumps({"cpu_seconds": usage.user + usage.system, "peak_bytes": peak * 1024}))


if __name__ == "__main__":
    main(*sys.argv[1:])
