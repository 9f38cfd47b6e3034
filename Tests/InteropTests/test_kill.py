"""The process dies at any instant, again and again: nothing acknowledged is lost or doubled.

Neither in the directories nor in the Iceberg tables, which hold the same files once a start has
caught up with what the one before it left.
"""

import os
import random
import time

import pytest
from harness.catalog import Tables
from harness.lake import Lake
from harness.posters import TABLE, Posters, acknowledged_by, check_lake
from harness.proxy import FaultyProxy

ROUNDS = int(os.environ.get("LAKEWRITER_KILL_ROUNDS", "5"))
SEED = int(os.environ.get("LAKEWRITER_KILL_SEED", random.randrange(10**6)))
TENANTS = ["acme", "b-2", "zed_3"]


def crash_often(server, lake: Lake) -> None:
    """Kills the server once a round while clients post; then lets it end in peace."""
    print(f"LAKEWRITER_KILL_SEED={SEED} LAKEWRITER_KILL_ROUNDS={ROUNDS}")
    chance = random.Random(SEED)
    tables = Tables(lake, TABLE)
    rounds: list[Posters] = []
    starts, begun = 1, time.monotonic()
    server.start()
    for number in range(ROUNDS):
        # At full speed now and then, and mostly so that many rounds are not too many events.
        pause = 0 if number % 10 == 0 else 0.01
        posters = Posters(server, TENANTS, seed=number, pause=pause).start()
        rounds.append(posters)
        time.sleep(chance.uniform(0.05, 3))
        server.kill()
        posters.stop()
        check_lake(lake, rounds, is_complete=False)
        tables.check(rounds)
        if chance.random() < 0.3:
            # It may be killed while it replays, too.
            server.launch()
            starts += 1
            time.sleep(chance.uniform(0, 0.3))
            server.kill()
        server.start()
        starts += 1
        if chance.random() < 0.7:
            tables.drain(rounds)
            tables.verify("--orphan-age=0s")
    server.stop()
    check_lake(lake, rounds, is_complete=True)
    tables.check_drained(rounds)
    acknowledged = len(acknowledged_by(rounds))
    assert acknowledged > 0
    print(
        f"{ROUNDS} rounds, {starts} starts, {acknowledged} events acknowledged, "
        f"{tables.snapshots()} commits, {time.monotonic() - begun:.0f} s"
    )


@pytest.mark.slow
def test_killed_on_a_local_lake(make_server):
    server = make_server(flush_age="200ms")
    crash_often(server, Lake.of(server))


@pytest.mark.slow
def test_killed_on_a_store(make_server, seaweed, bucket, s3_lake):
    server = make_server(store=seaweed, bucket=bucket, flush_age="200ms")
    crash_often(server, s3_lake)


@pytest.mark.slow
def test_killed_while_the_store_loses_requests_and_answers(make_server, seaweed, bucket, s3_lake):
    with FaultyProxy(seaweed.port) as proxy:
        chance = random.Random(SEED)
        faults = ["503", "lost-answer", "lost-request"]
        proxy.judge = lambda *_: chance.choice(faults) if chance.random() < 0.2 else None
        server = make_server(
            store=seaweed, bucket=bucket, endpoint=proxy.endpoint, flush_age="200ms"
        )
        crash_often(server, s3_lake)
        assert proxy.faults > 0
