"""The server under test: the real binary, run through its command line."""

import os
import pathlib
import signal
import subprocess
import time
import urllib.error
import urllib.request

from .client import Client
from .ports import LOOPBACK, free_port
from .seaweed import clean_environment

PROJECT = pathlib.Path(__file__).resolve().parents[3]
BINARY = pathlib.Path(os.environ.get("LAKEWRITER_BIN", PROJECT / ".build/release/lakewriter"))


def run(*arguments: object, timeout: float = 60, **options) -> subprocess.CompletedProcess:
    """Runs one command of the binary to its end."""
    environment = clean_environment() | options.pop("environment", {})
    return subprocess.run(
        [BINARY, *map(str, arguments)],
        capture_output=True,
        text=True,
        timeout=timeout,
        env=environment,
        **options,
    )


class DidNotStart(Exception):
    """The server ended, or did not become ready; says what it printed."""

    def __init__(self, status: int | None, output: str):
        self.status = status
        self.output = output
        super().__init__(f"exit status {status}\n{output[-4000:]}")


class Lakewriter:
    """A server on one data directory, which may be started, killed and started again."""

    def __init__(
        self,
        folder: pathlib.Path,
        schemas: pathlib.Path,
        lake: str | None = None,
        environment: dict[str, str] | None = None,
        flush_age: str = "1s",
        arguments: tuple[str, ...] = (),
        data: pathlib.Path | None = None,
        is_development: bool = True,
    ):
        self.folder = folder
        self.folder.mkdir(parents=True, exist_ok=True)
        self.schemas = schemas
        self.lake = lake or f"file://{folder / 'lake'}"
        self.data = data or folder / "data"
        self.environment = environment or {}
        self.flush_age = flush_age
        self.is_development = is_development
        self.arguments = arguments
        self.port = free_port()
        self.process: subprocess.Popen | None = None
        self._tokens: dict[str, str] = {}

    def __enter__(self) -> "Lakewriter":
        return self.start()

    def __exit__(self, *_) -> None:
        self.kill()

    @property
    def url(self) -> str:
        return f"http://{LOOPBACK}:{self.port}"

    @property
    def log_path(self) -> pathlib.Path:
        return self.folder / "server.log"

    def log(self) -> str:
        return self.log_path.read_text(errors="replace") if self.log_path.exists() else ""

    def launch(self) -> "Lakewriter":
        """Starts the process and does not wait."""
        command = [BINARY, "serve", "--lake", self.lake, "--data-dir", self.data]
        command += ["--schemas", self.schemas, "--listen", f"{LOOPBACK}:{self.port}"]
        command += ["--flush-age", self.flush_age, *self.arguments]
        if self.is_development:
            command.append("--dev")
        with open(self.log_path, "ab") as log:
            self.process = subprocess.Popen(
                list(map(str, command)),
                stdout=log,
                stderr=log,
                stdin=subprocess.DEVNULL,
                env=clean_environment() | self.environment,
            )
        return self

    def start(self, timeout: float = 60) -> "Lakewriter":
        """Starts the process and returns once it takes events."""
        self.launch()
        deadline = time.monotonic() + timeout
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                raise DidNotStart(self.process.returncode, self.log())
            if self.ready_status() == 200:
                return self
            time.sleep(0.02)
        self.kill()
        raise DidNotStart(None, self.log())

    def ready_status(self) -> int | None:
        """What `/readyz` answers; None where nobody does."""
        try:
            return urllib.request.urlopen(f"{self.url}/readyz", timeout=5).status
        except urllib.error.HTTPError as error:
            return error.code
        except OSError:
            return None

    def stop(self, timeout: float = 120) -> None:
        """SIGTERM: what is open is written out, and the exit status is 0."""
        self.process.send_signal(signal.SIGTERM)
        status = self.process.wait(timeout=timeout)
        assert status == 0, f"exit status {status}\n{self.log()[-4000:]}"

    def kill(self) -> None:
        """SIGKILL, as when the power goes."""
        if self.process and self.process.poll() is None:
            self.process.kill()
            self.process.wait()

    def token(self, tenant: str) -> str:
        """A development token, issued by the binary itself."""
        if tenant not in self._tokens:
            result = run("token", "--data-dir", self.data, "--tenant", tenant)
            assert result.returncode == 0, result.stderr
            self._tokens[tenant] = result.stdout.strip()
        return self._tokens[tenant]

    def admin_token(self) -> str:
        """A development token of an operator."""
        result = run("token", "--data-dir", self.data, "--admin")
        assert result.returncode == 0, result.stderr
        return result.stdout.strip()

    def admin_token(self) -> str:
        """An operator's development token."""
        result = run("token", "--data-dir", self.data, "--admin")
        assert result.returncode == 0, result.stderr
        return result.stdout.strip()

    def client(self, tenant: str) -> Client:
        return Client(LOOPBACK, self.port, self.token(tenant))
