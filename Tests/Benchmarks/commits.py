"""Small appends to one table: Lakewriter beside PyIceberg, on the same disk in the same run.

Lakewriter's side is `lakewriter bench commits`: real files, one snapshot each, through the server's
committer and catalog, every file and every folder synced. PyIceberg appends the same rows to a
table of the same partitions, its catalog in SQLite; of that, only SQLite's file is synced. PyIceberg
is run before and after, so that a machine that others use too does not favour one side. Then the
table is planned as it was after 10, 1,000 and 10,000 commits. Prints a table, and writes everything
to `commits.json` in the folder.

Two figures answer two questions. With one call in flight both wait for each commit before the next:
the latency of an append, ours with what the disk takes for its fsyncs, PyIceberg's without. With
many in flight the calls share versions of the metadata, a snapshot each all the same: what a table
can take from all who append to it. PyIceberg's second writer to a table is told that it lost, and
begins anew, so that its figure for one is its figure for many at best.
"""

import argparse
import json
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "InteropTests"))

PLANNED = (10, 1_000, 10_000)
REPEATS = 5


def lakewriter(binary: pathlib.Path, lake: pathlib.Path, *arguments: object) -> list[dict]:
    """Runs `bench commits` on an empty folder; its lines."""
    shutil.rmtree(lake, ignore_errors=True)
    command = [binary, "bench", "commits", "--lake", f"file://{lake}", "--json", *arguments]
    result = subprocess.run(list(map(str, command)), capture_output=True, text=True)
    assert result.returncode == 0, result.stderr[-2000:]
    return [json.loads(line) for line in result.stdout.splitlines()]


class PyIcebergTable:
    """A table of PyIceberg's, partitioned as ours is."""

    def __init__(self, folder: pathlib.Path, schema):
        from pyiceberg.catalog.sql import SqlCatalog
        from pyiceberg.transforms import DayTransform, IdentityTransform

        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        catalog = SqlCatalog(
            "bench", uri=f"sqlite:///{folder}/catalog.db", warehouse=f"file://{folder}/warehouse"
        )
        catalog.create_namespace("bench")
        properties = {"write.parquet.compression-codec": "zstd"}
        self.table = catalog.create_table("bench.commits", schema, properties=properties)
        with self.table.update_spec() as spec:
            spec.add_field("tenant_id", IdentityTransform(), "tenantId")
            spec.add_field("event_time", DayTransform(), "dt")

    def append(self, batches: list, budget_seconds: float) -> list[float]:
        """Appends batch after batch, as many as fit into the time; what each took."""
        seconds: list[float] = []
        for batch in batches:
            if sum(seconds) >= budget_seconds:
                break
            began = time.perf_counter()
            self.table.append(batch)
            seconds.append(time.perf_counter() - began)
        return seconds


def rows_of(lake: pathlib.Path) -> list:
    """The rows of every file of a lake, in the order of the commits.

    Without the files' field ids: a table that PyIceberg makes counts its own.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    files = sorted(lake.rglob("*.parquet"), key=lambda file: file.name)
    tables = [pq.ParquetFile(file).read() for file in files]
    fields = [pa.field(f.name, f.type, f.nullable) for f in tables[0].schema]
    return [table.cast(pa.schema(fields)) for table in tables]


def measure_pyiceberg(folder: pathlib.Path, batches: list, budget: float) -> dict:
    began = os.times()
    table = PyIcebergTable(folder, batches[0].schema)
    seconds = table.append(batches, budget)
    ended = os.times()
    quarter = max(1, len(seconds) // 4)
    return {
        "commits": len(seconds),
        "commits_per_second": len(seconds) / sum(seconds),
        "latency_p50_ms": statistics.median(seconds) * 1000,
        "latency_first_quarter_ms": statistics.median(seconds[:quarter]) * 1000,
        "latency_last_quarter_ms": statistics.median(seconds[-quarter:]) * 1000,
        "cpu_ms_per_commit": (ended.user + ended.system - began.user - began.system)
        * 1000
        / len(seconds),
        "plan": plan(table.table.metadata_location, len(seconds), len(batches[0])),
    }


def timed(work) -> float:
    """Milliseconds of the median of a few runs."""
    seconds = []
    for _ in range(REPEATS):
        began = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - began)
    return statistics.median(seconds) * 1000


def plan(metadata: str, commits: int, rows: int) -> dict:
    """How long it takes to plan a table from its metadata file, and to count its rows."""
    from pyiceberg.table import StaticTable

    from harness.iceberg import IcebergTable, duckdb_connection
    from harness.lake import Lake

    def by_pyiceberg() -> None:
        files = list(StaticTable.from_metadata(metadata).scan().plan_files())
        assert len(files) == commits, (len(files), commits)

    connection = duckdb_connection(IcebergTable(Lake(""), "bench", "commits"))
    path = metadata.removeprefix("file://")

    def by_duckdb() -> None:
        query = f"SELECT count(*) FROM iceberg_scan('{path}')"
        (count,) = connection.execute(query).fetchone()
        assert count == commits * rows, (count, commits * rows)

    return {"pyiceberg_plan_ms": timed(by_pyiceberg), "duckdb_count_ms": timed(by_duckdb)}


def measure(arguments: argparse.Namespace) -> dict:
    folder = arguments.folder.resolve()
    binary = arguments.binary.resolve()
    sizes = ("--rows", arguments.rows)
    lakewriter(binary, folder / "sample", "--count", arguments.pyiceberg_commits, *sizes)
    batches = rows_of(folder / "sample")
    before = measure_pyiceberg(folder / "pyiceberg", batches, arguments.budget / 2)
    ours = {}
    for in_flight in arguments.in_flight:
        lines = lakewriter(
            binary,
            folder / "lake",
            *("--count", arguments.count, *sizes, "--in-flight", in_flight),
        )
        for line in lines:
            if line["commits"] in PLANNED and in_flight == arguments.in_flight[-1]:
                line["plan"] = plan(line["metadata_location"], line["commits"], arguments.rows)
        ours[in_flight] = lines
    after = measure_pyiceberg(folder / "pyiceberg", batches, arguments.budget / 2)
    for name in ("sample", "lake", "pyiceberg"):
        shutil.rmtree(folder / name)
    theirs = (before["commits_per_second"] + after["commits_per_second"]) / 2
    return {
        "rows": arguments.rows,
        "cores": len(os.sched_getaffinity(0)),
        "load_average": os.getloadavg(),
        "lakewriter": ours,
        "pyiceberg": [before, after],
        "ratio": {n: lines[-1]["commits_per_second"] / theirs for n, lines in ours.items()},
    }


def flatness(reports: list[dict]) -> float:
    """The last stretch's commits a second, as a part of those of the best stretch behind the first.

    Of the first stretch's ten commits one makes the table.
    """
    rates = [report["stretch_commits_per_second"] for report in reports[1:]]
    return rates[-1] / max(rates) if rates else 1.0


def milliseconds(value: float | None) -> str:
    return f"{value:>11.1f}" if value is not None else f"{'':>11}"


def table(results: dict) -> str:
    lines = []
    for in_flight, reports in results["lakewriter"].items():
        lines.append(
            f"lakewriter, {in_flight} in flight, {results['rows']} rows each, "
            f"{results['ratio'][in_flight]:.1f} times PyIceberg's commits a second, the last stretch "
            f"{flatness(reports):.0%} of the best"
        )
        lines.append(
            f"{'commits':>9}{'1/s':>9}{'stretch':>9}{'p50 ms':>9}{'p99 ms':>9}{'CPU ms':>8}"
            f"{'metadata':>10}{'list':>8}{'manifests':>11}{'bytes':>10}"
            f"{'plan ms':>11}{'count ms':>11}"
        )
        for report in reports:
            plan = report.get("plan", {})
            lines.append(
                f"{report['commits']:>9}{report['commits_per_second']:>9.0f}"
                f"{report['stretch_commits_per_second']:>9.0f}{report['latency_p50_ms']:>9.2f}"
                f"{report['latency_p99_ms']:>9.2f}{report['cpu_ms_per_commit']:>8.2f}"
                f"{report['metadata_bytes']:>10}{report['manifest_list_bytes']:>8}"
                f"{report['manifests']:>11}{report['manifest_bytes']:>10}"
                + milliseconds(plan.get("pyiceberg_plan_ms"))
                + milliseconds(plan.get("duckdb_count_ms"))
            )
    for run in results["pyiceberg"]:
        lines.append(
            f"PyIceberg: {run['commits']} commits, {run['commits_per_second']:.1f}/s, "
            f"p50 {run['latency_p50_ms']:.0f} ms, first quarter "
            f"{run['latency_first_quarter_ms']:.0f}, last {run['latency_last_quarter_ms']:.0f}; "
            f"CPU {run['cpu_ms_per_commit']:.0f} ms; plan {run['plan']['pyiceberg_plan_ms']:.0f} ms, "
            f"DuckDB count {run['plan']['duckdb_count_ms']:.0f} ms"
        )
    lines.append(f"{results['cores']} cores, load {results['load_average'][0]:.1f}")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--binary", type=pathlib.Path, default=".build/release/lakewriter")
    parser.add_argument("--folder", type=pathlib.Path, default=pathlib.Path("var/bench-commits"))
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--rows", type=int, default=100)
    parser.add_argument("--in-flight", type=int, nargs="+", default=[1, 16, 64])
    parser.add_argument("--pyiceberg-commits", type=int, default=200)
    parser.add_argument("--budget", type=float, default=120, help="seconds for PyIceberg")
    arguments = parser.parse_args()
    results = measure(arguments)
    (arguments.folder / "commits.json").write_text(json.dumps(results, indent=2) + "\n")
    print(table(results))


if __name__ == "__main__":
    main()
