import Columnar
import LakeModel
import ObjectStorage

/// Writes one file of the lake: encodes rows, and sends parts out while the rest is encoded.
struct DataFileUpload {
    let key: ObjectKey
    let table: TableIdentifier
    let schema: TableSchema
    let components: Components
    /// Bytes of a part, and the size up to which a file goes out in one put.
    let partBytes: Int
    /// Whether an earlier try may have written the file already: then a look saves the work.
    let mayExist: Bool

    /// Parts that may be under way at once: enough to hide a store's latency, few enough to bound
    /// memory to a handful of parts.
    private static let partsInFlightMax = 3

    private var store: any ObjectStore { components.store }

    /// Writes the file, unless it is there already.
    ///
    /// The name says which rows the file has, so an object under it is this file, whole, however
    /// the try that wrote it ended.
    func run(_ rows: DayRows) async throws {
        if mayExist, try await sizeInStore() != nil { return }
        let encoding = try components.encoder(schema, table)
        var pending: [UInt8] = []
        var batches = rows.sorted()[...]
        while let batch = batches.popFirst() {
            pending += try encoding.write(batch)
            if pending.count > partBytes {
                return try await sendParts(pending, of: encoding, rest: batches)
            }
        }
        pending += try encoding.finish()
        try await acceptingOwnFile(size: pending.count) {
            try await store.put(key, pending, mode: .create)
        }
    }

    /// Goes on with a file that is too large for one put.
    private func sendParts(
        _ first: [UInt8],
        of encoding: any DataFileEncoding,
        rest: ArraySlice<RecordBatch>
    ) async throws {
        let upload = try await store.beginMultipart(key, mode: .create)
        do {
            let size = try await withThrowingTaskGroup(of: Void.self) { group in
                var parts = PartQueue(upload: upload, partBytes: partBytes, bytes: first)
                for batch in rest {
                    parts.append(try encoding.write(batch))
                    try await parts.send(in: &group, inFlightMax: Self.partsInFlightMax)
                }
                parts.append(try encoding.finish())
                try await parts.sendLast(in: &group, inFlightMax: Self.partsInFlightMax)
                return parts.totalBytes
            }
            try await acceptingOwnFile(size: size) { try await upload.complete() }
        } catch {
            // What cannot be aborted costs room in the store until its lifecycle rule removes it.
            try? await upload.abort()
            throw error
        }
    }

    /// Takes "already exists" for success where the object is the one this upload made: a put whose
    /// answer got lost was carried out.
    private func acceptingOwnFile(
        size: Int,
        _ put: () async throws -> ObjectAttributes
    ) async throws {
        do {
            _ = try await put()
        } catch let error as ObjectStoreError where error.code == .alreadyExists {
            guard try await sizeInStore() == size else {
                throw ObjectStoreError(
                    .invalidRequest,
                    "\(key) in \(store.location) is another file of the same name: two servers run "
                        + "on copies of one data directory; stop one, and give it a new directory"
                )
            }
        }
    }

    private func sizeInStore() async throws(ObjectStoreError) -> Int? {
        do {
            return try await store.head(key).size
        } catch {
            guard error.code == .notFound else { throw error }
            return nil
        }
    }
}
