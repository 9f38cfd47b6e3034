import TenantPolicies
import Testing

@Suite("PolicyPlan")
struct PolicyPlanTests {
    private static let user = "lakewriter-0a1b2c3d-t1"
    private static let small = PolicyText(#"{"Version":"2012-10-17","Statement":[{"Sid":"A"}]}"#)
    private static let other = PolicyText(#"{"Version":"2012-10-17","Statement":[{"Sid":"B"}]}"#)
    private static let large = PolicyText(
        #"{"Version":"2012-10-17","Statement":[{"Sid":"\#(String(repeating: "x", count: 2048))"}]}"#
    )

    private static func wanted(
        _ document: PolicyText,
        _ dialect: IAMDialect = .aws
    ) -> PrincipalWanted {
        PrincipalWanted(user: user, path: "/lakewriter/", document: document, dialect: dialect)
    }

    private static func attached(_ name: String, _ document: PolicyText?) -> PrincipalInForce {
        PrincipalInForce(
            path: "/lakewriter/",
            attached: [.init(name: name, arn: "arn:\(name)", document: document)]
        )
    }

    private func plan(
        _ document: PolicyText,
        from current: PrincipalInForce,
        _ dialect: IAMDialect = .aws
    ) throws -> PolicyPlan {
        try PolicyPlan(Self.wanted(document, dialect), from: current, dialect: dialect)
    }

    @Test("a small policy goes inline with a new user, and again nothing changes")
    func inline() throws {
        let first = try plan(Self.small, from: .absent)
        #expect(
            first.changes == [
                .createUser(Self.user),
                .putUserPolicy(
                    user: Self.user,
                    name: "lakewriter",
                    before: nil,
                    after: Self.small
                ),
            ]
        )
        let inForce = PrincipalInForce(path: "/lakewriter/", inline: ["lakewriter": Self.small])
        #expect(try plan(Self.small, from: inForce) == PolicyPlan())
        #expect(
            try plan(Self.other, from: inForce).changes == [
                .putUserPolicy(
                    user: Self.user,
                    name: "lakewriter",
                    before: Self.small,
                    after: Self.other
                )
            ]
        )
    }

    @Test("one that is too long, or for SeaweedFS, is managed, and again nothing changes")
    func managed() throws {
        for (document, dialect) in [(Self.large, IAMDialect.aws), (Self.small, .seaweedfs)] {
            let name = try #require(Self.wanted(document, dialect).managedName)
            #expect(name.hasPrefix(Self.user + "-P") && name.utf8.count <= 128)
            #expect(PrincipalWanted.owner(ofPolicy: name) == Self.user)
            #expect(PrincipalWanted.owner(ofPolicy: Self.user) == nil)
            #expect(
                try plan(document, from: .absent, dialect).changes == [
                    .createUser(Self.user), .createPolicy(name: name, document: document),
                    .attachPolicy(name: name, user: Self.user),
                ]
            )
            #expect(try plan(document, from: Self.attached(name, document), dialect).changes == [])
        }
    }

    @Test("a new policy is in force before the old one goes")
    func replacement() throws {
        let old = try #require(Self.wanted(Self.small, .seaweedfs).managedName)
        let new = try #require(Self.wanted(Self.other, .seaweedfs).managedName)
        #expect(old != new)
        #expect(
            try plan(Self.other, from: Self.attached(old, Self.small), .seaweedfs).changes == [
                .createPolicy(name: new, document: Self.other),
                .attachPolicy(name: new, user: Self.user),
                .detachPolicy(name: old, arn: "arn:\(old)", user: Self.user),
                .deletePolicy(name: old, arn: "arn:\(old)"),
            ]
        )
        var inline = PrincipalInForce(path: "/lakewriter/", inline: ["lakewriter": Self.small])
        let steps = try plan(Self.large, from: inline).changes
        #expect(steps.count == 3)
        #expect(steps.last == .deleteUserPolicy(user: Self.user, name: "lakewriter"))
        inline.attached = Self.attached(new, Self.other).attached
        let back = try plan(Self.small, from: inline).changes
        #expect(
            back == [
                .detachPolicy(name: new, arn: "arn:\(new)", user: Self.user),
                .deletePolicy(name: new, arn: "arn:\(new)"),
            ]
        )
    }

    @Test("a managed policy that was changed under its name is made anew")
    func tampered() throws {
        let name = try #require(Self.wanted(Self.small, .seaweedfs).managedName)
        #expect(
            try plan(Self.small, from: Self.attached(name, Self.other), .seaweedfs).changes == [
                .detachPolicy(name: name, arn: "arn:\(name)", user: Self.user),
                .deletePolicy(name: name, arn: "arn:\(name)"),
                .createPolicy(name: name, document: Self.small),
                .attachPolicy(name: name, user: Self.user),
            ]
        )
    }

    @Test("policies of others are told and left alone, even of a tenant whose name is longer")
    func strangers() throws {
        var current = Self.attached("\(Self.user)0-P0a1b2c3d", Self.other)
        current.inline = ["lakewriter": Self.small, "z": nil, "b": Self.other]
        let plan = try plan(Self.small, from: current)
        #expect(plan.changes == [] && plan.strangers == ["\(Self.user)0-P0a1b2c3d", "b", "z"])
    }

    @Test("a user of that name elsewhere is not ours, where paths are kept")
    func foreignUser() throws {
        let elsewhere = PrincipalInForce(path: "/", inline: ["lakewriter": Self.small])
        #expect(throws: PolicyApplyingError.self) { try plan(Self.small, from: elsewhere) }
        #expect(try plan(Self.small, from: elsewhere, .seaweedfs).changes.count == 3)
    }

    @Test("a user goes with its keys and policies, policies of others stay behind")
    func removal() {
        let name = "\(Self.user)-P0a1b2c3d"
        var current = Self.attached(name, nil)
        current.attached.append(.init(name: "theirs", arn: "arn:theirs", document: nil))
        current.inline = ["lakewriter": nil]
        #expect(
            PolicyPlan(removing: Self.user, current, keys: ["A", "B"]).changes == [
                .deleteAccessKey(id: "A", user: Self.user),
                .deleteAccessKey(id: "B", user: Self.user),
                .detachPolicy(name: name, arn: "arn:\(name)", user: Self.user),
                .deletePolicy(name: name, arn: "arn:\(name)"),
                .detachPolicy(name: "theirs", arn: "arn:theirs", user: Self.user),
                .deleteUserPolicy(user: Self.user, name: "lakewriter"),
                .deleteUser(Self.user),
            ]
        )
    }

    @Test("the diff shows what changes and where, and no more")
    func diff() throws {
        let before = PolicyText(
            #"{"Version":"2012-10-17","Statement":{"Action":["a","b","c","d","e","f","g"]}}"#
        )
        let after = PolicyText(
            #"{"Version":"2012-10-17","Statement":{"Action":["a","b","c","x","e","f","g"]}}"#
        )
        let change = PolicyChange.putUserPolicy(user: "u", name: "p", before: before, after: after)
        #expect(
            change.details == [
                "~ policy p of user u", "    …", #"              "b","#, #"              "c","#,
                #"    -         "d","#, #"              "e","#, #"              "f","#,
                #"    -         "g""#, #"    +         "g","#, #"    +         "x""#,
                "            ]", "          }", "    …",
            ]
        )
        #expect(PolicyChange.createUser("u").details == ["+ user u"])
    }
}
