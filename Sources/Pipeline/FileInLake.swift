import ObjectStorage
import Parquet

/// A file that may lie in the lake already, under a name that says which rows it has.
struct FileInLake {
    let key: ObjectKey
    /// How many rows its seal says it has.
    let rowCount: Int
    let components: Components

    /// Bytes of the file; nil when it is not there.
    func size() async throws(ObjectStoreError) -> Int? {
        do {
            return try await components.store.head(key).size
        } catch {
            guard error.code == .notFound else { throw error }
            return nil
        }
    }

    /// Reads from the file what it holds, and holds it against what was sealed.
    ///
    /// - Throws: ``ObjectStoreError``; ``foreign`` when it is not the file that was sealed.
    func metrics(_ size: Int) async throws -> FileMetrics {
        do {
            let metrics = try await components.format.readMetrics(
                of: key,
                size: size,
                in: components.store
            )
            guard metrics.rowCount == rowCount else { throw foreign }
            return metrics
        } catch is ParquetError {
            throw foreign
        } catch let error as ObjectStoreError where error.code == .notFound {
            throw ObjectStoreError(
                .notFound,
                "\(key) was written to \(components.store.location), and is gone before its table "
                    + "had it; put it back, or start once with recovery.rewrite: true, which "
                    + "writes it again from the log"
            )
        }
    }

    /// Somebody else's object has the name.
    var foreign: ObjectStoreError {
        ObjectStoreError(
            .invalidRequest,
            "\(key) in \(components.store.location) is another file of the same name, which this "
                + "server did not write; look at it, and move it away"
        )
    }
}
