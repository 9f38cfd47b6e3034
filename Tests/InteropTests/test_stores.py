"""Stores and disks that fail: the cause is named, nothing acknowledged is lost or doubled."""

import time

import pytest
from harness.disks import mount_refusal, small_disk
from harness.events import at, numbered
from harness.lake import Lake
from harness.lakewriter import DidNotStart
from harness.posters import TABLE, Posters, check_lake
from harness.proxy import FaultyProxy

REFUSAL = mount_refusal()
needs_mounts = pytest.mark.skipif(bool(REFUSAL), reason=str(REFUSAL))


def wait_for(lake: Lake, ids: set[str], seconds: float = 60) -> None:
    """Returns once a lake that is still written to holds the events."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if ids <= lake.event_ids(TABLE).keys():
            return
        time.sleep(0.2)
    raise AssertionError(f"{len(ids - lake.event_ids(TABLE).keys())} events did not come")


def post_where_possible(server) -> set[str]:
    """Starts a server on a store that does not work; the events that it promises to keep.

    It may refuse to start or to take events, if it says so; it may not promise and forget.
    """
    try:
        server.start(timeout=15)
    except DidNotStart as refusal:
        assert refusal.status in (1, None), refusal
        return set()
    events = numbered("kept", 20)
    with server.client("acme") as client:
        body = "".join(f'{{"id":"{e["id"]}","at":"{e["at"]}","n":1}}\n' for e in events)
        answer = client.post(TABLE, body.encode())
    if answer.status == 200:
        return {event["id"] for event in events}
    assert answer.status == 503 and answer.is_problem(), answer
    return set()


def named_in_log(server, *words: str, seconds: float = 15) -> None:
    """The log says what is wrong, in one of these words."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        log = server.log().lower()
        if any(word.lower() in log for word in words):
            return
        time.sleep(0.2)
    raise AssertionError(f"none of {words} is in the log:\n{server.log()[-3000:]}")


def test_a_missing_bucket_is_named_and_its_coming_is_enough(make_server, seaweed, bucket, s3_lake):
    with FaultyProxy(seaweed.port) as proxy:
        proxy.judge = lambda *_: "no-bucket"
        server = make_server(store=seaweed, bucket=bucket, endpoint=proxy.endpoint)
        kept = post_where_possible(server)
        named_in_log(server, "NoSuchBucket")
        server.kill()
        proxy.heal()
        server.start().stop()
    assert kept == s3_lake.event_ids(TABLE).keys()


def test_wrong_keys_are_named_and_not_printed(make_server, seaweed, bucket, s3_lake):
    secret = "wrong-secret-that-nobody-may-read-in-a-log"
    server = make_server(
        store=seaweed, bucket=bucket, environment={"AWS_SECRET_ACCESS_KEY": secret}
    )
    kept = post_where_possible(server)
    named_in_log(server, "SignatureDoesNotMatch", "credentials", "denied")
    server.kill()
    assert secret not in server.log()
    server.environment |= seaweed.environment()
    server.start().stop()
    assert kept == s3_lake.event_ids(TABLE).keys()


def test_an_unknown_key_id_is_named(make_server, seaweed, bucket, s3_lake):
    server = make_server(store=seaweed, bucket=bucket, environment={"AWS_ACCESS_KEY_ID": "NOBODY"})
    kept = post_where_possible(server)
    named_in_log(server, "InvalidAccessKeyId", "credentials", "denied")
    server.kill()
    server.environment |= seaweed.environment()
    server.start().stop()
    assert kept == s3_lake.event_ids(TABLE).keys()


def test_no_keys_at_all_are_named(make_server, seaweed, bucket):
    server = make_server(store=seaweed, bucket=bucket)
    del server.environment["AWS_ACCESS_KEY_ID"], server.environment["AWS_SECRET_ACCESS_KEY"]
    server.environment["HOME"] = str(server.folder)
    with pytest.raises(DidNotStart) as refusal:
        server.start(timeout=15)
    assert refusal.value.status in (1, 2)
    assert "credentials" in refusal.value.output or "AWS_ACCESS_KEY_ID" in refusal.value.output


def test_another_region_loses_nothing(make_server, seaweed, bucket, s3_lake):
    """SeaweedFS takes any region; a store that does not is an operator's to configure."""
    server = make_server(store=seaweed, bucket=bucket, environment={"AWS_REGION": "eu-central-1"})
    kept = post_where_possible(server)
    server.kill()
    server.environment |= seaweed.environment()
    server.start().stop()
    assert kept == s3_lake.event_ids(TABLE).keys()


def test_a_store_that_is_away_for_a_while(make_server, seaweed, bucket, s3_lake):
    with FaultyProxy(seaweed.port) as proxy:
        server = make_server(
            store=seaweed, bucket=bucket, endpoint=proxy.endpoint, flush_age="300ms"
        ).start()
        posters = Posters(server, ["acme", "b-2"], seed=1).start()
        time.sleep(1)
        proxy.refuse()
        time.sleep(4)
        assert server.process.poll() is None
        proxy.heal()
        time.sleep(1)
        posters.stop()
        assert proxy.faults > 0
        wait_for(s3_lake, posters.acknowledged)
        server.stop()
    check_lake(s3_lake, [posters], is_complete=True)


def test_killed_while_the_store_is_away(make_server, seaweed, bucket, s3_lake):
    with FaultyProxy(seaweed.port) as proxy:
        server = make_server(
            store=seaweed, bucket=bucket, endpoint=proxy.endpoint, flush_age="300ms"
        ).start()
        proxy.refuse()
        posters = Posters(server, ["acme"], seed=2).start()
        time.sleep(1.5)
        server.kill()
        posters.stop()
        proxy.heal()
        server.start()
        wait_for(s3_lake, posters.acknowledged)
        server.stop()
    check_lake(s3_lake, [posters], is_complete=True)


@pytest.mark.parametrize("fault", ["lost-answer", "lost-request"])
def test_puts_that_are_never_answered(fault, make_server, seaweed, bucket, s3_lake):
    """Whether a put was carried out is unknown: it is looked up, not done twice."""
    with FaultyProxy(seaweed.port) as proxy:
        proxy.judge = lambda method, _, number: (
            fault if method in ("PUT", "POST") and number % 3 == 0 else None
        )
        server = make_server(
            store=seaweed, bucket=bucket, endpoint=proxy.endpoint, flush_age="300ms"
        ).start()
        posters = Posters(server, ["acme", "b-2"], seed=3).start()
        time.sleep(4)
        posters.stop()
        proxy.heal()
        server.stop()
        assert proxy.faults > 0
    check_lake(s3_lake, [posters], is_complete=True)


@needs_mounts
def test_a_full_lake_disk_fills_up_and_is_given_room(make_server, tmp_path):
    with small_disk(tmp_path / "lake", "2m") as disk:
        server = make_server(lake=f"file://{disk.folder}", flush_age="200ms").start()
        acknowledged = post_noise(server, seconds=6)
        assert server.process.poll() is None, server.log()[-3000:]
        named_in_log(server, "No space left", "is full", "ENOSPC")
        disk.remount("size=1g")
        lake = Lake(str(disk.folder))
        wait_for(lake, acknowledged)
        server.stop()
        assert lake.event_ids(TABLE) == dict.fromkeys(acknowledged, 1)


@needs_mounts
def test_a_full_data_disk_refuses_and_loses_nothing(
    make_server, seaweed, bucket, s3_lake, tmp_path
):
    """The store is away, so that the log can only grow, until its disk is full."""
    with FaultyProxy(seaweed.port) as proxy, small_disk(tmp_path / "data", "48m") as disk:
        server = make_server(
            store=seaweed,
            bucket=bucket,
            endpoint=proxy.endpoint,
            data=disk.folder,
            arguments=("--log-segment-size", "4MiB"),
        ).start()
        proxy.refuse()
        acknowledged = post_noise(server, seconds=20, until_refused=True)
        assert acknowledged
        named_in_log(server, "No space left", "is full", "ENOSPC")
        server.kill()
        proxy.heal()
        disk.remount("size=1g")
        server.start()
        wait_for(s3_lake, acknowledged)
        server.stop()
    assert s3_lake.event_ids(TABLE).keys() >= acknowledged
    assert max(s3_lake.event_ids(TABLE).values()) == 1


def test_a_log_that_reached_its_limit_refuses_and_loses_nothing(
    make_server, seaweed, bucket, s3_lake
):
    with FaultyProxy(seaweed.port) as proxy:
        limits = ("--log-segment-size", "4MiB", "--log-max-size", "24MiB")
        server = make_server(
            store=seaweed, bucket=bucket, endpoint=proxy.endpoint, arguments=limits
        ).start()
        proxy.refuse()
        acknowledged = post_noise(server, seconds=20, until_refused=True)
        assert acknowledged
        proxy.heal()
        wait_for(s3_lake, acknowledged)
        # Once the store is back the log is trimmed, and events are taken again.
        with server.client("acme") as client:
            client.post_events(TABLE, numbered("after", 1))
        server.stop()
    assert s3_lake.event_ids(TABLE) == dict.fromkeys(acknowledged | {"after-0"}, 1)


@needs_mounts
def test_a_read_only_lake_is_named_and_mended(make_server, tmp_path):
    with small_disk(tmp_path / "lake", "64m") as disk:
        disk.remount("ro")
        server = make_server(lake=f"file://{disk.folder}", flush_age="200ms")
        kept = post_where_possible(server)
        named_in_log(server, "Read-only", "read only", "not writable", "cannot be written")
        server.kill()
        disk.remount("rw")
        server.start().stop()
        assert Lake(str(disk.folder)).event_ids(TABLE).keys() == kept


def post_noise(server, seconds: float, until_refused: bool = False) -> set[str]:
    """Posts events that no codec makes smaller; the ids of those that were acknowledged."""
    acknowledged: set[str] = set()
    deadline = time.monotonic() + seconds
    number = 0
    with server.client("acme") as client:
        while time.monotonic() < deadline:
            number += 1
            events = [
                {"id": f"noise-{number}-{n}", "at": at(0), "n": n, "text": noise(3_000)}
                for n in range(100)
            ]
            body = "".join(
                f'{{"id":"{e["id"]}","at":"{e["at"]}","n":{e["n"]},"text":"{e["text"]}"}}\n'
                for e in events
            )
            answer = client.post(TABLE, body.encode())
            if answer.status == 200:
                acknowledged |= {event["id"] for event in events}
                continue
            assert answer.status in (429, 503) and answer.is_problem(), answer
            if until_refused:
                return acknowledged
            time.sleep(0.1)
    assert not until_refused, "a full disk was never noticed"
    return acknowledged


def noise(count: int) -> str:
    """Random letters, of which a codec saves a quarter at most."""
    import secrets

    return secrets.token_urlsafe(count)
