/// An element of a small XML document, with all that lies in it.
package struct XMLElement: Hashable, Sendable {
    /// Its name, without the namespace's prefix.
    package let name: String
    /// The text directly in it.
    package private(set) var text = ""
    /// The elements directly in it.
    package private(set) var children: [XMLElement] = []

    private init(name: String) {
        self.name = name
    }

    /// Reads a whole document; what it gives is the root.
    package static func parse(_ bytes: [UInt8]) throws(XMLReader.Failure) -> XMLElement {
        var reader = XMLReader(bytes)
        var path: [XMLElement] = []
        var root: XMLElement?
        while let event = try reader.next() {
            switch event {
            case .start(let name): path.append(XMLElement(name: name))
            case .text(let text): path[path.count - 1].text += text
            case .end:
                let ended = path.removeLast()
                if path.isEmpty {
                    root = ended
                } else {
                    path[path.count - 1].children.append(ended)
                }
            }
        }
        guard let root else { preconditionFailure("the reader ends behind a root") }
        return root
    }

    /// The first child of that name.
    package subscript(name: String) -> XMLElement? {
        children.first { $0.name == name }
    }

    /// The children of that name.
    package func all(_ name: String) -> [XMLElement] {
        children.filter { $0.name == name }
    }
}
