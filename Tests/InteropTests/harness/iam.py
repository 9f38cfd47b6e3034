"""Users and sessions of a SeaweedFS store, with the policies that are given to them."""

import json

from botocore.exceptions import ClientError

from .s3wire import Keys
from .seaweed import SeaweedFS

ACCOUNT = "000000000000"


class Users:
    """Users of a store, each with one managed policy; leaving removes them.

    Managed and not inline: SeaweedFS takes no inline policy with s3:ListMultipartUploadParts.
    Source: weed/s3api/s3api_embedded_iam.go, getActions; weed/iam/helpers.go, baseS3ActionMap.
    """

    def __init__(self, store: SeaweedFS):
        self.client = store.client("iam")
        self.keys: dict[str, Keys] = {}

    def __enter__(self) -> "Users":
        return self

    def __exit__(self, *_) -> None:
        for name in self.keys:
            self._drop_policy(name)
            for key in self.client.list_access_keys(UserName=name)["AccessKeyMetadata"]:
                self.client.delete_access_key(UserName=name, AccessKeyId=key["AccessKeyId"])
            self.client.delete_user(UserName=name)

    def create(self, name: str, policy: str) -> Keys:
        """A user with keys, for whom the policy is in force once this returns."""
        self.client.create_user(UserName=name)
        key = self.client.create_access_key(UserName=name)["AccessKey"]
        self.keys[name] = Keys(key["AccessKeyId"], key["SecretAccessKey"])
        self._give_policy(name, policy)
        return self.keys[name]

    def replace(self, name: str, policy: str) -> None:
        """Puts another policy in force for a user, instead of the one it has."""
        self._drop_policy(name)
        self._give_policy(name, policy)

    @staticmethod
    def principal(name: str) -> str:
        return f"arn:aws:iam::{ACCOUNT}:user/{name}"

    def _give_policy(self, name: str, policy: str) -> None:
        self.client.create_policy(PolicyName=name, PolicyDocument=policy)
        self.client.attach_user_policy(UserName=name, PolicyArn=self.policy(name))

    def _drop_policy(self, name: str) -> None:
        self.client.detach_user_policy(UserName=name, PolicyArn=self.policy(name))
        self.client.delete_policy(PolicyArn=self.policy(name))

    @staticmethod
    def policy(name: str) -> str:
        return f"arn:aws:iam:::policy/{name}"


class Sessions:
    """Sessions of the store's role, which may do everything but what their policy leaves out."""

    # What the role's own policy says. Source: seaweed.py, _roles.
    everything = json.dumps(
        {
            "Version": "2012-10-17",
            "Statement": [
                {"Effect": "Allow", "Action": ["s3:*"], "Resource": ["arn:aws:s3:::*"]},
            ],
        }
    )

    def __init__(self, store: SeaweedFS):
        self.role = store.role
        self.client = store.client("sts")

    def create(self, name: str, policy: str) -> Keys:
        """Keys of a session under a policy."""
        answer = self.client.assume_role(RoleArn=self.role, RoleSessionName=name, Policy=policy)
        vended = answer["Credentials"]
        return Keys(vended["AccessKeyId"], vended["SecretAccessKey"], vended["SessionToken"])

    def principal(self, name: str) -> str:
        return f"arn:aws:sts::{ACCOUNT}:assumed-role/{self.role.rsplit('/')[-1]}/{name}"


def status_of(call, **arguments) -> int:
    """The HTTP status that a client's operation is answered with."""
    try:
        return call(**arguments)["ResponseMetadata"]["HTTPStatusCode"]
    except ClientError as failure:
        return failure.response["ResponseMetadata"]["HTTPStatusCode"]
