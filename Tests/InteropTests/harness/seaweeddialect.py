"""Where SeaweedFS judges otherwise than AWS, each point as a rewriting of the question.

A rewriting turns the policy and the need into those for which AWS would answer as SeaweedFS does.
So a difference is not excused but predicted: the store's answer has to be the evaluator's answer to
the rewritten question. The places are of github.com/seaweedfs/seaweedfs at cc8364a03, four versions
before the one that answers; where that one did otherwise, what it did counts. `iam` stands for
weed/iam/policy/policy_engine.go, which judges users and sessions, and `bucket` for
weed/s3api/policy_engine, which judges buckets' policies.
"""

import copy
import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from .s3calls import Need

NOTHING = {"Effect": "Allow", "Action": "s3:Nothing", "Resource": "arn:aws:s3:::nothing"}

# A policy's statements and a need; rewritten in place where they are the caller's own.
Rewriting = Callable[[list[dict], Need], tuple[list[dict], Need]]


@dataclass(frozen=True)
class Difference:
    """A named point, why it is so, and where it says so."""

    name: str
    reason: str
    source: str
    rewrite: Rewriting


def many(value) -> list:
    return value if isinstance(value, list) else [value]


def glob(pattern: str, text: str, flags: int = 0) -> bool:
    parts = (".*" if c == "*" else "." if c == "?" else re.escape(c) for c in pattern)
    return re.fullmatch("".join(parts), text, re.S | flags) is not None


def has(need: Need, key: str) -> bool:
    return any(name == key for name, _ in need.context)


def resources(statement: dict) -> str:
    """The element that says what the statement is about, or not about."""
    return "Resource" if "Resource" in statement else "NotResource"


def tests(statement: dict):
    """The condition's operators, keys and values."""
    for operator, block in statement.get("Condition", {}).items():
        for key, values in block.items():
            yield operator, key, values


def _drop(statements: list[dict], unfulfilled: Callable[[str, str], bool]) -> list[dict]:
    """Leaves out the statements that have a condition which is never fulfilled."""
    return [s for s in statements if not any(unfulfilled(o, k) for o, k, _ in tests(s))]


def _forget(statements: list[dict], fulfilled: Callable[[str, str], bool]) -> list[dict]:
    """Leaves out the conditions that are always fulfilled."""
    for statement in statements:
        condition = {}
        for operator, key, values in tests(statement):
            if not fulfilled(operator, key):
                condition.setdefault(operator, {})[key] = values
        statement.pop("Condition", None)
        if condition:
            statement["Condition"] = condition
    return statements


# Users and sessions ------------------------------------------------------------------------------

_IAM_OPERATORS = re.compile(
    r"((ForAllValues|ForAnyValue):)?"
    r"(IpAddress|NotIpAddress|String(Not)?(Equals|Like)(IgnoreCase)?|Bool|Null"
    r"|(Numeric|Date)((Not)?Equals|(Less|Greater)Than(Equals)?))"
)
_IAM_KEYS = "s3:prefix aws:SourceIp aws:username aws:PrincipalArn aws:PrincipalAccount".split()


def _no_difference(statements, need):
    return statements, need


def _absent_keys(statements, need):
    return statements, replace(
        need, context=tuple(item for item in need.context if item[0] in _IAM_KEYS)
    )


def _empty_prefix(statements, need):
    listed = need.action in ("s3:ListBucket", "s3:ListBucketVersions")
    if listed and not has(need, "s3:prefix"):
        need = replace(need, context=(*need.context, ("s3:prefix", ("",))))
    return statements, need


def _unknown_operators(statements, need):
    return _drop(statements, lambda operator, _: not _IAM_OPERATORS.fullmatch(operator)), need


_KNOWN_KEYS = {
    key.lower(): key
    for key in (*_IAM_KEYS, "s3:delimiter", "s3:max-keys", "aws:SecureTransport", "aws:CurrentTime")
}


def _keys_with_case(statements, need):
    for statement in statements:
        condition: dict = {}
        for operator, key, values in tests(statement):
            known = _KNOWN_KEYS.get(key.lower(), key)
            condition.setdefault(operator, {})[key if key == known else "s3:absent"] = values
        if condition:
            statement["Condition"] = condition
    return statements, need


def _all_of_none(statements, need):
    def unfulfilled(operator: str, key: str) -> bool:
        plain = operator.removeprefix("ForAllValues:")
        return plain != operator and "Not" not in plain and not has(need, key)

    return _drop(statements, unfulfilled), need


def _any_of_none(statements, need):
    def fulfilled(operator: str, key: str) -> bool:
        return operator.startswith("ForAnyValue:StringNot") and not has(need, key)

    return _forget(statements, fulfilled), need


def _empty_is_a_value(statements, need):
    for statement in statements:
        condition: dict = {}
        for operator, key, values in tests(statement):
            if (key, ("",)) in need.context:
                operator = operator.rsplit(":", 1)[-1]
            condition.setdefault(operator, {})[key] = values
        if condition:
            statement["Condition"] = condition
    return statements, need


def _not_of_none(statements, need):
    def unfulfilled(operator: str, key: str) -> bool:
        return operator in ("NumericNotEquals", "DateNotEquals") and not has(need, key)

    return _drop(statements, unfulfilled), need


_VARIABLE = re.compile(r"\$\{[^}]*\}")


def _lower(pattern: str) -> str:
    kept = _VARIABLE.findall(pattern)
    parts = [part.lower() for part in _VARIABLE.split(pattern)]
    return parts[0] + "".join(v + part for v, part in zip(kept, parts[1:], strict=True))


def _resources_without_case(statements, need):
    for statement in statements:
        statement["Resource"] = [_lower(pattern) for pattern in many(statement["Resource"])]
    return statements, replace(need, resource=need.resource.lower())


def _escapes(statements, need):
    def read(value: str) -> str:
        return re.sub(r"\$\{([*?$])\}", r"${$}{\1}", value)

    for statement in statements:
        element = resources(statement)
        statement[element] = [read(pattern) for pattern in statement[element]]
    return statements, need


def _matches(pattern: str, text: str) -> bool:
    """SeaweedFS's own comparison, in which a star of the text is taken for the pattern's.

    Source: weed/util/wildcard/wildcard_matcher.go, matchWildcardString.
    """
    if pattern in ("*", text):
        return True
    at, seen, star, retry = 0, 0, -1, 0
    while seen < len(text):
        if at < len(pattern) and pattern[at] in ("?", text[seen]):
            at, seen = at + 1, seen + 1
        elif at < len(pattern) and pattern[at] == "*":
            star, retry, at = at, seen, at + 1
        elif star != -1:
            retry += 1
            at, seen = star + 1, retry
        else:
            return False
    return not pattern[at:].strip("*")


def _stars_in(elements: tuple[str, ...]):
    def rewrite(statements, need):
        if "*" not in need.resource:
            return statements, need
        name = dict(need.context).get("aws:username", ("",))[0]
        literal = need.resource.replace("*", "${*}")
        for statement in statements:
            element = resources(statement)
            if element in elements:
                patterns = [p.replace("${aws:username}", name) for p in statement[element]]
                found = any(_matches(pattern, need.resource) for pattern in patterns)
                statement[element] = [literal if found else NOTHING["Resource"]]
        return statements, need

    return rewrite


def _session_name(statements, need):
    name = dict(need.context)["aws:PrincipalArn"][0]
    if ":assumed-role/" in name and not has(need, "aws:username"):
        known = ("aws:username", (name.rsplit("/", 1)[1],))
        need = replace(need, context=(*need.context, known))
    return statements, need


_STEPS = {
    "create-upload": "s3:CreateMultipartUpload",
    "upload-part": "s3:UploadPart",
    "complete-upload": "s3:CompleteMultipartUpload",
    "abort-upload": "s3:AbortMultipartUpload",
    "list-parts": "s3:ListMultipartUploadParts",
}


def _upload_steps(kind: str, with_case: bool):
    def rewrite(statements, need):
        step = _STEPS.get(kind)
        if step is None:
            return statements, need
        flags = 0 if with_case else re.I
        for statement in statements:
            actions = many(statement["Action"])
            if any(glob(action, "s3:PutObject", flags) for action in actions):
                statement["Action"] = [*actions, step]
        return statements, replace(need, action=step)

    return rewrite


def users_differences(kind: str) -> list[Difference]:
    """How `iam` reads a request of this kind, in the order in which it matters."""
    return [
        Difference(
            "keys that are not there",
            "only s3:prefix, the address and the principal are known of a request",
            "weed/s3api/s3_iam_middleware.go, extractRequestContext and AuthorizeAction",
            _absent_keys,
        ),
        Difference(
            "a session is a user",
            "a session has its name for aws:username",
            "weed/iam/integration/iam_manager.go, IsActionAllowed",
            _session_name,
        ),
        Difference(
            "no prefix is an empty prefix",
            "a list without a prefix has s3:prefix all the same, and it is empty",
            "weed/s3api/s3_iam_middleware.go, AuthorizeAction",
            _no_difference if kind == "head-bucket" else _empty_prefix,
        ),
        Difference(
            "unknown operators",
            "…IfExists, Arn… and Binary… are never fulfilled: the statement is as if not there",
            "iam, evaluateConditionBlock",
            _unknown_operators,
        ),
        Difference(
            "keys with case",
            "a condition's key is compared with case",
            "iam, EvaluateStringCondition",
            _keys_with_case,
        ),
        Difference(
            "all values of none",
            "ForAllValues is not fulfilled where the request does not have the key",
            "iam, EvaluateStringCondition",
            _all_of_none,
        ),
        Difference(
            "any value of none differs",
            "ForAnyValue of a negation is fulfilled where the request does not have the key",
            "iam, EvaluateStringCondition",
            _any_of_none,
        ),
        Difference(
            "an empty text is a value",
            "ForAllValues and ForAnyValue compare an empty value; for AWS it is none",
            "iam, EvaluateStringCondition",
            _empty_is_a_value,
        ),
        Difference(
            "no number is no other number",
            "NumericNotEquals and DateNotEquals are not fulfilled where there is no value",
            "iam, evaluateNumericCondition and evaluateDateCondition",
            _not_of_none,
        ),
        Difference(
            "steps of an upload",
            "each has an action of its own, and s3:PutObject is all of them",
            "weed/s3api/s3_action_resolver.go; iam, matchesActions",
            _upload_steps(kind, with_case=False),
        ),
        Difference(
            "resources without case",
            "a resource is compared without case",
            "iam, awsIAMMatch",
            _resources_without_case,
        ),
        Difference(
            "escapes",
            "${*}, ${?} and ${$} are no escapes: the braces stand for themselves",
            "iam, expandPolicyVariables",
            _escapes,
        ),
        Difference(
            "stars in keys",
            "a star in a key is taken for the pattern's star, which then stands for nothing more",
            "weed/util/wildcard/wildcard_matcher.go, matchWildcardString",
            _stars_in(("Resource",)),
        ),
    ]


# Buckets' policies -------------------------------------------------------------------------------

_BUCKET_OPERATORS = re.compile(
    r"String(Not)?(Equals(IgnoreCase)?|Like)|Bool|Null|(Not)?IpAddress|Arn(Equals|Like)"
    r"|(Numeric|Date)((Not)?Equals|(Less|Greater)Than(Equals)?)"
)


def bucket_takes(document: dict) -> bool:
    """Whether SeaweedFS takes the policy: one with an operator that it does not know is refused.

    Source: the log of version 4.48, "unsupported condition operator"; it knows those of
    bucket/conditions.go, GetConditionEvaluator.
    """
    operators = [o for s in document["Statement"] for o in s.get("Condition", {})]
    return all(_BUCKET_OPERATORS.fullmatch(operator) for operator in operators)


def _no_principal_arn(statements, need):
    return _never_there(statements, "aws:PrincipalArn"), need


def _never_there(statements: list[dict], key: str) -> list[dict]:
    """Has the conditions on a key be on one that no request has."""
    for statement in statements:
        for block in statement.get("Condition", {}).values():
            if key in block:
                block["s3:absent"] = block.pop(key)
    return statements


def _blindly(statements, need):
    for statement in statements:
        statement["Resource"] = [
            pattern.replace("${aws:username}", "${$}{aws:username}")
            for pattern in many(statement["Resource"])
        ]
        for operator, key, values in list(tests(statement)):
            literal = [
                value.replace("${aws:username}", "${$}{aws:username}") for value in many(values)
            ]
            statement["Condition"][operator][key] = literal
    return _never_there(_never_there(statements, "aws:username"), "s3:prefix"), need


def _no_empty_values(statements, need):
    kept = tuple(item for item in need.context if item[1] != ("",))
    return statements, replace(need, context=kept)


def _actions_with_case(statements, need):
    for statement in statements:
        statement["Action"] = [
            action if glob(action, need.action) else "s3:Nothing"
            for action in many(statement["Action"])
        ]
    return statements, need


def bucket_differences(kind: str) -> list[Difference]:
    """How `bucket` reads a request of this kind, in the order in which it matters."""
    return [
        Difference(
            "principal's ARN",
            "aws:PrincipalArn is not known",
            "bucket/engine.go, ExtractPrincipalVariables",
            _no_principal_arn,
        ),
        Difference(
            "empty values",
            "an empty prefix is no prefix",
            "bucket/engine.go, ExtractConditionValuesFromRequest",
            _no_empty_values,
        ),
        Difference(
            "keys with case",
            "a condition's key is compared with case",
            "bucket/conditions.go, getConditionContextValue",
            _keys_with_case,
        ),
        Difference(
            "steps of an upload",
            "each has an action of its own, and s3:PutObject is all of them",
            "bucket/engine.go, evaluateStatement",
            _upload_steps(kind, with_case=True),
        ),
        Difference(
            "actions with case",
            "an action is compared with case",
            "bucket/engine.go, evaluateStatement",
            _actions_with_case,
        ),
        Difference(
            "escapes",
            "${*}, ${?} and ${$} are no escapes: the braces stand for themselves",
            "bucket/engine.go, SubstituteVariables",
            _escapes,
        ),
        Difference(
            "stars in keys",
            "a star in a key is taken for a NotResource's star, which stands for nothing more then",
            "weed/util/wildcard/wildcard_matcher.go, matchWildcardString",
            _stars_in(("NotResource",)),
        ),
    ]


def rewritten(document: dict, need: Need, differences: list[Difference]) -> tuple[dict, Need]:
    """The policy and the need as SeaweedFS reads them, as far as the differences go."""
    statements = copy.deepcopy(document["Statement"])
    for statement in statements:
        for element in ("Action", resources(statement)):
            statement[element] = many(statement[element])
    for difference in differences:
        statements, need = difference.rewrite(statements, need)
    return document | {"Statement": statements or [NOTHING]}, need


def mirrored(document: dict, principal: str) -> list[dict]:
    """A bucket's statements about a principal, as `iam` has them beside those of the principal.

    Source: weed/iam/integration/iam_manager.go, UpdateBucketPolicy and IsActionAllowed.
    """
    named = ("*", {"AWS": principal})
    return [
        {name: value for name, value in statement.items() if name not in ("Principal", "Sid")}
        for statement in document["Statement"]
        if statement["Principal"] in named
    ]


_UNASKED = {
    "put-tagged": "s3:PutObjectTagging",
    "put-public": "s3:PutObjectAcl",
    "get-attributes": "s3:GetObject",
}
UNASKED = Difference(
    "tags, ACLs and attributes",
    "a put with tags or an ACL takes s3:PutObject alone, attributes s3:GetObjectAttributes alone",
    "weed/s3api/s3_action_resolver.go, ResolveS3Action",
    _no_difference,
)
MIRRORED = Difference(
    "judged twice",
    "a bucket's policy is judged as the user's too",
    "weed/iam/integration/iam_manager.go, UpdateBucketPolicy",
    _no_difference,
)


BLINDLY = Difference(
    "denied without name and prefix",
    "whether a user is denied what its bucket allows is judged without aws:username and s3:prefix",
    "weed/iam/integration/iam_manager.go, IsPrincipalActionExplicitlyDenied",
    _blindly,
)


def asked(kind: str, needs: tuple[Need, ...]) -> tuple[Need, ...]:
    """The needs that SeaweedFS asks about."""
    return tuple(need for need in needs if need.action != _UNASKED.get(kind))
