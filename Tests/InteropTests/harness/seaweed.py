"""A SeaweedFS server: the S3 store that the tests write to."""

import base64
import json
import os
import pathlib
import subprocess
import sys
import time
import urllib.error
import urllib.request

import boto3
from botocore.config import Config

from .ports import LOOPBACK, free_ports

# Where each of its services listens, counted from the S3 port. gRPC ports stand 50 above.
_SERVICES = {"s3": 0, "master": 1, "volume": 2, "filer": 3, "iceberg": 6}
_GRPC = 50
# Each bucket takes several volumes of its own, and a store without a free one answers 500.
_VOLUMES = 1000


class SeaweedFS:
    """One server on loopback, its data in a folder, up between `start` and `stop`."""

    region = "us-east-1"
    access_key = "testadminkey00000000"
    secret_key = "testadminsecret0000000000000000000000000"
    # May do everything; sessions of it do what their policy says.
    role = "arn:aws:iam::000000000000:role/Tenants"

    def __init__(self, folder: pathlib.Path):
        self.folder = folder
        self.port = free_ports([o + g for o in _SERVICES.values() for g in (0, _GRPC)])
        self.process: subprocess.Popen | None = None

    def __getstate__(self) -> dict:
        """What a reader's process needs to know: where the store is, and not the process."""
        return self.__dict__ | {"process": None}

    @property
    def endpoint(self) -> str:
        return f"http://{LOOPBACK}:{self.port}"

    @property
    def catalog(self) -> str:
        """Its own Iceberg REST catalog, whose warehouses are table buckets."""
        return f"http://{LOOPBACK}:{self.port + _SERVICES['iceberg']}"

    def start(self) -> "SeaweedFS":
        data = self.folder / "data"
        data.mkdir(parents=True, exist_ok=True)
        (self.folder / "s3.json").write_text(json.dumps(self._identities()))
        (self.folder / "iam.json").write_text(json.dumps(self._roles()))
        with open(self.folder / "log", "ab") as log:
            self.process = subprocess.Popen(
                self._command(data),
                cwd=self.folder,
                stdout=log,
                stderr=log,
                stdin=subprocess.DEVNULL,
                # What SSE-S3 makes its keys of; without one the store refuses to encrypt.
                env=os.environ | {"WEED_S3_SSE_KEY": "the tests' own"},
            )
        self._wait()
        return self

    def stop(self) -> None:
        # It takes its time to end in peace, and nobody needs its data any more.
        if self.process and self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        self.process = None

    def client(self, service: str = "s3", keys=None):
        """An S3 client with the administrator's keys, or others'; or one of another service's."""
        return boto3.client(
            service,
            endpoint_url=self.endpoint,
            region_name=self.region,
            aws_access_key_id=keys.access_key if keys else self.access_key,
            aws_secret_access_key=keys.secret_key if keys else self.secret_key,
            aws_session_token=keys.token if keys else None,
            config=Config(s3={"addressing_style": "path"}, retries={"max_attempts": 5}),
        )

    def environment(self, endpoint: str | None = None) -> dict[str, str]:
        """The variables that lead an S3 client here, or to a proxy in front."""
        return {
            "AWS_ACCESS_KEY_ID": self.access_key,
            "AWS_SECRET_ACCESS_KEY": self.secret_key,
            "AWS_REGION": self.region,
            "AWS_ENDPOINT_URL_S3": endpoint or self.endpoint,
            "AWS_EC2_METADATA_DISABLED": "true",
        }

    def _identities(self) -> dict:
        keys = {"accessKey": self.access_key, "secretKey": self.secret_key}
        actions = ["Admin", "Read", "Write", "List", "Tagging"]
        return {"identities": [{"name": "admin", "credentials": [keys], "actions": actions}]}

    def _roles(self) -> dict:
        key = base64.b64encode(b"a-signing-key-of-32-characters-x").decode()
        everything = {"Effect": "Allow", "Action": ["s3:*"], "Resource": ["arn:aws:s3:::*"]}
        # Users that tests make are tenants, who take no role.
        admin = {"AWS": "arn:aws:iam::000000000000:user/admin"}
        trusted = {"Effect": "Allow", "Principal": admin, "Action": ["sts:AssumeRole"]}
        return {
            "sts": {
                "tokenDuration": "1h",
                "maxSessionLength": "12h",
                "issuer": "seaweedfs-sts",
                "signingKey": key,
            },
            "policy": {"defaultEffect": "Deny"},
            "roles": [
                {
                    "roleName": self.role.rsplit("/")[-1],
                    "roleArn": self.role,
                    "trustPolicy": {"Version": "2012-10-17", "Statement": [trusted]},
                    "attachedPolicies": ["Everything"],
                }
            ],
            "policies": [
                {
                    "name": "Everything",
                    "document": {"Version": "2012-10-17", "Statement": [everything]},
                }
            ],
        }

    def _command(self, data: pathlib.Path) -> list[str]:
        weed = pathlib.Path(sys.executable).with_name("weed")
        arguments = [str(weed), "-logtostderr=true", "server", f"-dir={data}"]
        arguments += [f"-ip={LOOPBACK}", f"-ip.bind={LOOPBACK}", "-filer", "-s3"]
        # It reports home unless told not to.
        arguments += [
            "-master.telemetry=false",
            "-master.volumeSizeLimitMB=128",
            f"-volume.max={_VOLUMES}",
        ]
        for service in ("master", "volume", "filer", "s3"):
            port = self.port + _SERVICES[service]
            arguments += [f"-{service}.port={port}", f"-{service}.port.grpc={port + _GRPC}"]
        arguments += [f"-s3.port.iceberg={self.port + _SERVICES['iceberg']}", "-s3.port.lance=0"]
        arguments += ["-s3.config=s3.json", "-s3.iam.config=iam.json", "-s3.iam.readOnly=false"]
        return arguments

    def _wait(self) -> None:
        """Returns once the store answers an unsigned request with 403 and takes an object."""
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                break
            if self._refuses_strangers() and self._takes_objects():
                return
            time.sleep(0.1)
        tail = (self.folder / "log").read_text(errors="replace")[-3000:]
        raise RuntimeError(f"SeaweedFS did not start:\n{tail}")

    def _refuses_strangers(self) -> bool:
        try:
            urllib.request.urlopen(self.endpoint, timeout=2)
        except urllib.error.HTTPError as error:
            return error.code == 403
        except OSError:
            pass
        return False

    def _takes_objects(self) -> bool:
        """The gateway answers before the volume server has its first volume."""
        client = self.client()
        try:
            client.create_bucket(Bucket="ready")
        except client.exceptions.ClientError:
            pass
        try:
            client.put_object(Bucket="ready", Key="ready", Body=b"ready")
        except Exception:
            return False
        return True


def clean_environment() -> dict[str, str]:
    """This process' environment without anything that would lead a client to some other store."""
    return {k: v for k, v in os.environ.items() if not k.startswith(("AWS_", "LAKEWRITER_"))}
