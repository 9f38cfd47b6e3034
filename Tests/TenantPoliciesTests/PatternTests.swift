import TenantPolicies
import Testing

@Suite("Patterns") struct PatternTests {
    private static func allows(
        _ action: String,
        _ resource: String,
        _ request: (action: String, resource: String),
        _ context: PolicyContext = [:]
    ) throws -> Bool {
        try Policies.allows(
            Policies.allow(action, on: resource),
            request.action,
            request.resource,
            context
        ) == .allowed
    }

    @Test("of actions have no case")
    func actions() throws {
        for (pattern, action, matches) in [
            ("s3:GetObject", "S3:getobject", true), ("S3:get*", "s3:GetObject", true),
            ("s3:Get?bject", "s3:GetObject", true), ("s3:GetObject", "s3:GetObjectAcl", false),
            ("s3:*Object", "s3:PutObject", true), ("*", "iam:CreateUser", true),
            ("s3:*", "iam:CreateUser", false), ("s3:Get?", "s3:Get", false),
        ] {
            #expect(try Self.allows(pattern, "*", (action, "arn:x")) == matches, "\(pattern)")
        }
    }

    @Test("of resources have case, cross slashes, and mean an object's key to the byte")
    func resources() throws {
        let bucket = "arn:aws:s3:::b"
        for (pattern, resource, matches) in [
            ("\(bucket)/*", "\(bucket)/a/b:c", true), ("\(bucket)/*", bucket, false),
            ("\(bucket)/a/*", "\(bucket)/A/x", false), ("\(bucket)/a/*", "\(bucket)/a/", true),
            ("\(bucket)/a/*", "\(bucket)/a", false), ("\(bucket)/?", "\(bucket)/xy", false),
            ("\(bucket)/*/t=a/*", "\(bucket)/c/t=b/x/t=a/y", true),
            ("\(bucket)*", "\(bucket)-2/key", true), ("*", "anything", true),
            ("arn:aws:s3:::*log*", "arn:aws:s3:::carlossalazar-logs", true),
            ("\(bucket)/\u{e9}", "\(bucket)/e\u{301}", false),
            ("\(bucket)/a**b", "\(bucket)/ab", true),
        ] {
            #expect(
                try Self.allows("*", pattern, ("s3:GetObject", resource)) == matches,
                "\(pattern) and \(resource)"
            )
        }
    }

    /// The rule: a wildcard stays in its segment, but a star at a segment's end may go beyond.
    @Test("of ARNs keep wildcards in their segment, unless a star ends it")
    func segments() throws {
        for (pattern, resource, matches) in [
            ("arn:aws:sqs:*:1:q", "arn:aws:sqs:eu:1:q", true),
            // The star ends its segment, so it reaches over colons.
            ("arn:aws:sqs:*:1:q", "arn:aws:sqs:eu:2:x:1:q", true),
            ("arn:aws:sqs:e*u:1:q", "arn:aws:sqs:eeu:1:q", true),
            ("arn:aws:sqs:e*u:1:q", "arn:aws:sqs:e:2:u:1:q", false),
            ("arn:aws:sqs:*u:1:q", "arn:aws:sqs:x:yu:1:q", false),
            ("arn:aws:sqs:?u:1:q", "arn:aws:sqs::u:1:q", false),
            ("arn:aws:sqs:?u:1:q", "arn:aws:sqs:eu:1:q", true),
            ("arn:aws:sqs:eu:1:a*c", "arn:aws:sqs:eu:1:a:b:c", true),
            ("arn:aws:sqs:eu:1:a?c", "arn:aws:sqs:eu:1:a:c", true),
            ("arn:aws:s3*", "arn:aws:s3:::b/k", true),
        ] {
            #expect(
                try Self.allows("*", pattern, ("sqs:SendMessage", resource)) == matches,
                "\(pattern) and \(resource)"
            )
        }
    }

    @Test("of resources fill variables in, and match nothing where one has no value")
    func variables() throws {
        let own = "arn:aws:s3:::b/home/${aws:username}/*"
        let request = ("s3:GetObject", "arn:aws:s3:::b/home/ann/x")
        #expect(try Self.allows("*", own, request, ["aws:UserName": ["ann"]]))
        #expect(try !Self.allows("*", own, request, ["aws:username": ["bob"]]))
        #expect(try !Self.allows("*", own, request, ["aws:username": ["*"]]))
        #expect(try !Self.allows("*", own, request))
        #expect(try !Self.allows("*", own, request, ["aws:username": ["ann", "bob"]]))
        let team = "arn:aws:s3:::b-${aws:PrincipalTag/team, 'company-wide'}"
        let open = ("s3:ListBucket", "arn:aws:s3:::b-company-wide")
        #expect(try Self.allows("*", team, open))
        #expect(try !Self.allows("*", team, open, ["aws:PrincipalTag/team": ["yellow"]]))
        let star = "arn:aws:s3:::b/${*}"
        #expect(try Self.allows("*", star, ("s3:GetObject", "arn:aws:s3:::b/*")))
        #expect(try !Self.allows("*", star, ("s3:GetObject", "arn:aws:s3:::b/x")))
    }

    @Test("that are left out leave nothing out where a variable has no value")
    func leftOut() throws {
        let fence = """
            {"Effect": "Deny", "Action": "*", "NotResource": "arn:aws:s3:::b/${aws:username}/*"},
            {"Effect": "Allow", "Action": "*", "Resource": "*"}
            """
        let resource = "arn:aws:s3:::b/ann/x"
        #expect(
            try Policies.allows(fence, "s3:GetObject", resource, ["aws:username": ["ann"]])
                == .allowed
        )
        #expect(try Policies.allows(fence, "s3:GetObject", resource) == .explicitDeny)
    }

    /// Every text of a small alphabet against every pattern of one.
    @Test("match what a matcher says that tries everything")
    func naive() throws {
        func matches(_ pattern: Substring, _ text: Substring) -> Bool {
            guard let first = pattern.first else { return text.isEmpty }
            let rest = pattern.dropFirst()
            if first == "*" {
                return matches(rest, text) || (!text.isEmpty && matches(pattern, text.dropFirst()))
            }
            guard let character = text.first, first == "?" || first == character else {
                return false
            }
            return matches(rest, text.dropFirst())
        }
        func all(_ alphabet: [Character], upTo length: Int) -> [String] {
            var last = [""]
            var texts = last
            for _ in 0..<length {
                last = last.flatMap { text in alphabet.map { text + String($0) } }
                texts += last
            }
            return texts
        }
        let texts = all(["a", "b", "/"], upTo: 4)
        for pattern in all(["a", "b", "*", "?"], upTo: 4) where !pattern.isEmpty {
            let policy = try Policies.read(
                Policies.allow(on: "arn:aws:s3:::\(pattern)")
            )
            let evaluator = PolicyEvaluator(PolicySet(identity: [policy]))
            for text in texts {
                let request = PolicyRequest(action: "s3:X", resource: "arn:aws:s3:::\(text)")
                #expect(
                    evaluator.allows(request) == matches(pattern[...], text[...]),
                    "\(pattern) and \(text)"
                )
            }
        }
    }
}
