"""Free ports of the loopback interface."""

import contextlib
import socket

LOOPBACK = "127.0.0.1"


def free_port() -> int:
    """A port that nobody listened on a moment ago."""
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        return probe.getsockname()[1]


def free_ports(offsets: list[int]) -> int:
    """A port whose neighbours at all the offsets are free as well."""
    for _ in range(200):
        base = free_port()
        if base + max(offsets) > 65535:
            continue
        with contextlib.ExitStack() as stack:
            try:
                for offset in offsets:
                    probe = stack.enter_context(socket.socket())
                    probe.bind((LOOPBACK, base + offset))
            except OSError:
                continue
            return base
    raise RuntimeError("no run of free ports")


def is_open(port: int) -> bool:
    """Whether somebody listens on a port."""
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex((LOOPBACK, port)) == 0
