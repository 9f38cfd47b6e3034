"""An IAM service that is as strict, as slow to learn and as busy as Amazon's, which no test can ask.

Source: AWS IAM API Reference: errors of each action, paging, and "Changes that I make are not always
immediately visible" of the IAM User Guide. Signatures are not checked: SeaweedFS does that.
"""

import http.server
import json
import threading
from urllib.parse import parse_qs, quote
from xml.sax.saxutils import escape

from .ports import LOOPBACK

_ACCOUNT = "123456789012"
_INLINE_MAX = 2048
_KEYS_MAX = 2
_PAGE = 2


class Refusal(Exception):
    def __init__(self, status: int, code: str):
        self.status = status
        self.code = code
        super().__init__(code)


class AmazonIAM:
    """One account, up between `start` and `stop`."""

    def __init__(self):
        self.users: dict[str, dict] = {}
        self.roles: dict[str, dict] = {}
        self.policies: dict[str, dict] = {}
        self.actions: list[str] = []
        self.throttles = 0
        self._count = 0
        self._fresh: set[str] = set()
        self._lock = threading.Lock()
        account = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *_):
                pass

            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                form = {k: v[0] for k, v in parse_qs(body.decode(), True).items()}
                assert "/us-east-1/iam/aws4_request" in self.headers["Authorization"]
                status, answer = account.answer(form)
                self.send_response(status)
                self.send_header("Content-Length", str(len(answer)))
                self.end_headers()
                self.wfile.write(answer)

        self._server = http.server.ThreadingHTTPServer((LOOPBACK, 0), Handler)
        self._server.daemon_threads = True

    def __enter__(self) -> "AmazonIAM":
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_) -> None:
        self._server.shutdown()
        self._server.server_close()

    @property
    def endpoint(self) -> str:
        return f"http://{LOOPBACK}:{self._server.server_port}"

    def answer(self, form: dict) -> tuple[int, bytes]:
        action = form["Action"]
        try:
            with self._lock:
                self._count += 1
                # Every eleventh request comes too fast.
                if self._count % 11 == 0:
                    self.throttles += 1
                    raise Refusal(400, "Throttling")
                self.actions.append(action)
                result = getattr(self, "_" + action)(form) or ""
        except Refusal as refusal:
            text = f"<ErrorResponse><Error><Code>{refusal.code}</Code></Error></ErrorResponse>"
            return refusal.status, text.encode()
        text = f"<{action}Response><{action}Result>{result}</{action}Result></{action}Response>"
        return 200, text.encode()

    def _of(self, kind: dict, name: str) -> dict:
        if name not in kind:
            raise Refusal(404, "NoSuchEntity")
        # The first request about something new reaches a replica that has not heard of it.
        if name in self._fresh:
            self._fresh.remove(name)
            raise Refusal(404, "NoSuchEntity")
        return kind[name]

    def _page(self, form: dict, name: str, items: list[str]) -> str:
        start = int(form.get("Marker", "0"))
        members = "".join(f"<member>{item}</member>" for item in items[start : start + _PAGE])
        more = start + _PAGE < len(items)
        marker = f"<Marker>{start + _PAGE}</Marker>" if more else ""
        return f"<{name}>{members}</{name}><IsTruncated>{str(more).lower()}</IsTruncated>{marker}"

    @staticmethod
    def _checked(document: str, longest: int) -> str:
        try:
            assert json.loads(document)["Statement"]
        except (ValueError, KeyError, AssertionError):
            raise Refusal(400, "MalformedPolicyDocument") from None
        if len(document) > longest:
            raise Refusal(409, "LimitExceeded")
        return document

    # Users

    def _describe(self, name: str) -> str:
        path = self.users[name]["path"]
        arn = f"arn:aws:iam::{_ACCOUNT}:user{path}{name}"
        return f"<UserName>{name}</UserName><Path>{path}</Path><Arn>{arn}</Arn>"

    def _ListUsers(self, form):
        names = [n for n in sorted(self.users) if self.users[n]["path"].startswith(
            form["PathPrefix"])]
        return self._page(form, "Users", [self._describe(name) for name in names])

    def _GetUser(self, form):
        if form["UserName"] not in self.users:
            raise Refusal(404, "NoSuchEntity")
        return f"<User>{self._describe(form['UserName'])}</User>"

    def _CreateUser(self, form):
        name = form["UserName"]
        if name.lower() in map(str.lower, self.users):
            raise Refusal(409, "EntityAlreadyExists")
        self.users[name] = {"path": form["Path"], "inline": {}, "attached": [], "keys": {}}
        self._fresh.add(name)
        return f"<User>{self._describe(name)}</User>"

    def _DeleteUser(self, form):
        user = self._of(self.users, form["UserName"])
        if user["inline"] or user["attached"] or user["keys"]:
            raise Refusal(409, "DeleteConflict")
        del self.users[form["UserName"]]

    def _ListUserPolicies(self, form):
        user = self._of(self.users, form["UserName"])
        return self._page(form, "PolicyNames", sorted(user["inline"]))

    def _GetUserPolicy(self, form):
        inline = self._of(self.users, form["UserName"])["inline"]
        document = quote(self._of(inline, form["PolicyName"]), safe="")
        return f"<PolicyDocument>{document}</PolicyDocument>"

    def _PutUserPolicy(self, form):
        inline = self._of(self.users, form["UserName"])["inline"]
        inline[form["PolicyName"]] = self._checked(form["PolicyDocument"], _INLINE_MAX)

    def _DeleteUserPolicy(self, form):
        inline = self._of(self.users, form["UserName"])["inline"]
        self._of(inline, form["PolicyName"])
        del inline[form["PolicyName"]]

    # Managed policies

    def _ListPolicies(self, form):
        held = [arn for user in self.users.values() for arn in user["attached"]]
        items = [
            f"<PolicyName>{policy['name']}</PolicyName><Arn>{arn}</Arn>"
            f"<AttachmentCount>{held.count(arn)}</AttachmentCount>"
            for arn, policy in sorted(self.policies.items())
        ]
        return self._page(form, "Policies", items)

    def _CreatePolicy(self, form):
        name = form["PolicyName"]
        arn = f"arn:aws:iam::{_ACCOUNT}:policy{form['Path']}{name}"
        if arn in self.policies:
            raise Refusal(409, "EntityAlreadyExists")
        document = self._checked(form["PolicyDocument"], 6144)
        self.policies[arn] = {"name": name, "document": document}
        self._fresh.add(arn)
        return f"<Policy><PolicyName>{name}</PolicyName><Arn>{arn}</Arn></Policy>"

    def _GetPolicy(self, form):
        policy = self._of(self.policies, form["PolicyArn"])
        return (
            f"<Policy><PolicyName>{policy['name']}</PolicyName><Arn>{form['PolicyArn']}</Arn>"
            "<DefaultVersionId>v3</DefaultVersionId></Policy>"
        )

    def _GetPolicyVersion(self, form):
        assert form["VersionId"] == "v3"
        document = quote(self._of(self.policies, form["PolicyArn"])["document"], safe="")
        return f"<PolicyVersion><Document>{document}</Document></PolicyVersion>"

    def _DeletePolicy(self, form):
        arn = form["PolicyArn"]
        self._of(self.policies, arn)
        if any(arn in user["attached"] for user in self.users.values()):
            raise Refusal(409, "DeleteConflict")
        del self.policies[arn]

    def _ListAttachedUserPolicies(self, form):
        user = self._of(self.users, form["UserName"])
        items = [
            f"<PolicyName>{self.policies[arn]['name']}</PolicyName><PolicyArn>{arn}</PolicyArn>"
            for arn in user["attached"]
        ]
        return self._page(form, "AttachedPolicies", items)

    def _AttachUserPolicy(self, form):
        user = self._of(self.users, form["UserName"])
        self._of(self.policies, form["PolicyArn"])
        if form["PolicyArn"] not in user["attached"]:
            user["attached"].append(form["PolicyArn"])

    def _DetachUserPolicy(self, form):
        attached = self._of(self.users, form["UserName"])["attached"]
        if form["PolicyArn"] not in attached:
            raise Refusal(404, "NoSuchEntity")
        attached.remove(form["PolicyArn"])

    # Keys

    def _ListAccessKeys(self, form):
        keys = self._of(self.users, form["UserName"])["keys"]
        items = [
            f"<AccessKeyId>{key}</AccessKeyId><Status>{status}</Status>"
            "<CreateDate>2026-01-02T03:04:05Z</CreateDate>"
            for key, status in keys.items()
        ]
        return self._page(form, "AccessKeyMetadata", items)

    def _CreateAccessKey(self, form):
        keys = self._of(self.users, form["UserName"])["keys"]
        if len(keys) >= _KEYS_MAX:
            raise Refusal(409, "LimitExceeded")
        key = f"AKIA{self._count:016}"
        keys[key] = "Active"
        return (
            f"<AccessKey><AccessKeyId>{key}</AccessKeyId><Status>Active</Status>"
            f"<SecretAccessKey>{escape('secret/of+' + key)}</SecretAccessKey></AccessKey>"
        )

    def _UpdateAccessKey(self, form):
        keys = self._of(self.users, form["UserName"])["keys"]
        self._of(keys, form["AccessKeyId"])
        keys[form["AccessKeyId"]] = form["Status"]

    def _DeleteAccessKey(self, form):
        keys = self._of(self.users, form["UserName"])["keys"]
        self._of(keys, form["AccessKeyId"])
        del keys[form["AccessKeyId"]]

    # Roles

    def _GetRole(self, form):
        name = form["RoleName"]
        role = self._of(self.roles, name)
        return (
            f"<Role><RoleName>{name}</RoleName><Path>{role['path']}</Path><Arn>arn:{name}</Arn>"
            f"<AssumeRolePolicyDocument>{quote(role['trust'], safe='')}"
            "</AssumeRolePolicyDocument></Role>"
        )

    def _CreateRole(self, form):
        name = form["RoleName"]
        if name in self.roles:
            raise Refusal(409, "EntityAlreadyExists")
        trust = self._checked(form["AssumeRolePolicyDocument"], 2048)
        self.roles[name] = {"path": form["Path"], "trust": trust, "inline": {}}
        self._fresh.add(name)

    def _UpdateAssumeRolePolicy(self, form):
        role = self._of(self.roles, form["RoleName"])
        role["trust"] = self._checked(form["PolicyDocument"], 2048)

    def _GetRolePolicy(self, form):
        inline = self._of(self.roles, form["RoleName"])["inline"]
        document = quote(self._of(inline, form["PolicyName"]), safe="")
        return f"<PolicyDocument>{document}</PolicyDocument>"

    def _PutRolePolicy(self, form):
        inline = self._of(self.roles, form["RoleName"])["inline"]
        inline[form["PolicyName"]] = self._checked(form["PolicyDocument"], 10_240)
