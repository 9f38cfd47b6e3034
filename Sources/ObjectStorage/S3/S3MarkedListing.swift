/// A listing of a bucket that goes on behind a key and an id.
struct S3MarkedListing {
    /// The whole answer.
    let root: XMLElement
    private let isEncoded: Bool
    private let location: S3Location

    /// Reads an answer whose root has that name.
    init(_ body: [UInt8], root name: String, location: S3Location) throws(XMLReader.Failure) {
        root = try XMLElement.parse(body)
        guard root.name == name, root["IsTruncated"] != nil else {
            throw XMLReader.Failure(message: "<\(root.name)> is no listing")
        }
        isEncoded = root["EncodingType"]?.text == "url"
        self.location = location
    }

    /// The key of one of its items, below the store's root.
    func path(of item: XMLElement) throws(XMLReader.Failure) -> String {
        guard let text = item["Key"]?.text, !text.isEmpty else {
            throw XMLReader.Failure(message: "an item without key")
        }
        let full = try decoded(text)
        let start = location.fullKey("")
        guard full.utf8.starts(with: start.utf8) else {
            throw XMLReader.Failure(message: "a key outside of \(location)")
        }
        return String(decoding: full.utf8.dropFirst(start.utf8.count), as: UTF8.self)
    }

    /// The names of the folders directly below `prefix` that it shows.
    ///
    /// Of the items that a store lists in spite of the delimiter, their folders count.
    func folders(below prefix: String) throws(XMLReader.Failure) -> Set<String> {
        var paths: [String] = []
        for common in root.all("CommonPrefixes") {
            guard let text = common["Prefix"]?.text else { continue }
            let full = try decoded(text)
            let start = location.fullKey("")
            if full.utf8.starts(with: start.utf8) {
                paths.append(String(decoding: full.utf8.dropFirst(start.utf8.count), as: UTF8.self))
            }
        }
        for name in ["Upload", "Version", "DeleteMarker"] {
            for item in root.all(name) { paths.append(try path(of: item)) }
        }
        var found: Set<String> = []
        for path in paths where path.utf8.starts(with: prefix.utf8) {
            let rest = path.utf8.dropFirst(prefix.utf8.count)
            guard let end = rest.firstIndex(of: UInt8(ascii: "/")) else { continue }
            found.insert(String(decoding: rest[..<end], as: UTF8.self))
        }
        return found
    }

    /// Where the next page begins; nil when this is the last one.
    func next(
        _ listing: RemnantMark.Listing,
        id name: String
    ) throws(XMLReader.Failure) -> RemnantMark? {
        guard root["IsTruncated"]?.text == "true" else { return nil }
        guard let key = root["NextKeyMarker"]?.text, !key.isEmpty else {
            throw XMLReader.Failure(message: "a page that says of no other where it begins")
        }
        let id = root[name]?.text ?? ""
        return RemnantMark(listing, key: try decoded(key), id: id.isEmpty ? nil : id)
    }

    private func decoded(_ text: String) throws(XMLReader.Failure) -> String {
        guard isEncoded else { return text }
        guard let plain = PercentEncoding.decode(text, plusIsSpace: true) else {
            throw XMLReader.Failure(message: "a key that is not encoded as it says")
        }
        return plain
    }
}
