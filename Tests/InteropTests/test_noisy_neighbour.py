"""One tenant far beyond what it may have, and what its neighbours notice of it."""

import time

import pytest
from harness.load import Load, percentile

NEIGHBOURS = [f"quiet-{number}" for number in range(4)]
# Calm and noise take turns, so that a slow moment of the machine falls into both alike.
ROUNDS = 3
STRETCH = 3.0
# A request waits for its fsync, whose time varies tenfold by itself; a neighbour that is not kept
# apart waits for the noise's queue, hundreds of times as long.
FACTOR = 5
FLOOR = 0.05


def stretches(server, start_noise):
    """The neighbours' requests in the calm and in the noise, and the noise's own."""
    calm, noisy, noise = [], [], []
    quiet = [Load(server, name, connections=2, interval=0.1, events=5) for name in NEIGHBOURS]
    for load in quiet:
        load.start()
    time.sleep(1)
    marks = []
    for _ in range(ROUNDS):
        begin = time.monotonic()
        time.sleep(STRETCH)
        loud = start_noise()
        marks.append((begin, time.monotonic()))
        time.sleep(STRETCH)
        noise += loud.stop()
    for load in quiet:
        for request in load.stop():
            for begin, turn in marks:
                if begin <= request.at < turn:
                    calm.append(request)
                elif turn <= request.at < turn + STRETCH:
                    noisy.append(request)
    return calm, noisy, noise


def report(title, calm, noisy, noise):
    refused = [request for request in noise if request.status != 200]
    numbers = [
        f"calm p50 {percentile(calm, 0.5) * 1000:.1f} ms, p99 {percentile(calm, 0.99) * 1000:.1f}",
        f"noise p50 {percentile(noisy, 0.5) * 1000:.1f} ms, p99 "
        f"{percentile(noisy, 0.99) * 1000:.1f}",
        f"{len(noise)} noisy requests, {len(refused)} refused",
    ]
    if refused:
        numbers.append(f"a refusal takes {percentile(refused, 0.5) * 1000:.1f} ms")
    print(f"{title}: {'; '.join(numbers)}")


def assert_undisturbed(calm, noisy):
    assert len(calm) > 100 and len(noisy) > 100, (len(calm), len(noisy))
    assert {request.status for request in calm + noisy} == {200}
    assert percentile(noisy, 0.99) <= FACTOR * percentile(calm, 0.99) + FLOOR


@pytest.mark.parametrize("size", [0, 2000], ids=["small", "large"])
def test_a_tenant_at_ten_times_its_quota_raises_nobody_elses_p99(make_server, size):
    quota = 500
    server = make_server(arguments=("--tenants-events-per-second", quota)).start()

    def start_noise():
        # 100 requests of 50 events a second: ten times what it may send.
        return Load(
            server, "loud", connections=20, interval=0.2, events=50, size=size
        ).start()

    calm, noisy, noise = stretches(server, start_noise)
    report(f"ten times the quota, {50 * size} bytes more", calm, noisy, noise)
    assert_undisturbed(calm, noisy)
    assert {request.code for request in noise} == {"", "quota_exceeded"}
    taken = 50 * sum(request.status == 200 for request in noise)
    seconds = max(r.at for r in noise) - min(r.at for r in noise)
    # Its rate, two seconds' burst, and the batches that were under way when the first was counted.
    assert quota * ROUNDS * STRETCH / 2 <= taken <= quota * (seconds + 2) + 20 * 50, taken


def test_without_quotas_nobody_takes_all_of_the_memory(make_server):
    arguments = ("--flush-memory", "32MiB", "--flush-size", "8MiB")
    server = make_server(arguments=arguments)
    # Nothing of this tenant can be written: all that it sends stays in memory.
    blocked = server.folder / "lake" / "numbered" / "tenantId=loud"
    blocked.parent.mkdir(parents=True)
    blocked.write_text("not a folder")
    server.start()

    def start_noise():
        return Load(
            server, "loud", connections=10, interval=0.02, events=200, size=500
        ).start()

    calm, noisy, noise = stretches(server, start_noise)
    report("memory full of one tenant", calm, noisy, noise)
    assert_undisturbed(calm, noisy)
    assert any(request.code == "throttled" for request in noise), "it never reached its share"
    assert {request.code for request in noise} <= {"", "throttled"}
    server.kill()
