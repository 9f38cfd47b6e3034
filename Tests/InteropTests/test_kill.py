"""The process dies at any instant, again and again: nothing acknowledged is lost or doubled."""

import os
import random
import time

import pytest
from harness.lake import Lake
from harness.posters import Posters, check_lake
from harness.proxy import FaultyProxy

ROUNDS = int(os.environ.get("LAKEWRITER_KILL_ROUNDS", "5"))
SEED = int(os.environ.get("LAKEWRITER_KILL_SEED", random.randrange(10**6)))
TENANTS = ["acme", "b-2", "zed_3"]


def crash_often(server, lake: Lake) -> list[Posters]:
    """Kills the server once a round while clients post; then lets it end in peace."""
    print(f"LAKEWRITER_KILL_SEED={SEED} LAKEWRITER_KILL_ROUNDS={ROUNDS}")
    chance = random.Random(SEED)
    rounds = []
    server.start()
    for number in range(ROUNDS):
        posters = Posters(server, TENANTS, seed=number).start()
        rounds.append(posters)
        time.sleep(chance.uniform(0.05, 3))
        server.kill()
        posters.stop()
        check_lake(lake, rounds, is_complete=False)
        if chance.random() < 0.3:
            # It may be killed while it replays, too.
            server.launch()
            time.sleep(chance.uniform(0, 0.3))
            server.kill()
        server.start()
    server.stop()
    assert sum(len(posters.acknowledged) for posters in rounds) > 0
    return rounds


@pytest.mark.slow
def test_killed_on_a_local_lake(make_server):
    server = make_server(flush_age="200ms")
    lake = Lake.of(server)
    check_lake(lake, crash_often(server, lake), is_complete=True)


@pytest.mark.slow
def test_killed_on_a_store(make_server, seaweed, bucket, s3_lake):
    server = make_server(store=seaweed, bucket=bucket, flush_age="200ms")
    check_lake(s3_lake, crash_often(server, s3_lake), is_complete=True)


@pytest.mark.slow
def test_killed_while_the_store_loses_requests_and_answers(make_server, seaweed, bucket, s3_lake):
    with FaultyProxy(seaweed.port) as proxy:
        chance = random.Random(SEED)
        faults = ["503", "lost-answer", "lost-request"]
        proxy.judge = lambda *_: chance.choice(faults) if chance.random() < 0.2 else None
        server = make_server(
            store=seaweed, bucket=bucket, endpoint=proxy.endpoint, flush_age="200ms"
        )
        rounds = crash_often(server, s3_lake)
        assert proxy.faults > 0
    check_lake(s3_lake, rounds, is_complete=True)
