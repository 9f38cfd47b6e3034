import Columnar
import LakeModel

extension Writer {
    /// Looks, in a table that evolves, for fields that should be columns; no row waits for it.
    func observe(_ batches: [RecordBatch], of table: TableIdentifier) {
        guard let evolution = components.evolution,
            batches.first?.schema.unknownFields == .evolve
        else { return }
        var fields = ExtraFields()
        for batch in batches { fields.observe(batch) }
        if !fields.findings.isEmpty { evolution.observe(fields, in: table) }
    }
}
