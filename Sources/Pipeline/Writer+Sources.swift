import Columnar
import LakeModel

extension Writer {
    /// A new source of rows for a table's generation.
    func makeSource(for table: TableIdentifier, version: SchemaVersion) -> RowSource {
        if table.table == .deadLetters {
            return .deadLetters(DeadLetterBuilder(tenant: table.tenant))
        }
        return .events(
            EventDecoder(plan: version.plan, tenant: table.tenant, limits: settings.decode)
        )
    }
}
