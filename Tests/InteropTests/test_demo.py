"""What `make run` shows is true: its queries give the answers that it prints."""

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
    queries = shown[shown.index("-- orders in all") : shown.index("It answers")]
    orders, categories = [
        duckdb.sql(query).fetchall() for query in queries.split(";") if query.strip()
    ]
    said = re.search(r"It answers (\d+) orders, and (\d+) pieces of (\S+)\.", shown)
    assert orders == [(int(said[1]),)]
    assert categories[0] == (said[3], int(said[2]))
    assert len(categories) == 10
