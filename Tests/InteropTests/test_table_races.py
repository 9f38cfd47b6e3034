"""Several servers write to the same tables of one lake, and die in the middle of it.

Each has a log of its own; what they share is the lake alone. However they race, lose answers, are
stopped for a while or killed: every acknowledged event is in its table exactly once.
"""

import os
import pathlib
import random
import re
import signal
import time
from collections.abc import Callable

import pytest
from harness.catalog import Tables
from harness.lake import Lake
from harness.lakewriter import Lakewriter
from harness.posters import TABLE, Posters, acknowledged_by
from harness.proxy import FaultyProxy

ROUNDS = int(os.environ.get("LAKEWRITER_KILL_ROUNDS", "3"))
SEED = int(os.environ.get("LAKEWRITER_KILL_SEED", random.randrange(10**6)))
TENANTS = ["acme", "b-2"]

# What a commit puts, step by step; a server is killed before or behind any of them.
STEPS = [
    r"\.parquet$",
    r"-m\d\.avro$",
    r"/snap-[^/]+\.avro$",
    r"/v\d+\.metadata\.json$",
    r"/version-hint\.text$",
]

# Ends a server's process at an instant of its own choice.
Killing = Callable[[Lakewriter, random.Random], None]


def at_any_time(server: Lakewriter, chance: random.Random) -> None:
    server.kill()


def behind_a_pause(server: Lakewriter, chance: random.Random) -> None:
    """The process stands still while others commit, goes on, and is killed."""
    server.process.send_signal(signal.SIGSTOP)
    time.sleep(chance.uniform(0.2, 1.5))
    server.process.send_signal(signal.SIGCONT)
    time.sleep(chance.uniform(0, 0.1))
    server.kill()


def at_sight_of_a_step(lake: pathlib.Path) -> Killing:
    """Kills as soon as a new file shows up that is a certain step of somebody's commit."""

    def names(step: str) -> set[str]:
        return {str(path) for path in lake.rglob("*") if re.search(step, str(path))}

    def kill(server: Lakewriter, chance: random.Random) -> None:
        step = chance.choice(STEPS[:-1])
        before, deadline = names(step), time.monotonic() + 3
        while names(step) <= before and time.monotonic() < deadline:
            pass
        server.kill()

    return kill


def at_a_request(proxies: dict[Lakewriter, FaultyProxy], judge) -> Killing:
    """Kills before a request is carried out that is a certain step of a commit, or behind it."""

    def kill(server: Lakewriter, chance: random.Random) -> None:
        step, is_behind = chance.choice(STEPS), chance.random() < 0.5
        process = server.process

        def trap(method: str, path: str, number: int):
            if method != "PUT" or not re.search(step, path.split("?")[0]):
                return judge(method, path, number)
            if is_behind:
                return process.kill
            process.kill()
            return "lost-request"

        proxies[server].judge = trap
        deadline = time.monotonic() + 3
        while process.poll() is None and time.monotonic() < deadline:
            time.sleep(0.001)
        server.kill()
        proxies[server].judge = judge

    return kill


def race_and_die(servers: list[Lakewriter], tables: Tables, killings: list[Killing]) -> None:
    """Both post to the same tables; one or both die each round, while the other one goes on."""
    print(f"LAKEWRITER_KILL_SEED={SEED} LAKEWRITER_KILL_ROUNDS={ROUNDS}")
    chance = random.Random(SEED)
    posters: list[Posters] = []
    starts, begun = len(servers), time.monotonic()
    for server in servers:
        server.start()
    for number in range(ROUNDS):
        running = [
            Posters(server, TENANTS, seed=number, prefix=f"w{index}", pause=0.02).start(3)
            for index, server in enumerate(servers)
        ]
        posters += running
        time.sleep(chance.uniform(0.05, 1.5))
        victims = chance.sample(servers, chance.choice([1, 1, len(servers)]))
        for victim in victims:
            chance.choice(killings)(victim, chance)
        tables.check(posters)
        for victim in victims:
            if chance.random() < 0.3:
                # It may be killed while it replays, too.
                victim.launch()
                starts += 1
                time.sleep(chance.uniform(0, 0.3))
                victim.kill()
            victim.start()
            starts += 1
        time.sleep(chance.uniform(0, 0.5))
        for each in running:
            each.stop()
        if chance.random() < 0.5:
            tables.drain(posters)
            tables.verify("--orphan-age=0s")
    for server in servers:
        server.stop()
    tables.check_drained(posters)
    by_server = [len(acknowledged_by(posters[n :: len(servers)])) for n in range(len(servers))]
    assert all(by_server)
    print(
        f"{ROUNDS} rounds, {starts} starts, {by_server} events acknowledged, "
        f"{tables.snapshots()} commits, {time.monotonic() - begun:.0f} s"
    )


@pytest.mark.slow
def test_two_servers_die_on_one_local_lake(make_server, tmp_path):
    lake = Lake(str(tmp_path / "lake"))
    servers = [
        make_server(name, lake=f"file://{lake.root}", flush_age="200ms")
        for name in ("one", "two")
    ]
    killings = [at_any_time, behind_a_pause, at_sight_of_a_step(tmp_path / "lake")]
    race_and_die(servers, Tables(lake, TABLE), killings)


@pytest.mark.slow
def test_two_servers_die_on_one_store_that_loses_answers(make_server, seaweed, bucket, s3_lake):
    faults = random.Random(SEED)

    def judge(method: str, path: str, number: int):
        """Half of the answers to commits are lost, and a few of everything else."""
        if method == "PUT" and re.search(STEPS[-2], path):
            return faults.choice([None, None, "lost-answer", "lost-request", "lost-answer", None])
        if faults.random() < 0.02:
            return faults.choice(["503", "lost-answer", "lost-request"])
        return None

    with FaultyProxy(seaweed.port) as one, FaultyProxy(seaweed.port) as two:
        proxies = {}
        for name, proxy in (("one", one), ("two", two)):
            proxy.judge = judge
            server = make_server(
                name, store=seaweed, bucket=bucket, endpoint=proxy.endpoint, flush_age="200ms"
            )
            proxies[server] = proxy
        killings = [at_any_time, behind_a_pause] + [at_a_request(proxies, judge)] * 2
        race_and_die(list(proxies), Tables(s3_lake, TABLE), killings)
        assert one.faults and two.faults


@pytest.mark.parametrize("count", [4, 8])
@pytest.mark.parametrize("place", ["directory", "store"])
def test_many_servers_race_for_one_table(place, count, make_server, tmp_path, request):
    """Every flush of each is a commit to the one table, ten a second and server."""
    if place == "store":
        lake = request.getfixturevalue("s3_lake")
        where = {"store": lake.store, "bucket": request.getfixturevalue("bucket")}
    else:
        lake = Lake(str(tmp_path / "lake"))
        where = {"lake": f"file://{lake.root}"}
    servers = [
        make_server(f"server-{n}", **where, flush_age="100ms").start() for n in range(count)
    ]
    tables = Tables(lake, TABLE)
    posters = [
        Posters(server, ["acme"], seed=n, prefix=f"w{n}", pause=0.02).start(2)
        for n, server in enumerate(servers)
    ]
    begun = time.monotonic()
    while time.monotonic() < begun + 8:
        tables.check(posters)
        time.sleep(0.2)
    for each in posters:
        each.stop()
    tables.drain(posters)
    for server in servers:
        server.stop()
    tables.check_drained(posters)
    assert all(each.acknowledged for each in posters)
    refused = sum(len(each.refusals) for each in posters)
    print(f"{count} servers, {tables.snapshots()} commits, {refused} refusals")
    assert tables.snapshots() > 10 * count
