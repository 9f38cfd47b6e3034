"""Real streams from `../shared/data/streams`, which a user's machine has not."""

import pathlib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
import zstandard

from .lakewriter import PROJECT
from .values import parse

STREAMS = PROJECT.parent / "shared/data/streams"


def tenant_name(text: str) -> str:
    """A tenant's name made from any text."""
    return "t" + (re.sub(r"[^a-z0-9_-]", "_", text.lower())[:61] or "_")


@dataclass(frozen=True)
class Stream:
    """One stream, the table it goes to, and whose events its events are."""

    name: str
    table: str
    tenant: Callable[[dict], str]

    @property
    def path(self) -> pathlib.Path:
        return STREAMS / f"{self.name}.ndjson.zst"

    def events(self) -> Iterator[tuple[str, bytes, dict]]:
        """Each event's tenant, its line, and the event with its numbers' digits."""
        if not self.path.exists():
            pytest.skip(f"needs ../shared/data/streams/{self.path.name}")
        with open(self.path, "rb") as file:
            content = zstandard.ZstdDecompressor().stream_reader(file).read()
        for line in content.splitlines():
            event = parse(line)
            yield tenant_name(self.tenant(event)), line, event


STREAMS_TO_READ = [
    Stream("windows_2023", "windows", lambda event: event["Hostname"]),
    Stream("cloudtrail", "cloudtrail", lambda event: event["recipientAccountId"]),
    Stream("elastic_ecommerce", "orders", lambda event: event["manufacturer"][0]),
    Stream("nab_metrics", "metrics", lambda event: event["series"]),
]
