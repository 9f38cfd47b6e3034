import Columnar
import Iceberg
import LakeModel
import ObjectStorage
import Pipeline

/// Makes the data files that a benchmark commits: Parquet, in the store for good.
struct BenchFiles: Sendable {
    let store: any ObjectStore
    let events: BenchEvents
    /// The log that the files are said to come from; random, as every run has new names.
    let log: UInt64
    /// The start of that log.
    let epoch: UInt64
    private let format = ParquetFormat(
        compressionLevel: PipelineSettings().compressionLevel,
        createdBy: Version.createdBy
    )

    init(store: any ObjectStore, events: BenchEvents, log: UInt64, epoch: UInt64) {
        self.store = store
        self.events = events
        self.log = log
        self.epoch = epoch
    }

    /// Encodes and puts one file.
    ///
    /// - Parameter number: which one; each is made once.
    /// - Returns: what its commit is made of.
    /// - Throws: ``ObjectStoreError`` when the store does not take it.
    func make(_ number: Int) async throws -> CommitUnit {
        let batch = try events.batch(number)
        guard let day = DayPartition.split([batch]).first?.day else {
            preconditionFailure("a batch of the benchmark has rows")
        }
        let generation = GenerationID(epoch: epoch, number: UInt64(number))
        let table = events.identifier
        let key = DataFileName(logIdentity: log, generation: generation, table: table, day: day).key
        let encoding = try format.makeEncoder(events.schema, table)
        let body = try encoding.write(batch)
        let (rest, metrics) = try encoding.finish()
        try await store.put(key, body + rest, mode: .create)
        let uri = LakeLocation(root: store.location).uri(key.path)
        return CommitUnit(
            name: generation.unitName,
            position: UInt64(number),
            files: [DataFile(metrics, uri: uri, table: table, day: day, schema: events.schema)],
            isRestored: false
        )
    }
}
