import Columnar
import LakeModel
import WriteAheadLog

/// A generation as it comes together again from the log.
struct ReplayedGeneration {
    let table: TableIdentifier
    let version: SchemaVersion
    let floor: LogSequenceNumber
    var rowCount = 0
    private(set) var seal: SealRecord?
    /// Where the seal's record ends.
    private(set) var sealEnd: LogSequenceNumber?
    /// Bytes of its files, once the log has said that they are in the lake: rows are gone then.
    private(set) var fileSizes: [Int]?
    private(set) var source: RowSource?

    init(table: TableIdentifier, version: SchemaVersion, floor: LogSequenceNumber) {
        self.table = table
        self.version = version
        self.floor = floor
    }

    /// It takes no more rows.
    mutating func sealed(_ seal: SealRecord, end: LogSequenceNumber) {
        self.seal = seal
        sealEnd = end
    }

    /// Its files are in the lake: the rows are needed no more.
    ///
    /// A record that does not fit the seal says nothing: the rows are kept, and the files found.
    mutating func written(_ record: WrittenRecord) {
        guard let seal, seal.files.count == record.fileSizes.count else { return }
        fileSizes = record.fileSizes
        source = nil
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
