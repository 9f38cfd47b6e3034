package import LakeModel

/// What each tenant has of the writer's memory, so that one cannot take all of it.
///
/// A value of the ``Ledger``'s. Tenants that have nothing are not there.
package struct TenantShares: Sendable {
    private struct Share: Sendable {
        /// Bytes of requests that are being decoded.
        var inFlight = 0
        /// Bytes of columns, whatever the phase of their generations.
        var held = 0
        /// Tables whose rows wait, and since when.
        var openTables: [TableName: Duration] = [:]

        var isEmpty: Bool { inFlight == 0 && held == 0 && openTables.isEmpty }
    }

    /// How many times as much as is free one tenant may hold.
    ///
    /// One alone comes to hold four fifths of the memory, two at once four ninths each, and something
    /// is always left for those who hold little. Four is a compromise: the more, the less a single
    /// tenant is held back, and the less is left for the next.
    /// Source: Choudhury and Hahne, "Dynamic Queue Length Thresholds for Shared-Memory Packet
    /// Switches", IEEE/ACM Transactions on Networking 6 (1998).
    private static let freeFactor = 4

    private var shares: [TenantID: Share] = [:]

    /// Creates shares of nobody.
    package init() {}

    /// The bytes of a tenant's requests that are being decoded; nil: none is.
    package func inFlight(_ tenant: TenantID) -> Int? {
        shares[tenant].flatMap { $0.inFlight > 0 ? $0.inFlight : nil }
    }

    /// Whether nothing is counted of a tenant.
    package func holdsNothing(_ tenant: TenantID) -> Bool { shares[tenant] == nil }

    /// Whether a tenant may hold `bytes` more, where `free` are free; one that holds nothing may.
    package func mayHold(_ bytes: Int, more tenant: TenantID, free: Int) -> Bool {
        guard let held = shares[tenant]?.held, held > 0 else { return true }
        return held + bytes <= Self.freeFactor * max(0, free)
    }

    /// Whether another of a tenant's tables may begin to hold rows.
    ///
    /// - Returns: nil when it may, and else since when the oldest of its open tables is open.
    package func oldestOpening(
        instead table: TableIdentifier,
        openTablesMax: Int
    ) -> Duration? {
        guard let open = shares[table.tenant]?.openTables, open.count >= openTablesMax,
            open[table.table] == nil
        else { return nil }
        return open.values.min()
    }

    mutating func began(_ tenant: TenantID, bytes: Int) {
        change(tenant) { $0.inFlight += bytes }
    }

    mutating func ended(_ tenant: TenantID, bytes: Int) {
        change(tenant) { $0.inFlight = max(0, $0.inFlight - bytes) }
    }

    mutating func grew(_ tenant: TenantID, by bytes: Int) {
        change(tenant) { $0.held += bytes }
    }

    /// Dead letters are nobody's choice, and count in no limit.
    mutating func opened(_ table: TableIdentifier, at now: Duration) {
        guard table.table != .deadLetters else { return }
        change(table.tenant) { $0.openTables[table.table] = now }
    }

    mutating func closed(_ table: TableIdentifier) {
        change(table.tenant) { $0.openTables[table.table] = nil }
    }

    private mutating func change(_ tenant: TenantID, _ body: (inout Share) -> Void) {
        body(&shares[tenant, default: Share()])
        if shares[tenant]?.isEmpty == true { shares[tenant] = nil }
    }
}
