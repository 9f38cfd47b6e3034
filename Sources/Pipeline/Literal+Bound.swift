import Iceberg
import Parquet

extension Literal {
    /// A bound of a Parquet column as Iceberg has it.
    init(_ bound: BoundValue) {
        self =
            switch bound {
            case .boolean(let value): .boolean(value)
            case .int(let value): .int(value)
            case .long(let value): .long(value)
            case .double(let value): .double(value)
            case .decimal(let value): .decimal(value)
            case .bytes(let value): .bytes(value)
            }
    }
}
