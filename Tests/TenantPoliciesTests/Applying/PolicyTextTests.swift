import TenantPolicies
import Testing

@Suite("PolicyText")
struct PolicyTextTests {
    private static func policy(_ statements: String) -> PolicyText {
        PolicyText(#"{"Version":"2012-10-17","Statement":[\#(statements)]}"#)
    }

    private static let plain = policy(
        #"{"Sid":"A","Effect":"Allow","Action":["s3:GetObject","s3:PutObject"],"Resource":["r"],"#
            + #""Condition":{"StringLike":{"s3:prefix":["a/*"]}}},"#
            + #"{"Effect":"Deny","Principal":{"AWS":["123456789012"]},"Action":"s3:*","#
            + #""Resource":"*","Condition":{"Bool":{"aws:SecureTransport":"false"}}}"#
    )

    @Test("a policy written another way is the same policy")
    func same() {
        let other = PolicyText(
            """
            {"Version": "2012-10-17", "Statement": [
              {"Resource": ["*", "*"], "Effect": "Deny", "Action": ["s3:*"], "Sid": "",
               "Condition": {"Bool": {"aws:SecureTransport": false}},
               "Principal": {"AWS": "arn:aws-cn:iam::123456789012:root"}},
              {"Action": ["s3:PutObject", "s3:GetObject"], "Effect": "Allow",
               "Condition": {"StringLike": {"s3:prefix": "a/*"}}, "Resource": "r", "Sid": "A"}]}
            """
        )
        #expect(other == Self.plain)
        #expect(other.hashValue == Self.plain.hashValue && other.lines == Self.plain.lines)
    }

    @Test(
        "a policy that says something else is another one",
        arguments: [
            (#""Action":"a""#, #""Action":"b""#),
            (#""Action":"a""#, #""NotAction":"a""#),
            (#""Resource":["a","b"]"#, #""Resource":["a"]"#),
            (#""Resource":"a""#, #""NotResource":"a""#),
            (#""Effect":"Allow""#, #""Effect":"Deny""#),
            (#""Sid":"A""#, #""Sid":"B""#),
            (#""Principal":"*""#, #""Principal":{"AWS":"*"}"#),
            (#""Principal":{"AWS":"1"}"#, #""Principal":{"Service":"1"}"#),
            (
                #""Condition":{"StringLike":{"k":"v"}}"#,
                #""Condition":{"StringEquals":{"k":"v"}}"#
            ),
            (#""Condition":{"StringLike":{"k":"v"}}"#, #""Condition":{"StringLike":{"j":"v"}}"#),
            (#""Condition":{"StringLike":{"k":"v"}}"#, #""Condition":{}"#),
        ]
    )
    func different(one: String, other: String) {
        #expect(Self.policy("{\(one)}") != Self.policy("{\(other)}"))
        #expect(Self.policy("{\(one)}") == Self.policy("{\(one)}"))
    }

    @Test("what is no policy equals itself alone")
    func nonsense() {
        #expect(PolicyText("nonsense") == PolicyText("nonsense"))
        #expect(PolicyText("nonsense") != PolicyText(""))
        #expect(PolicyText("nonsense") != Self.plain)
        #expect(PolicyText(#"{"Statement":7}"#) != PolicyText(#"{"Statement":8}"#))
    }
}
