package import LakeModel

/// How many lines a second are said about refused requests, so that a flood of them fills no disk
/// and one tenant's hides no other's.
///
/// A value without a clock: the caller says which second it is. What is left out is counted by
/// tenant, and told with its next line or by ``takeUnsaid(at:)``: none is lost.
package struct AuditBudget: Sendable {
    /// What becomes of a line.
    package enum Verdict: Hashable, Sendable {
        /// It is written; so many of the same tenant's before it were not.
        case write(unsaid: Int)
        /// It is left out, and counted.
        case leaveOut
    }

    private struct Account {
        var written = 0
        var unsaid = 0
    }

    private let linesMax: Int
    private let tenantLinesMax: Int
    private let tenantsMax: Int
    private var second = Int64.min
    private var written = 0
    /// By tenant; under nil those of nobody known, and of tenants too many to be told apart.
    private var accounts: [TenantID?: Account] = [:]

    /// Creates a budget.
    ///
    /// - Parameters:
    ///   - linesMax: lines a second in all; enough to see what is wrong, and some tens of gigabytes
    ///     a month at the very worst.
    ///   - tenantLinesMax: lines a second about one tenant.
    ///   - tenantsMax: tenants whose omissions are counted apart.
    package init(linesMax: Int = 100, tenantLinesMax: Int = 10, tenantsMax: Int = 1024) {
        precondition(linesMax > 0 && tenantLinesMax > 0, "somebody wants to know")
        self.linesMax = linesMax
        self.tenantLinesMax = tenantLinesMax
        self.tenantsMax = tenantsMax
    }

    /// Judges a line about a tenant that would be written in the given second.
    package mutating func judge(_ tenant: TenantID?, at now: Int64) -> Verdict {
        turn(to: now)
        let isKnown = accounts[tenant] != nil || accounts.count < tenantsMax
        let tenant = isKnown ? tenant : nil
        var account = accounts[tenant] ?? Account()
        defer { accounts[tenant] = account }
        guard written < linesMax, account.written < tenantLinesMax else {
            account.unsaid += 1
            return .leaveOut
        }
        written += 1
        account.written += 1
        defer { account.unsaid = 0 }
        return .write(unsaid: account.unsaid)
    }

    /// What was left out in seconds that are over, by tenant; told now, and counted no longer.
    package mutating func takeUnsaid(at now: Int64) -> [(tenant: TenantID?, count: Int)] {
        guard now != second else { return [] }
        turn(to: now)
        let unsaid = accounts.map { (tenant: $0.key, count: $0.value.unsaid) }
        accounts = [:]
        return unsaid.sorted { ($0.tenant?.name ?? "") < ($1.tenant?.name ?? "") }
    }

    private mutating func turn(to now: Int64) {
        guard now != second else { return }
        second = now
        written = 0
        accounts = accounts.compactMapValues { account in
            account.unsaid > 0 ? Account(written: 0, unsaid: account.unsaid) : nil
        }
    }
}
