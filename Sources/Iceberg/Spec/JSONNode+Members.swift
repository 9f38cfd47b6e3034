package import LakeModel

/// Reading the specification's objects: what is missing or of another type is said with its place.
extension JSONNode {
    /// The member of this name, which must be there and not null.
    package func required(_ name: String) throws(CatalogError) -> JSONNode {
        guard let member = try optional(name) else {
            throw CatalogError(.corrupt, "\(place): the member '\(name)' is missing")
        }
        return member
    }

    /// The member of this name; nil where it is not there or null, which mean the same.
    package func optional(_ name: String) throws(CatalogError) -> JSONNode? {
        for member in try object() where member.name == name {
            return member.node.value == .null ? nil : member.node
        }
        return nil
    }

    /// The members of an object.
    package func object() throws(CatalogError) -> [Member] {
        guard let members else { throw mismatch("an object") }
        return members
    }

    /// The elements of an array.
    package func elements() throws(CatalogError) -> [JSONNode] {
        guard let array else { throw mismatch("an array") }
        return array
    }

    /// A string.
    package func text() throws(CatalogError) -> String {
        guard let string else { throw mismatch("a string") }
        return string
    }

    /// True or false.
    package func flag() throws(CatalogError) -> Bool {
        guard case .boolean(let value) = value else { throw mismatch("true or false") }
        return value
    }

    /// A whole number of 32 bits: what the specification calls an `int`.
    package func int32() throws(CatalogError) -> Int32 {
        guard case .number(let digits) = value, let number = Int32(digits) else {
            throw mismatch("a whole number of 32 bits")
        }
        return number
    }

    /// A whole number of 64 bits: what the specification calls a `long`.
    package func int64() throws(CatalogError) -> Int64 {
        guard case .number(let digits) = value, let number = Int64(digits) else {
            throw mismatch("a whole number of 64 bits")
        }
        return number
    }

    /// An object whose values are strings.
    package func texts() throws(CatalogError) -> [String: String] {
        var texts: [String: String] = [:]
        for member in try object() { texts[member.name] = try member.node.text() }
        return texts
    }

    /// The elements of an array, each read by `read`.
    package func elements<Element>(
        _ read: (JSONNode) throws(CatalogError) -> Element
    ) throws(CatalogError) -> [Element] {
        var result: [Element] = []
        for element in try elements() { result.append(try read(element)) }
        return result
    }

    /// The members that are not among `names`, to be written back as they are.
    package func others(than names: Set<String>) throws(CatalogError) -> [Member] {
        try object().filter { !names.contains($0.name) }
    }

    /// An error at this place.
    package func invalid(_ reason: String) -> CatalogError {
        CatalogError(.corrupt, "\(place): \(reason)")
    }

    private func mismatch(_ expected: String) -> CatalogError {
        invalid("expected \(expected)")
    }

    private var place: String { pointer.isEmpty ? "at the top" : pointer }
}
