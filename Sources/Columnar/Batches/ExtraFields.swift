import LakeModel

/// The fields that events brought beside their schema: their names, and what values they had.
///
/// Read from the column `extra` behind the decoder, so that requests do not wait for it and
/// rejected events count for nothing. Names with escapes are passed over, and so is everything
/// below the event's own fields. Bounded: of more than ``namesMax`` names the later ones are passed
/// over; they are in `extra` all the same.
public struct ExtraFields: Hashable, Sendable {
    /// What the values of a field were; null is nothing.
    public struct Kinds: OptionSet, Hashable, Sendable {
        /// One bit a kind.
        public let rawValue: UInt8

        /// Creates a set of its bits.
        public init(rawValue: UInt8) { self.rawValue = rawValue }

        /// True or false.
        public static let boolean = Kinds(rawValue: 1)
        /// A whole number of at most 18 digits, written without fraction and exponent.
        public static let integer = Kinds(rawValue: 2)
        /// Any other number.
        public static let number = Kinds(rawValue: 4)
        /// A text.
        public static let string = Kinds(rawValue: 8)
        /// An object or an array.
        public static let composite = Kinds(rawValue: 16)
    }

    /// A field.
    public struct Finding: Hashable, Sendable {
        /// What its values were.
        public internal(set) var kinds: Kinds = []
        /// How many events had a value for it.
        public internal(set) var count = 0
    }

    /// The fields by name.
    public private(set) var findings: [String: Finding] = [:]

    /// Far more than a table may get columns for.
    public static let namesMax = 1024
    /// Longer names become no columns: those of Iceberg's and Hive's catalogs have at most so many.
    public static let nameBytesMax = 128

    /// Creates an observation of nothing.
    public init() {}

    /// Reads the column `extra` of a batch.
    public mutating func observe(_ batch: RecordBatch) {
        guard let column = batch.columns.last, column.field.id == SystemColumns.extra.id,
            case .bytes(let offsets, let data) = column.storage
        else { preconditionFailure("the last column is extra") }
        for row in 0..<column.count where column.isValid(row) {
            var reader = MemberReader(
                data: data,
                position: Int(offsets[row]),
                end: Int(offsets[row + 1])
            )
            while let (name, kind) = reader.next() { note(name, kind) }
        }
    }

    private mutating func note(_ name: String?, _ kind: Kinds) {
        guard let name, !kind.isEmpty else { return }
        guard findings.count < Self.namesMax || findings[name] != nil else { return }
        findings[name, default: Finding()].kinds.formUnion(kind)
        findings[name, default: Finding()].count += 1
    }
}

/// Reads the members of an object that the decoder wrote: JSON without space between members.
private struct MemberReader {
    let data: ColumnBuffer<UInt8>
    var position: Int
    let end: Int

    /// The next member; its name is nil where it is not one for a column.
    mutating func next() -> (name: String?, kind: ExtraFields.Kinds)? {
        // The brace in front of the first member, or the comma behind the last.
        position += 1
        guard position < end, data[position] == .quote else { return nil }
        let start = position + 1
        let isPlain = skipString()
        let name = start..<(position - 1)
        position += 1
        let kind = skipValue()
        guard isPlain, name.count <= ExtraFields.nameBytesMax else { return (nil, kind) }
        return (String(decoding: name.map { data[$0] }, as: UTF8.self), kind)
    }

    /// Goes behind the string that begins here; false where it has escapes.
    private mutating func skipString() -> Bool {
        var isPlain = true
        position += 1
        while data[position] != .quote {
            if data[position] == .backslash {
                isPlain = false
                position += 1
            }
            position += 1
        }
        position += 1
        return isPlain
    }

    private mutating func skipValue() -> ExtraFields.Kinds {
        switch data[position] {
        case .quote:
            _ = skipString()
            return .string
        case .openBrace, .openBracket:
            skipComposite()
            return .composite
        case UInt8(ascii: "t"), UInt8(ascii: "f"):
            skipWord()
            return .boolean
        case UInt8(ascii: "n"):
            skipWord()
            return []
        default:
            let start = position
            skipWord()
            let isWhole = (start..<position).allSatisfy { data[$0].isDigit || $0 == start }
            return isWhole && position - start <= 18 ? .integer : .number
        }
    }

    private mutating func skipWord() {
        while position < end, data[position] != .comma, data[position] != .closeBrace {
            position += 1
        }
    }

    private mutating func skipComposite() {
        var depth = 0
        repeat {
            switch data[position] {
            case .quote:
                _ = skipString()
                continue
            case .openBrace, .openBracket: depth += 1
            case .closeBrace, .closeBracket: depth -= 1
            default: break
            }
            position += 1
        } while depth > 0
    }
}
