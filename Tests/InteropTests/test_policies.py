"""The policies that the command line writes: which files, what is refused, how long it takes."""

import json
import re
import subprocess
import time
from pathlib import Path

import pytest
from harness.lakewriter import BINARY

REPOSITORY = Path(__file__).parents[2]
ACCOUNT = "123456789012"
ROLE = f"arn:aws:iam::{ACCOUNT}:role"
KEY = f"arn:aws:kms:eu-west-1:{ACCOUNT}:key/0123abcd-1111-2222-3333-444455556666"
FULL = (
    "--account", ACCOUNT, "--region", "eu-west-1", "--broker-role", f"{ROLE}/broker",
    "--session-role", f"{ROLE}/sessions", "--writer-principal", f"{ROLE}/writer",
    "--encryption", "sse-kms", "--kms-key", KEY,
)  # fmt: skip
PER_TENANT = ("identity", "session", "minio", "access-grants", "kms")
SHARED = (
    "abac/role.json", "abac/trust.json", "bucket/policy.json", "writer/policy.json",
    "writer/erasure.json", "terraform/shared.tf.json", "terraform/tenants-000.tf.json",
    "cloudformation/shared.json", "cloudformation/tenants-000.json",
)  # fmt: skip


def command(out, *arguments: str, tables: str = "clicks,sales") -> list[str]:
    return (
        [str(BINARY), "policies", "generate", "--lake", "s3://lake/root", "--out", str(out)]
        + (["--tables", tables] if tables else [])
        + ["--templates", str(REPOSITORY / "policies"), *arguments]
    )


def generate(out, *arguments: str, stdin: str = "", tables: str = "clicks,sales"):
    """What `policies generate` answers."""
    words = command(out, *arguments, tables=tables)
    return subprocess.run(words, input=stdin, capture_output=True, text=True, timeout=300)


def files(out: Path) -> dict[str, bytes]:
    return {str(p.relative_to(out)): p.read_bytes() for p in out.rglob("*") if p.is_file()}


def test_every_form_has_its_files_and_a_second_run_touches_none(tmp_path):
    tenants = ("t1", "t10", "t1-a", "t1_a")
    arguments = (*FULL, *(word for name in tenants for word in ("--tenant", name)))
    first = generate(tmp_path, *arguments)
    assert first.returncode == 0, first.stderr
    expected = {f"{form}/{tenant}.json" for form in PER_TENANT for tenant in tenants}
    assert set(files(tmp_path)) == expected | set(SHARED)
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*.json")}
    second = generate(tmp_path, *arguments, "--json")
    report = json.loads(second.stdout)
    assert report["unchanged"] == report["files"] == len(before)
    assert (report["created"], report["changed"], report["stale"]) == (0, [], [])
    assert before == {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*.json")}
    # Whatever the order in which they are named.
    other = tmp_path / "other"
    generate(other, *FULL, *(w for name in reversed(tenants) for w in ("--tenant", name)))
    mine = {name: text for name, text in files(tmp_path).items() if "other" not in name}
    assert files(other) == mine


def test_the_page_s_command_line_works_without_more(tmp_path):
    schemas = ("--schemas", str(REPOSITORY / "schemas"))
    done = generate(
        tmp_path, *schemas, "--form", "identity", "--tenant", "t1", "--tenant", "t10", tables=""
    )
    assert done.returncode == 0, done.stderr
    assert set(files(tmp_path)) == {"identity/t1.json", "identity/t10.json"}
    policy = json.loads((tmp_path / "identity/t1.json").read_text())
    assert policy["Version"] == "2012-10-17"
    allowed = policy["Statement"][0]["Resource"]
    assert allowed == [
        f"arn:aws:s3:::lake/root/{folder}/tenantId=t1/*"
        for folder in ("clicks", "sales", "dead_letters", "_catalog")
    ]


def test_check_says_what_would_change_and_writes_nothing(tmp_path):
    arguments = ("--form", "session", "--form", "minio")
    names = tmp_path / "names"
    names.write_text("t1\nt2\n\n")
    out = tmp_path / "out"
    checked = generate(out, *arguments, "--tenants", str(names), "--check")
    assert checked.returncode == 1 and "not there yet" in checked.stdout
    assert not out.exists()
    generate(out, *arguments, "--tenants", str(names))
    assert generate(out, *arguments, "--tenants", str(names), "--check").returncode == 0
    edited = out / "session/t1.json"
    edited.write_text("{}")
    checked = generate(out, *arguments, "--tenants", str(names), "--check")
    assert checked.returncode == 1 and "session/t1.json: would change" in checked.stdout
    assert edited.read_text() == "{}"
    # A tenant that is gone is reported, and its files are left to whoever knows what is in force.
    generate(out, *arguments, "--tenants", str(names))
    one = generate(out, *arguments, "--tenants", "-", "--json", stdin="t1\n")
    assert one.returncode == 0
    assert json.loads(one.stdout)["stale"] == ["session/t2.json", "minio/t2.json"]
    assert (out / "session/t2.json").exists()
    # Somebody who names one tenant says nothing of the others.
    part = generate(out, *arguments, "--tenant", "t1", "--json")
    assert json.loads(part.stdout)["stale"] == []


def test_tenants_come_from_the_registry_s_file_too(tmp_path):
    registry = tmp_path / "tenants.json"
    registry.write_text(
        json.dumps(
            {
                "tenants": {
                    "t1": {"tables": ["clicks"], "kms-key": KEY},
                    "t2": {"state": "suspended"},
                    "t3": {"state": "erased"},
                }
            }
        )
    )
    done = generate(tmp_path / "out", "--form", "identity", "--tenants", str(registry))
    assert done.returncode == 0, done.stderr
    assert set(files(tmp_path / "out")) == {"identity/t1.json", "identity/t2.json"}
    text = (tmp_path / "out/identity/t1.json").read_text()
    assert "sales" not in text and KEY in text


@pytest.mark.parametrize(
    "arguments",
    [
        ("--tenant", "*"),
        ("--tenant", "t1*"),
        ("--tenant", "${aws:username}"),
        ("--tenant", "t1/../t2"),
        ("--tenant", "T1"),
        ("--tenant", "1t"),
        ("--tenant", 't1"'),
        ("--tenant", "t1\n"),
        ("--tenant", ""),
        ("--tenant", "t1", "--tables", "clicks,*"),
        ("--tenant", "t1", "--tables", "click s"),
        ("--tenant", "t1", "--tables", ""),
        ("--tenant", "t1", "--lake", "s3://lake/a*b"),
        ("--tenant", "t1", "--lake", "s3://lake/${x}"),
        ("--tenant", "t1", "--lake", "s3://la*ke/root"),
        ("--tenant", "t1", "--lake", "file:///tmp/lake"),
        ("--tenant", "t1", "--account", "12345678901*"),
        ("--tenant", "t1", "--region", "eu-*"),
        ("--tenant", "t1", "--principal-tag", "a}b"),
        ("--tenant", "t1", "--broker-role", f"{ROLE}/*"),
        ("--tenant", "t1", "--broker-role", f"arn:aws:iam::{ACCOUNT}:root"),
        ("--tenant", "t1", "--writer-principal", "*"),
        ("--tenant", "t1", "--kms-key", f"arn:aws:kms:eu-west-1:{ACCOUNT}:key/*"),
        ("--tenant", "t1", "--kms-key", "alias/x"),
        ("--tenant", "t1", "--minio-listing", "v3.9.1"),
        ("--form", "everything", "--tenant", "t1"),
        ("--form", "kms", "--tenant", "t1"),
        ("--form", "session"),
    ],
)
def test_names_that_could_widen_a_policy_are_refused(tmp_path, arguments):
    done = generate(tmp_path / "out", *arguments)
    assert done.returncode == 2, done.stdout + done.stderr
    assert done.stderr and not (tmp_path / "out").exists()


def test_hostile_lines_are_named_by_their_number(tmp_path):
    for text, line in (("t1\n*\n", 2), ("t1\nt2\nt1\n", 3), (f"t1 {KEY} x\n", 1), ("t1 key\n", 1)):
        done = generate(tmp_path / "out", "--form", "session", "--tenants", "-", stdin=text)
        assert done.returncode == 2 and f"-:{line}: " in done.stderr, done.stderr
        assert "*" not in done.stderr.replace("]*", "")


def test_what_does_not_fit_is_an_error_that_says_what_to_do(tmp_path):
    tables = ",".join(f"a_table_with_a_long_name_{n}" for n in range(40))
    done = generate(tmp_path / "out", "--form", "session", "--tenant", "t1", tables=tables)
    assert done.returncode == 1
    assert "session/t1.json has" in done.stderr and "at most 2048" in done.stderr
    assert "--tables" in done.stderr and "abac" in done.stderr
    assert not (tmp_path / "out/session").exists()


def test_an_edited_template_is_read_with_care(tmp_path):
    templates = tmp_path / "policies"
    templates.mkdir()
    for template in (REPOSITORY / "policies").glob("*.json"):
        (templates / template.name).write_bytes(template.read_bytes())
    session = templates / "session.json"
    text = session.read_text()
    session.write_text(text.replace("{{folder}}", "{{folders}}"))
    run = ("--form", "session", "--tenant", "t1", "--templates", str(templates))
    done = generate(tmp_path / "out", *run)
    assert done.returncode == 1
    assert "session.json:" in done.stderr and "/Statement/0/Resource/0" in done.stderr
    session.write_text(text.replace('"Effect": "Allow"', '"Effect": "Perhaps"'))
    done = generate(tmp_path / "out", *run)
    assert done.returncode == 1 and "session.json" in done.stderr
    session.unlink()
    done = generate(tmp_path / "out", *run)
    assert done.returncode == 1 and "session.json" in done.stderr


def test_terraform_and_cloudformation_hold_the_same_policies(tmp_path):
    assert generate(tmp_path, *FULL, "--tenant", "t1", "--tenant", "t-1").returncode == 0

    def read(path: str):
        return json.loads((tmp_path / path).read_text())

    def plain(text: str):
        # What Terraform makes of a string: the escapes undone, nothing left to replace.
        assert "${" not in text.replace("$${", "") and "%{" not in text.replace("%%{", "")
        return json.loads(text.replace("$${", "${").replace("%%{", "%{"))

    shared = read("terraform/shared.tf.json")["resource"]
    stack = read("cloudformation/shared.json")["Resources"]
    role = stack["TenantsRole"]["Properties"]
    assert plain(shared["aws_iam_role_policy"]["_tenants"]["policy"]) == read("abac/role.json")
    assert role["Policies"][0]["PolicyDocument"] == read("abac/role.json")
    assert role["AssumeRolePolicyDocument"] == read("abac/trust.json")
    trust = shared["aws_iam_role"]["_tenants"]["assume_role_policy"]
    assert plain(trust) == read("abac/trust.json")
    assert plain(shared["aws_s3_bucket_policy"]["_lake"]["policy"]) == read("bucket/policy.json")
    assert stack["BucketPolicy"]["Properties"]["PolicyDocument"] == read("bucket/policy.json")
    assert plain(shared["aws_iam_policy"]["_writer"]["policy"]) == read("writer/policy.json")
    assert all(shared["aws_s3_bucket_public_access_block"]["_lake"].values())
    tenants = read("terraform/tenants-000.tf.json")["resource"]
    users = read("cloudformation/tenants-000.json")["Resources"]
    for tenant, identifier in (("t1", "t1"), ("t-1", "tH1")):
        policy = read(f"identity/{tenant}.json")
        assert plain(tenants["aws_iam_policy"][tenant]["policy"]) == policy
        properties = users[f"Policy{identifier}"]["Properties"]
        assert properties["PolicyDocument"] == policy
        assert users[f"User{identifier}"]["Properties"]["UserName"].endswith(f"-{tenant}")


def test_access_grants_are_inputs_that_boto3_takes(tmp_path):
    import botocore.session
    from botocore.validate import ParamValidator

    form = ("--form", "access-grants", "--access", "write", "--account", ACCOUNT)
    assert generate(tmp_path, *form, "--tenant", "t1").returncode == 0
    grants = json.loads((tmp_path / "access-grants/t1.json").read_text())
    service = botocore.session.get_session().get_service_model("s3control")
    shape = service.operation_model("CreateAccessGrant").input_shape
    for grant in grants:
        assert not ParamValidator().validate(grant, shape).has_errors()
    assert [grant["AccessGrantsLocationConfiguration"]["S3SubPrefix"] for grant in grants] == [
        f"lake/root/{folder}/tenantId=t1/*"
        for folder in ("clicks", "sales", "dead_letters", "_catalog")
    ]
    assert {grant["Permission"] for grant in grants} == {"READWRITE"}


def test_ten_thousand_tenants_take_seconds_and_little_memory(tmp_path):
    names = tmp_path / "names"
    names.write_text("".join(f"tenant-{n:05}\n" for n in range(10_000)))
    forms = ("--form", "identity", "--form", "session")
    words = command(tmp_path / "out", *forms, "--tenants", str(names), "--check", "--json")
    begun = time.monotonic()
    with (tmp_path / "report").open("wb") as output:
        process = subprocess.Popen(words, stdout=output)
        # Looked at while it runs: what is told of it afterwards begins with this process's own.
        peak = 0
        while process.poll() is None:
            status = Path(f"/proc/{process.pid}/status").read_text()
            if size := re.search(r"VmHWM:\s+(\d+) kB", status):
                peak = int(size[1]) / 1024
            time.sleep(0.01)
    elapsed = time.monotonic() - begun
    assert process.returncode == 1, "everything would change"
    report = json.loads((tmp_path / "report").read_text())
    assert report["files"] == report["created"] == 20_000
    print(f"10,000 tenants, two forms: {elapsed:.1f} s, {peak:.0f} MiB at most")
    # Two seconds on an idle machine: a margin for one that is not. Memory does not grow with files.
    assert elapsed < 60 and 0 < peak < 512
