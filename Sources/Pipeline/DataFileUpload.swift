import Columnar
import LakeModel
import ObjectStorage
import Parquet

/// Writes one file of the lake: encodes rows, and sends parts out while the rest is encoded.
struct DataFileUpload {
    let key: ObjectKey
    let table: TableIdentifier
    let schema: TableSchema
    let components: Components
    /// Bytes of a part, and the size up to which a file goes out in one put.
    let partBytes: Int
    /// Whether an earlier process may have written the file: what is there then is it.
    ///
    /// Its bytes may be others, since rows of a replay come in another order: what it holds is
    /// read from itself then.
    let mayExist: Bool

    /// Parts that may be under way at once: enough to hide a store's latency, few enough to bound
    /// memory to a handful of parts.
    private static let partsInFlightMax = 3

    private var store: any ObjectStore { components.store }

    /// Writes the file, unless it is there already, and says what it holds.
    ///
    /// The name says which rows the file has, so an object under it is this file, whole, however
    /// the try that wrote it ended.
    func run(_ rows: DayRows) async throws -> FileMetrics {
        let found = FileInLake(key: key, rowCount: rows.rowCount, components: components)
        if mayExist, let size = try await found.size() { return try await found.metrics(size) }
        var file = EncodedFile(
            try components.format.makeEncoder(schema, table),
            batches: rows.sorted()
        )
        var bytes: [UInt8] = []
        while let piece = try file.next() {
            bytes += piece
            if bytes.count > partBytes { return try await sendParts(bytes, rest: file, found) }
        }
        let whole = bytes
        try components.checkNotVoid(table.tenant)
        return try await acceptingOwnFile(file.metrics, found) {
            try await store.put(key, whole, mode: .create)
        }
    }

    /// Goes on with a file that is too large for one put.
    private func sendParts(
        _ first: [UInt8],
        rest: EncodedFile,
        _ found: FileInLake
    ) async throws -> FileMetrics {
        let upload = try await store.beginMultipart(key, mode: .create)
        do {
            let metrics = try await withThrowingTaskGroup(of: Void.self) { group in
                var parts = PartQueue(upload: upload, partBytes: partBytes, bytes: first)
                var rest = rest
                while let piece = try rest.next() {
                    try components.checkNotVoid(table.tenant)
                    try await parts.send(in: &group, inFlightMax: Self.partsInFlightMax)
                    parts.append(piece)
                }
                try await parts.sendLast(in: &group, inFlightMax: Self.partsInFlightMax)
                try components.checkNotVoid(table.tenant)
                return rest.metrics
            }
            return try await acceptingOwnFile(metrics, found) { try await upload.complete() }
        } catch {
            // What cannot be aborted costs room in the store until its lifecycle rule removes it.
            try? await upload.abort()
            throw error
        }
    }

    /// Takes "already exists" for success where the object is the one this upload made: a put whose
    /// answer got lost was carried out.
    private func acceptingOwnFile(
        _ metrics: FileMetrics?,
        _ found: FileInLake,
        _ put: () async throws -> ObjectAttributes
    ) async throws -> FileMetrics {
        guard let metrics else { preconditionFailure("a file is put when it is finished") }
        do {
            _ = try await put()
            return metrics
        } catch let error as ObjectStoreError where error.code == .alreadyExists {
            let size = try await found.size()
            if mayExist, let size { return try await found.metrics(size) }
            guard size == metrics.fileSizeBytes else { throw found.foreign }
            return metrics
        }
    }
}
