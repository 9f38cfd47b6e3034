"""Disks that are small or cannot be written: tmpfs mounts, which only root can make."""

import contextlib
import os
import pathlib
import subprocess
from collections.abc import Iterator


def mount_refusal() -> str | None:
    """Why no disk can be mounted here."""
    if os.geteuid() != 0:
        return "needs root, to mount a small disk"
    probe = subprocess.run(
        ["unshare", "--mount", "mount", "-t", "tmpfs", "none", "/mnt"],
        capture_output=True,
        text=True,
    )
    return f"needs to mount a small disk: {probe.stderr.strip()}" if probe.returncode else None


class SmallDisk:
    """A tmpfs of some size at a folder."""

    def __init__(self, folder: pathlib.Path):
        self.folder = folder

    def remount(self, options: str) -> None:
        """`size=64m` makes room, `ro` shuts it."""
        subprocess.run(["mount", "-o", f"remount,{options}", self.folder], check=True)


@contextlib.contextmanager
def small_disk(folder: pathlib.Path, size: str) -> Iterator[SmallDisk]:
    folder.mkdir(parents=True, exist_ok=True)
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "none", folder], check=True)
    try:
        yield SmallDisk(folder)
    finally:
        subprocess.run(["umount", "--lazy", folder], check=True)
