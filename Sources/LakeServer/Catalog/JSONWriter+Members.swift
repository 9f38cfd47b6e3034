import LakeModel

extension JSONWriter {
    /// Writes a member that is an array of strings.
    mutating func member(_ name: String, _ texts: [String]) {
        self.name(name)
        array { json in
            for text in texts { json.string(text) }
        }
    }

    /// Writes a member that is an object of strings, ordered by name.
    mutating func member(_ name: String, _ texts: [String: String]) {
        self.name(name)
        object { json in
            for (name, value) in texts.sorted(by: { $0.key < $1.key }) { json.member(name, value) }
        }
    }
}
