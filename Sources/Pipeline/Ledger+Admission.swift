package import LakeModel

/// Who may come in.
extension Ledger {
    /// Whether a request of `bytes` may begin.
    package func admission(of bytes: Int, from tenant: TenantID) -> IngestError? {
        if isDraining {
            return IngestError(.unavailable, "the server is stopping; send again, elsewhere")
        }
        if let underWay = shares.inFlight(tenant), underWay + bytes > policy.tenantInFlightBytesMax
        {
            return IngestError(
                .throttled,
                "too many bytes of this tenant are under way; send fewer at once",
                retryAfter: .seconds(1)
            )
        }
        if byteCount + bytes > policy.memoryBytesMax, byteCount > 0 {
            return IngestError(
                .overloaded,
                "memory is full of events that wait to be written to the lake",
                retryAfter: .seconds(5)
            )
        }
        if !shares.mayHold(bytes, more: tenant, free: policy.memoryBytesMax - byteCount) {
            return IngestError(
                .throttled,
                "this tenant's share of the memory is full of its events that wait to be written",
                retryAfter: .seconds(1)
            )
        }
        return nil
    }

    /// Whether a table may take rows beside the others of its tenant.
    package func admission(
        to table: TableIdentifier,
        openTablesMax: Int?,
        now: Duration
    ) -> IngestError? {
        guard let openTablesMax,
            let opened = shares.oldestOpening(instead: table, openTablesMax: openTablesMax)
        else { return nil }
        return IngestError(
            .quotaExceeded,
            "events of \(openTablesMax) tables wait already, which is all that this tenant may "
                + "have open at once",
            retryAfter: max(.zero, opened + policy.ageMax - now)
        )
    }
}
