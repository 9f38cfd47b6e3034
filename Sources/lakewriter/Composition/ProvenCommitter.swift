import Iceberg
import LakeModel
import Pipeline

/// Commits once the store has proved that commits are safe on it.
struct ProvenCommitter: TableCommitting {
    let committer: TableCommitter
    let proof: StoreProof

    func commit(
        _ units: [CommitUnit],
        to table: TableIdentifier,
        schema: TableSchema
    ) async throws(CatalogError) -> CommitReceipt {
        do {
            try await proof.require()
        } catch let error as CatalogError {
            throw error
        } catch {
            throw CatalogError(.denied, "\(error)")
        }
        return try await committer.commit(units, to: table, schema: schema)
    }

    func settle(_ names: [String]) { committer.settle(names) }
}
