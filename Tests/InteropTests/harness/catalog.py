"""The Iceberg tables of a lake, held against its directories and against what was promised."""

import json
import subprocess
import time
from collections import Counter

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from .iceberg import IcebergTable, duckdb_connection, static_table
from .lake import Lake
from .lakewriter import run
from .posters import Posters, acknowledged_by, sent_by


class Tables:
    """Every tenant's Iceberg table of one name.

    Data files never change once they are there: the ids of each are read once and kept.
    """

    def __init__(self, lake: Lake, name: str):
        self.lake = lake
        self.name = name
        self._ids: dict[str, pa.Array] = {}

    @property
    def url(self) -> str:
        """The lake's root as the binary calls it."""
        return f"{'s3' if self.lake.store else 'file'}://{self.lake.root}"

    def command(self, name: str, *arguments: str) -> subprocess.CompletedProcess:
        """One of the binary's `catalog` commands on this lake, run to its end."""
        environment = self.lake.store.environment() if self.lake.store else {}
        return run(
            "catalog",
            name,
            f"--lake={self.url}",
            "--json",
            *arguments,
            environment=environment,
            timeout=300,
        )

    def lines(self, name: str, *arguments: str) -> list[dict]:
        """What a `catalog` command prints of the tables of this name."""
        result = self.command(name, *arguments)
        assert result.returncode == 0, f"catalog {name}: {result.stderr}\n{result.stdout[-3000:]}"
        lines = [json.loads(line) for line in result.stdout.splitlines()]
        return [line for line in lines if line["table"].endswith(f".{self.name}")]

    def files(self) -> list[str]:
        """The live data files of all tenants' tables, relative to the root; sorted."""
        start = len(self.url) + 1
        return sorted(line["path"][start:] for line in self.lines("files"))

    def snapshots(self) -> int:
        """How many commits all tenants' tables have seen."""
        newest = [line for line in self.lines("snapshots") if line["is_current"]]
        return sum(line["sequence_number"] for line in newest)

    def event_ids(self, files: list[str]) -> Counter:
        """How often each event id stands in these files."""
        filesystem = self.lake.filesystem()
        for path in set(files) - self._ids.keys():
            with filesystem.open_input_file(f"{self.lake.root}/{path}") as file:
                column = pq.read_table(file, columns=["event_id"]).column(0)
                self._ids[path] = column.cast(pa.string()).combine_chunks()
        ids = pa.chunked_array([self._ids[path] for path in files], pa.string())
        counts = pc.value_counts(ids.combine_chunks())
        values, numbers = counts.field("values"), counts.field("counts")
        return Counter(dict(zip(values.to_pylist(), numbers.to_pylist())))

    def verify(self, *arguments: str) -> list[dict]:
        """Has the binary compare everything with everything; there is nothing to find."""
        lines = self.lines("verify", *arguments)
        found = [finding for line in lines for finding in line["findings"]]
        assert not found, found[:5]
        return lines

    def check(self, posters: list[Posters]) -> Counter:
        """What holds at any instant: nothing is in a table twice, or sent by nobody."""
        files = self.files()
        assert len(files) == len(set(files)), "a file is in a table twice"
        counts = self.event_ids(files)
        twice = {event: count for event, count in counts.items() if count != 1}
        assert not twice, f"{len(twice)} events are in tables twice: {list(twice.items())[:5]}"
        strangers = counts.keys() - sent_by(posters)
        assert not strangers, f"events that nobody sent: {list(strangers)[:5]}"
        return counts

    def drain(self, posters: list[Posters], seconds: float = 90) -> None:
        """Waits until all that was promised is in the tables, which hold what the directories do.

        For servers that run, and are posted nothing.
        """
        deadline = time.monotonic() + seconds
        acknowledged = acknowledged_by(posters)
        while True:
            is_over = time.monotonic() >= deadline
            beside = set(self.lake.data_files(self.name)) ^ set(self.files())
            if not beside or is_over:
                lost = acknowledged - self.check(posters).keys()
                if not beside and not lost:
                    return
                assert not is_over, (
                    f"{len(lost)} of {len(acknowledged)} acknowledged events are in no table: "
                    f"{sorted(lost)[:5]}; directories and tables differ by {sorted(beside)[:5]}"
                )
            time.sleep(0.1)

    def check_drained(self, posters: list[Posters]) -> None:
        """What holds behind the end: every promise once, by every way of looking at it."""
        self.drain(posters, seconds=0)
        self.verify("--orphan-age=0s")
        expected = self.check(posters)
        files = self.files()
        tenants = {path.split("tenantId=")[1].split("/")[0] for path in files}
        seen: Counter = Counter()
        for tenant in tenants:
            table = IcebergTable(self.lake, tenant, self.name)
            location = table.location.removeprefix("file://")
            query = f"SELECT event_id FROM iceberg_scan('{location}')"
            ids = duckdb_connection(table).execute(query).to_arrow_table().column(0)
            seen.update(ids.to_pylist())
            tasks = static_table(table).scan().plan_files()
            planned = sorted(task.file.file_path[len(self.url) + 1 :] for task in tasks)
            assert planned == [path for path in files if f"/tenantId={tenant}/" in path]
        assert seen == expected, "DuckDB sees other events than the files hold"
        assert seen == self.lake.event_ids(self.name), "the directories hold other events"
