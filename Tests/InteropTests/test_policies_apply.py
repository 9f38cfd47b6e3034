"""Policies put in force on a real store whose requests are authenticated, and tenants' keys."""

import json
import os
import pathlib
import random
import signal
import stat
import subprocess
import time

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError
from harness.amazon_iam import AmazonIAM
from harness.keys import eventually
from harness.lakewriter import BINARY, PROJECT, run
from harness.proxy import FaultyProxy
from harness.seaweed import clean_environment

TENANTS = ("t1", "t10", "t1-a", "t1_a")


class Policies:
    """The commands about policies, of one lake."""

    def __init__(self, seaweed, bucket: str, folder: pathlib.Path):
        self.seaweed = seaweed
        self.bucket = bucket
        self.audit = folder / "audit.log"
        self.environment = seaweed.environment() | {
            "LAKEWRITER_LAKE": f"s3://{bucket}/root",
            "LAKEWRITER_AUDIT_PATH": str(self.audit),
        }

    def apply(self, *arguments, code=0, tables="clicks,orders", **environment):
        arguments = ("--tables", tables, "--templates", PROJECT / "policies", *arguments)
        return self._run("apply", *arguments, code=code, **environment)

    def tenants(self, *names):
        return [part for name in names for part in ("--tenant", name)]

    def keys(self, command, tenant, *arguments, code=0, **environment):
        return self._run(
            "keys", command, "--tenant", tenant, *arguments, code=code, **environment
        )

    def _run(self, *arguments, code, **environment):
        outcome = run("policies", *arguments, environment=self.environment | environment)
        assert outcome.returncode == code, outcome.stdout + outcome.stderr
        return outcome

    @property
    def prefix(self) -> str:
        """What the names of the lake's users begin with, as the program says it."""
        text = self.apply("--tenant", "probe", "--dry-run", code=1).stdout
        name = next(line.split()[2] for line in text.splitlines() if line.startswith("+ user"))
        return name.removesuffix("probe")

    def users(self) -> set[str]:
        """The tenants that have a user."""
        prefix = self.prefix
        names = [u["UserName"] for u in self.seaweed.client("iam").list_users()["Users"]]
        return {name.removeprefix(prefix) for name in names if name.startswith(prefix)}

    def client(self, key: dict):
        """An S3 client with a key from a file or from standard output."""
        return boto3.client(
            "s3",
            endpoint_url=self.seaweed.endpoint,
            region_name=self.seaweed.region,
            aws_access_key_id=key["AccessKeyId"],
            aws_secret_access_key=key["SecretAccessKey"],
            config=Config(s3={"addressing_style": "path"}, retries={"max_attempts": 2}),
        )

    def lines(self) -> list[dict]:
        """The audit so far."""
        text = self.audit.read_text() if self.audit.exists() else ""
        return [json.loads(line) for line in text.splitlines()]


@pytest.fixture
def policies(seaweed, bucket, tmp_path):
    """Users do not go with a bucket: what a test leaves is taken away."""
    policies = Policies(seaweed, bucket, tmp_path)
    yield policies
    nobody = tmp_path / "nobody"
    nobody.write_text("")
    policies.apply("--tenants", nobody, "--prune", "--force")


def answer(call, **arguments) -> str:
    """allow, or the code of the refusal."""
    try:
        call(**arguments)
    except ClientError as error:
        return error.response["Error"]["Code"]
    return "allow"


def works(client, bucket, tenant) -> bool:
    """Whether a key lists the tenant's folder."""
    prefix = f"root/clicks/tenantId={tenant}/"
    return answer(client.list_objects_v2, Bucket=bucket, Prefix=prefix) == "allow"


def test_a_second_run_changes_nothing(policies):
    everyone = policies.tenants(*TENANTS)
    planned = policies.apply(*everyone, "--dry-run", code=1).stdout
    assert policies.users() == set()
    first = policies.apply(*everyone).stdout
    assert first.splitlines()[-1] == f"{len(TENANTS) * 3} changes"
    # What the dry run showed is what was done, line by line.
    assert planned.splitlines()[:-1] == first.splitlines()[:-1]
    assert policies.users() == set(TENANTS)
    assert policies.apply(*everyone).stdout.splitlines()[-1] == "0 changes"
    assert policies.apply(*everyone, "--dry-run").stdout.splitlines()[-1] == "0 changes to be made"

    # Another table: each tenant has the new policy, and no other.
    changed = policies.apply(*everyone, tables="clicks,orders,views").stdout
    assert changed.splitlines()[-1] == f"{len(TENANTS) * 4} changes"
    assert any("root/views/tenantId=t1_a/" in line for line in changed.splitlines())
    iam = policies.seaweed.client("iam")
    for tenant in TENANTS:
        name = policies.prefix + tenant
        attached = iam.list_attached_user_policies(UserName=name)["AttachedPolicies"]
        assert len(attached) == 1 and attached[0]["PolicyName"].startswith(name + "-P")
    left = [p["PolicyName"] for p in iam.list_policies()["Policies"]]
    assert len([name for name in left if name.startswith(policies.prefix)]) == len(TENANTS)

    changes = [line for line in policies.lines() if line["event"] == "policy.changed"]
    assert len(changes) == len(TENANTS) * 7
    assert {line["tenant"] for line in changes} == set(TENANTS)
    assert all(line["actor"].startswith("command:") for line in changes)


def test_what_is_in_force_keeps_tenants_apart(policies, tmp_path):
    policies.apply(*policies.tenants(*TENANTS), "--access", "write")
    admin = policies.seaweed.client()
    for tenant in TENANTS:
        key = f"root/clicks/tenantId={tenant}/dt=2026-01-01/a"
        admin.put_object(Bucket=policies.bucket, Key=key, Body=b"x")
    for tenant in TENANTS:
        policies.keys("rotate", tenant, "--out", tmp_path / tenant)
        client = policies.client(json.loads((tmp_path / tenant).read_text()))
        for other in TENANTS:
            key = f"root/clicks/tenantId={other}/dt=2026-01-01/a"
            expected = "allow" if other == tenant else "AccessDenied"
            place = {"Bucket": policies.bucket, "Key": key}
            assert answer(client.get_object, **place) == expected
            assert answer(client.put_object, **place, Body=b"y") == expected
            for prefix, is_own in [
                (f"root/clicks/tenantId={other}/", other == tenant),
                (f"root/clicks/tenantId={other}", False),
                ("root/clicks/", False),
                ("", False),
            ]:
                listed = answer(client.list_objects_v2, Bucket=policies.bucket, Prefix=prefix)
                assert listed == ("allow" if is_own else "AccessDenied"), (tenant, prefix)


def test_somebody_elses_policy_is_told_and_left(policies):
    policies.apply("--tenant", "t1")
    iam = policies.seaweed.client("iam")
    user = policies.prefix + "t1"
    wide = {"Version": "2012-10-17", "Statement": [
        {"Effect": "Allow", "Action": "s3:*", "Resource": "arn:aws:s3:::*"}]}
    name = f"wide-{os.getpid()}"
    arn = iam.create_policy(PolicyName=name, PolicyDocument=json.dumps(wide))["Policy"]["Arn"]
    iam.attach_user_policy(UserName=user, PolicyArn=arn)
    try:
        said = policies.apply("--tenant", "t1").stdout
        assert f"! t1: has policies of somebody else's, which may allow more: {name}" in said
        assert said.splitlines()[-1] == "0 changes"
        # Ours, changed behind our back, is mended.
        own = next(
            p for p in iam.list_attached_user_policies(UserName=user)["AttachedPolicies"]
            if p["PolicyName"].startswith(user)
        )
        iam.create_policy_version(
            PolicyArn=own["PolicyArn"], PolicyDocument=json.dumps(wide), SetAsDefault=True
        )
        assert policies.apply("--tenant", "t1").stdout.splitlines()[-1] == "4 changes"
        assert policies.apply("--tenant", "t1").stdout.splitlines()[-1] == "0 changes"
    finally:
        iam.detach_user_policy(UserName=user, PolicyArn=arn)
        iam.delete_policy(PolicyArn=arn)


def test_pruning_takes_only_what_is_its_own(policies, tmp_path):
    iam = policies.seaweed.client("iam")
    policies.apply(*policies.tenants(*TENANTS))
    policies.keys("rotate", "t10", "--out", tmp_path / "t10")
    stranger = f"lakewriter-ffffffff-t1-{os.getpid()}"
    iam.create_user(UserName=stranger)
    try:
        all_tenants = tmp_path / "tenants"
        all_tenants.write_text("t1\nt1_a\n")
        # Without a whole list nobody is known to be too much.
        assert "--tenants" in policies.apply("--tenant", "t1", "--prune", code=2).stderr
        empty = tmp_path / "empty"
        empty.write_text("\n")
        assert "names nobody" in policies.apply("--tenants", empty, "--prune", code=2).stderr
        planned = policies.apply("--tenants", all_tenants, "--prune", "--dry-run", code=1).stdout
        assert policies.users() == set(TENANTS)
        pruned = policies.apply("--tenants", all_tenants, "--prune").stdout
        assert planned.splitlines()[:-1] == pruned.splitlines()[:-1]
        assert policies.users() == {"t1", "t1_a"}
        names = {u["UserName"] for u in iam.list_users()["Users"]}
        assert stranger in names and "admin" in names
        left = {p["PolicyName"].split("-P")[0] for p in iam.list_policies()["Policies"]}
        assert {name for name in left if name.startswith(policies.prefix)} == {
            policies.prefix + "t1", policies.prefix + "t1_a"}
        key = json.loads((tmp_path / "t10").read_text())
        assert not works(policies.client(key), policies.bucket, "t10")
        assert any(
            line["event"] == "key.deleted" and line["tenant"] == "t10" for line in policies.lines()
        )
    finally:
        iam.delete_user(UserName=stranger)


def test_a_run_that_is_killed_is_begun_again(policies, tmp_path):
    names = [f"n{number}" for number in range(40)]
    everyone = tmp_path / "everyone"
    everyone.write_text("\n".join(names))
    command = [BINARY, "policies", "apply", "--tables", "clicks", "--tenants", everyone,
               "--templates", PROJECT / "policies", "--parallel", "3"]
    rounds = 0
    for delay in (0.1, 0.2, 0.4):
        process = subprocess.Popen(
            list(map(str, command)),
            env=clean_environment() | policies.environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        time.sleep(delay)
        rounds += process.poll() is None
        process.send_signal(signal.SIGKILL)
        process.wait()
    assert rounds > 0
    policies.apply("--tenants", everyone, "--prune", tables="clicks")
    again = policies.apply("--tenants", everyone, "--prune", tables="clicks").stdout
    assert again.splitlines()[-1] == "0 changes"
    assert policies.users() == set(names)
    iam = policies.seaweed.client("iam")
    own = [p["PolicyName"] for p in iam.list_policies()["Policies"]
           if p["PolicyName"].startswith(policies.prefix)]
    assert len(own) == len(names)


def rotate_until_told(policies, tenant, file, **environment):
    """A key whose answer was lost is not asked for twice: the command says so, and is run again."""
    for _ in range(10):
        outcome = run(
            *("policies", "keys", "rotate", "--tenant", tenant, "--out", file),
            environment=policies.environment | environment,
        )
        if outcome.returncode == 0:
            return
        assert "may have been carried out" in outcome.stderr, outcome.stderr
    raise AssertionError("ten rotations were cut off")


def test_a_lost_answer_is_asked_for_again(policies, tmp_path):
    """Requests and answers are lost on the way, and nothing is done twice."""
    verdicts = random.Random(7)
    with FaultyProxy(policies.seaweed.port) as proxy:
        faults = ["lost-request", "lost-answer", "503", None, None, None, None]
        proxy.judge = lambda *_: verdicts.choice(faults)
        lossy = {"AWS_ENDPOINT_URL_IAM": proxy.endpoint}
        policies.apply(*policies.tenants(*TENANTS), **lossy)
        for _ in range(3):
            rotate_until_told(policies, "t1", tmp_path / "key", **lossy)
        assert proxy.faults > 10
    assert policies.apply(*policies.tenants(*TENANTS)).stdout.splitlines()[-1] == "0 changes"
    keys = [json.loads(line) for line in policies.keys("list", "t1", "--json").stdout.splitlines()]
    assert len(keys) <= 2
    current = json.loads((tmp_path / "key").read_text())
    assert [k["access_key_id"] for k in keys if k["status"] == "active"] == [
        current["AccessKeyId"]]
    assert works(policies.client(current), policies.bucket, "t1")


def test_keys_are_rotated(policies, tmp_path):
    missing = policies.keys("rotate", "t1", "--out", tmp_path / "key", code=1).stderr
    assert "policies apply" in missing
    policies.apply("--tenant", "t1")
    file = tmp_path / "key"
    seen = []
    for _ in range(3):
        outcome = policies.keys("rotate", "t1", "--out", file)
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        key = json.loads(file.read_text())
        # The id alone is told.
        assert outcome.stdout.strip() == key["AccessKeyId"]
        assert key["SecretAccessKey"] not in outcome.stdout + outcome.stderr
        assert works(policies.client(key), policies.bucket, "t1")
        for old in seen:
            assert not works(policies.client(old), policies.bucket, "t1")
        seen.append(key)
        listed = policies.keys("list", "t1").stdout
        assert len(listed.splitlines()) == min(2, len(seen))
        assert key["SecretAccessKey"] not in listed
    assert sorted(p.name for p in tmp_path.iterdir()) == ["audit.log", "key"]

    # At once, and printed when that is asked for.
    printed = policies.keys("rotate", "t1", "--print", "--grace", "0s")
    key = json.loads(printed.stdout)
    assert works(policies.client(key), policies.bucket, "t1")
    assert len(policies.keys("list", "t1").stdout.splitlines()) == 1
    policies.keys("rotate", "t1", code=2)

    lines = policies.lines()
    assert [line["event"] for line in lines if line["event"].startswith("key.")] == [
        "key.issued",
        "key.issued", "key.disabled",
        "key.deleted", "key.issued", "key.disabled",
        "key.deleted", "key.issued", "key.disabled", "key.deleted",
    ]
    assert not any(key["SecretAccessKey"] in policies.audit.read_text() for key in seen + [key])


def test_a_rotation_that_was_cut_off_goes_on(policies, tmp_path):
    policies.apply("--tenant", "t1")
    file = tmp_path / "key"
    note = tmp_path / "key.rotation"
    policies.keys("rotate", "t1", "--out", file)
    user = policies.prefix + "t1"
    iam = policies.seaweed.client("iam")
    first = json.loads(file.read_text())

    # Cut off behind the making of the key: nobody has its secret, and it goes.
    note.write_text(json.dumps({"user": user, "keys": [first["AccessKeyId"]]}))
    lost = iam.create_access_key(UserName=user)["AccessKey"]
    policies.keys("rotate", "t1", "--out", file)
    second = json.loads(file.read_text())
    assert not works(policies.client(lost), policies.bucket, "t1")
    assert not works(policies.client(first), policies.bucket, "t1")
    assert works(policies.client(second), policies.bucket, "t1") and not note.exists()

    # Cut off behind the handing over: the key in the file stays, no other is made.
    note.write_text(json.dumps({"user": user, "keys": [first["AccessKeyId"]]}))
    iam.update_access_key(UserName=user, AccessKeyId=first["AccessKeyId"], Status="Active")
    policies.keys("rotate", "t1", "--out", file)
    assert json.loads(file.read_text()) == second
    assert not works(policies.client(first), policies.bucket, "t1")
    assert works(policies.client(second), policies.bucket, "t1") and not note.exists()

    # Two that work, and no word about either: none is given up by a guess.
    iam.update_access_key(UserName=user, AccessKeyId=first["AccessKeyId"], Status="Active")
    refused = policies.keys("rotate", "t1", "--out", file, code=1).stderr
    assert "--retire" in refused and first["AccessKeyId"] in refused
    policies.keys("rotate", "t1", "--out", file, "--retire", first["AccessKeyId"])
    assert len(policies.keys("list", "t1").stdout.splitlines()) == 2

    # Another tenant's file is not overwritten.
    policies.apply("--tenant", "t10")
    before = file.read_text()
    assert "another" in policies.keys("rotate", "t10", "--out", file, code=2).stderr
    assert file.read_text() == before


def test_a_buckets_policy_is_added_to(policies):
    """SeaweedFS knows no …IfExists: what is put is a policy of one statement that it knows."""
    s3 = policies.seaweed.client()
    theirs = {"Sid": "Theirs", "Effect": "Deny", "Principal": "*", "Action": "s3:GetObject",
              "Resource": f"arn:aws:s3:::{policies.bucket}/secret/*"}
    s3.put_bucket_policy(
        Bucket=policies.bucket,
        Policy=json.dumps({"Version": "2012-10-17", "Statement": [theirs]}),
    )
    folder = policies.audit.parent / "templates"
    folder.mkdir()
    for file in (PROJECT / "policies").glob("*.json"):
        (folder / file.name).write_text(file.read_text())
    ours = {"Sid": "NoSecrets", "Effect": "Deny", "Principal": "*", "Action": "s3:PutObject",
            "Resource": ["arn:{{partition}}:s3:::{{bucket}}/secret/*"]}
    (folder / "bucket.json").write_text(
        json.dumps({"Version": "2012-10-17", "Statement": [ours]})
    )

    def apply(*arguments, code=0):
        writer = ("--writer-principal", "arn:aws:iam::123456789012:user/writer")
        return policies.apply(
            "--form", "bucket", *writer, *arguments, "--templates", folder, code=code
        )

    def in_force():
        text = s3.get_bucket_policy(Bucket=policies.bucket)["Policy"]
        return {statement["Sid"] for statement in json.loads(text)["Statement"]}

    assert "--force" in apply(code=1).stdout
    assert in_force() == {"Theirs"}
    assert "1 change to be made" in apply("--force", "--dry-run", code=1).stdout
    assert "1 change" in apply("--force").stdout
    names = in_force()
    assert len(names) == 2 and "Theirs" in names
    assert (names - {"Theirs"}).pop().startswith("Lakewriter")
    # Ours stands there now: nothing more is to be forced, and nothing to be changed.
    assert "0 changes" in apply().stdout
    s3.delete_bucket_policy(Bucket=policies.bucket)


def test_a_policy_that_locks_us_out_is_not_put_over_plain_http(policies):
    said = policies.apply(
        "--form", "bucket", "--writer-principal", "arn:aws:iam::123456789012:user/writer", code=1
    ).stdout
    assert "lock this program out" in said
    with pytest.raises(ClientError):
        policies.seaweed.client().get_bucket_policy(Bucket=policies.bucket)


def test_wrong_usage_is_told(policies):
    assert "--tenant" in policies.apply(code=2).stderr
    assert "generate" in policies.apply("--tenant", "t1", "--form", "session", code=2).stderr
    refused = policies.apply(
        "--tenant", "t1", "--tenant", "t10", code=1, AWS_SECRET_ACCESS_KEY="wrong"
    )
    assert "wrong" not in refused.stdout + refused.stderr
    nobody = policies.apply(
        "--tenant", "t1", code=1, AWS_ENDPOINT_URL_IAM="http://127.0.0.1:9/"
    )
    assert "127.0.0.1:9" in nobody.stdout + nobody.stderr


def test_minios_script_does_what_it_says(policies, tmp_path):
    """Run against a client that keeps what it is given, for there is no MinIO here."""
    script = tmp_path / "apply.sh"
    arguments = ("--form", "minio", *policies.tenants("t1", "t1_a"), "--script", script)
    policies.apply(*arguments)
    text = script.read_text()
    policies.apply(*arguments)
    assert script.read_text() == text
    log = tmp_path / "calls"
    users = tmp_path / "users"
    users.mkdir()
    mc = tmp_path / "mc"
    mc.write_text(
        f"""#!/bin/sh
        echo "$@" >> {log}
        case "$3" in
        create) python3 -m json.tool < "$6" > /dev/null || exit 3;;
        add) read user; read secret; echo "$secret" > "{users}/$user";;
        info) [ -f "{users}/$5" ];;
        attach)
            if [ -f "{users}/$5.attached" ]; then
                echo "The specified policy change is already in effect." >&2; exit 1
            fi
            : > "{users}/$5.attached";;
        esac
        """
    )
    mc.chmod(0o755)
    secrets = tmp_path / "secrets"
    secrets.mkdir()
    prefix = policies.prefix
    (secrets / f"{prefix}t1").write_text("a-secret-of-t1")

    def sh(code):
        environment = os.environ | {"MC": str(mc), "MC_ALIAS": "here", "SECRETS": str(secrets)}
        outcome = subprocess.run(
            ["sh", script], capture_output=True, text=True, env=environment, timeout=60
        )
        assert outcome.returncode == code, outcome.stdout + outcome.stderr
        return outcome

    assert f"no user {prefix}t1_a" in sh(1).stderr
    (secrets / f"{prefix}t1_a").write_text("a-secret-of-t1_a\n")
    assert sh(0).stdout.split() == [f"{prefix}t1", f"{prefix}t1_a"]
    (secrets / f"{prefix}t1_a").unlink()
    sh(0)
    assert (users / f"{prefix}t1").read_text() == "a-secret-of-t1\n"
    assert (users / f"{prefix}t1_a").read_text() == "a-secret-of-t1_a\n"
    assert "a-secret" not in log.read_text() and "a-secret" not in text


@pytest.fixture
def amazon(policies):
    """The same commands, with users and policies at a service of Amazon's manners."""
    with AmazonIAM() as iam:
        policies.environment["AWS_ENDPOINT_URL_IAM"] = iam.endpoint
        yield iam
        del policies.environment["AWS_ENDPOINT_URL_IAM"]


def test_amazons_service_keeps_small_policies_inline(policies, amazon):
    everyone = policies.tenants(*TENANTS, "t2", "t3", "t4")
    one = {"tables": "clicks"}
    policies.apply(*everyone, **one)
    assert len(amazon.users) == 7 and not amazon.policies and amazon.throttles > 0
    for user in amazon.users.values():
        assert user["path"] == "/lakewriter/"
        statements = json.loads(user["inline"]["lakewriter"])["Statement"]
        # Here the fence stands.
        assert any("NotResource" in statement for statement in statements)
    writes = len([action for action in amazon.actions if action.startswith(("Put", "Create"))])
    assert policies.apply(*everyone, **one).stdout.splitlines()[-1] == "0 changes"
    assert writes == len([a for a in amazon.actions if a.startswith(("Put", "Create"))])

    # Longer than a user's inline policies may be: managed ones, and back again.
    many = {"tables": ",".join(f"a_table_with_a_long_name_{number}" for number in range(5))}
    policies.apply(*everyone, **many)
    assert len(amazon.policies) == 7
    assert all(not u["inline"] and len(u["attached"]) == 1 for u in amazon.users.values())
    assert policies.apply(*everyone, **many).stdout.splitlines()[-1] == "0 changes"
    policies.apply(*everyone, **one)
    assert not amazon.policies and all(u["inline"] for u in amazon.users.values())


def test_amazons_users_of_others_are_left_alone(policies, amazon, tmp_path):
    name = policies.prefix + "t1"
    amazon.users[name] = {"path": "/", "inline": {}, "attached": [], "keys": {}}
    elsewhere = policies.prefix + "t9"
    amazon.users[elsewhere] = {"path": "/staff/", "inline": {}, "attached": [], "keys": {}}
    said = policies.apply("--tenant", "t1", "--tenant", "t10", code=1, tables="clicks").stdout
    assert "somebody else's" in said and "1 failed" in said
    assert amazon.users[name]["inline"] == {}
    # The others are served all the same.
    assert amazon.users[policies.prefix + "t10"]["inline"]
    for _ in range(2):
        policies.keys("rotate", "t10", "--out", tmp_path / "key")
    nobody = tmp_path / "none"
    nobody.write_text("")
    policies.apply("--tenants", nobody, "--prune", "--force", tables="clicks")
    assert set(amazon.users) == {name, elsewhere}


def test_amazons_limit_of_two_keys_is_kept(policies, amazon, tmp_path):
    policies.apply("--tenant", "t1", tables="clicks")
    keys = amazon.users[policies.prefix + "t1"]["keys"]
    for round in range(5):
        policies.keys("rotate", "t1", "--out", tmp_path / "key")
        current = json.loads((tmp_path / "key").read_text())
        assert current["SecretAccessKey"] == "secret/of+" + current["AccessKeyId"]
        assert sorted(keys.values()) == ["Active", "Inactive"][: min(2, round + 1)]
        assert keys[current["AccessKeyId"]] == "Active"
    assert "2026-01-02T03:04:05Z" in policies.keys("list", "t1").stdout


def test_amazons_role_of_all_tenants(policies, amazon):
    arguments = ("--form", "abac", "--broker-role", "arn:aws:iam::123456789012:role/broker")
    assert "2 changes to be made" in policies.apply(*arguments, "--dry-run", code=1).stdout
    assert not amazon.roles
    policies.apply(*arguments)
    (name, role), = amazon.roles.items()
    assert name.startswith("lakewriter-") and role["path"] == "/lakewriter/"
    assert "aws:PrincipalTag/TenantID" in role["inline"]["lakewriter"]
    assert "0 changes" in policies.apply(*arguments).stdout
    other = ("--form", "abac", "--broker-role", "arn:aws:iam::123456789012:role/other")
    said = policies.apply(*other).stdout
    assert "1 change" in said and "+ " in said and "role/other" in said
    assert "role/other" in role["trust"]


def test_seaweedfs_has_no_roles(policies):
    arguments = ("--form", "abac", "--broker-role", "arn:aws:iam::123456789012:role/broker")
    assert "keeps no roles" in policies.apply(*arguments, code=1).stdout


def test_an_erased_tenant_has_no_user_any_more(policies, seaweed, bucket, tmp_path):
    """Its keys, policies and user go with its data; who is called alike keeps all of them."""
    # Writers' policies are managed ones on this store, readers' are not.
    policies.apply(*policies.tenants("t1", "t10"), "--access", "write")
    keys = {}
    for tenant in ("t1", "t10"):
        file = tmp_path / f"{tenant}.key"
        policies.keys("rotate", tenant, "--out", file)
        keys[tenant] = json.loads(file.read_text())
    for tenant in keys:
        body = {"Bucket": bucket, "Key": f"root/clicks/tenantId={tenant}/dt=2026-01-01/x"}
        seaweed.client().put_object(**body, Body=b"x")
        eventually(lambda: works(policies.client(keys[tenant]), bucket, tenant))
    names = [p["PolicyName"] for p in seaweed.client("iam").list_policies()["Policies"]]
    user = f"{policies.prefix}t1"
    outcome = run(
        *("tenants", "erase", "t1", "--yes", "--settle", "100ms"),
        *("--iam-endpoint", seaweed.endpoint),
        environment=policies.environment,
    )
    assert outcome.returncode == 0, outcome.stdout + outcome.stderr
    assert policies.users() == {"t10"}
    gone = {name for name in names if name.startswith(f"{user}-P")}
    assert len(gone) == 1
    left = {p["PolicyName"] for p in seaweed.client("iam").list_policies()["Policies"]}
    assert left == set(names) - gone
    eventually(lambda: not works(policies.client(keys["t1"]), bucket, "t1"))
    assert works(policies.client(keys["t10"]), bucket, "t10")
    listed = seaweed.client().list_objects_v2(Bucket=bucket, Prefix="root/clicks/")
    assert [item["Key"] for item in listed["Contents"]] == [
        "root/clicks/tenantId=t10/dt=2026-01-01/x"
    ]
