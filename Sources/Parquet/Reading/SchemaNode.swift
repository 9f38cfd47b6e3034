/// A node of a file's schema with the nodes below it.
public struct SchemaNode: Hashable, Sendable {
    /// What the footer says of it.
    public let element: SchemaElement
    /// The nodes below; empty for a leaf.
    public let children: [SchemaNode]

    /// Groups inside groups that are followed; a file of the deepest kind in use has about ten.
    public static let depthMax = 128

    /// Whether it holds values.
    public var isLeaf: Bool { element.type != nil }

    /// The number of leaves below it, or 1 if it is one.
    public var leafCount: Int {
        isLeaf ? 1 : children.reduce(0) { $0 + $1.leafCount }
    }

    /// Builds the tree of a footer's list.
    ///
    /// - Throws: ``ParquetError`` `malformed` when the list is no tree.
    public static func tree(_ elements: [SchemaElement]) throws(ParquetError) -> SchemaNode {
        var next = 0
        let root = try node(elements, &next, depth: 0)
        guard next == elements.count else {
            throw .footer("\(elements.count - next) schema elements below no group")
        }
        guard !root.isLeaf else { throw .footer("the schema's root is a leaf") }
        return root
    }

    private static func node(
        _ elements: [SchemaElement],
        _ next: inout Int,
        depth: Int
    ) throws(ParquetError) -> SchemaNode {
        guard next < elements.count else { throw .footer("the schema ends inside a group") }
        guard depth <= depthMax else { throw .footer("the schema nests too deep") }
        let element = elements[next]
        next += 1
        let count = Int(element.childCount ?? 0)
        guard count >= 0, count <= elements.count - next, element.type == nil || count == 0 else {
            throw .footer("schema element \(element.name) has \(count) children")
        }
        guard (0...7).contains(element.type?.rawValue ?? 0),
            (0...2).contains(element.repetition?.rawValue ?? 0)
        else { throw .footer("schema element \(element.name) is of no known type") }
        var children: [SchemaNode] = []
        for _ in 0..<count { children.append(try node(elements, &next, depth: depth + 1)) }
        return SchemaNode(element: element, children: children)
    }
}

extension SchemaNode: CustomStringConvertible {
    /// The tree as the reference implementation prints schemas, a node a line.
    public var description: String {
        "message \(element.name) {\n" + children.map { $0.lines(2) }.joined() + "}"
    }

    private func lines(_ indent: Int) -> String {
        let margin = String(repeating: " ", count: indent)
        var head = element.repetition.map { "\($0)".lowercased() + " " } ?? ""
        if let type = element.type {
            head += "\(type)".lowercased()
            if let length = element.typeLength, type == .fixedLengthByteArray {
                head += "(\(length))"
            }
        } else {
            head += "group"
        }
        head += " \(element.name)"
        if let meaning = element.logicalType {
            head += " (\(meaning))"
        } else if let meaning = element.convertedType {
            head += " (\(meaning))"
        }
        if let id = element.fieldID { head += " = \(id)" }
        guard !isLeaf else { return margin + head + ";\n" }
        return margin + head + " {\n" + children.map { $0.lines(indent + 2) }.joined() + margin
            + "}\n"
    }
}
