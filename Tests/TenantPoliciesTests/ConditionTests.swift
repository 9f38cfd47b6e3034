import TenantPolicies
import Testing

@Suite("Conditions") struct ConditionTests {
    /// A condition's block, a request's context, and whether the one holds in the other.
    typealias Case = (block: String, context: PolicyContext, holds: Bool)

    private static func check(_ cases: [Case]) throws {
        for (block, context, holds) in cases {
            let outcome = try Policies.allows(Policies.allow(if: block), "a:B", "arn:x", context)
            #expect((outcome == .allowed) == holds, "\(block) in \(context)")
        }
    }

    @Test("compare texts by their bytes, or without case, or by wildcards")
    func strings() throws {
        try Self.check([
            (#"{"StringEquals": {"a:k": "v"}}"#, ["a:k": ["v"]], true),
            (#"{"StringEquals": {"a:k": "v"}}"#, ["A:K": ["v"]], true),
            (#"{"StringEquals": {"a:k": "v"}}"#, ["a:k": ["V"]], false),
            (#"{"StringEquals": {"a:k": "v*"}}"#, ["a:k": ["vw"]], false),
            (#"{"StringEquals": {"a:k": "v*"}}"#, ["a:k": ["v*"]], true),
            (#"{"StringEquals": {"a:k": "v**?"}}"#, ["a:k": ["v**?"]], true),
            (#"{"StringEquals": {"a:k": ["u", "v"]}}"#, ["a:k": ["v"]], true),
            // One letter with an accent, and a letter and an accent: two keys of a store.
            (#"{"StringEquals": {"a:k": "\u00e9"}}"#, ["a:k": ["e\u{301}"]], false),
            (#"{"StringLike": {"a:k": "\u00e9"}}"#, ["a:k": ["e\u{301}"]], false),
            (#"{"StringNotEquals": {"a:k": "v"}}"#, ["a:k": ["w"]], true),
            (#"{"StringNotEquals": {"a:k": ["u", "v"]}}"#, ["a:k": ["v"]], false),
            (#"{"StringEqualsIgnoreCase": {"a:k": "Vw"}}"#, ["a:k": ["vW"]], true),
            (#"{"StringNotEqualsIgnoreCase": {"a:k": "Vw"}}"#, ["a:k": ["vW"]], false),
            (#"{"StringLike": {"a:k": "home/*"}}"#, ["a:k": ["home/x/y:z"]], true),
            (#"{"StringLike": {"a:k": "home/?"}}"#, ["a:k": ["home/xy"]], false),
            (#"{"StringLike": {"a:k": "home/?"}}"#, ["a:k": ["home/\u{1F600}"]], true),
            (#"{"StringLike": {"a:k": ""}}"#, ["a:k": [""]], true),
            (#"{"StringLike": {"a:k": "Home"}}"#, ["a:k": ["home"]], false),
            (#"{"StringNotLike": {"a:k": "home/*"}}"#, ["a:k": ["away/x"]], true),
            (#"{"StringLike": {"a:k": "${*}"}}"#, ["a:k": ["x"]], false),
            (#"{"StringLike": {"a:k": "${*}${?}${$}"}}"#, ["a:k": ["*?$"]], true),
        ])
    }

    @Test("compare numbers by their value, however they are written")
    func numbers() throws {
        try Self.check([
            (#"{"NumericEquals": {"a:k": "10"}}"#, ["a:k": ["010.0"]], true),
            (#"{"NumericNotEquals": {"a:k": 10}}"#, ["a:k": ["10"]], false),
            (#"{"NumericLessThan": {"a:k": "10"}}"#, ["a:k": ["9"]], true),
            (#"{"NumericLessThan": {"a:k": "10"}}"#, ["a:k": ["10"]], false),
            (#"{"NumericLessThanEquals": {"a:k": "10"}}"#, ["a:k": ["10"]], true),
            (#"{"NumericGreaterThan": {"a:k": "-2.5"}}"#, ["a:k": ["-2.25"]], true),
            (#"{"NumericGreaterThan": {"a:k": "-1"}}"#, ["a:k": ["-2"]], false),
            (#"{"NumericGreaterThanEquals": {"a:k": "0"}}"#, ["a:k": ["-0"]], true),
            (
                #"{"NumericLessThan": {"a:k": "90071992547409931"}}"#,
                ["a:k": ["90071992547409930"]], true
            ),
            (#"{"NumericEquals": {"a:k": "10"}}"#, ["a:k": ["ten"]], false),
            (#"{"NumericNotEquals": {"a:k": "10"}}"#, ["a:k": ["ten"]], true),
        ])
    }

    @Test("compare moments, as dates or as seconds")
    func dates() throws {
        try Self.check([
            (
                #"{"DateLessThan": {"a:k": "2020-01-01T00:00:01Z"}}"#,
                ["a:k": ["2020-01-01T00:00:00Z"]], true
            ),
            (
                #"{"DateEquals": {"a:k": "1577836800"}}"#,
                ["a:k": ["2020-01-01T01:00:00+01:00"]], true
            ),
            (
                #"{"DateGreaterThan": {"a:k": "2020-02-29"}}"#, ["a:k": ["2020-02-29T00:00:00.5Z"]],
                true
            ),
            (
                #"{"DateGreaterThanEquals": {"a:k": "2020"}}"#, ["a:k": ["2019-12-31T23:59:59Z"]],
                false
            ),
            (#"{"DateLessThanEquals": {"a:k": "2020-03"}}"#, ["a:k": ["2020-03-01"]], true),
            (#"{"DateNotEquals": {"a:k": "0"}}"#, ["a:k": ["1970-01-01T00:00:00Z"]], false),
            (#"{"DateEquals": {"a:k": "2000-03-01"}}"#, ["a:k": ["951868800"]], true),
        ])
    }

    @Test("compare truth values, bytes and addresses")
    func others() throws {
        try Self.check([
            (#"{"Bool": {"a:k": "true"}}"#, ["a:k": ["True"]], true),
            (#"{"Bool": {"a:k": false}}"#, ["a:k": ["true"]], false),
            (#"{"Bool": {"a:k": "false"}}"#, ["a:k": ["0"]], false),
            (#"{"Bool": {"a:k": "${a:other}"}}"#, ["a:k": ["true"], "a:other": ["true"]], true),
            (#"{"BinaryEquals": {"a:k": "QUI="}}"#, ["a:k": ["QUI="]], true),
            (#"{"BinaryEquals": {"a:k": "QUI="}}"#, ["a:k": ["QUJD"]], false),
            (#"{"IpAddress": {"a:k": "203.0.113.0/24"}}"#, ["a:k": ["203.0.113.9"]], true),
            (#"{"IpAddress": {"a:k": "203.0.113.0/24"}}"#, ["a:k": ["203.0.114.9"]], false),
            (#"{"IpAddress": {"a:k": "203.0.113.7"}}"#, ["a:k": ["203.0.113.7"]], true),
            (#"{"IpAddress": {"a:k": "203.0.113.77/24"}}"#, ["a:k": ["203.0.113.7"]], true),
            (#"{"IpAddress": {"a:k": "0.0.0.0/0"}}"#, ["a:k": ["255.1.2.3"]], true),
            (#"{"IpAddress": {"a:k": "0.0.0.0/0"}}"#, ["a:k": ["::1"]], false),
            (
                #"{"IpAddress": {"a:k": "2001:DB8:1234:5678::/64"}}"#,
                ["a:k": ["2001:db8:1234:5678:9abc::1"]], true
            ),
            (#"{"IpAddress": {"a:k": "2001:db8::/32"}}"#, ["a:k": ["2001:db9::"]], false),
            (#"{"IpAddress": {"a:k": "::/0"}}"#, ["a:k": ["1:2:3:4:5:6:7:8"]], true),
            (#"{"IpAddress": {"a:k": "::ffff:1.2.3.4"}}"#, ["a:k": ["::ffff:102:304"]], true),
            (#"{"NotIpAddress": {"a:k": "203.0.113.0/24"}}"#, ["a:k": ["203.0.113.9"]], false),
        ])
    }

    @Test("compare ARNs segment by segment")
    func names() throws {
        let pattern = "arn:aws:someservice:*:111122223333:finance/*"
        let long =
            "arn:aws:someservice:us-east-2:999999999999:store/abc:111122223333:finance/document.txt"
        for operation in ["ArnLike", "ArnEquals"] {
            try Self.check([
                (#"{"\#(operation)": {"a:k": "\#(pattern)"}}"#, ["a:k": [long]], false),
                (
                    #"{"\#(operation)": {"a:k": "\#(pattern)"}}"#,
                    ["a:k": ["arn:aws:someservice:eu:111122223333:finance/a:b"]], true
                ),
                (#"{"\#(operation)": {"a:k": "*"}}"#, ["a:k": ["arn:aws:s:r:a:x"]], false),
            ])
        }
        for operation in ["ArnNotLike", "ArnNotEquals"] {
            try Self.check([
                (#"{"\#(operation)": {"a:k": "\#(pattern)"}}"#, ["a:k": [long]], true),
                (#"{"\#(operation)": {"a:k": "\#(pattern)"}}"#, [:], true),
            ])
        }
        // What a text's wildcard matches, an ARN's does not.
        try Self.check([(#"{"StringLike": {"a:k": "\#(pattern)"}}"#, ["a:k": [long]], true)])
    }

    @Test("pass a request without the key where they are negated, IfExists or ForAllValues")
    func missing() throws {
        let absent: [(operator: String, value: String, holds: Bool)] = [
            ("StringEquals", "v", false), ("StringLike", "*", false),
            ("StringNotEquals", "v", true), ("StringNotLike", "*", true),
            ("StringNotEqualsIgnoreCase", "v", true), ("NumericLessThan", "1", false),
            ("NumericNotEquals", "1", true), ("DateNotEquals", "2020", true),
            ("DateLessThan", "2020", false), ("Bool", "false", false),
            ("NotIpAddress", "::/0", true), ("IpAddress", "::/0", false),
            ("ArnNotLike", "a:b:c:d:e:f", true), ("ArnLike", "a:b:c:d:e:f", false),
            ("BinaryEquals", "QUI=", false), ("Null", "true", true), ("Null", "false", false),
            ("StringEqualsIfExists", "v", true), ("StringNotEqualsIfExists", "v", true),
            ("BoolIfExists", "false", true), ("NumericLessThanIfExists", "1", true),
            ("ForAllValues:StringEquals", "v", true), ("ForAnyValue:StringEquals", "v", false),
            ("ForAllValues:StringNotEquals", "v", true),
            ("ForAnyValue:StringNotEquals", "v", false),
            ("ForAnyValue:StringEqualsIfExists", "v", true),
        ]
        for (name, value, holds) in absent {
            let block = #"{"\#(name)": {"a:k": "\#(value)"}}"#
            try Self.check([(block, [:], holds), (block, ["a:k": []], holds)])
        }
        try Self.check([
            (#"{"Null": {"a:k": "true"}}"#, ["a:k": [""]], false),
            (#"{"Null": {"a:k": ["true", "false"]}}"#, ["a:k": ["v"]], true),
            (#"{"StringEqualsIfExists": {"a:k": "v"}}"#, ["a:k": ["w"]], false),
            // For the quantifiers an empty text is no value.
            (#"{"ForAllValues:StringEquals": {"a:k": "v"}}"#, ["a:k": [""]], true),
            (#"{"ForAnyValue:StringLike": {"a:k": "*"}}"#, ["a:k": [""]], false),
        ])
    }

    @Test("ask all or any of several values")
    func sets() throws {
        let all = #"{"ForAllValues:StringEquals": {"a:k": ["PostDateTime", "Message", "Tags"]}}"#
        let any = #"{"ForAnyValue:StringEquals": {"a:k": ["ID", "PostDateTime"]}}"#
        let none = #"{"ForAllValues:StringNotEquals": {"a:k": ["ID", "PostDateTime"]}}"#
        let other = #"{"ForAnyValue:StringNotEquals": {"a:k": ["ID", "PostDateTime"]}}"#
        try Self.check([
            (all, ["a:k": ["PostDateTime", "UserName"]], false),
            (all, ["a:k": ["PostDateTime", "Tags"]], true),
            (any, ["a:k": ["UserName", "Message", "PostDateTime"]], true),
            (any, ["a:k": ["UserName"]], false),
            (none, ["a:k": ["UserName", "ID"]], false),
            (none, ["a:k": ["UserName", "Tags"]], true),
            (other, ["a:k": ["UserName", "ID"]], true),
            (other, ["a:k": ["ID", "PostDateTime"]], false),
        ])
    }

    @Test("hold all together, with any of a key's values")
    func combination() throws {
        let block = """
            {"StringEqualsIgnoreCase": {"aws:PrincipalTag/department": ["finance", "hr"],
                                        "aws:PrincipalTag/role": ["audit", "security"]},
             "StringEquals": {"aws:PrincipalAccount": "123456789012"}}
            """
        let good: PolicyContext = [
            "aws:PrincipalTag/department": ["HR"], "aws:PrincipalTag/Role": ["audit"],
            "aws:PrincipalAccount": ["123456789012"],
        ]
        var poor = good
        poor["aws:PrincipalTag/role"] = []
        var foreign = good
        foreign["aws:PrincipalAccount"] = ["999999999999"]
        try Self.check([(block, good, true), (block, poor, false), (block, foreign, false)])
    }

    @Test("fill variables in, and match nothing where one has no value and no default")
    func variables() throws {
        let equals = #"{"StringEquals": {"a:k": "x-${a:v}"}}"#
        let differs = #"{"StringNotEquals": {"a:k": "x-${a:v}"}}"#
        let like = #"{"StringLike": {"a:k": "x-${a:v}-*"}}"#
        let fallback = #"{"StringEquals": {"a:k": "x-${a:v, 'none at all'}"}}"#
        let arn = #"{"ArnLike": {"a:k": "arn:aws:s3:::${a:v}/*"}}"#
        try Self.check([
            (equals, ["a:k": ["x-1"], "A:V": ["1"]], true),
            (equals, ["a:k": ["x-"]], false),
            (equals, ["a:k": ["x-1"], "a:v": ["1", "2"]], false),
            (differs, ["a:k": ["x-"]], true),
            (differs, ["a:k": ["x-1"], "a:v": ["1"]], false),
            (like, ["a:k": ["x-1-y"], "a:v": ["1"]], true),
            // A wildcard in a value is a character.
            (like, ["a:k": ["x-1-y"], "a:v": ["*"]], false),
            (fallback, ["a:k": ["x-none at all"]], true),
            (fallback, ["a:k": ["x-1"], "a:v": ["1"]], true),
            (arn, ["a:k": ["arn:aws:s3:::b/c"], "a:v": ["b"]], true),
        ])
    }

    @Test("have no variables in the version that knew none")
    func oldVersion() throws {
        let policy = try Policies.read(
            Policies.allow(if: #"{"StringEquals": {"a:k": "${a:v}"}}"#),
            version: "2008-10-17"
        )
        let evaluator = PolicyEvaluator(PolicySet(identity: [policy]))
        func allows(_ value: String) -> Bool {
            evaluator.allows(
                PolicyRequest(
                    action: "a:B",
                    resource: "arn:x",
                    context: ["a:k": [value], "a:v": ["1"]]
                )
            )
        }
        #expect(allows("${a:v}"))
        #expect(!allows("1"))
    }

    @Test("whose value no request could have are refused when they are read")
    func refusals() {
        for block in [
            #"{"NumericEquals": {"a:k": "ten"}}"#, #"{"NumericEquals": {"a:k": "${a:v}"}}"#,
            #"{"NumericEquals": {"a:k": "1."}}"#, #"{"DateEquals": {"a:k": "2020-02-30"}}"#,
            #"{"DateEquals": {"a:k": "2020-01-01T00:00:00"}}"#, #"{"Bool": {"a:k": "yes"}}"#,
            #"{"Null": {"a:k": "${a:v}"}}"#, #"{"IpAddress": {"a:k": "1.2.3"}}"#,
            #"{"IpAddress": {"a:k": "1.2.3.4/33"}}"#, #"{"IpAddress": {"a:k": "1::2::3"}}"#,
            #"{"IpAddress": {"a:k": "01.2.3.4"}}"#, #"{"IpAddress": {"a:k": ":1::2"}}"#,
            #"{"IpAddress": {"a:k": "1:2:3:4:5:6:7"}}"#, #"{"BinaryEquals": {"a:k": "QUI"}}"#,
            #"{"BinaryEquals": {"a:k": "QUJ="}}"#,
        ] {
            #expect(throws: PolicySyntaxError.self, "\(block)") {
                try Policies.read(Policies.allow(if: block))
            }
        }
    }
}
