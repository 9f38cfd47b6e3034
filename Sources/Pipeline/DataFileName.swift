package import LakeModel
package import ObjectStorage

/// Where a generation's rows of one day lie in the lake.
///
/// `<table>/tenantId=<tenant>/dt=<YYYY-MM-DD>/<log>-<epoch>-<number>.parquet`, all three in hex:
/// the same at every replay of the same log, and of no other log.
package struct DataFileName: Hashable, Sendable {
    let logIdentity: UInt64
    let generation: GenerationID
    let table: TableIdentifier
    let day: Int32

    package init(
        logIdentity: UInt64,
        generation: GenerationID,
        table: TableIdentifier,
        day: Int32
    ) {
        self.logIdentity = logIdentity
        self.generation = generation
        self.table = table
        self.day = day
    }

    package var key: ObjectKey {
        let file = "\(Hexadecimal.text(logIdentity))-\(generation.unitName)"
        return ObjectKey(
            "\(table.table)/tenantId=\(table.tenant)/dt=\(CivilDay(day))/\(file).parquet"
        )
    }
}
