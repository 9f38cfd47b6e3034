"""Lakewriter and DuckDB on the same events and the same cores, and what the server needs at rest.

DuckDB converts a file (`duckdb_copy.py`); the server takes the same events over HTTP, logs them and
writes the same kind of Parquet. CPU is that of the process measured alone, from its first
instruction to its last. `LAKEWRITER_BENCH_BYTES` sets the size, 300 MB unless told; 1e9 is the
figure to quote. Prints a table, and writes everything to `results.json` in the folder.
"""

import argparse
import json
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import threading
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "InteropTests"))

import workload  # noqa: E402
from harness.tokens import DevelopmentToken  # noqa: E402

TICKS_PER_SECOND = os.sysconf("SC_CLK_TCK")
CONNECTIONS = 8
SMALL_REQUESTS = 2_000
SMALL_EVENTS = 20
OPEN_BUFFERS = 10_000


class Watch:
    """The CPU and memory of a process, read from /proc until it ends."""

    def __init__(self, pid: int):
        self.pid = pid
        self.cpu_seconds = 0.0
        self.peak_bytes = 0
        self.resident_bytes = 0
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def read(self) -> None:
        """Takes a reading; the last one before the end stays."""
        fields = pathlib.Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        status = dict(
            line.split(":", 1)
            for line in pathlib.Path(f"/proc/{self.pid}/status").read_text().splitlines()
        )
        self.cpu_seconds = (int(fields[11]) + int(fields[12])) / TICKS_PER_SECOND
        if "VmHWM" in status:  # Gone once the process has ended and waits to be collected.
            self.peak_bytes = int(status["VmHWM"].split()[0]) * 1024
            self.resident_bytes = int(status["VmRSS"].split()[0]) * 1024

    def _run(self) -> None:
        try:
            while True:
                self.read()
                time.sleep(0.05)
        except OSError:
            return


class Server:
    """One server process on fresh folders."""

    def __init__(self, folder: pathlib.Path, *arguments: str):
        # Imported late: the module reads where the binary is from the environment.
        from harness.lakewriter import Lakewriter

        shutil.rmtree(folder, ignore_errors=True)
        began = time.perf_counter()
        self.process = Lakewriter(
            folder,
            HERE / "schemas",
            flush_age="1h",
            arguments=("--shutdown-grace", "600s", "--log-level", "warning", *arguments),
        ).start()
        self.start_seconds = time.perf_counter() - began
        self.watch = Watch(self.process.process.pid)
        self.folder = folder
        self.credential = DevelopmentToken(self.process.token("acme"), self.process.data)

    def post(self, bodies: pathlib.Path, plan: list[tuple[str, int, int]]) -> dict:
        """Has another process post the bodies `(tenant, offset, length)`."""
        tokens: dict[str, str] = {}
        lines = []
        for tenant, offset, length in plan:
            token = tokens.setdefault(tenant, self.credential.with_claims(tenant=tenant))
            lines.append(f"{token} {offset} {length}\n")
        path = self.folder / "plan"
        path.write_text("".join(lines))
        command = [sys.executable, HERE / "poster.py", self.process.port, bodies, path, CONNECTIONS]
        result = subprocess.run(list(map(str, command)), capture_output=True, text=True)
        assert result.returncode == 0, result.stderr[-2000:]
        report = json.loads(result.stdout)
        assert not report["failures"], report["failures"][:3]
        assert report["rejected"] == 0, report["rejected"]
        return report

    def stop(self) -> None:
        """Ends in peace; the last reading is the process' whole life."""
        # The parent collects the status only after the last reading of a finished process.
        self.process.process.terminate()
        pid = self.process.process.pid
        while os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None:
            time.sleep(0.01)
        self.watch.read()
        self.process.stop()


def lake_bytes(folder: pathlib.Path) -> tuple[int, int]:
    """Bytes and number of the Parquet files below a folder."""
    sizes = [file.stat().st_size for file in folder.rglob("*.parquet")]
    return sum(sizes), len(sizes)


def measure_duckdb(work: workload.Workload, folder: pathlib.Path) -> dict:
    out = folder / "duckdb"
    shutil.rmtree(out, ignore_errors=True)
    cores = str(len(os.sched_getaffinity(0)))
    command = [sys.executable, HERE / "duckdb_copy.py", work.ndjson, out, cores]
    began = time.perf_counter()
    result = subprocess.run(list(map(str, command)), capture_output=True, text=True, check=True)
    report = json.loads(result.stdout) | {"wall_seconds": time.perf_counter() - began}
    report["input_bytes"] = work.ndjson.stat().st_size
    report["output_bytes"], report["files"] = lake_bytes(out)
    return report


def measure_lakewriter(work: workload.Workload, folder: pathlib.Path) -> dict:
    server = Server(folder / "lakewriter")
    plan = [(body.tenant, body.offset, body.length) for body in work.bodies]
    began = time.perf_counter()
    posted = server.post(work.body_file, plan)
    assert posted["accepted"] == work.events, (posted["accepted"], work.events)
    server.stop()
    wall = time.perf_counter() - began
    output, files = lake_bytes(folder / "lakewriter/lake")
    check_rows(folder / "lakewriter/lake/events", work.events)
    return {
        "cpu_seconds": server.watch.cpu_seconds,
        "peak_bytes": server.watch.peak_bytes,
        "wall_seconds": wall,
        "input_bytes": work.posted_bytes,
        "output_bytes": output,
        "files": files,
        "retries": posted["retries"],
        "ack_ms_1mb": quantiles(posted["seconds"]),
    }


def check_rows(folder: pathlib.Path, events: int) -> None:
    """A figure counts only if every event is in the files."""
    import duckdb

    rows, ids = duckdb.sql(
        f"SELECT count(*), count(DISTINCT event_id) FROM '{folder}/*/*/*.parquet'"
    ).fetchone()
    assert rows == ids == events, (rows, ids, events)


def quantiles(seconds: list[float]) -> dict:
    cuts = statistics.quantiles(seconds, n=100, method="inclusive")
    return {"p50": cuts[49] * 1000, "p99": cuts[98] * 1000, "max": max(seconds) * 1000}


def measure_small_requests(work: workload.Workload, folder: pathlib.Path) -> dict:
    """How long an acknowledgement takes for requests of 20 events, 8 at once."""
    server = Server(folder / "small")
    content = work.body_file.read_bytes()
    plan = []
    for body in work.bodies:
        position, end = body.offset, body.offset + body.length
        while position < end and len(plan) < SMALL_REQUESTS:
            stop = position
            for _ in range(SMALL_EVENTS):
                stop = content.find(b"\n", stop, end) + 1 or end
                if stop == end:
                    break
            plan.append((body.tenant, position, stop - position))
            position = stop
    posted = server.post(work.body_file, plan)
    server.stop()
    return quantiles(posted["seconds"]) | {"requests_per_second": len(plan) / posted["wall"]}


def measure_rest(folder: pathlib.Path) -> dict:
    """Start-up, memory at rest, and with one open buffer for each of ten thousand tenants."""
    starts = []
    for _ in range(5):
        server = Server(folder / "rest")
        starts.append(server.start_seconds)
        time.sleep(1)
        idle = server.watch.resident_bytes
        server.stop()
    server = Server(folder / "rest")
    _, members = next(iter(workload.events(1)))
    bodies = folder / "one-event"
    bodies.write_text("{" + members + "\n")
    size = bodies.stat().st_size
    server.post(bodies, [(f"tenant-{number}", 0, size) for number in range(OPEN_BUFFERS)])
    time.sleep(1)
    crowded = server.watch.resident_bytes
    server.process.kill()
    return {
        "start_ms": statistics.median(starts) * 1000,
        "idle_bytes": idle,
        "open_buffers_bytes": crowded,
    }


def row(name: str, ours: float, theirs: float, unit: str) -> str:
    return f"{name:<28}{ours:>12.1f}{theirs:>12.1f}{ours / theirs:>9.2f}  {unit}"


def table(results: dict) -> str:
    ours, theirs, rest = results["lakewriter"], results["duckdb"], results["rest"]
    small, large = results["small_requests"], ours["ack_ms_1mb"]

    def speed(run: dict) -> float:
        return run["input_bytes"] / 1e6 / run["cpu_seconds"]

    return "\n".join(
        [
            f"{results['events']} events, {ours['input_bytes'] / 1e6:.0f} MB of JSON, "
            f"{workload.TENANTS} tenants, {workload.DAYS} days, "
            f"{results['cores']} cores, {results['cpu']}",
            f"{'':<28}{'lakewriter':>12}{'duckdb':>12}{'ratio':>9}",
            row("JSON per CPU-second", speed(ours), speed(theirs), "MB"),
            row("CPU per GB", 1000 / speed(ours), 1000 / speed(theirs), "s"),
            row("wall", ours["wall_seconds"], theirs["wall_seconds"], "s"),
            row("peak memory", ours["peak_bytes"] / 1e6, theirs["peak_bytes"] / 1e6, "MB"),
            row("output", ours["output_bytes"] / 1e6, theirs["output_bytes"] / 1e6, "MB"),
            row("files", ours["files"], theirs["files"], ""),
            f"acknowledged, 1 MB requests: p50 {large['p50']:.1f} ms, p99 {large['p99']:.1f} ms "
            f"({ours['retries']} refused and sent again)",
            f"acknowledged, {SMALL_EVENTS} events: p50 {small['p50']:.2f} ms, "
            f"p99 {small['p99']:.2f} ms, {small['requests_per_second']:.0f} requests/s",
            f"ready after {rest['start_ms']:.0f} ms; at rest {rest['idle_bytes'] / 1e6:.1f} MB; "
            f"with {OPEN_BUFFERS} open buffers {rest['open_buffers_bytes'] / 1e6:.0f} MB",
        ]
    )


def processor() -> str:
    for line in pathlib.Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return "unknown processor"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--binary", type=pathlib.Path, default=None)
    parser.add_argument("--folder", type=pathlib.Path, default=pathlib.Path("var/bench"))
    arguments = parser.parse_args()
    if arguments.binary:
        os.environ["LAKEWRITER_BIN"] = str(arguments.binary.resolve())
    size = int(float(os.environ.get("LAKEWRITER_BENCH_BYTES", 300e6)))
    folder = arguments.folder.resolve()
    work = workload.load(folder, size)
    results = {
        "events": work.events,
        "cores": len(os.sched_getaffinity(0)),
        "cpu": processor(),
        "duckdb": measure_duckdb(work, folder),
        "lakewriter": measure_lakewriter(work, folder),
        "small_requests": measure_small_requests(work, folder),
        "rest": measure_rest(folder),
    }
    (folder / "results.json").write_text(json.dumps(results, indent=2) + "\n")
    print(table(results))


if __name__ == "__main__":
    main()
