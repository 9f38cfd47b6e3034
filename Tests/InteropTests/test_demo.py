"""What `make run` shows is true: DuckDB answers, from files that hold what was sent."""

import re
import subprocess
import sys

import duckdb
from harness.lakewriter import BINARY, PROJECT
from harness.ports import LOOPBACK, free_port


def test_the_demo_shows_what_it_says(tmp_path):
    command = [sys.executable, PROJECT / "Tests/Demo/demo.py", "--binary", BINARY, "--once"]
    command += ["--folder", tmp_path, "--listen", f"{LOOPBACK}:{free_port()}"]
    result = subprocess.run(command, capture_output=True, text=True, timeout=120)
    assert result.returncode == 0, result.stderr[-3000:]
    shown = result.stdout

    for tenant in ("acme", "globex", "initech"):
        assert f"clicks/tenantId={tenant}/dt=" in shown
        assert f"sales/tenantId={tenant}/dt=" in shown
    assert "curl http://" in shown
    sent = int(re.search(r"(\d+) events of 3 tenants", shown)[1])
    files = f"read_parquet('{tmp_path}/lake/{{}}/*/*/*.parquet')"
    rows, orders = duckdb.sql(
        f"""SELECT count(*), count(*) FILTER (kind IN ('order', 'sale')) FROM (
            SELECT kind FROM {files.format("clicks")}
            UNION ALL SELECT kind FROM {files.format("sales")})"""
    ).fetchone()
    assert rows == sent
    assert re.search(rf"^│ +{orders} │$", shown, re.MULTILINE), shown
    assert "pieces" in shown
