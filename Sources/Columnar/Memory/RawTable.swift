/// A fixed number of trivially copyable elements at one address, without reference counting.
///
/// Reading an element of a Swift array from a class costs a retain, a bounds check and an
/// exclusivity check; on the way of every JSON field that is most of the work. Indexes are
/// checked in debug builds. The owner calls ``deallocate()`` once, when nobody reads any more.
@safe struct RawTable<Element: BitwiseCopyable> {
    private let base: UnsafeMutablePointer<Element>
    /// The number of elements.
    let count: Int

    /// A table of copies of `elements`.
    init(_ elements: [Element]) {
        count = elements.count
        unsafe base = .allocate(capacity: max(count, 1))
        for (index, element) in elements.enumerated() {
            unsafe (base + index).initialize(to: element)
        }
    }

    /// A table of `count` copies of one element.
    init(repeating element: Element, count: Int) {
        self.count = count
        unsafe base = .allocate(capacity: max(count, 1))
        unsafe base.initialize(repeating: element, count: count)
    }

    /// The element at `index`.
    subscript(index: Int) -> Element {
        @inline(__always)
        _read {
            assert(index >= 0 && index < count)
            yield unsafe base[index]
        }
        @inline(__always)
        nonmutating _modify {
            assert(index >= 0 && index < count)
            yield unsafe &base[index]
        }
    }

    /// Gives the memory back.
    func deallocate() {
        unsafe base.deallocate()
    }
}
