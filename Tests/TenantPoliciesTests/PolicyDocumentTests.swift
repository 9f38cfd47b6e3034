import LakeModel
import TenantPolicies
import Testing

@Suite("Policy documents") struct PolicyDocumentTests {
    private static func read(
        _ text: String,
        as kind: PolicyKind = .identity
    ) throws(PolicySyntaxError) -> PolicyDocument {
        try PolicyDocument(Array(text.utf8), as: kind)
    }

    private static func statement(_ members: String) -> String {
        """
        {"Version": "2012-10-17",
         "Statement": [
          {\(members)}]}
        """
    }

    @Test("are read whole, and written with a list of one as its element")
    func reading() throws {
        let text = """
            {"Version": "2012-10-17", "Id": "lake", "Statement": {
              "Sid": "List", "Effect": "Allow", "Action": ["s3:ListBucket"],
              "Resource": "arn:aws:s3:::b",
              "Condition": {"StringLike": {"s3:prefix": ["a/*", "b/*"]},
                            "ForAnyValue:NumericLessThanIfExists": {"s3:max-keys": 10},
                            "Bool": {"aws:SecureTransport": true}}}}
            """
        let document = try Self.read(text)
        let expected = PolicyDocument(
            id: "lake",
            statements: [
                PolicyStatement(
                    sid: "List",
                    effect: .allow,
                    actions: .only(["s3:ListBucket"]),
                    resources: .only(["arn:aws:s3:::b"]),
                    conditions: [
                        .init(.init(.stringLike), "s3:prefix", ["a/*", "b/*"]),
                        .init(
                            .init(.numericLessThan, quantifier: .any, ifExists: true),
                            "s3:max-keys",
                            ["10"]
                        ),
                        .init(.init(.bool), "aws:SecureTransport", ["true"]),
                    ]
                )
            ]
        )
        #expect(document == expected)
        let compact = """
            {"Version":"2012-10-17","Id":"lake","Statement":[{"Sid":"List","Effect":"Allow",\
            "Action":"s3:ListBucket","Resource":"arn:aws:s3:::b","Condition":{"StringLike":\
            {"s3:prefix":["a/*","b/*"]},"ForAnyValue:NumericLessThanIfExists":\
            {"s3:max-keys":"10"},"Bool":{"aws:SecureTransport":"true"}}}]}
            """
        #expect(String(decoding: document.compact, as: UTF8.self) == compact)
        #expect(try PolicyDocument(document.pretty, as: .identity) == document)
    }

    @Test("name principals where they are attached to a resource")
    func principals() throws {
        let text = Self.statement(
            """
            "Effect": "Deny", "NotPrincipal": {"AWS": ["123456789012", "arn:aws:iam::1:root"],
            "Service": "logs.amazonaws.com"}, "NotAction": "s3:Get*", "NotResource": "*"
            """
        )
        let document = try Self.read(text, as: .resource)
        #expect(
            document.statements.first?.principals
                == .except([
                    .init(.aws, "123456789012"), .init(.aws, "arn:aws:iam::1:root"),
                    .init(.service, "logs.amazonaws.com"),
                ])
        )
        #expect(try PolicyDocument(document.compact, as: .resource) == document)
        let everyone = Self.statement(
            #""Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*""#
        )
        let read = try Self.read(everyone, as: .resource)
        #expect(read.statements.first?.principals == .only([.everyone]))
        #expect(try PolicyDocument(read.compact, as: .resource) == read)
    }

    @Test("are written for people with two spaces a level")
    func pretty() throws {
        let text = Self.statement(
            #""Effect": "Allow", "Action": ["s3:Get*", "s3:Put*"], "Resource": "*""#
        )
        let expected = """
            {
              "Version": "2012-10-17",
              "Statement": [
                {
                  "Effect": "Allow",
                  "Action": [
                    "s3:Get*",
                    "s3:Put*"
                  ],
                  "Resource": "*"
                }
              ]
            }

            """
        #expect(String(decoding: try Self.read(text).pretty, as: UTF8.self) == expected)
    }

    /// What is wrong, where, and a part of what is said of it.
    static let refusals: [(members: String, kind: PolicyKind, pointer: String, reason: String)] = [
        (#""Effect": "allow", "Action": "*", "Resource": "*""#, .identity, "/Effect", "capital"),
        (#""Action": "*", "Resource": "*""#, .identity, "", "add \"Effect\""),
        (#""Effect": "Deny", "Resource": "*""#, .identity, "", "add \"Action\""),
        (#""Effect": "Deny", "Action": "*""#, .identity, "", "add \"Resource\""),
        (#""Effect": "Deny", "Action": [], "Resource": "*""#, .identity, "/Action", "empty list"),
        (#""Effect": "Deny", "Action": [1], "Resource": "*""#, .identity, "/Action/0", "text"),
        (
            #""Effect": "Deny", "Action": "*", "NotAction": "*", "Resource": "*""#,
            .identity, "/NotAction", "not both"
        ),
        (
            #""Effect": "Deny", "Action": "s*:Get", "Resource": "*""#, .identity, "/Action",
            "service:Name"
        ),
        (
            #""Effect": "Deny", "Action": "s3:${aws:username}", "Resource": "*""#, .identity,
            "/Action", "service:Name"
        ),
        (
            #""Effect": "Deny", "Action": "*", "Resource": "bucket/*""#, .identity, "/Resource",
            "an ARN"
        ),
        (
            #""Effect": "Deny", "Action": "*", "Resource": "arn:aws:s3:::b/${aws:username""#,
            .identity, "/Resource", "closing brace"
        ),
        (
            #""Effect": "Deny", "Action": "*", "Resource": "arn:aws:s3:::b/${}""#, .identity,
            "/Resource", "names no key"
        ),
        (
            #""Effect": "Deny", "Action": "*", "Resource": "arn:aws:s3:::b/${aws:username, x}""#,
            .identity, "/Resource", "single quotes"
        ),
        (
            #""Effect": "Deny", "Action": "*", "Resource": "*", "Principal": "*""#, .identity,
            "/Principal", "names no principal"
        ),
        (#""Effect": "Deny", "Action": "*", "Resource": "*""#, .resource, "", "add \"Principal\""),
        (
            #""Effect": "Deny", "Action": "*", "Resource": "*", "Principal": {"AWS": "arn:aws:iam::1:user/*"}"#,
            .resource, "/Principal/AWS", "no wildcard"
        ),
        (
            #""Effect": "Deny", "Action": "*", "Resource": "*", "Principal": {"Aws": "1"}"#,
            .resource, "/Principal/Aws", "principals are of"
        ),
        (
            #""Effect": "Deny", "Action": "*", "Resource": "*", "Principal": "1""#, .resource,
            "/Principal", "a principal is"
        ),
        (
            #""Effect": "Allow", "Action": "*", "Resource": "*", "Principal": "*""#, .trust,
            "/Resource", "names no resource"
        ),
        (
            #""Sid": "a b", "Effect": "Deny", "Action": "*", "Resource": "*""#, .identity, "/Sid",
            "letters and digits"
        ),
        (
            #""Effect": "Deny", "Action": "*", "Resource": "*", "Actions": "*""#, .identity,
            "/Actions", "no such element"
        ),
        (
            #""Effect": "Deny", "Action": "*", "Resource": "*", "Condition": {"StringIs": {"a:b": "c"}}"#,
            .identity, "/Condition/StringIs", "no such operator"
        ),
        (
            #""Effect": "Deny", "Action": "*", "Resource": "*", "Condition": {"NullIfExists": {"a:b": "c"}}"#,
            .identity, "/Condition/NullIfExists", "no such operator"
        ),
        (
            #""Effect": "Deny", "Action": "*", "Resource": "*", "Condition": {"StringLike": {"prefix": "c"}}"#,
            .identity, "/Condition/StringLike/prefix", "service:name"
        ),
        (
            #""Effect": "Deny", "Action": "*", "Resource": "*", "Condition": {"StringLike": {"s3:prefix": "c", "S3:Prefix": "d"}}"#,
            .identity, "/Condition/StringLike/S3:Prefix", "stands twice"
        ),
        (
            #""Effect": "Deny", "Action": "*", "Resource": "*", "Condition": {"StringLike": {"s3:prefix": null}}"#,
            .identity, "/Condition/StringLike/s3:prefix", "a value is"
        ),
    ]

    @Test("say the line, the place and the reason of what is wrong", arguments: refusals)
    func refusal(
        members: String,
        kind: PolicyKind,
        pointer: String,
        reason: String
    ) throws {
        let error = #expect(throws: PolicySyntaxError.self) {
            try Self.read(Self.statement(members), as: kind)
        }
        let problem = try #require(error?.problems.first)
        #expect(problem.pointer == "/Statement/0" + pointer)
        #expect(problem.line == 3)
        #expect(problem.reason.contains(reason), "\(problem.reason)")
        #expect(error?.problems.count == 1)
    }

    @Test("are refused with all that is wrong, in the order of the lines")
    func problems() {
        let text = """
            {"Statement": [
              {"Sid": "A", "Effect": "Permit", "Action": "*", "Resource": "*"},
              {"Sid": "A", "Effect": "Allow", "Action": "*"}],
             "version": "2012-10-17"}
            """
        let error = #expect(throws: PolicySyntaxError.self) { try Self.read(text) }
        #expect(error?.problems.map(\.line) == [1, 2, 3, 3, 4])
        #expect(
            error?.problems.map(\.pointer) == [
                "", "/Statement/0/Effect", "/Statement/1", "/Statement/1/Sid", "/version",
            ]
        )
    }

    @Test("are no policies where they are no JSON, no object, or of an unknown version")
    func texts() {
        for text in [
            "", "[]", "{", #"{"Version":"2012-10-17"}"#,
            #"{"Version":"2012-10-17","Statement":[]}"#,
            #"{"Version":"2020-01-01","Statement":{"Effect":"Deny","Action":"*","Resource":"*"}}"#,
            #"{"Version":"2012-10-17","Version":"2012-10-17","Statement":[]}"#,
        ] {
            #expect(throws: PolicySyntaxError.self, "\(text)") { try Self.read(text) }
        }
    }

    @Test("take ${ for text where the version has no variables")
    func oldVersion() throws {
        let text = """
            {"Version": "2008-10-17", "Statement":
             {"Effect": "Allow", "Action": "*", "Resource": "arn:aws:s3:::b/${aws:username"}}
            """
        #expect(try Self.read(text).version == .v2008)
    }
}
