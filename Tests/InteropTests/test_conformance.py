"""What the Swift tests say of real servers: each suite that is skipped without one is run here."""

import os
import re
import subprocess

from harness.lakewriter import PROJECT


def swift_tests(filter: str, environment: dict[str, str]) -> str:
    """Runs the Swift tests of a name with variables that lead them to servers; none may skip."""
    variables = {f"LAKEWRITER_TEST_{name}": value for name, value in environment.items()}
    command = ["swift", "test", "-c", "release", "--disable-testable-imports", "--skip-build"]
    result = subprocess.run(
        [*command, "--filter", filter],
        cwd=PROJECT,
        env=os.environ | variables,
        capture_output=True,
        text=True,
        timeout=300,
    )
    said = result.stdout + result.stderr
    assert result.returncode == 0, said[-4000:]
    assert "skipped" not in said, said[-4000:]
    return said


def variables(seaweed, bucket) -> dict[str, str]:
    return {
        "S3_ENDPOINT": seaweed.endpoint,
        "S3_ACCESS_KEY": seaweed.access_key,
        "S3_SECRET_KEY": seaweed.secret_key,
        "S3_BUCKET": bucket,
        "S3_ROLE": seaweed.role,
    }


def test_the_s3_store_conforms(seaweed, bucket):
    said = swift_tests("ConformanceTests", variables(seaweed, bucket))
    assert re.search(r"Test .*S3.* passed", said), said[-4000:]


def test_sessions_and_signatures_open_one_tenant(seaweed, bucket):
    said = swift_tests("LiveAccessTests", variables(seaweed, bucket))
    assert len(re.findall(r"Test .* passed after", said)) >= 4, said[-4000:]


def test_the_catalog_client_keeps_to_a_real_catalog(seaweed):
    seaweed.client("s3tables").create_table_bucket(name="conformance")
    environment = {
        "REST_URI": seaweed.catalog,
        "REST_WAREHOUSE": "s3://conformance",
        "REST_CREDENTIAL": f"{seaweed.access_key}:{seaweed.secret_key}",
    }
    said = swift_tests("LiveRESTCatalogTests", environment)
    assert len(re.findall(r"Test .* passed after", said)) >= 3, said[-4000:]
