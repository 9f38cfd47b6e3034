#if canImport(Glibc)
import Glibc
#endif

/// Growable memory that the encoders work in and keep from page to page.
///
/// Behind the last element ``slack`` more bytes are readable and writable, so that loops may load
/// and store whole words at the end. One writer owns it; nothing is shared while it changes.
@safe package final class Scratch<Element: BitwiseCopyable>: @unchecked Sendable {
    /// Bytes behind ``capacity``: the widest store of the packing and copying loops is 32.
    static var slack: Int { 64 }

    /// The number of elements that mean something.
    package private(set) var count = 0
    /// The number of elements that fit before memory moves.
    private(set) var capacity: Int
    /// The first element; valid until the next ``reserve(_:)``.
    package private(set) var base: UnsafeMutablePointer<Element>

    /// Creates an empty buffer with room for `capacity` elements.
    package init(capacity: Int = 256) {
        self.capacity = capacity
        guard let memory = unsafe malloc(capacity * MemoryLayout<Element>.stride + Self.slack)
        else { preconditionFailure("out of memory for \(capacity) elements") }
        unsafe base = memory.bindMemory(to: Element.self, capacity: capacity)
    }

    deinit {
        unsafe free(base)
    }

    /// Bytes of memory that the buffer holds, used or not.
    var byteCapacity: Int { capacity * MemoryLayout<Element>.stride }

    /// The element at `index`, which must lie in the buffer.
    subscript(index: Int) -> Element {
        precondition(index >= 0 && index < count, "index \(index) of \(count)")
        return unsafe base[index]
    }

    /// Forgets the elements and keeps the memory.
    package func removeAll() {
        count = 0
    }

    /// Says how many elements mean something, after a loop wrote them through ``base``.
    func setCount(_ newCount: Int) {
        precondition(newCount >= 0 && newCount <= capacity, "\(newCount) of \(capacity)")
        count = newCount
    }

    /// Makes room for `wanted` elements in all.
    func reserve(_ wanted: Int) {
        guard wanted > capacity else { return }
        let grown = max(wanted, capacity + capacity / 2)
        guard
            let moved = unsafe realloc(
                base,
                grown * MemoryLayout<Element>.stride + Self.slack
            )
        else { preconditionFailure("out of memory for \(grown) elements") }
        unsafe base = moved.bindMemory(to: Element.self, capacity: grown)
        capacity = grown
    }

    /// Makes room for `more` elements behind the last one and says where they go.
    @unsafe func room(for more: Int) -> UnsafeMutablePointer<Element> {
        reserve(count + more)
        return unsafe base + count
    }

    /// Appends one element.
    @inline(__always)
    package func append(_ element: Element) {
        if count == capacity { reserve(count + 1) }
        unsafe (base + count).initialize(to: element)
        count &+= 1
    }

    /// Appends `repeats` copies of one element.
    func append(repeating element: Element, count repeats: Int) {
        unsafe room(for: repeats).initialize(repeating: element, count: repeats)
        count += repeats
    }

    /// Appends a copy of `elements`.
    @unsafe func append(_ elements: UnsafePointer<Element>, count more: Int) {
        guard more > 0 else { return }
        unsafe room(for: more).initialize(from: elements, count: more)
        count += more
    }

    /// A copy of the elements.
    package var array: [Element] {
        unsafe Array(UnsafeBufferPointer(start: base, count: count))
    }
}
