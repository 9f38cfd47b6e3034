"""Streams a shop's events into a running server, and asks the lake about them.

usage: demo.py LAKEWRITER_BINARY SERVER_URL DATA_DIR LAKE_DIR
"""

import json
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import duckdb

from shop import Shop

TENANTS = ["acme", "blumenhaus", "corner-shop"]
CLICKS, SALES, BATCH = 4000, 1500, 500


def token(binary, data, tenant):
    command = [binary, "token", "--data-dir", data, "--tenant", tenant]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def post(url, table, bearer, events):
    body = "\n".join(json.dumps(event) for event in events).encode()
    request = urllib.request.Request(
        f"{url}/v1/tables/{table}/events",
        data=body,
        headers={
            "Authorization": f"Bearer {bearer}",
            "Content-Type": "application/x-ndjson",
        },
    )
    with urllib.request.urlopen(request) as answer:
        receipt = json.load(answer)
    assert receipt["accepted"] == len(events), receipt
    return len(body)


def wait_for_rows(lake, table, count):
    """The answer says durable; the file follows within --flush-age."""
    pattern = f"{lake}/{table}/*/*/*.parquet"
    for _ in range(300):
        if any(Path(lake).glob(f"{table}/*/*/*.parquet")):
            seen = duckdb.sql(f"SELECT count(*) FROM read_parquet('{pattern}')").fetchone()[0]
            if seen >= count:
                return
        time.sleep(0.1)
    raise SystemExit(f"{table}: the lake did not come to hold {count} events; see the server's log")


def tree(lake):
    files = sorted(Path(lake).glob("*/tenantId=*/dt=*/*.parquet"))
    print(f"\n{lake}")
    for file in files:
        print(f"  {file.relative_to(lake)}  {file.stat().st_size:,} bytes")


def ask(title, sql):
    print(f"\n{title}\n\n{sql.strip()}\n")
    duckdb.sql(sql).show()


def main():
    binary, url, data, lake = sys.argv[1:]
    seed = time.time_ns()
    before = {
        table: len(list(Path(lake).glob(f"{table}/*/*/*.parquet")))
        and duckdb.sql(f"SELECT count(*) FROM read_parquet('{lake}/{table}/*/*/*.parquet')").fetchone()[0]
        for table in ("clicks", "sales")
    }
    started, sent = time.time(), 0
    for tenant in TENANTS:
        bearer = token(binary, data, tenant)
        shop = Shop(tenant, seed)
        for table, count, make in (("clicks", CLICKS, shop.click), ("sales", SALES, shop.sale)):
            events = [make() for _ in range(count)]
            for start in range(0, count, BATCH):
                sent += post(url, table, bearer, events[start : start + BATCH])
    count = len(TENANTS) * (CLICKS + SALES)
    print(f"{count:,} events of {len(TENANTS)} tenants, {sent / 1e6:.1f} MB of JSON, "
          f"acknowledged in {time.time() - started:.1f} s")
    wait_for_rows(lake, "clicks", before["clicks"] + len(TENANTS) * CLICKS)
    wait_for_rows(lake, "sales", before["sales"] + len(TENANTS) * SALES)
    tree(lake)
    ask(
        "How many orders, in all?",
        f"""
SELECT tenantId, count(*) AS orders, sum("order".total) AS revenue
FROM read_parquet('{lake}/clicks/*/*/*.parquet', hive_partitioning = true)
WHERE kind = 'order'
GROUP BY ALL ORDER BY ALL
""",
    )
    ask(
        "Which categories were bought, online and at the tills?",
        f"""
WITH lines AS (
  SELECT tenantId, unnest("order".items) AS line
  FROM read_parquet('{lake}/clicks/*/*/*.parquet', hive_partitioning = true) WHERE kind = 'order'
  UNION ALL
  SELECT tenantId, unnest(lines) AS line
  FROM read_parquet('{lake}/sales/*/*/*.parquet', hive_partitioning = true)
)
SELECT line.category AS category, sum(line.quantity) AS pieces
FROM lines GROUP BY ALL ORDER BY pieces DESC
""",
    )
    print(
        f"""Send one yourself:

  TOKEN=$({binary} token --data-dir {data} --tenant acme)
  curl -s {url}/v1/tables/clicks/events -H "Authorization: Bearer $TOKEN" \\
    -H 'Content-Type: application/json' \\
    -d '{json.dumps({k: v for k, v in Shop('acme', 1).click().items() if k != 'device'})}'
"""
    )


if __name__ == "__main__":
    main()
