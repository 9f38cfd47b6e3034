public import LakeModel

/// One column of a ``RecordBatch``, in memory: a slot for every row, null or not.
///
/// The layout is Arrow's, dense: slot `i` of a structure's child belongs to slot `i` of the
/// structure; element slots of list `i` are `offsets[i] ..< offsets[i + 1]`. The value in a null
/// slot is undefined for fixed widths and empty for bytes and lists.
public struct Column: Sendable {
    /// What the column is called, its type and its id.
    public let field: Field
    /// The number of slots.
    public let count: Int
    /// Which slots carry a value; nil when all do.
    public let validity: ValidityBitmap?
    /// The values.
    public let storage: Storage

    /// The memory that holds a column's values, by ``LogicalType``.
    public enum Storage: Sendable {
        /// `boolean`: one byte a slot, 0 or 1.
        case bytes1(ColumnBuffer<UInt8>)
        /// `int`, and `date` as days since 1970-01-01.
        case int32(ColumnBuffer<Int32>)
        /// `long`; `timestamptz` as microseconds since 1970; `decimal` of up to 18 digits,
        /// unscaled.
        case int64(ColumnBuffer<Int64>)
        /// `decimal` of 19 to 38 digits, unscaled.
        case int128(ColumnBuffer<Int128>)
        /// `double`.
        case double(ColumnBuffer<Double>)
        /// `string`, `uuid`, `json`, `binary`: slot `i` is `offsets[i] ..< offsets[i + 1]` of
        /// `data`; there is one offset more than there are slots, and the first is 0.
        case bytes(offsets: ColumnBuffer<UInt32>, data: ColumnBuffer<UInt8>)
        /// `structure`: its fields' columns, all of this column's count.
        case structure([Column])
        /// `list`: one offset more than there are slots, the first 0, and the elements.
        indirect case list(offsets: ColumnBuffer<UInt32>, element: Column)
    }

    /// Creates a column; the storage must fit the field's type and the count.
    public init(field: Field, count: Int, validity: ValidityBitmap?, storage: Storage) {
        self.field = field
        self.count = count
        self.validity = validity
        self.storage = storage
    }

    /// Whether slot `index` carries a value.
    public func isValid(_ index: Int) -> Bool {
        validity?[index] ?? true
    }

    /// The number of slots without a value.
    public var nullCount: Int {
        validity.map { count - $0.setCount } ?? 0
    }
}
