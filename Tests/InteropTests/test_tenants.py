"""What is said about tenants: by command, by file, while servers run."""

import json
import os
import signal
import statistics
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from harness.events import numbered
from harness.lake import Lake
from harness.lakewriter import DidNotStart, run
from harness.seaweed import clean_environment

# The design's bound; what a test waits at most before it says that nothing happens.
SECOND = 1.0
PATIENCE = 15.0
OBJECT = "_lakewriter/tenants.json"


def tenants(server, *arguments, expected=0, **options):
    """Runs `lakewriter tenants …` against a server's lake."""
    environment = {"LAKEWRITER_LAKE": server.lake} | server.environment
    result = run("tenants", *arguments, environment=environment, **options)
    assert result.returncode == expected, result
    return result.stdout


def status(client, table="numbered", events=1):
    body = "".join(json.dumps(event) + "\n" for event in numbered("s", events))
    return client.post(table, body.encode())


def wait_for(client, wanted, table="numbered"):
    """Sends until the answer has a status; the moment when it first had."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        answer = status(client, table)
        if answer.status == wanted:
            return time.time(), answer
        time.sleep(0.005)
    raise AssertionError(f"the last answer is {answer}")


def test_a_suspension_takes_effect_within_a_second_with_a_token_that_was_verified(server):
    lake = Lake.of(server)
    latencies = []
    with server.client("acme") as acme, server.client("other") as other:
        acme.post_events("numbered", numbered("before", 10))
        for _ in range(5):
            tenants(server, "suspend", "acme", "--note", "unpaid")
            seen, refused = wait_for(acme, 403)
            latencies.append(seen - os.stat(f"{lake.root}/{OBJECT}").st_mtime)
            assert refused.is_problem(), refused
            assert refused.json["type"] == "urn:lakewriter:problem:tenant_suspended"
            other.post_events("numbered", numbered("meanwhile", 1))
            tables = acme.get("/catalog/v1/namespaces/acme/tables")
            assert tables.status == 403, tables
            tenants(server, "activate", "acme")
            wait_for(acme, 200)
    print(f"suspension latencies in seconds: {[round(value, 3) for value in latencies]}")
    assert statistics.median(latencies) < SECOND, latencies
    # What was acknowledged before is written all the same.
    server.stop()
    assert sum(lake.event_ids("numbered")[f"before-{n}"] for n in range(10)) == 10


def test_the_same_on_a_store_and_for_every_server_of_the_lake(make_server, seaweed, bucket):
    servers = [
        make_server(name, store=seaweed, bucket=bucket).start() for name in ("one", "two")
    ]
    store = seaweed.client()
    clients = [server.client("acme") for server in servers]
    for client in clients:
        client.post_events("numbered", numbered("before", 1))
    latencies = []
    body = json.dumps({"tenants": {"acme": {"state": "suspended"}}})
    for _ in range(2):
        store.put_object(Bucket=bucket, Key=f"root/{OBJECT}", Body=body.encode())
        put = time.time()
        with ThreadPoolExecutor() as pool:
            seen = list(pool.map(lambda client: wait_for(client, 403)[0], clients))
        latencies += [moment - put for moment in seen]
        tenants(servers[0], "activate", "acme")
        for client in clients:
            wait_for(client, 200)
    print(f"suspension latencies on a store: {[round(value, 3) for value in latencies]}")
    assert statistics.median(latencies) < SECOND, latencies


def test_a_quota_counts_at_once_and_says_how_long_to_wait(server):
    with server.client("loud") as loud, server.client("quiet") as quiet:
        assert status(loud, events=100).status == 200
        shown = tenants(
            server, "quotas", "loud", "--events-per-second", "10", "--burst-seconds", "1", "--json"
        )
        record = json.loads(shown)["record"]
        assert (record["events-per-second"], record["burst-seconds"]) == (10, 1)
        wait_for(loud, 429)
        answers = [status(loud) for _ in range(50)]
        refused = [answer for answer in answers if answer.status == 429]
        assert refused
        assert {answer.json["type"] for answer in refused} == {
            "urn:lakewriter:problem:quota_exceeded"
        }
        assert {answer.headers["retry-after"] for answer in refused} == {"1"}
        time.sleep(1)
        assert status(loud).status == 200
        assert all(status(quiet).status == 200 for _ in range(50))
        # Less than two seconds later the rate has given ten each, and the burst ten.
        start = time.monotonic()
        taken = sum(status(loud).status == 200 for _ in range(400))
        assert taken <= 10 * (time.monotonic() - start) + 10 + 1

        tenants(server, "quotas", "loud", "--events-per-second", "unlimited")
        wait_for(loud, 200)
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            if all(status(loud).status == 200 for _ in range(40)):
                break
        else:
            raise AssertionError("the quota was lifted, and holds")


def test_sizes_and_tables_are_held_to(server):
    tenants(server, "quotas", "acme", "--request-bytes", "1KiB", "--tables", "numbered")
    with server.client("acme") as acme:
        _, refused = wait_for(acme, 403, table="kinds")
        assert refused.json["type"].endswith(":table_not_allowed")
        assert status(acme).status == 200
        large = acme.post("numbered", b" " * 1025)
        assert large.status == 413, large
    tenants(server, "quotas", "acme", "--tables", "default", "--open-tables", "1")
    with server.client("acme") as acme:
        # Rows of `numbered` may wait still; then one table is open, and one is all there may be.
        deadline = time.monotonic() + PATIENCE
        answers = set()
        while time.monotonic() < deadline and not answers >= {200, 429}:
            answers |= {status(acme).status, status(acme, table="metrics").status}
        assert answers >= {200, 429}, answers


def test_of_many_operators_at_once_none_is_lost(server):
    names = [f"tenant-{number}" for number in range(8)]
    with ThreadPoolExecutor(len(names)) as pool:
        list(pool.map(lambda name: tenants(server, "suspend", name), names))
    lines = [json.loads(line) for line in tenants(server, "list", "--json").splitlines()]
    assert {line["tenant"] for line in lines if line["record"]["state"] == "suspended"} == set(
        names
    )


def test_what_a_command_cannot_do_it_says(server):
    tenants(server, "suspend", "No.Tenant", expected=2)
    tenants(server, "quotas", "acme", "--events-per-second", "0", expected=2)
    tenants(server, "quotas", "acme", "--kms-key", "arn:*", expected=2)
    path = f"{Lake.of(server).root}/{OBJECT}"
    with open(path, "w") as file:
        file.write('{"tenants": {"acme": {"state": "erasing"}, "beta": {"state": "erased"}}}')
    tenants(server, "suspend", "acme", expected=1)
    tenants(server, "activate", "acme", expected=1)
    tenants(server, "suspend", "beta", expected=1)
    tenants(server, "activate", "beta")
    with open(path, "w") as file:
        file.write('{"format": 2, "tenants": {}}')
    tenants(server, "suspend", "beta", expected=1)
    with open(path) as file:
        assert json.load(file)["format"] == 2, "what is not understood is not written over"


def test_tenants_are_listed_whether_entered_or_not(server):
    with server.client("stranger") as stranger:
        stranger.post_events("numbered", numbered("x", 1))
    tenants(server, "quotas", "acme", "--note", "a customer")
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        lines = [json.loads(line) for line in tenants(server, "list", "--json").splitlines()]
        entered = {line["tenant"]: line["entered"] for line in lines}
        if entered == {"acme": True, "stranger": False}:
            break
    assert entered == {"acme": True, "stranger": False}
    assert "stranger  active" in tenants(server, "list", "stranger")


def test_a_file_of_tenants_is_read_again_and_a_broken_one_leaves_what_was(make_server, tmp_path):
    file = tmp_path / "tenants.json"
    file.write_text('{"unknown": "refuse", "tenants": {"acme": {}}}')
    server = make_server(arguments=("--tenants-path", file)).start()
    with server.client("acme") as acme, server.client("beta") as beta:
        assert status(acme).status == 200
        refused = status(beta)
        assert (refused.status, refused.json["type"][-14:]) == (403, "unknown_tenant")
        file.write_text('{"unknown": "refuse", "tenants": {"acme": {}, "beta": {}}}')
        server.process.send_signal(signal.SIGHUP)
        wait_for(beta, 200)
        file.write_text('{"unknown": "refuse", "tenants": {')
        server.process.send_signal(signal.SIGHUP)
        deadline = time.monotonic() + PATIENCE
        while "the last good state counts" not in server.log():
            assert time.monotonic() < deadline, server.log()
            time.sleep(0.05)
        assert status(beta).status == 200
    server.stop()
    with pytest.raises(DidNotStart) as refusal:
        server.start()
    assert f"{file}:1" in refusal.value.output
    file.write_text('{"tenants": {"acme": {"open-table": 5}}}')
    with pytest.raises(DidNotStart) as refusal:
        server.start()
    assert "/tenants/acme/open-table" in refusal.value.output


def test_a_folder_of_tenants_and_a_state_that_the_file_keeps(make_server, tmp_path):
    folder = tmp_path / "tenants"
    folder.mkdir()
    (folder / "acme.json").write_text('{"state": "suspended"}')
    server = make_server(arguments=("--tenants-path", folder)).start()
    environment = {"LAKEWRITER_TENANTS_PATH": str(folder), "LAKEWRITER_LAKE": server.lake}
    result = run("tenants", "activate", "acme", environment=environment)
    assert result.returncode == 1 and "change the file as well" in result.stderr, result
    with server.client("acme") as acme:
        assert status(acme).status == 403
        (folder / "acme.json").write_text("{}")
        wait_for(acme, 200)


def test_the_audit_has_a_line_for_each_thing_and_no_secret(make_server, tmp_path):
    path = tmp_path / "audit.log"
    server = make_server(arguments=("--audit-path", path)).start()
    environment = {"LAKEWRITER_AUDIT_PATH": str(path)}
    server.environment = environment
    tenants(server, "suspend", "acme", "--note", "a \n line")
    with server.client("acme") as acme:
        wait_for(acme, 403)
        for _ in range(300):
            assert status(acme).status == 403
    with server.client("beta") as beta:
        beta.token = beta.token[:-4] + "AAAA"
        assert status(beta).status == 401
    tenants(server, "activate", "acme")
    tenants(server, "activate", "No", expected=2)
    moved = tmp_path / "audit.1"
    time.sleep(1.2)
    path.rename(moved)
    server.process.send_signal(signal.SIGHUP)
    deadline = time.monotonic() + PATIENCE
    while not path.exists():
        assert time.monotonic() < deadline
        time.sleep(0.02)
    text = moved.read_text()
    lines = [json.loads(line) for line in text.splitlines()]
    for token in (server.token("acme"), server.token("beta")):
        assert token not in text and token.rsplit(".")[-1] not in text
    suspended = [line for line in lines if line["event"] == "tenant.suspended"]
    assert len(suspended) == 1, suspended
    assert suspended[0]["tenant"] == "acme" and suspended[0]["outcome"] == "done"
    assert suspended[0]["actor"].startswith("command:")
    assert [line["event"] for line in lines if line["event"] == "tenant.activated"]
    denied = [line for line in lines if line["event"] == "request.denied"]
    acme = [line for line in denied if line.get("tenant") == "acme"]
    assert sum(1 + line.get("unsaid", 0) for line in acme if line["reason"] != "left_out") + sum(
        line["unsaid"] for line in acme if line["reason"] == "left_out"
    ) == 301
    assert len(acme) < 200, "a flood is counted, not written"
    assert [line for line in denied if line["reason"] == "signature_invalid"]
    assert "request denied" not in server.log(), "told in one place only"
    assert moved.stat().st_mode & 0o777 == 0o600


def test_the_configuration_is_printed_with_its_tenants(tmp_path):
    result = run(
        "serve", "--print-config", "--tenants-events-per-second", "7", cwd=tmp_path,
        environment=clean_environment(),
    )
    assert result.returncode == 0, result.stderr
    assert 'events-per-second: "7"' in result.stdout
    assert 'poll: "500ms"' in result.stdout
    for arguments in (["--tenants-unknown", "maybe"], ["--tenants-open-tables", "none"]):
        refused = run("serve", "--dev", "--lake", f"file://{tmp_path}/lake", *arguments)
        assert refused.returncode == 2, refused
