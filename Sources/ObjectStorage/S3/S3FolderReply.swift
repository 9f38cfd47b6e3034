/// A page of folders that `ListObjectsV2` answered with, asked with a delimiter.
struct S3FolderReply {
    /// Their names, without what they lie below and without the slash.
    let folders: [String]
    /// Whether more follow, folders or objects.
    let isTruncated: Bool
    /// Where the next page begins, by the store's own reckoning; nil when there is none.
    let continuation: String?

    /// Reads a page.
    ///
    /// Folders of a name that is part of no key of ours are passed over.
    init(_ body: [UInt8], below prefix: String) throws(XMLReader.Failure) {
        let reply = try XMLElement.parse(body)
        guard reply.name == "ListBucketResult", let isTruncated = reply["IsTruncated"]?.text else {
            throw XMLReader.Failure(message: "<\(reply.name)> is no listing")
        }
        let isEncoded = reply["EncodingType"]?.text == "url"
        var folders: [String] = []
        for common in reply.all("CommonPrefixes") {
            guard let text = common["Prefix"]?.text,
                let full = isEncoded ? PercentEncoding.decode(text, plusIsSpace: true) : text
            else { throw XMLReader.Failure(message: "a folder without name") }
            guard full.utf8.starts(with: prefix.utf8), full.utf8.last == UInt8(ascii: "/") else {
                continue
            }
            let name = full.utf8.dropFirst(prefix.utf8.count).dropLast()
            guard !name.contains(UInt8(ascii: "/")),
                let key = ObjectKey(untrusted: String(decoding: name, as: UTF8.self))
            else { continue }
            folders.append(key.path)
        }
        self.folders = folders
        self.isTruncated = isTruncated == "true"
        let next = reply["NextContinuationToken"]?.text ?? ""
        continuation = self.isTruncated && !next.isEmpty ? next : nil
    }
}
