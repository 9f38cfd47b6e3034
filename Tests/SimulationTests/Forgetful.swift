import Iceberg
import LakeModel
import Pipeline
import Synchronization

/// A committer behind the bug of committing again without looking: every try is told to it as
/// something new.
final class Forgetful: TableCommitting {
    private let committer: any TableCommitting
    private let tries = Mutex(0)

    init(_ committer: any TableCommitting) {
        self.committer = committer
    }

    func commit(
        _ units: [CommitUnit],
        to table: TableIdentifier,
        schema: TableSchema
    ) async throws(CatalogError) -> CommitReceipt {
        let number = tries.withLock { tries in
            tries += 1
            return tries
        }
        let asNew = units.map { unit in
            CommitUnit(
                name: "\(unit.name)-\(String(number, radix: 16))",
                position: unit.position,
                files: unit.files,
                isRestored: false
            )
        }
        return try await committer.commit(asNew, to: table, schema: schema)
    }

    func committed(
        _ names: [String],
        in table: TableIdentifier
    ) async throws(CatalogError) -> Set<String> {
        []
    }

    func settle(_ names: [String]) {}
}
