"""Policies as the binary writes them, and its answers to what they allow."""

import json
import pathlib
import subprocess
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .lakewriter import BINARY, PROJECT
from .s3calls import Need
from .seaweed import clean_environment


TEMPLATES = PROJECT / "policies"


@dataclass(frozen=True)
class Party:
    """Who asks, and every policy that has a say: texts, so that parties can be told apart.

    Without a session `session` is None; an empty one would allow nothing.
    """

    principal: str
    identity: tuple[str, ...]
    session: tuple[str, ...] | None = None
    bucket: str | None = None
    account: str = "000000000000"

    def asks(self, need: Need) -> str:
        """The line that `policies explain --requests` reads, without its id."""
        return json.dumps(
            {
                "identity": [json.loads(policy) for policy in self.identity],
                "session": None
                if self.session is None
                else [json.loads(policy) for policy in self.session],
                "boundary": None,
                "bucket": None if self.bucket is None else json.loads(self.bucket),
                "principal": self.principal,
                "account": self.account,
                "action": need.action,
                "resource": need.resource,
                "context": {key: list(values) for key, values in need.context},
            }
        )


def decisions(
    folder: pathlib.Path, questions: Iterable[tuple[Party, Need]]
) -> dict[tuple[Party, Need], str]:
    """What the evaluator says to each question: `allow`, `explicitDeny` or `implicitDeny`."""
    asked = list(dict.fromkeys(questions))
    requests = folder / "requests.ndjson"
    with open(requests, "w") as lines:
        for number, (party, need) in enumerate(asked):
            lines.write(f'{{"id":{number},{party.asks(need)[1:]}\n')
    answer = _run("explain", "--requests", str(requests))
    requests.unlink()
    found = {}
    for line in answer.splitlines():
        decision = json.loads(line)
        found[asked[decision["id"]]] = decision["decision"]
    assert len(found) == len(asked), (len(found), len(asked))
    return found


def generate(folder: pathlib.Path, bucket: str, tenants: Sequence[str], *arguments: str) -> None:
    """Writes the policies of the tenants of the lake `s3://<bucket>/root` into a folder."""
    listed = folder / "tenants.txt"
    folder.mkdir(parents=True, exist_ok=True)
    listed.write_text("".join(f"{tenant}\n" for tenant in tenants))
    _run(
        "generate",
        *("--lake", f"s3://{bucket}/root"),
        *("--tenants", str(listed)),
        *("--out", str(folder)),
        *("--templates", str(TEMPLATES)),
        *arguments,
    )


def _run(*arguments: str) -> str:
    run = subprocess.run(
        [str(BINARY), "policies", *arguments],
        env=clean_environment(),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, (
        run.stderr[-3000:]
        + "".join(line for line in run.stdout.splitlines(True) if '"error"' in line)[:3000]
    )
    return run.stdout
