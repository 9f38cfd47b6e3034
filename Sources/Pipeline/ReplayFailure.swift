import LakeModel
import WriteAheadLog

/// A generation that cannot come together again, and why.
struct ReplayFailure {
    let error: ReplayError
    let table: TableIdentifier
    /// No record of it lies before.
    let floor: LogSequenceNumber
}
