import Iceberg
import LakeModel

/// The files of a generation that is in the lake, and waits for its table's commit.
struct WrittenFiles: Sendable {
    let schema: TableSchema
    /// Each file's day and rows, as they were sealed.
    let sealed: [SealRecord.File]
    /// Each file's bytes.
    let sizes: [Int]
    /// What manifests say of them; nil where that has to be read from the files again.
    var described: [DataFile]?
}
