/// A page that `ListObjectsV2` answered with.
struct S3ListReply {
    /// The objects, their keys relative to the store's root.
    let page: ObjectPage
    /// Where the next page begins, by the store's own reckoning; nil when there is none.
    let continuation: String?

    /// Reads a page.
    ///
    /// What lies below the prefix under a name that no key of ours can have is passed over:
    /// consoles mark folders by empty objects whose key ends in a slash.
    init(_ body: [UInt8], location: S3Location) throws(XMLReader.Failure) {
        let reply = try XMLElement.parse(body)
        guard reply.name == "ListBucketResult", let isTruncated = reply["IsTruncated"]?.text else {
            throw XMLReader.Failure(message: "<\(reply.name)> is no listing")
        }
        let isEncoded = reply["EncodingType"]?.text == "url"
        var objects: [ObjectAttributes] = []
        for content in reply.all("Contents") {
            guard let text = content["Key"]?.text,
                let size = content["Size"].flatMap({ Int($0.text) }),
                let full = isEncoded ? PercentEncoding.decode(text, plusIsSpace: true) : text
            else { throw XMLReader.Failure(message: "an object without key or size") }
            guard let key = Self.key(full, location) else { continue }
            let tag = EntityTag.unquoted(content["ETag"]?.text ?? "")
            let modified = content["LastModified"].flatMap { UnixTime(iso8601: $0.text) }
            objects.append(
                ObjectAttributes(key: key, size: size, entityTag: tag, modified: modified)
            )
        }
        page = ObjectPage(objects: objects, isTruncated: isTruncated == "true")
        let next = reply["NextContinuationToken"]?.text ?? ""
        continuation = page.isTruncated && !next.isEmpty ? next : nil
    }

    private static func key(_ full: String, _ location: S3Location) -> ObjectKey? {
        guard !location.prefix.isEmpty else { return ObjectKey(untrusted: full) }
        let root = location.prefix + "/"
        guard full.utf8.starts(with: root.utf8) else { return nil }
        return ObjectKey(
            untrusted: String(decoding: full.utf8.dropFirst(root.utf8.count), as: UTF8.self)
        )
    }
}
