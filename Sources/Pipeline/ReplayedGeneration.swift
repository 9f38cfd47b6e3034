import Columnar
import LakeModel
import WriteAheadLog

/// A generation as it comes together again from the log.
struct ReplayedGeneration {
    let table: TableIdentifier
    let version: SchemaVersion
    let floor: LogSequenceNumber
    var rowCount = 0
    var seal: SealRecord?
    private(set) var source: RowSource?

    init(table: TableIdentifier, version: SchemaVersion, floor: LogSequenceNumber) {
        self.table = table
        self.version = version
        self.floor = floor
    }

    mutating func decoder(tenant: TenantID, terms: DecodeTerms) -> EventDecoder {
        if case .events(let decoder)? = source { return decoder }
        let decoder = EventDecoder(
            plan: version.plan,
            tenant: tenant,
            limits: terms.limits
        )
        source = .events(decoder)
        return decoder
    }

    mutating func deadLetterBuilder(tenant: TenantID) -> DeadLetterBuilder {
        if case .deadLetters(let builder)? = source { return builder }
        let builder = DeadLetterBuilder(tenant: tenant)
        source = .deadLetters(builder)
        return builder
    }
}
