#if canImport(Glibc)
import Glibc
#endif

/// Contiguous memory of trivially copyable elements: what a column's values lie in.
///
/// A builder grows one while it is the only owner; once it stands in a ``Column`` it is only
/// read, which is what makes sharing it between threads sound. Memory is not zeroed.
@safe public final class ColumnBuffer<Element: BitwiseCopyable>: @unchecked Sendable {
    /// The number of elements.
    public private(set) var count: Int
    /// The number of elements that fit before memory grows.
    public private(set) var capacity: Int
    /// The first element, for the hot files only; valid until the next reserve.
    private(set) var base: UnsafeMutablePointer<Element>

    /// Creates an empty buffer with room for `capacity` elements.
    public init(capacity: Int = 8) {
        self.capacity = max(capacity, 8)
        count = 0
        unsafe base = Self.allocate(self.capacity)
    }

    /// Creates a buffer that holds a copy of `elements`.
    public convenience init(_ elements: [Element]) {
        self.init(capacity: elements.count)
        unsafe elements.withUnsafeBufferPointer { unsafe append(unsafe: $0) }
    }

    /// Creates a buffer that owns memory from `malloc` with room for `capacity` elements, of
    /// which `count` are written.
    @unsafe init(unsafeAdopting memory: UnsafeMutablePointer<Element>, count: Int, capacity: Int) {
        precondition(count >= 0 && count <= capacity)
        self.count = count
        self.capacity = capacity
        unsafe base = memory
    }

    deinit {
        unsafe free(base)
    }

    /// The element at `index`, which must lie in the buffer.
    public subscript(index: Int) -> Element {
        precondition(index >= 0 && index < count, "index \(index) of \(count)")
        return unsafe base[index]
    }

    /// Appends one element.
    @inline(__always)
    public func append(_ element: Element) {
        if count == capacity { reserve(count + 1) }
        unsafe (base + count).initialize(to: element)
        count &+= 1
    }

    /// Appends `repeats` copies of one element.
    public func append(repeating element: Element, count repeats: Int) {
        reserve(count + repeats)
        unsafe (base + count).initialize(repeating: element, count: repeats)
        count += repeats
    }

    /// Appends a copy of `elements`.
    @unsafe public func append(unsafe elements: UnsafeBufferPointer<Element>) {
        guard let source = elements.baseAddress, !elements.isEmpty else { return }
        reserve(count + elements.count)
        unsafe (base + count).initialize(from: source, count: elements.count)
        count += elements.count
    }

    /// Sets the number of elements after the hot path wrote behind `base` itself, or to take
    /// elements back.
    @inline(__always)
    func setCount(_ newCount: Int) {
        assert(newCount >= 0 && newCount <= capacity)
        count = newCount
    }

    /// Makes room for `wanted` elements in all.
    public func reserve(_ wanted: Int) {
        guard wanted > capacity else { return }
        let grown = max(wanted, capacity * 2)
        guard let moved = unsafe realloc(base, grown * MemoryLayout<Element>.stride) else {
            preconditionFailure("out of memory for \(grown) elements")
        }
        unsafe base = moved.assumingMemoryBound(to: Element.self)
        capacity = grown
    }

    /// Calls `body` with all elements.
    @unsafe public func withUnsafeBufferPointer<Result, Failure: Error>(
        _ body: (UnsafeBufferPointer<Element>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try unsafe body(UnsafeBufferPointer(start: base, count: count))
    }

    /// A copy of the elements.
    public var array: [Element] {
        unsafe withUnsafeBufferPointer { unsafe Array($0) }
    }

    /// Bytes of memory that the buffer holds, used or not.
    public var byteCapacity: Int { capacity * MemoryLayout<Element>.stride }

    private static func allocate(_ capacity: Int) -> UnsafeMutablePointer<Element> {
        guard let memory = unsafe malloc(capacity * MemoryLayout<Element>.stride) else {
            preconditionFailure("out of memory for \(capacity) elements")
        }
        return unsafe memory.bindMemory(to: Element.self, capacity: capacity)
    }
}
