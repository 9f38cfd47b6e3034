import ByteCoding
package import LakeModel
import Pipeline

/// A request for events that was admitted, and holds memory for its body.
package struct EventsTicket: Sendable {
    /// Whose events these are.
    package let tenant: TenantID
    /// What is asked for.
    package let target: EventsTarget
    /// What is known of the tenant.
    package let record: TenantRecord
    /// What the request was charged; nil: the tenant has no rates.
    package let charge: QuotaCharge?
    /// Whether the head said how large the body is.
    package let hasKnownSize: Bool
    /// The memory, given back when the last copy of the ticket is gone.
    package let reservation: ByteReservation

    /// The request as the pipeline takes it.
    func request(_ body: PaddedBytes) -> IngestRequest {
        IngestRequest(
            tenant: tenant,
            table: target.table,
            format: target.format,
            encoding: target.encoding,
            body: body,
            isStrict: target.isStrict,
            openTablesMax: record.quota.openTables?.value
        )
    }
}
