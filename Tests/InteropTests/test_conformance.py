"""The S3 store passes the suite that every store passes, against a real server."""

import os
import re
import subprocess

from harness.lakewriter import PROJECT


def test_the_s3_store_conforms(seaweed, bucket):
    environment = os.environ | {
        "LAKEWRITER_TEST_S3_ENDPOINT": seaweed.endpoint,
        "LAKEWRITER_TEST_S3_ACCESS_KEY": seaweed.access_key,
        "LAKEWRITER_TEST_S3_SECRET_KEY": seaweed.secret_key,
        "LAKEWRITER_TEST_S3_BUCKET": bucket,
    }
    command = ["swift", "test", "-c", "release", "--disable-testable-imports", "--skip-build"]
    command += ["--filter", "ConformanceTests"]
    result = subprocess.run(
        command, cwd=PROJECT, env=environment, capture_output=True, text=True, timeout=300
    )
    said = result.stdout + result.stderr
    assert result.returncode == 0, said[-4000:]
    assert re.search(r"Test .*S3.* passed", said), said[-4000:]
    assert "skipped" not in said, said[-4000:]
