"""Twenty tenants try everything at each other's data: the store answers as the evaluator predicts.

The store is a real SeaweedFS with authentication on. The policies are those that the binary writes,
once in force for users and once for sessions. Each answer is compared with the evaluator's
prediction, and the prediction with the lake's one rule: what lies in one's own folders, and nothing
else.
"""

import itertools
import json
import os
import re
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from urllib.parse import unquote

import pytest
from harness.iam import Sessions, Users, status_of
from harness.policies import Party, decisions, generate
from harness.s3calls import Call, Need, Place, bucket_wide, pair
from harness.s3wire import Answer, Keys, Message, Wire, path_of

# Names that a careless pattern, prefix or separator takes for one another: prefixes and suffixes of
# each other, the lake's own words, and every character that a name may have, where it can hurt.
TENANTS = (
    "t1 t10 t11 t100 tt1 t1- t1_ t1-- t1a t1-a t1_a t-1 t_1 t1-t10 "
    "tenantid tenantid-t1 clicks views dead_letters root"
).split()
TABLES = ("clicks", "views")
FOLDERS = (*TABLES, "dead_letters", "_catalog")
# Every second one may also write.
WRITERS = frozenset(TENANTS[1::2])

# What a grant comes to, said once more and in other words than the binary's.
_READS = {"s3:GetObject"}
_WRITES = _READS | {
    "s3:PutObject",
    "s3:DeleteObject",
    "s3:AbortMultipartUpload",
    "s3:ListMultipartUploadParts",
}


def rule(form: str, bucket: str, tenant: str, need: Need) -> bool:
    """Whether the need is for what lies in the tenant's own folders, and of a kind it is given."""
    own = tuple(f"root/{folder}/tenantId={tenant}/" for folder in FOLDERS)
    if need.action == "s3:ListBucket":
        prefix = dict(need.context).get("s3:prefix", ("",))[0]
        return need.resource == f"arn:aws:s3:::{bucket}" and prefix.startswith(own)
    if need.action == "s3:GetBucketLocation":
        # Users are told the bucket's region, which clients ask for; sessions know it already.
        return form == "users" and need.resource == f"arn:aws:s3:::{bucket}"
    granted = _WRITES if tenant in WRITERS else _READS
    start = f"arn:aws:s3:::{bucket}/"
    key = need.resource.removeprefix(start)
    return need.action in granted and need.resource.startswith(start) and key.startswith(own)


@dataclass
class Lake:
    """The bucket, and every tenant's folders in it, filled by the administrator."""

    wire: Wire
    admin: Keys
    bucket: str
    places: dict[str, list[Place]]

    def every_place(self) -> list[Place]:
        return [place for places in self.places.values() for place in places]


@pytest.fixture(scope="module")
def versioned_bucket(seaweed):
    """A bucket that keeps versions, removed with all of them."""
    name = f"matrix-{os.getpid()}"
    client = seaweed.client()
    client.create_bucket(Bucket=name)
    client.put_bucket_versioning(Bucket=name, VersioningConfiguration={"Status": "Enabled"})
    yield name
    for page in client.get_paginator("list_object_versions").paginate(Bucket=name):
        for item in page.get("Versions", []) + page.get("DeleteMarkers", []):
            client.delete_object(Bucket=name, Key=item["Key"], VersionId=item["VersionId"])
    client.delete_bucket(Bucket=name)


@pytest.fixture
def lake(seaweed, versioned_bucket) -> Lake:
    """Every folder with an object, its version, and uploads that wait."""
    wire = Wire(seaweed.port, seaweed.region)
    admin = Keys(seaweed.access_key, seaweed.secret_key)

    def fill(tenant_and_folder: tuple[str, str]) -> Place:
        tenant, folder = tenant_and_folder
        place = Place(versioned_bucket, f"root/{folder}/tenantId={tenant}/", "", "", {})
        path = path_of(versioned_bucket, place.seed)
        written = wire.send(admin, Message("PUT", path, body=place.seed.encode()))
        place.uploads.update(waiting_uploads(wire, admin, place))
        headers = written.headers
        return Place(
            versioned_bucket,
            place.folder,
            headers["x-amz-version-id"],
            headers["etag"],
            place.uploads,
        )

    wanted = list(itertools.product(TENANTS, FOLDERS))
    with ThreadPoolExecutor(8) as pool:
        filled = list(pool.map(fill, wanted))
    places: dict[str, list[Place]] = {tenant: [] for tenant in TENANTS}
    for (tenant, _), place in zip(wanted, filled, strict=True):
        places[tenant].append(place)
    return Lake(wire, admin, versioned_bucket, places)


def waiting_uploads(wire: Wire, admin: Keys, place: Place) -> dict[str, str]:
    """One upload to add to, one to complete and one to abort; and the ETag of their first part."""
    path = path_of(place.bucket, place.key("upload"))
    uploads = {}
    for step in ("open", "complete", "abort"):
        created = wire.send(admin, Message("POST", path, "uploads="))
        [uploads[step]] = re.findall(r"<UploadId>([^<]+)</UploadId>", created.body.decode())
        query = f"partNumber=1&uploadId={uploads[step]}"
        part = wire.send(admin, Message("PUT", path, query, body=b"part"))
        uploads["etag"] = part.headers["etag"].strip('"')
    return uploads


@dataclass(frozen=True)
class Cell:
    """One square of the matrix: who tries what."""

    tenant: str
    other: str
    call: Call


def cells(lake: Lake) -> list[list[Cell]]:
    """The whole matrix; what is in one list is tried in its order."""
    squares = []
    for (i, mine), (j, other) in itertools.product(enumerate(TENANTS), repeat=2):
        if mine == other:
            squares += [
                [Cell(mine, mine, call) for call in pair(place, place)]
                for place in lake.places[mine]
            ]
            squares.append(
                [Cell(mine, mine, call) for call in bucket_wide(lake.places[mine][i % 4])]
            )
        else:
            folder = (i + j) % len(FOLDERS)
            calls = pair(lake.places[mine][folder], lake.places[other][folder])
            squares.append([Cell(mine, other, call) for call in calls])
    return squares


def send(wire: Wire, keys: Keys, call: Call) -> Answer:
    """Sends the attempt in its form, signed with the keys."""
    if call.form == "query":
        target = wire.presigned(keys, call.message)
        if call.message.sent is not None:
            target = target.replace(call.message.path, call.message.sent, 1)
        return wire.send_target(call.message.method, target, {}, call.message.body)
    return wire.send(keys, call.message)


_KEYS = re.compile(rb"<Key>([^<]*)</Key>")
_COMMON = re.compile(rb"<CommonPrefixes><Prefix>([^<]*)</Prefix>")
_ERRORS = re.compile(rb"<Error>.*?</Error>", re.S)


def told(answer: Answer) -> list[str]:
    """The keys and folders that a list tells of."""
    return [
        unquote(text.decode()) for text in _KEYS.findall(answer.body) + _COMMON.findall(answer.body)
    ]


def complaint(cell: Cell, answer: Answer, granted: list[bool]) -> str | None:
    """What is wrong with the answer, given what the needs' predictions are."""
    call = cell.call
    if call.malformed:
        return None if answer.status == 400 else "a malformed key was taken"
    if call.tampered:
        right = answer.status == 403 and answer.code in ("SignatureDoesNotMatch", None)
        return None if right else "the signature was not checked"
    if call.keys:
        refused = {key for error in _ERRORS.findall(answer.body) for key in _KEYS.findall(error)}
        expected = {
            key.encode() for key, allowed in zip(call.keys, granted, strict=True) if not allowed
        }
        if answer.status == 403:
            refused = {key.encode() for key in call.keys}
        return None if refused == expected else f"refused {refused}, expected {expected}"
    if not all(granted):
        right = answer.status == 403 and answer.code in ("AccessDenied", None)
        return None if right else "not refused"
    if answer.status not in call.opened:
        return f"expected one of {sorted(call.opened)}"
    own = tuple(f"root/{folder}/tenantId={cell.tenant}/" for folder in FOLDERS)
    if call.lists and (foreign := [key for key in told(answer) if not key.startswith(own)]):
        return f"tells of {foreign[:3]}"
    if call.holds and call.holds not in told(answer):
        return f"does not tell of {call.holds}"
    return None


@dataclass
class Tally:
    """What became of cells: how many of which kind, how many were opened, and what went wrong."""

    kinds: Counter[str]
    names: set[str]
    opened: set[str]
    wrong: list[str]
    seconds: float


def tally(
    lake: Lake,
    squares: list[list[Cell]],
    keys: dict[str, Keys],
    parties: dict[str, Party],
    predicted: dict[tuple[Party, Need], str],
) -> Tally:
    """Tries all cells, several tenants at once, and compares every answer with its prediction."""

    def attempt(square: list[Cell]) -> list[tuple[Cell, Answer, list[bool]]]:
        results = []
        for cell in square:
            party = parties[cell.tenant]
            granted = [predicted[party, need] == "allow" for need in cell.call.needs]
            results.append((cell, send(lake.wire, keys[cell.tenant], cell.call), granted))
        return results

    began = time.monotonic()
    with ThreadPoolExecutor(8) as pool:
        results = [result for square in pool.map(attempt, squares) for result in square]
    found = Tally(Counter(), set(), set(), [], time.monotonic() - began)
    for cell, answer, granted in results:
        call = cell.call
        whose = "own" if cell.tenant == cell.other else "another's"
        strange = call.malformed or call.tampered
        kind = "malformed" if strange else "open" if all(granted) else "refused"
        found.kinds[f"{whose} {kind}"] += 1
        found.names.add(call.name)
        if not strange and all(granted):
            found.opened.add(call.name)
        if problem := complaint(cell, answer, granted):
            request = f"{call.message.method} {call.message.target}"
            found.wrong.append(
                f"{cell.tenant} at {cell.other}: {call.name} {request}: {answer}; {problem}"
            )
    return found


def judge(lake: Lake, folder, parties: dict[str, Party], keys: dict[str, Keys], form: str, show):
    """Tries the whole matrix, and compares every answer with its prediction."""
    squares = cells(lake)
    needs = {
        (parties[cell.tenant], need): (cell.tenant, need)
        for square in squares
        for cell in square
        for need in cell.call.needs
    }
    began = time.monotonic()
    predicted = decisions(folder, needs)
    evaluated = time.monotonic() - began
    differing = [
        (tenant, need, predicted[question])
        for question, (tenant, need) in needs.items()
        if (predicted[question] == "allow") != rule(form, lake.bucket, tenant, need)
    ]
    assert not differing, differing[:5]
    found = tally(lake, squares, keys, parties, predicted)
    show(
        f"\n{form}: {sum(found.kinds.values())} cells of {len(found.names)} kinds in "
        f"{found.seconds:.1f} s, {len(needs)} permissions evaluated in {evaluated:.1f} s, "
        + ", ".join(f"{count} {kind}" for kind, count in sorted(found.kinds.items()))
    )
    assert not found.wrong, f"{len(found.wrong)}:\n" + "\n".join(found.wrong[:40])
    assert sum(found.kinds.values()) > 40_000 and len(found.names) > 150
    # Neither half of the matrix is empty: an evaluator and a store that always say no would agree.
    assert found.kinds["own open"] > 3_000 and found.kinds["another's refused"] > 20_000


def untouched(seaweed, lake: Lake) -> None:
    """Everything that was there is there in its version, and read-only tenants have no more."""
    client = seaweed.client()
    for tenant, places in lake.places.items():
        for place in places:
            seed = client.get_object(Bucket=lake.bucket, Key=place.seed)
            assert (seed["VersionId"], seed["Body"].read()) == (place.version, place.seed.encode())
            found = client.list_objects_v2(Bucket=lake.bucket, Prefix=place.folder)["Contents"]
            assert tenant in WRITERS or [item["Key"] for item in found] == [place.seed]
    versioning = client.get_bucket_versioning(Bucket=lake.bucket)
    assert versioning["Status"] == "Enabled"


def written(folder, bucket: str, form: str) -> dict[str, str]:
    """The policies that the binary writes, by tenant: the readers' and the writers'."""
    for access, tenants in (("read", set(TENANTS) - WRITERS), ("write", WRITERS)):
        arguments = ("--form", form, "--tables", ",".join(TABLES), "--access", access)
        generate(folder, bucket, sorted(tenants), *arguments)
    return {tenant: (folder / form / f"{tenant}.json").read_text() for tenant in TENANTS}


@pytest.fixture
def show(capsys):
    """Prints past pytest, which keeps what passed tests say to itself."""

    def past(text: str) -> None:
        with capsys.disabled():
            print(text, flush=True)

    return past


def kept(policy: str) -> str:
    """What SeaweedFS can keep of a policy, as `policies apply` gives it to it.

    It knows no NotResource, and what has one is not in force at all; the evaluator is asked about
    the policy as it was written.
    Source: weed/iam/policy/policy_engine.go, validateStatementWithType and statementMatches.
    """
    document = json.loads(policy)
    document["Statement"] = [s for s in document["Statement"] if "NotResource" not in s]
    return json.dumps(document)


def test_users_are_kept_apart(seaweed, lake, tmp_path, show):
    policies = written(tmp_path / "policies", lake.bucket, "identity")
    with Users(seaweed) as users:
        keys = {tenant: users.create(tenant, kept(policies[tenant])) for tenant in TENANTS}
        parties = {t: Party(users.principal(t), (policies[t],)) for t in TENANTS}
        judge(lake, tmp_path, parties, keys, "users", show)
    untouched(seaweed, lake)


def test_sessions_are_kept_apart(seaweed, lake, tmp_path, show):
    policies = written(tmp_path / "policies", lake.bucket, "session")
    sessions = Sessions(seaweed)
    keys = {tenant: sessions.create(tenant, policies[tenant]) for tenant in TENANTS}
    parties = {
        t: Party(sessions.principal(t), (sessions.everything,), (policies[t],)) for t in TENANTS
    }
    judge(lake, tmp_path, parties, keys, "sessions", show)
    untouched(seaweed, lake)


# What published samples get wrong, each as a policy of t1's, and what it opens of t10's with it.
MISTAKES = {
    "a list of a bare name": (
        {"Action": "s3:ListBucket", "Condition": {"StringLike": {"s3:prefix": "{own}*"}}},
        {"list", "list-v1", "list-bare", "list-longer", "list-delimiter", "list-header"},
    ),
    "a folder without its slash": ({"Action": "s3:GetObject"}, {"get", "head", "get-range"}),
    "a condition of another operation": (
        {"Action": "s3:ListBucket", "Condition": {"StringNotLike": {"s3:delimiter": "{own}/*"}}},
        {"list", "list-bare", "list-max-keys"},
    ),
    "a star for the table": (
        {"Action": ["s3:GetObject", "s3:GetObjectVersion"], "Resource": "{bucket}/root/*"},
        {"get", "get-version", "get-own-in-middle", "get-escaped-slash"},
    ),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_mistakes_let_others_in_as_predicted(seaweed, lake, tmp_path, mistake):
    """What would be wrong in a policy is wrong in the store, and the evaluator says so."""
    mine, other = "t1", "t10"
    statement, opens = MISTAKES[mistake]
    own = lake.places[mine][0].folder[:-1]
    lists = statement["Action"] == "s3:ListBucket"
    resource = "{bucket}" if lists else "{bucket}/{own}*"
    whole = {"Effect": "Allow", "Resource": resource} | statement
    text = json.dumps({"Version": "2012-10-17", "Statement": [whole]})
    text = text.replace("{bucket}", f"arn:aws:s3:::{lake.bucket}").replace("{own}", own)
    places = lake.places[mine][0], lake.places[other][0]
    # Lists tell of others here; that is the mistake, and no complaint.
    square = [Cell(mine, other, replace(call, lists=False)) for call in pair(*places)]
    with Users(seaweed) as users:
        keys = {mine: users.create(mine, text)}
        parties = {mine: Party(users.principal(mine), (text,))}
        predicted = decisions(
            tmp_path, ((parties[mine], need) for cell in square for need in cell.call.needs)
        )
        found = tally(lake, [square], keys, parties, predicted)
    assert not found.wrong, found.wrong
    assert opens <= found.opened
    untouched(seaweed, lake)


def test_forms_are_no_way_in(seaweed, lake, tmp_path):
    """A browser's form is signed apart from its request, and its key stands in the body."""
    policies = written(tmp_path / "policies", lake.bucket, "session")
    pairs = [(mine, other) for mine in TENANTS for other in TENANTS if mine != other]
    with Users(seaweed) as users:
        keys = {tenant: users.create(tenant, policies[tenant]) for tenant in TENANTS}

        def post(mine: str, other: str) -> Answer:
            key = lake.places[other][0].key("form")
            return lake.wire.send_form(keys[mine], lake.bucket, key, b"form")

        with ThreadPoolExecutor(8) as pool:
            answers = list(pool.map(post, *zip(*pairs, strict=True)))
        # That it is the tenant who is refused, and not the form.
        assert lake.wire.send_form(lake.admin, lake.bucket, "form", b"form").status == 204
    assert {(answer.status, answer.code) for answer in answers} == {(403, "AccessDenied")}
    untouched(seaweed, lake)


def test_keys_cannot_widen_themselves(seaweed, lake, tmp_path):
    """A tenant's keys change no policy and no other user, and take no role."""
    policies = written(tmp_path / "policies", lake.bucket, "session")
    everything = Sessions.everything
    with Users(seaweed) as users:
        keys = {tenant: users.create(tenant, policies[tenant]) for tenant in TENANTS[:4]}
        for tenant, other in itertools.permutations(keys, 2):
            iam, sts = (seaweed.client(service, keys[tenant]) for service in ("iam", "sts"))
            inline = {"PolicyName": "wide", "PolicyDocument": everything}
            for operation, arguments in (
                (iam.put_user_policy, {"UserName": tenant} | inline),
                (iam.put_user_policy, {"UserName": other} | inline),
                (iam.attach_user_policy, {"UserName": tenant, "PolicyArn": users.policy(other)}),
                (iam.detach_user_policy, {"UserName": other, "PolicyArn": users.policy(other)}),
                (iam.create_policy, inline),
                (
                    iam.create_policy_version,
                    {
                        "PolicyArn": users.policy(tenant),
                        "PolicyDocument": everything,
                        "SetAsDefault": True,
                    },
                ),
                (iam.create_access_key, {"UserName": other}),
                (iam.list_access_keys, {"UserName": other}),
                (iam.delete_user, {"UserName": other}),
                (iam.list_users, {}),
                (iam.create_user, {"UserName": "another"}),
                (sts.assume_role, {"RoleArn": seaweed.role, "RoleSessionName": other}),
                (sts.get_federation_token, {"Name": other, "Policy": everything}),
            ):
                assert status_of(operation, **arguments) == 403, (tenant, operation, arguments)
        # What they may, as everywhere: have further keys of their own. Whoever rotates a tenant's
        # keys has to take back all that it has, and not only those that it was given.
        assert status_of(seaweed.client("iam", keys["t1"]).create_access_key) == 200


def test_sessions_cannot_widen_themselves(seaweed, lake, tmp_path):
    """A session's keys are nothing without its token, and open no session that may do more."""
    policies = written(tmp_path / "policies", lake.bucket, "session")
    everything = Sessions.everything
    keys = Sessions(seaweed).create("t1", policies["t1"])
    seed = Message("GET", path_of(lake.bucket, lake.places["t1"][0].seed))
    assert lake.wire.send(keys, seed).status == 200
    assert lake.wire.send(replace(keys, token=None), seed).status == 403
    iam, sts = (seaweed.client(service, keys) for service in ("iam", "sts"))
    for operation, arguments in (
        (sts.assume_role, {"RoleArn": seaweed.role, "RoleSessionName": "t10"}),
        (sts.get_federation_token, {"Name": "t10", "Policy": everything}),
        (iam.list_users, {}),
        (iam.create_user, {"UserName": "another"}),
        (iam.create_policy, {"PolicyName": "wide", "PolicyDocument": everything}),
    ):
        assert status_of(operation, **arguments) == 403, operation
