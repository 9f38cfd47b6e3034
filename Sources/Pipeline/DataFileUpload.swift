import Columnar
import LakeModel
import ObjectStorage
import Parquet

/// Writes one file of the lake: encodes rows and sends them out while the rest is encoded.
struct DataFileUpload: Sendable {
    let key: ObjectKey
    let schema: TableSchema
    let store: any ObjectStore
    let settings: PipelineSettings
    /// Whether an earlier try may have written the file already: then a look saves the work.
    let mayExist: Bool

    /// Parts of one file that may be under way at once: enough to hide a store's latency, few
    /// enough to bound memory to a handful of parts.
    private static let partsInFlightMax = 3

    /// Writes the file, unless it is there already.
    ///
    /// The name says which rows the file has, so an object under it is this file, whole, however
    /// the try that wrote it ended.
    func run(_ rows: DayRows) async throws(ObjectStoreError) {
        if mayExist, try await exists() { return }
        let encoder = DataFileEncoder(schema: schema, settings: settings)
        do {
            try await send(encoder, rows)
        } catch {
            guard error.code == .alreadyExists else { throw error }
        }
    }

    private func exists() async throws(ObjectStoreError) -> Bool {
        do {
            _ = try await store.head(key)
            return true
        } catch {
            guard error.code == .notFound else { throw error }
            return false
        }
    }
}
