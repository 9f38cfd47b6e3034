import TenantPolicies
import Testing

/// Policies of AWS's documentation, and what it says of requests to them.
@Suite("AWS's own examples") struct PublishedExampleTests {
    private static let bucket = "arn:aws:s3:::carlossalazar"
    private static let carlos = PolicyRequester.user(
        arn: "arn:aws:iam::123456789012:user/carlossalazar"
    )

    /// IAM User Guide, "Policy evaluation logic", "Example identity-based and resource-based
    /// policy evaluation".
    @Test("of one account: either policy allows, a denial in one wins")
    func oneAccount() throws {
        let identity = try Policies.read(
            """
            {"Sid": "AllowS3ListRead", "Effect": "Allow",
             "Action": ["s3:GetBucketLocation", "s3:ListAllMyBuckets"],
             "Resource": "arn:aws:s3:::*"},
            {"Sid": "AllowS3Self", "Effect": "Allow", "Action": "s3:*",
             "Resource": ["\(Self.bucket)/*", "\(Self.bucket)"]},
            {"Sid": "DenyS3Logs", "Effect": "Deny", "Action": "s3:*",
             "Resource": "arn:aws:s3:::*log*"}
            """
        )
        let resource = try Policies.read(
            """
            {"Effect": "Allow",
             "Principal": {"AWS": "arn:aws:iam::123456789012:user/carlossalazar"},
             "Action": "s3:*", "Resource": ["\(Self.bucket)/*", "\(Self.bucket)"]}
            """,
            as: .resource
        )
        let both = PolicyEvaluator(PolicySet(identity: [identity], resource: resource))
        let alone = PolicyEvaluator(PolicySet(resource: resource))
        func put(_ bucket: String, _ evaluator: PolicyEvaluator) -> PolicyDecision {
            evaluator.decide(
                PolicyRequest(
                    requester: Self.carlos,
                    action: "s3:PutObject",
                    resource: "\(bucket)/file"
                )
            )
        }
        #expect(put("\(Self.bucket)-logs", both).outcome == .explicitDeny)
        #expect(put("\(Self.bucket)-logs", both).statements.map(\.sid) == ["DenyS3Logs"])
        #expect(put(Self.bucket, both).outcome == .allowed)
        #expect(put(Self.bucket, alone).outcome == .allowed)
        #expect(put("arn:aws:s3:::other", both).outcome == .implicitDeny)
    }

    /// IAM User Guide, "Cross-account policy evaluation logic", "Example cross-account policy
    /// evaluation".
    @Test("of two accounts: both sides must allow")
    func twoAccounts() throws {
        let carlos = PolicyRequester.user(arn: "arn:aws:iam::111111111111:user/carlossalazar")
        let identity = try Policies.read(
            """
            {"Effect": "Allow", "Action": "s3:ListAllMyBuckets", "Resource": "*"},
            {"Effect": "Allow", "Action": "s3:*Object*", "Resource": "arn:aws:s3:::Production/*"},
            {"Effect": "Deny", "Action": "s3:*",
             "Resource": ["arn:aws:s3:::*log*", "arn:aws:s3:::*log*/*"]}
            """
        )
        let resource = try Policies.read(
            """
            {"Effect": "Allow", "Action": ["s3:GetObject*", "s3:PutObject*", "s3:ReplicateObject"],
             "Principal": {"AWS": "arn:aws:iam::111111111111:user/carlossalazar"},
             "Resource": "arn:aws:s3:::Production/*"}
            """,
            as: .resource
        )
        func decide(
            _ action: String,
            _ object: String,
            identity: [PolicyDocument],
            resource: PolicyDocument?
        ) -> PolicyDecision.Outcome {
            let set = PolicySet(
                identity: identity,
                resource: resource,
                resourceAccount: "222222222222"
            )
            let request = PolicyRequest(
                requester: carlos,
                action: action,
                resource: "arn:aws:s3:::\(object)"
            )
            return PolicyEvaluator(set).decide(request).outcome
        }
        let own = [identity]
        #expect(
            decide("s3:PutObject", "Production-logs/x", identity: own, resource: nil)
                == .explicitDeny
        )
        #expect(
            decide("s3:PutObject", "Production/x", identity: own, resource: resource) == .allowed
        )
        #expect(
            decide("s3:PutObject", "Production/x", identity: own, resource: nil) == .implicitDeny
        )
        #expect(
            decide("s3:PutObject", "Production/x", identity: [], resource: resource)
                == .implicitDeny
        )
        // He may create and edit, and not delete: the bucket's policy does not say so.
        #expect(
            decide("s3:DeleteObject", "Production/x", identity: own, resource: resource)
                == .implicitDeny
        )
    }

    /// IAM User Guide, "Policy evaluation logic", "The difference between explicit and implicit
    /// denies".
    @Test("tell denials that are said from those that are not")
    func denials() throws {
        let statements = """
            {"Effect": "Allow", "Action": ["iam:Get*", "iam:List*"], "Resource": "*"},
            {"Effect": "Deny", "Action": "iam:*Report", "Resource": "*"}
            """
        for (action, outcome) in [
            ("iam:GetUser", PolicyDecision.Outcome.allowed),
            ("iam:CreatePolicy", .implicitDeny),
            ("iam:GetOrganizationsAccessReport", .explicitDeny),
            ("iam:GenerateCredentialReport", .explicitDeny),
        ] {
            let resource = "arn:aws:iam::1:user/x"
            #expect(try Policies.allows(statements, action, resource) == outcome, "\(action)")
        }
    }

    /// IAM User Guide, "Permissions boundaries for IAM entities", the example of Shirley.
    @Test("hold a user to its boundary, which grants nothing itself")
    func boundary() throws {
        let boundary = try Policies.read(
            #"{"Effect": "Allow", "Action": ["s3:*", "cloudwatch:*", "ec2:*"], "Resource": "*"}"#
        )
        let create = try Policies.read(Policies.allow("iam:CreateUser"))
        let set = PolicySet(identity: [create], boundary: boundary)
        func allows(_ set: PolicySet, _ action: String) -> Bool {
            PolicyEvaluator(set).allows(.init(action: action, resource: "arn:aws:x:::y"))
        }
        #expect(!allows(set, "iam:CreateUser"))
        #expect(!allows(set, "s3:GetObject"))
        let read = try Policies.read(Policies.allow("s3:GetObject"))
        #expect(allows(PolicySet(identity: [create, read], boundary: boundary), "s3:GetObject"))
    }

    /// IAM User Guide, "Policy evaluation logic", the table of resource-based policies and implicit
    /// denies in other policy types; "Permissions boundaries for IAM entities".
    @Test("let a bucket name a session past what limits its role, and a role only within it")
    func closeness() throws {
        let account = "111122223333"
        let session = "arn:aws:sts::\(account):assumed-role/examplerole/examplerolesessionname"
        let role = "arn:aws:iam::\(account):role/examplerole"
        let user = "arn:aws:iam::\(account):user/exampleuser"
        let nothing = try Policies.read(Policies.allow("ec2:*"))
        let object = "arn:aws:s3:::b/k"
        let all = try Policies.read(Policies.allow())
        for (requester, named, limit, isAllowed) in [
            (session, session, true, true), (session, role, true, false),
            (session, role, false, true), (session, account, false, false),
            (session, "arn:aws:iam::\(account):root", false, false), (session, "*", true, true),
            (session, "arn:aws:iam::\(account):role/path/examplerole", false, true),
            (session, "arn:aws:iam::\(account):role/other", false, false),
            (user, user, true, true), (user, role, false, false), (user, "*", true, true),
            (user, account, false, false),
            (user, "arn:aws:iam::\(account):user/ExampleUser", false, false),
        ] {
            let bucket = try Policies.read(
                #"{"Effect": "Allow", "Principal": {"AWS": "\#(named)"}, "Action": "s3:*", "Resource": "*"}"#,
                as: .resource
            )
            let requester = try #require(PolicyRequester(requester))
            let request = PolicyRequest(
                requester: requester,
                action: "s3:GetObject",
                resource: object
            )
            for set in [
                PolicySet(session: limit ? [nothing] : nil, resource: bucket),
                PolicySet(boundary: limit ? nothing : nil, resource: bucket),
            ] {
                #expect(
                    PolicyEvaluator(set).allows(request) == isAllowed,
                    "\(requester) named \(named)"
                )
            }
            // The account's own policies decide where the bucket hands the decision to it.
            let handed = PolicySet(identity: [all], resource: bucket, ownership: .exclusive)
            let isNamed = isAllowed || named.contains(account) && !named.contains("/")
            let isLimited = limit && !isAllowed && named == role
            #expect(PolicyEvaluator(handed).allows(request) == (isNamed || isLimited), "\(named)")
        }
    }

    /// IAM User Guide, "AWS JSON policy elements: NotPrincipal".
    @Test("deny all but whom NotPrincipal names, and their account")
    func notPrincipal() throws {
        func decide(_ names: [String], _ requester: String) throws -> Bool {
            let list = names.map { "\"\($0)\"" }.joined(separator: ",")
            let bucket = try Policies.read(
                #"{"Effect": "Deny", "NotPrincipal": {"AWS": [\#(list)]}, "Action": "s3:*", "Resource": "*"}"#,
                as: .resource
            )
            let set = PolicySet(
                identity: [try Policies.read(Policies.allow())],
                resource: bucket
            )
            let request = PolicyRequest(
                requester: try #require(PolicyRequester(requester)),
                action: "s3:GetObject",
                resource: "arn:aws:s3:::b/k"
            )
            return PolicyEvaluator(set).allows(request)
        }
        let root = "arn:aws:iam::444455556666:root"
        let bob = "arn:aws:iam::444455556666:user/Bob"
        #expect(try decide([bob, root], bob))
        #expect(try !decide([bob, root], "arn:aws:iam::444455556666:user/Eve"))
        #expect(try !decide([bob], bob))
        let role = "arn:aws:iam::444455556666:role/read-only"
        let session = "arn:aws:sts::444455556666:assumed-role/read-only/app"
        #expect(try decide([session, role, root], session))
        #expect(try !decide([role, root], session))
    }

    /// IAM User Guide, "AWS JSON policy elements: Principal"; "Passing session tags in AWS STS".
    @Test("trust whom a role names, with the tags that it asks for")
    func trust() throws {
        let role = "arn:aws:iam::123456789012:role/tenant"
        let trust = try Policies.read(
            """
            {"Effect": "Allow",
             "Principal": {"AWS": "arn:aws:iam::123456789012:role/broker",
                           "Service": "ecs-tasks.amazonaws.com"},
             "Action": ["sts:AssumeRole", "sts:TagSession"],
             "Condition": {"StringLike": {"aws:RequestTag/TenantID": "?*"}}}
            """,
            as: .trust
        )
        let set = PolicySet(resource: trust, ownership: .exclusive)
        let tagged: PolicyContext = ["aws:RequestTag/TenantID": ["t1"]]
        for (name, context, isAllowed) in [
            ("arn:aws:sts::123456789012:assumed-role/broker/s", tagged, true),
            ("arn:aws:sts::123456789012:assumed-role/broker/s", [:], false),
            ("arn:aws:sts::123456789012:assumed-role/other/s", tagged, false),
            ("ecs-tasks.amazonaws.com", tagged, true), ("lambda.amazonaws.com", tagged, false),
            ("anonymous", tagged, false), ("123456789012", tagged, false),
        ] as [(String, PolicyContext, Bool)] {
            let request = PolicyRequest(
                requester: try #require(PolicyRequester(name)),
                action: "sts:AssumeRole",
                resource: role,
                context: context
            )
            #expect(PolicyEvaluator(set).allows(request) == isAllowed, "\(name) \(context)")
        }
    }

    /// IAM User Guide, "AWS account root user": it may do everything that nothing denies.
    @Test("let an account's root user do what nothing denies")
    func root() throws {
        let request = PolicyRequest(
            requester: try #require(PolicyRequester("arn:aws:iam::123456789012:root")),
            action: "s3:GetObject",
            resource: "arn:aws:s3:::b/k"
        )
        let denial = try Policies.read(
            #"{"Effect": "Deny", "Principal": "*", "Action": "*", "Resource": "*"}"#,
            as: .resource
        )
        #expect(PolicyEvaluator(PolicySet()).allows(request))
        #expect(!PolicyEvaluator(PolicySet(resource: denial)).allows(request))
        #expect(!PolicyEvaluator(PolicySet(resourceAccount: "999999999999")).allows(request))
    }
}
