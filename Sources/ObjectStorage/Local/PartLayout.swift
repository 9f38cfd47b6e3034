/// Decides where in a file the parts of an upload are written before all of them are known.
///
/// Parts come in any order, and mostly all but the last have one size: then each has a slot of that
/// size, and the slots in a row are the object. A part that is larger than the first one to come
/// goes to a second file, and the object is put together by copying.
package struct PartLayout: Sendable {
    /// A place for a part's bytes.
    package struct Extent: Hashable, Sendable {
        /// Whether it is in the second file.
        package let isOverflow: Bool
        /// The first byte's place in its file.
        package let offset: Int
        /// The number of bytes.
        package let size: Int
    }

    /// How the object comes about.
    package enum Plan: Hashable, Sendable {
        /// The first file is the object, when it is cut to that size.
        case whole(size: Int)
        /// These, one behind the other.
        case copy([Extent])
    }

    private var slotSize: Int?
    private var overflowEnd = 0
    private var extents: [Int: Extent] = [:]

    /// Creates the layout of an upload without parts.
    package init() {}

    /// Whether no part was recorded.
    package var isEmpty: Bool { extents.isEmpty }

    /// Gives a part its place.
    ///
    /// It counts only when it was recorded, after its bytes were written.
    package mutating func place(_ number: Int, size: Int) -> Extent {
        if slotSize == nil && size > 0 { slotSize = size }
        if let slotSize, size > slotSize {
            defer { overflowEnd += size }
            return Extent(isOverflow: true, offset: overflowEnd, size: size)
        }
        return Extent(isOverflow: false, offset: (number - 1) * (slotSize ?? 0), size: size)
    }

    /// A part's bytes are in their place; an earlier try of it is forgotten.
    package mutating func record(_ number: Int, _ extent: Extent) {
        extents[number] = extent
    }

    /// How the object comes about from what was recorded.
    package func plan() -> Plan {
        let sorted = extents.sorted { $0.key < $1.key }.map(\.value)
        var end = 0
        for extent in sorted where extent.size > 0 {
            guard !extent.isOverflow, extent.offset == end else { return .copy(sorted) }
            end += extent.size
        }
        return .whole(size: end)
    }
}
