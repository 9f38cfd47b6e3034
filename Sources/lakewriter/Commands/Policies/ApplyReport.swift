/// What `policies apply` prints: what changes for each tenant, and how much in all.
struct ApplyReport {
    private let isDryRun: Bool
    private let json: Bool
    /// How many changes were made, or would be.
    private(set) var changes = 0
    /// For how many tenants it broke off.
    private(set) var failures = 0
    private var subjects = 0
    private var dropped: Set<String> = []

    init(isDryRun: Bool, json: Bool) {
        self.isDryRun = isDryRun
        self.json = json
    }

    /// Tells of one tenant.
    mutating func take(_ outcome: TenantOutcome) {
        subjects += 1
        changes += outcome.changes.count
        failures += outcome.error == nil ? 0 : 1
        dropped.formUnion(outcome.dropped)
        if !json {
            for line in outcome.lines { print(line) }
        } else if outcome.isTold, let line = try? outcome.json {
            print(line)
        }
    }

    /// Tells the sum.
    mutating func finish() {
        guard !json else {
            let summary = Summary(
                changes: changes,
                failures: failures,
                dropped: dropped.sorted(),
                isDryRun: isDryRun
            )
            if let line = try? summary.json { print(line) }
            return
        }
        if !dropped.isEmpty {
            print(
                "! left out, for the service keeps no NotAction and NotResource: "
                    + dropped.sorted().joined(separator: ", ")
                    + "; another policy given to a user is not fenced in"
            )
        }
        let verb = isDryRun ? " to be made" : ""
        let failed = failures == 0 ? "" : ", \(failures) failed"
        print("\(changes) \(changes == 1 ? "change" : "changes")\(verb)\(failed)")
    }

    private struct Summary: Encodable {
        let changes: Int
        let failures: Int
        let dropped: [String]
        let isDryRun: Bool
    }
}
