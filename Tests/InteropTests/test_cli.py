"""The command line: exit codes, what stands on which stream, and what each command does."""

import json
import re

import pytest
from conftest import SCHEMAS
from harness.events import numbered
from harness.lake import Lake
from harness.lakewriter import run


def test_help_names_every_command():
    result = run("--help")
    assert result.returncode == 0
    for command in ("serve", "token", "schemas", "inspect", "ingest"):
        assert command in result.stdout, command


@pytest.mark.parametrize(
    "arguments",
    [
        ["nonsense"],
        ["serve", "--no-such-flag"],
        ["serve", "--listen", "nowhere"],
        ["serve", "--flush-age", "soon"],
        ["token"],
        ["inspect"],
        ["schemas", "check", "--no-such-flag"],
    ],
    ids=" ".join,
)
def test_wrong_usage_is_exit_status_2_and_said_on_standard_error(arguments, tmp_path):
    result = run(*arguments, cwd=tmp_path)
    assert result.returncode == 2, result
    assert result.stderr
    assert result.stdout == ""


def test_a_token_is_all_that_is_printed(tmp_path):
    data = tmp_path / "data"
    result = run("token", "--data-dir", data, "--tenant", "acme")
    assert result.returncode == 0, result.stderr
    assert re.fullmatch(r"[\w-]+\.[\w-]+\.[\w-]+\n", result.stdout)
    assert result.stderr == ""
    key = data / "dev-token.key"
    assert key.stat().st_mode & 0o777 == 0o600
    admin = run("token", "--data-dir", data, "--tenant", "acme", "--admin")
    assert admin.returncode == 0
    assert admin.stdout != result.stdout


def test_good_schemas_are_listed_and_bad_ones_named(schemas):
    result = run("schemas", "check", "--schemas", schemas)
    assert result.returncode == 0, result
    for file in SCHEMAS.glob("*.json"):
        assert file.stem in result.stdout
    assert "timestamptz" in result.stdout

    (schemas / "broken.json").write_text(
        '{"type": "object",\n "properties": {\n  "a": {"type": "number", "minimum": 0},\n'
        '  "b": {"type": "number", "x-decimal": [99, 2]}}}\n'
    )
    result = run("schemas", "check", "--schemas", schemas)
    assert result.returncode == 1
    assert "broken.json:3: /properties/a/minimum: " in result.stderr
    assert "broken.json:4: /properties/b/x-decimal: " in result.stderr


def test_a_server_does_not_start_on_bad_schemas(schemas, make_server):
    (schemas / "broken.json").write_text("{")
    server = make_server().launch()
    assert server.process.wait(timeout=30) == 1
    assert "broken.json:1" in server.log()


def test_a_data_directory_serves_one_server(server, make_server):
    second = make_server("second", data=server.data).launch()
    assert second.process.wait(timeout=30) == 1
    assert str(server.data) in second.log()


def test_a_taken_port_is_named(server, make_server):
    second = make_server("second")
    second.port = server.port
    second.launch()
    assert second.process.wait(timeout=30) == 1
    assert str(server.port) in second.log()


def test_the_configuration_is_printed_whole_without_secrets(schemas, tmp_path):
    result = run(
        "serve",
        "--print-config",
        "--dev",
        "--lake",
        f"file://{tmp_path}/lake",
        "--data-dir",
        tmp_path / "data",
        "--schemas",
        schemas,
        "--flush-age",
        "7s",
        environment={"AWS_ACCESS_KEY_ID": "key", "AWS_SECRET_ACCESS_KEY": "not-to-be-seen"},
    )
    assert result.returncode == 0, result.stderr
    assert f"{tmp_path}/lake" in result.stdout
    assert "7s" in result.stdout
    assert "not-to-be-seen" not in result.stdout + result.stderr


def test_health_and_readiness(server):
    with server.client("acme") as client:
        for path in ("/healthz", "/readyz"):
            answer = client.get(path)
            assert answer.status == 200, (path, answer)


def test_files_are_loaded_and_inspected(schemas, tmp_path):
    events = tmp_path / "events.ndjson"
    events.write_text("".join(json.dumps(event) + "\n" for event in numbered("e", 1_000)))
    lake = tmp_path / "lake"
    result = run(
        "ingest",
        "--lake",
        f"file://{lake}",
        "--data-dir",
        tmp_path / "data",
        "--schemas",
        schemas,
        "--tenant",
        "acme",
        "--table",
        "numbered",
        events,
    )
    assert result.returncode == 0, result.stderr
    written = Lake(str(lake))
    assert written.event_ids("numbered").total() == 1_000

    [file, *_] = written.data_files("numbered")
    result = run("inspect", f"{lake}/{file}")
    assert result.returncode == 0, result.stderr
    for word in ("tenant_id", "event_time", "ZSTD", "1000"):
        assert word.lower() in result.stdout.lower(), word
    result = run("inspect", "--json", f"{lake}/{file}")
    assert result.returncode == 0, result.stderr
    assert json.loads(result.stdout)

    broken = tmp_path / "broken.parquet"
    broken.write_bytes((lake / file).read_bytes()[:-9])
    result = run("inspect", broken)
    assert result.returncode == 1
    assert str(broken) in result.stderr


def test_sigterm_writes_out_what_is_open(make_server):
    server = make_server(flush_age="1h").start()
    with server.client("acme") as client:
        client.post_events("numbered", numbered("e", 10))
    assert Lake.of(server).data_files("numbered") == []
    server.stop()
    assert Lake.of(server).event_ids("numbered").total() == 10
