import Columnar
import LakeModel

/// Builds columns of test values in the dense layout that `Column` describes.
enum SampleColumns {
    static func batch(_ schema: TableSchema, rows: [[SampleValue]]) -> RecordBatch {
        RecordBatch(
            schema: schema,
            rowCount: rows.count,
            columns: schema.fields.enumerated().map { index, field in
                column(field, rows.map { $0[index] })
            }
        )
    }

    static func column(_ field: Field, _ values: [SampleValue]) -> Column {
        let hasNulls = values.contains(.null)
        return Column(
            field: field,
            count: values.count,
            validity: hasNulls ? ValidityBitmap(values.map { $0 != .null }) : nil,
            storage: storage(field, values)
        )
    }

    private static func storage(_ field: Field, _ values: [SampleValue]) -> Column.Storage {
        switch field.type {
        case .boolean:
            return .bytes1(ColumnBuffer(values.map { $0 == .boolean(true) ? 1 : 0 }))
        case .int, .date:
            return .int32(ColumnBuffer(values.map { Int32($0.integer) }))
        case .long, .timestamptz:
            return .int64(ColumnBuffer(values.map { Int64($0.integer) }))
        case .double:
            return .double(
                ColumnBuffer(
                    values.map { value in
                        if case .double(let bits) = value { Double(bitPattern: bits) } else { -7 }
                    }
                )
            )
        case .decimal(let precision, _):
            return precision <= 18
                ? .int64(ColumnBuffer(values.map { Int64($0.integer) }))
                : .int128(ColumnBuffer(values.map(\.integer)))
        case .string, .uuid, .json, .binary:
            return bytes(values)
        case .structure(let fields):
            return .structure(
                fields.enumerated().map { index, child in
                    column(
                        child,
                        values.map { value in
                            if case .structure(let members) = value {
                                members[index]
                            } else {
                                .null
                            }
                        }
                    )
                }
            )
        case .list(let element):
            return list(element, values)
        }
    }

    private static func bytes(_ values: [SampleValue]) -> Column.Storage {
        var offsets: [UInt32] = [0]
        var data: [UInt8] = []
        for value in values {
            if case .bytes(let bytes) = value { data += bytes }
            offsets.append(UInt32(data.count))
        }
        return .bytes(offsets: ColumnBuffer(offsets), data: ColumnBuffer(data))
    }

    private static func list(_ element: Field, _ values: [SampleValue]) -> Column.Storage {
        var offsets: [UInt32] = [0]
        var elements: [SampleValue] = []
        for value in values {
            if case .list(let members) = value { elements += members }
            offsets.append(UInt32(elements.count))
        }
        return .list(offsets: ColumnBuffer(offsets), element: column(element, elements))
    }
}

extension SampleValue {
    /// The integer, or for a null what an undefined slot might hold.
    fileprivate var integer: Int128 {
        if case .integer(let value) = self { value } else { 77 }
    }
}
