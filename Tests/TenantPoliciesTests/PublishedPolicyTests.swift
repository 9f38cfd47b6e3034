import TenantPolicies
import Testing

/// Policies that AWS's guides hand out, and what they say these do.
@Suite("AWS's own policies") struct PublishedPolicyTests {
    /// Amazon S3 User Guide, "Controlling access to a bucket with user policies": Alice of the
    /// Development folder.
    @Test("let a user walk to its folder, and into no other")
    func folders() throws {
        let bucket = "arn:aws:s3:::companybucket"
        let statements = """
            {"Effect": "Allow", "Action": ["s3:ListAllMyBuckets", "s3:GetBucketLocation"],
             "Resource": "arn:aws:s3:::*"},
            {"Effect": "Allow", "Action": "s3:ListBucket", "Resource": "\(bucket)",
             "Condition": {"StringEquals": {"s3:prefix": [""], "s3:delimiter": ["/"]}}},
            {"Effect": "Allow", "Action": "s3:ListBucket", "Resource": "\(bucket)",
             "Condition": {"StringLike": {"s3:prefix": ["Development/*"]}}},
            {"Effect": "Allow", "Action": ["s3:GetObject", "s3:PutObject"],
             "Resource": "\(bucket)/Development/*"},
            {"Effect": "Deny", "Action": "s3:ListBucket", "Resource": "\(bucket)",
             "Condition": {"StringNotLike": {"s3:prefix": ["Development/*", ""]},
                           "Null": {"s3:prefix": false}}}
            """
        for (prefix, delimiter, outcome) in [
            ("", "/", PolicyDecision.Outcome.allowed), ("", nil, .implicitDeny),
            ("Development/", "/", .allowed), ("Development/", nil, .allowed),
            ("Development", nil, .explicitDeny), ("Finance/", "/", .explicitDeny),
            (nil, nil, .implicitDeny),
        ] as [(String?, String?, PolicyDecision.Outcome)] {
            let context: PolicyContext = [
                "s3:prefix": prefix.map { [$0] } ?? [],
                "s3:delimiter": delimiter.map { [$0] } ?? [],
            ]
            #expect(
                try Policies.allows(statements, "s3:ListBucket", bucket, context) == outcome,
                "\(prefix ?? "none") \(delimiter ?? "none")"
            )
        }
        for (action, key, outcome) in [
            ("s3:PutObject", "Development/x", PolicyDecision.Outcome.allowed),
            ("s3:GetObject", "Finance/x", .implicitDeny),
            ("s3:DeleteObject", "Development/x", .implicitDeny),
        ] {
            #expect(try Policies.allows(statements, action, "\(bucket)/\(key)") == outcome)
        }
    }

    /// IAM User Guide, "IAM policy elements: Variables and tags"; "IAM tutorial: Define permissions
    /// to access AWS resources based on tags".
    @Test("give each user its home, and each project what has its tag")
    func tags() throws {
        let home = """
            {"Effect": "Allow", "Action": "s3:ListBucket", "Resource": "arn:aws:s3:::mybucket",
             "Condition": {"StringLike": {"s3:prefix": ["${aws:username}/*"]}}},
            {"Effect": "Allow", "Action": ["s3:GetObject", "s3:PutObject"],
             "Resource": "arn:aws:s3:::mybucket/${aws:username}/*"}
            """
        let adele = PolicyRequester.user(arn: "arn:aws:iam::123456789012:user/staff/Adele")
        let david = PolicyRequester.user(arn: "arn:aws:iam::123456789012:user/David")
        for (requester, isAllowed) in [(adele, true), (david, false), (.anonymous, false)] {
            let object = "arn:aws:s3:::mybucket/Adele/x"
            let outcome = try Policies.allows(home, "s3:GetObject", object, requester: requester)
            #expect((outcome == .allowed) == isAllowed)
        }
        let abac = Policies.allow(
            "secretsmanager:*",
            if: """
                {"StringEquals": {
                  "aws:ResourceTag/access-project": "${aws:PrincipalTag/access-project}",
                  "aws:ResourceTag/access-team": "${aws:PrincipalTag/access-team}"},
                 "ForAllValues:StringEquals": {"aws:TagKeys": ["access-project", "access-team"]},
                 "StringEqualsIfExists": {
                  "aws:RequestTag/access-project": "${aws:PrincipalTag/access-project}"}}
                """
        )
        let same: PolicyContext = [
            "aws:ResourceTag/access-project": ["peg"], "aws:ResourceTag/access-team": ["eng"],
            "aws:PrincipalTag/access-project": ["peg"], "aws:PrincipalTag/access-team": ["eng"],
        ]
        var foreign = same
        foreign["aws:ResourceTag/access-project"] = ["uni"]
        var untagged = same
        untagged["aws:PrincipalTag/access-team"] = []
        var extra = same
        extra["aws:TagKeys"] = ["access-project", "cost-center"]
        var moved = same
        moved["aws:RequestTag/access-project"] = ["uni"]
        for (context, isAllowed) in [
            (same, true), (foreign, false), (untagged, false), (extra, false), (moved, false),
        ] {
            let outcome = try Policies.allows(abac, "secretsmanager:GetSecretValue", "*", context)
            #expect((outcome == .allowed) == isAllowed, "\(context)")
        }
    }

    /// Amazon S3 User Guide, "Bucket policy examples" and "Bucket policy examples using condition
    /// keys".
    @Test("refuse plain HTTP and unencrypted objects to everyone")
    func buckets() throws {
        let bucket = try Policies.read(
            """
            {"Sid": "RestrictToTLSRequestsOnly", "Effect": "Deny", "Principal": "*",
             "Action": "s3:*", "Resource": ["arn:aws:s3:::b", "arn:aws:s3:::b/*"],
             "Condition": {"Bool": {"aws:SecureTransport": "false"}}},
            {"Sid": "DenyObjectsThatAreNotSSEKMS", "Effect": "Deny", "Principal": "*",
             "Action": "s3:PutObject", "Resource": "arn:aws:s3:::b/*",
             "Condition": {"Null": {"s3:x-amz-server-side-encryption-aws-kms-key-id": "true"}}},
            {"Sid": "RestrictSSECObjectUploads", "Effect": "Deny", "Principal": "*",
             "Action": "s3:PutObject", "Resource": "arn:aws:s3:::b/*",
             "Condition": {"Null":
              {"s3:x-amz-server-side-encryption-customer-algorithm": "false"}}}
            """,
            as: .resource
        )
        let set = PolicySet(identity: [try Policies.read(Policies.allow("s3:*"))], resource: bucket)
        let key = "s3:x-amz-server-side-encryption-aws-kms-key-id"
        let own = "s3:x-amz-server-side-encryption-customer-algorithm"
        for (context, sids) in [
            (["aws:SecureTransport": ["true"], key: ["k"]], []),
            (["aws:SecureTransport": ["false"], key: ["k"]], ["RestrictToTLSRequestsOnly"]),
            (["aws:SecureTransport": ["true"]], ["DenyObjectsThatAreNotSSEKMS"]),
            (
                ["aws:SecureTransport": ["true"], key: ["k"], own: ["AES256"]],
                ["RestrictSSECObjectUploads"]
            ),
        ] as [(PolicyContext, [String?])] {
            let request = PolicyRequest(
                action: "s3:PutObject",
                resource: "arn:aws:s3:::b/k",
                context: context
            )
            let decision = PolicyEvaluator(set).decide(request)
            #expect(decision.isAllowed == sids.isEmpty)
            if !sids.isEmpty { #expect(decision.statements.map(\.sid) == sids) }
        }
    }

    /// IAM User Guide, "Condition operators", "Condition operator to check existence of condition
    /// keys" and "…IfExists condition operators".
    @Test("ask whether a key is there")
    func presence() throws {
        let permanent = Policies.allow("ec2:*", if: #"{"Null": {"aws:TokenIssueTime": "true"}}"#)
        let instance = "arn:aws:ec2:eu:1:instance/i"
        #expect(try Policies.allows(permanent, "ec2:RunInstances", instance) == .allowed)
        let token: PolicyContext = ["aws:TokenIssueTime": ["2026-01-01T00:00:00Z"]]
        #expect(
            try Policies.allows(permanent, "ec2:RunInstances", instance, token) == .implicitDeny
        )
        for (operation, image) in [
            ("StringLike", PolicyDecision.Outcome.implicitDeny), ("StringLikeIfExists", .allowed),
        ] {
            let types = Policies.allow(
                "ec2:RunInstances",
                if: #"{"\#(operation)": {"ec2:InstanceType": ["t1.*", "t2.*", "m3.*"]}}"#
            )
            let run = "ec2:RunInstances"
            #expect(try Policies.allows(types, run, "arn:aws:ec2:eu::image/a") == image)
            let small: PolicyContext = ["ec2:InstanceType": ["t2.micro"]]
            #expect(try Policies.allows(types, run, instance, small) == .allowed)
            let large: PolicyContext = ["ec2:InstanceType": ["c5.large"]]
            #expect(try Policies.allows(types, run, instance, large) == .implicitDeny)
        }
    }
}
