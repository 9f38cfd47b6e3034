import LakeModel
import ObjectStorage

/// What `namespace.json` holds: `{"properties":{…}}`.
struct NamespaceProperties: Hashable, Sendable {
    /// The properties.
    var properties: [String: String]

    /// Where the file lies.
    static func key(of namespace: TenantID) -> ObjectKey {
        ObjectKey("\(LakeLocation.namespaceFolder(of: namespace))namespace.json")
    }

    /// Creates the content of a file.
    init(_ properties: [String: String]) {
        self.properties = properties
    }

    /// Reads a file.
    ///
    /// - Throws: ``CatalogError`` `.corrupt`, naming the file.
    init(json bytes: [UInt8], uri: String) throws(CatalogError) {
        do {
            properties = try JSONDocument(bytes).root.required("properties").texts()
        } catch {
            throw CatalogError(.corrupt, "\(uri): \(error)")
        }
    }

    /// The file's text, its members in order.
    var json: [UInt8] {
        var json = JSONWriter()
        json.object { json in
            json.name("properties")
            json.object { json in
                for (name, value) in properties.sorted(by: { $0.key < $1.key }) {
                    json.member(name, value)
                }
            }
        }
        return json.bytes
    }

    /// Removes and sets properties.
    mutating func change(removals: [String], updates: [String: String]) -> NamespaceChange {
        let wanted = Set(removals)
        let removed = wanted.filter { properties[$0] != nil }
        for key in removed { properties[key] = nil }
        properties.merge(updates) { _, new in new }
        return NamespaceChange(
            updated: updates.keys.sorted(),
            removed: removed.sorted(),
            missing: wanted.subtracting(removed).sorted()
        )
    }
}
