"""Spark 3.5 with Iceberg's runtime, in the virtual environment that `make` sets up for it."""

import json
import os
import pathlib
import pickle
import shutil
import subprocess

from .iceberg import IcebergTable
from .lakewriter import PROJECT
from .seaweed import clean_environment
from .values import EPOCH

PYTHON = pathlib.Path(os.environ.get("SPARK_PYTHON", PROJECT / ".venv-spark/bin/python"))
PROGRAM = pathlib.Path(__file__).parent.parent / "spark/iceberg.py"
MARK = "STEP "


def missing_program() -> str | None:
    """What Spark needs and this machine lacks."""
    if not shutil.which("java"):
        return "Spark needs Java 11 or later (Debian: openjdk-17-jre-headless)"
    return None


class Spark:
    """Spark with one catalog, `lake`: our REST catalog, with the files' store reached directly."""

    def __init__(self, table: IcebergTable):
        self.settings = {
            "type": "rest",
            "uri": table.catalog,
            "token": table.token,
            # It asks for credentials by default; here it has the store's own.
            "header.X-Iceberg-Access-Delegation": "",
        }
        if table.lake.store:
            self.settings["io-impl"] = "org.apache.iceberg.aws.s3.S3FileIO"
            for name, value in table.properties().items():
                if name != "s3.region":
                    self.settings[name] = value
            self.settings["client.region"] = table.lake.store.region

    def run(self, *steps: dict) -> list[dict]:
        """Runs steps in one session; each answers with one object."""
        task = {"catalog": self.settings, "steps": list(steps)}
        result = subprocess.run(
            [PYTHON, PROGRAM],
            input=json.dumps(task),
            capture_output=True,
            text=True,
            timeout=600,
            env=clean_environment() | {"TZ": "UTC", "AWS_REGION": "us-east-1"},
        )
        lines = result.stdout.splitlines()
        answers = [json.loads(line.removeprefix(MARK)) for line in lines if line.startswith(MARK)]
        assert result.returncode == 0, f"{result.stdout[-2000:]}\n{result.stderr[-6000:]}"
        return answers


def rows(path: pathlib.Path) -> list[dict]:
    """The rows that a `read` step left, their times with the zone that Spark leaves out."""
    with open(path, "rb") as file:
        return [_zoned(row) for row in pickle.load(file)]


def _zoned(value):
    match value:
        case dict():
            return {name: _zoned(inner) for name, inner in value.items()}
        case list():
            return [_zoned(inner) for inner in value]
        case _ if hasattr(value, "tzinfo") and hasattr(value, "hour"):
            return value.replace(tzinfo=EPOCH.tzinfo)
        case _:
            return value
