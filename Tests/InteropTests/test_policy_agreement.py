"""The evaluator agrees with a store on thousands of policies and requests that nobody chose.

Where SeaweedFS judges otherwise than AWS, harness/seaweeddialect.py says how: its answer then has
to be the evaluator's to the question as SeaweedFS reads it. What is left over fails.
"""

import itertools
import json
import pathlib
import time
from collections import Counter
from dataclasses import dataclass, replace

import pytest
from harness.iam import Sessions, Users, status_of
from harness.policies import Party, decisions
from harness.policycases import KEYS, Policies, Request, requests
from harness.s3calls import Need
from harness.s3wire import Answer, Keys, Message, Wire, path_of
from harness.seaweeddialect import (
    BLINDLY,
    MIRRORED,
    UNASKED,
    Difference,
    asked,
    bucket_differences,
    bucket_takes,
    mirrored,
    rewritten,
    users_differences,
)

SEED = 20261123


@pytest.fixture
def show(capsys):
    """Prints past pytest, which keeps what passed tests say to itself."""

    def past(text: str) -> None:
        with capsys.disabled():
            print(text, flush=True)

    return past


@pytest.fixture
def wire(seaweed) -> Wire:
    return Wire(seaweed.port, seaweed.region)


@pytest.fixture
def filled(seaweed, bucket, wire) -> str:
    """A bucket in which every key is, also those of users that are yet to come."""
    admin = Keys(seaweed.access_key, seaweed.secret_key)
    for key in KEYS:
        answer = wire.send(admin, Message("PUT", path_of(bucket, key), body=b"x"))
        assert answer.status == 200, key
    return bucket


@dataclass(frozen=True)
class Tried:
    """A policy in force, a request that was sent under it, and what came."""

    policy: str
    request: Request
    opened: bool
    principal: str
    identity: str | None = None


def opened(answer: Answer) -> bool:
    """Whether a request got past the policies; it may have failed behind them."""
    if answer.status == 403:
        assert answer.code in ("AccessDenied", None), answer
        return False
    assert answer.status < 500, answer
    return True


def compact(document: dict) -> str:
    return json.dumps(document, separators=(",", ":"))


def common(principal: str, user: str | None) -> dict[str, str]:
    """What each request of a principal says of itself."""
    context = {
        "aws:SourceIp": "127.0.0.1",
        "aws:SecureTransport": "false",
        "aws:CurrentTime": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
        "aws:PrincipalArn": principal,
    }
    return context | ({"aws:username": user} if user else {})


# Questions whose answers make one decision, for each permission that a request takes.
Questions = list[tuple[tuple[Party, Need], ...]]


def together(bucket: str, denied: str = "implicitDeny", user: str = "implicitDeny") -> bool:
    """Whether SeaweedFS allows what a bucket's policy and a user's decide.

    What the bucket allows, the user's may deny; where the bucket's says nothing the user's has to
    allow. It is so too where there is one decision only.
    Source: weed/s3api/auth_credentials.go, authRequestWithAuthType.
    """
    if bucket == "allow":
        return denied != "explicitDeny"
    return bucket == "implicitDeny" and user == "allow"


class Judge:
    """Compares a store's answers with the evaluator's, and says why those differ that do."""

    def __init__(self, folder: pathlib.Path):
        self.folder = folder

    def differences(self, kind: str) -> list[Difference]:
        """In what the store differs from AWS, for a kind of request."""
        raise NotImplementedError

    def ask(self, tried: Tried, chosen: list[Difference]) -> Questions:
        """The questions as the store reads them, as far as the chosen differences go."""
        raise NotImplementedError

    def report(self, title: str, tries: list[Tried], show) -> None:
        """Prints how many agree and why the others do not; fails for those without a reason."""
        every = [self.differences(tried.request.kind) for tried in tries]
        aws = self._granted([self.ask(tried, []) for tried in tries])
        store = self._granted(list(map(self.ask, tries, every)))
        unexplained = [
            f"{tried}: AWS {aws[number]}, expected {store[number]}"
            for number, tried in enumerate(tries)
            if tried.opened != store[number]
        ]
        differing = [
            (tried, differences)
            for tried, differences, answer in zip(tries, every, aws, strict=True)
            if tried.opened != answer
        ]
        opened = sum(tried.opened for tried in tries)
        kinds = len({tried.request.kind for tried in tries})
        show(
            f"\n{title}: {len(tries)} cases of {kinds} kinds, {opened} opened; {len(differing)} "
            f"answered otherwise than by AWS, {len(unexplained)} of them not as expected:"
        )
        reasons = {d.name: f"{d.reason} ({d.source})" for ds in every for d in ds}
        for names, count in Counter(self._why(differing)).most_common():
            show(f"{count:5} {names}: {reasons.get(names, 'see there')}")
        assert not unexplained, f"{len(unexplained)}:\n" + "\n\n".join(unexplained[:5])
        # A generator that only ever opens or refuses would agree with anything.
        assert 0.2 < opened / len(tries) < 0.8

    def _why(self, differing: list[tuple[Tried, list[Difference]]]) -> list[str]:
        """The differences without which the answer would be AWS's, for each case."""
        named = [(tried, d, ds) for tried, ds in differing for d in ds]
        lacking = self._granted(
            [self.ask(tried, [d for d in ds if d is not one]) for tried, one, ds in named]
        )
        alone = self._granted([self.ask(tried, [one]) for tried, one, _ in named])
        answers = iter(zip(lacking, alone, strict=True))
        reasons = []
        for tried, differences in differing:
            needed, enough = [], []
            for difference in differences:
                without, only = next(answers)
                needed += [difference.name] * (without != tried.opened)
                enough += [difference.name] * (only == tried.opened)
            reasons.append(" and ".join(needed) or " or ".join(enough) or "several together")
        return reasons

    def _granted(self, asked_of_each: list[Questions]) -> list[bool]:
        """What the questions of each case come to."""
        answers = decisions(
            self.folder, (q for asks in asked_of_each for each in asks for q in each)
        )
        return [
            all(together(*(answers[question] for question in each)) for each in asks)
            for asks in asked_of_each
        ]


class UsersJudge(Judge):
    """Judges requests under a user's policy, or with `as_session` under a session's."""

    def __init__(self, folder: pathlib.Path, as_session: bool = False):
        super().__init__(folder)
        self.as_session = as_session

    def differences(self, kind):
        return [*users_differences(kind), UNASKED]

    def ask(self, tried, chosen):
        needs = tried.request.needs
        if UNASKED in chosen:
            needs = asked(tried.request.kind, needs)
        found = []
        for need in needs:
            changed, read = rewritten(json.loads(tried.policy), need, chosen)
            policy = (compact(changed),)
            if self.as_session:
                party = Party(tried.principal, (Sessions.everything,), policy)
            else:
                party = Party(tried.principal, policy)
            found.append(((party, read),))
        return found


class BucketsJudge(Judge):
    """Judges requests under a bucket's policy and a user's."""

    def differences(self, kind):
        return [
            *(replace(d, name=f"bucket: {d.name}") for d in bucket_differences(kind)),
            BLINDLY,
            *(replace(d, name=f"user: {d.name}") for d in users_differences(kind)),
            MIRRORED,
            UNASKED,
        ]

    def ask(self, tried, chosen):
        needs = tried.request.needs
        if UNASKED in chosen:
            needs = asked(tried.request.kind, needs)
        if not chosen:
            # One question, so that the evaluator itself puts the two together.
            whole = Party(tried.principal, (tried.identity,), bucket=tried.policy)
            return [((whole, need),) for need in needs]
        return [
            (
                self._bucket(tried, need, chosen),
                self._user(tried, need, [d for d in chosen if d is not MIRRORED]),
                self._user(tried, need, [d for d in chosen if d is not BLINDLY]),
            )
            for need in needs
        ]

    def _bucket(self, tried, need, chosen):
        ours = [d for d in chosen if d.name.startswith("bucket: ")]
        changed, read = rewritten(json.loads(tried.policy), need, ours)
        return Party(tried.principal, (), bucket=compact(changed)), read

    def _user(self, tried, need, chosen):
        document = json.loads(tried.identity)
        if MIRRORED in chosen and "NotResource" not in tried.policy:
            document["Statement"] += mirrored(json.loads(tried.policy), tried.principal)
        ours = [d for d in chosen if d.name.startswith("user: ") or d is BLINDLY]
        changed, read = rewritten(document, need, ours)
        return Party(tried.principal, (compact(changed),)), read


def test_users_policies_mean_what_they_say(seaweed, filled, wire, tmp_path, show):
    tries: list[Tried] = []
    with Users(seaweed) as users:
        for number in range(8):
            name = f"agree-{number}"
            principal = users.principal(name)
            drawn = Policies(SEED, filled, name)
            sent = requests(SEED, filled, name, common(principal, name))
            policy = compact(drawn.draw())
            keys = users.create(name, policy)
            for turn in range(35):
                if turn:
                    policy = compact(drawn.draw())
                    users.replace(name, policy)
                for request in itertools.islice(sent, 10):
                    answer = wire.send(keys, request.message)
                    tries.append(Tried(policy, request, opened(answer), principal))
    assert len(tries) >= 2_000
    UsersJudge(tmp_path).report("users", tries, show)


def test_sessions_policies_mean_what_they_say(seaweed, filled, wire, tmp_path, show):
    sessions = Sessions(seaweed)
    principal = sessions.principal("agree")
    drawn = Policies(SEED, filled, "agree")
    sent = requests(SEED, filled, "agree", common(principal, None))
    tries: list[Tried] = []
    for _ in range(100):
        policy = compact(drawn.draw())
        keys = sessions.create("agree", policy)
        for request in itertools.islice(sent, 8):
            answer = wire.send(keys, request.message)
            tries.append(Tried(policy, request, opened(answer), principal))
    assert len(tries) >= 500
    UsersJudge(tmp_path, as_session=True).report("sessions", tries, show)


@pytest.mark.parametrize("negated", [None, "Resource"])
def test_buckets_policies_mean_what_they_say(seaweed, filled, wire, tmp_path, show, negated):
    """With and without NotResource, which SeaweedFS knows in buckets' policies alone.

    In a bucket of their own: one that has it is not judged twice, and leaves standing what was
    judged the second time before. Source: weed/iam/integration/iam_manager.go, UpdateBucketPolicy.
    Beside it the user's policies only allow: how their denials are judged behind what a bucket's
    allows was seen to hang on whether that second judgement could take place.
    """
    tries: list[Tried] = []
    store, name = seaweed.client(), "agree-bucket"
    with Users(seaweed) as users:
        principal = users.principal(name)
        drawn, other = Policies(SEED, filled, name), Policies(SEED + 1, filled, name)
        principals = [principal] * 3 + [users.principal("somebody-else"), "*"]
        sent = requests(SEED, filled, name, common(principal, name))
        keys = users.create(name, compact(other.draw()))
        taken: list[bool] = []
        while sum(taken) < 80:
            given = other.draw()
            if negated:
                given["Statement"] = [s | {"Effect": "Allow"} for s in given["Statement"]]
            identity = compact(given)
            policy = compact(drawn.draw(negated=negated, principals=principals))
            users.replace(name, identity)
            put = status_of(store.put_bucket_policy, Bucket=filled, Policy=policy)
            taken.append(bucket_takes(json.loads(policy)))
            assert put == (204 if taken[-1] else 400), policy
            if not taken[-1]:
                continue
            for request in itertools.islice(sent, 8):
                answer = wire.send(keys, request.message)
                tries.append(Tried(policy, request, opened(answer), principal, identity))
        store.delete_bucket_policy(Bucket=filled)
    assert len(tries) >= 500
    title = f"buckets with Not{negated}" if negated else "buckets"
    BucketsJudge(tmp_path).report(title, tries, show)
    show(f"  {taken.count(False)} of {len(taken)} policies were not taken: unknown operators")


def test_negations_are_refused_and_not_misread(seaweed, filled):
    """A session's policy with NotAction or NotResource is not taken: nobody trusts in it in vain.

    Source: weed/iam/policy/policy_engine.go, validateStatementWithType. In users' policies they are
    taken, and then no policy comes into force any more, so that is not tried here.
    """
    drawn = Policies(SEED, filled, "negated")
    sessions = Sessions(seaweed)
    role = {"RoleArn": sessions.role, "RoleSessionName": "negated"}
    for part in ("Action", "Resource") * 25:
        policy = compact(drawn.draw(negated=part))
        assert status_of(sessions.client.assume_role, **role, Policy=policy) == 400, policy
