import LakeModel
import Testing

@Suite("TenantDirectory")
struct TenantDirectoryTests {
    private func read(_ text: String) throws(TenantFileError) -> TenantDirectory {
        try TenantDirectory(Array(text.utf8), file: "tenants.json")
    }

    private let everything = """
        {"format": 1, "unknown": "refuse",
         "defaults": {"events-per-second": 100, "retention": {"days": 30}},
         "tenants": {
           "acme": {"state": "suspended", "events-per-second": "unlimited",
                    "bytes-per-second": 1048576, "burst-seconds": 5, "open-tables": 8,
                    "request-bytes": 65536, "tables": ["orders", "clicks"],
                    "retention": {"days": "unlimited", "tables": {"clicks": 7}},
                    "kms-key": "arn:aws:kms:eu-west-1:1234:key/a-b", "note": "unpaid \\"bill\\""},
           "beta": {}}}
        """

    @Test("every member is read, and what is written is read again as the same")
    func roundTrip() throws {
        let directory = try read(everything)
        let acme = try #require(directory.tenants[TenantID("acme")])
        #expect(acme.state == .suspended)
        #expect(acme.quota.eventsPerSecond == .unlimited)
        #expect(acme.quota.bytesPerSecond == .atMost(1_048_576))
        #expect(acme.quota.burstSeconds == 5)
        #expect(acme.quota.openTables == .atMost(8))
        #expect(acme.quota.requestBytesMax == .atMost(65_536))
        #expect(acme.tables == [try TableName("clicks"), try TableName("orders")])
        #expect(acme.retention.days == .unlimited)
        #expect(acme.retention.tables == [try TableName("clicks"): .atMost(7)])
        #expect(acme.kmsKey?.name == "arn:aws:kms:eu-west-1:1234:key/a-b")
        #expect(acme.note == "unpaid \"bill\"")
        #expect(directory.unknown == .refuse)
        let written = directory.json
        #expect(try TenantDirectory(written, file: "again") == directory)
        #expect(try TenantDirectory(written, file: "again").json == written)
    }

    @Test("equal directories are equal bytes, in whatever order they were filled")
    func stableOrder() throws {
        let names = try (0..<300).map { try TenantID("tenant-\($0)") }
        var forward = TenantDirectory()
        var backward = TenantDirectory()
        for name in names { forward.tenants[name] = TenantRecord() }
        for name in names.reversed() { backward.tenants[name] = TenantRecord() }
        #expect(forward.json == backward.json)
    }

    @Test(
        "whatever is not understood is an error that says where it stands",
        arguments: [
            (#"{"tenants": {"acme": {"event-per-second": 5}}}"#, "/tenants/acme/event-per-second"),
            (#"{"tenant": {}}"#, "/tenant"),
            (#"{"format": 2}"#, "/format"),
            (#"{"format": "1"}"#, "/format"),
            (#"{"unknown": "allow"}"#, "/unknown"),
            (#"{"defaults": {"state": "suspended"}}"#, "/defaults/state"),
            (#"{"tenants": {"Acme": {}}}"#, "/tenants/Acme"),
            (#"{"tenants": {"acme": {"state": "Suspended"}}}"#, "/tenants/acme/state"),
            (#"{"tenants": {"acme": {"open-tables": 0}}}"#, "/tenants/acme/open-tables"),
            (#"{"tenants": {"acme": {"open-tables": -1}}}"#, "/tenants/acme/open-tables"),
            (#"{"tenants": {"acme": {"open-tables": 1.5}}}"#, "/tenants/acme/open-tables"),
            (#"{"tenants": {"acme": {"open-tables": "8"}}}"#, "/tenants/acme/open-tables"),
            (#"{"tenants": {"acme": {"open-tables": null}}}"#, "/tenants/acme/open-tables"),
            (#"{"tenants": {"acme": {"burst-seconds": 3601}}}"#, "/tenants/acme/burst-seconds"),
            (#"{"tenants": {"acme": {"tables": ["a*"]}}}"#, "/tenants/acme/tables/0"),
            (#"{"tenants": {"acme": {"tables": ["a", "a"]}}}"#, "/tenants/acme/tables/1"),
            (#"{"tenants": {"acme": {"kms-key": "arn:*"}}}"#, "/tenants/acme/kms-key"),
            (#"{"tenants": {"acme": {"kms-key": "${x}"}}}"#, "/tenants/acme/kms-key"),
            (#"{"tenants": {"acme": {"retention": 5}}}"#, "/tenants/acme/retention"),
            (
                #"{"tenants": {"acme": {"retention": {"days": 99999}}}}"#,
                "/tenants/acme/retention/days"
            ),
            (#"{"tenants": []}"#, "/tenants"),
            ("[]", ""),
        ]
    )
    func refusals(text: String, pointer: String) {
        let error = #expect(throws: TenantFileError.self) { try read(text) }
        #expect(error?.problems.map(\.pointer) == [pointer])
    }

    @Test("a tenant that stands twice is no directory, nor is half a text")
    func malformed() {
        let twice = #"{"tenants": {"acme": {"state": "suspended"}, "acme": {}}}"#
        #expect(throws: TenantFileError.self) { try read(twice) }
        #expect(throws: TenantFileError.self) { try read(#"{"tenants": {"#) }
        #expect(throws: TenantFileError.self) { try read("") }
    }

    @Test("all that is wrong is told in one go, and not without end")
    func severalProblems() {
        let error = #expect(throws: TenantFileError.self) {
            try read("{\"unknown\": 1,\n\"tenants\": {\"acme\": {\"note\": 1, \"state\": 2}}}")
        }
        #expect(error?.problems.map(\.line) == [1, 2, 2])
        #expect(error?.description.hasPrefix("tenants.json:1: /unknown: ") == true)
        let many = "{" + (0..<500).map { "\"x\($0)\": 1" }.joined(separator: ",") + "}"
        let flood = #expect(throws: TenantFileError.self) { try read(many) }
        #expect(flood?.problems.count == 20)
    }

    @Test("what two sources say is put together member by member")
    func overlay() throws {
        let file = try read(
            #"""
            {"unknown": "refuse", "defaults": {"open-tables": 4, "events-per-second": 10},
             "tenants": {"acme": {"events-per-second": 50, "note": "file",
                                  "retention": {"days": 9, "tables": {"clicks": 1}}}}}
            """#
        )
        let store = try read(
            #"""
            {"defaults": {"events-per-second": 20},
             "tenants": {"acme": {"note": "store", "retention": {"tables": {"orders": 2}}},
                         "beta": {}}}
            """#
        )
        let both = file.overlaid(by: store)
        let acme = try #require(both.record(of: TenantID("acme")))
        #expect(acme.quota.eventsPerSecond == .atMost(50), "its own word is above any default")
        #expect(acme.quota.openTables == .atMost(4))
        #expect(acme.note == "store")
        #expect(acme.retention.days(of: try TableName("clicks")) == 1)
        #expect(acme.retention.days(of: try TableName("orders")) == 2)
        #expect(acme.retention.days(of: try TableName("carts")) == 9)
        #expect(both.record(of: try TenantID("beta"))?.quota.eventsPerSecond == .atMost(20))
        #expect(both.record(of: try TenantID("gamma")) == nil, "unknown tenants are refused")
    }

    @Test("of two states the one that takes more away counts", arguments: TenantState.allCases)
    func mostRestrictiveState(one: TenantState) throws {
        for other in TenantState.allCases {
            let merged = TenantRecord(state: one).overlaid(by: TenantRecord(state: other))
            let reversed = TenantRecord(state: other).overlaid(by: TenantRecord(state: one))
            #expect(merged.state == reversed.state)
            #expect(merged.state.isServed == (one.isServed && other.isServed))
            #expect(merged.state.isVoid == (one.isVoid || other.isVoid))
        }
    }

    @Test("a tenant that nobody names is served under the defaults unless that is refused")
    func unknownTenants() throws {
        let stranger = try TenantID("stranger")
        #expect(TenantDirectory().record(of: stranger) == TenantRecord())
        let limited = try read(#"{"defaults": {"open-tables": 3}, "unknown": "provision"}"#)
        #expect(limited.record(of: stranger)?.quota.openTables == .atMost(3))
        #expect(try read(#"{"unknown": "refuse"}"#).record(of: stranger) == nil)
    }

    @Test("dead letters go where they go, whatever tables are allowed")
    func deadLetters() throws {
        let record = TenantRecord(tables: [try TableName("clicks")])
        #expect(record.allows(try TableName("clicks")))
        #expect(!record.allows(try TableName("orders")))
        #expect(record.allows(.deadLetters))
        #expect(TenantRecord().allows(try TableName("orders")))
        #expect(!TenantRecord(tables: []).allows(try TableName("orders")))
    }

    @Test("one tenant's file is a record")
    func recordFile() throws {
        let record = try TenantDirectory.record(
            Array(#"{"state": "suspended"}"#.utf8),
            file: "acme.json"
        )
        #expect(record.state == .suspended)
        #expect(record.json == Array(#"{"state":"suspended"}"#.utf8))
        #expect(throws: TenantFileError.self) {
            try TenantDirectory.record(Array(#"{"tenants": {}}"#.utf8), file: "acme.json")
        }
    }
}
