/// A page that `ListObjectVersions` answered with.
///
/// Source: Amazon S3 API Reference, "ListObjectVersions".
struct S3VersionReply {
    /// Versions and delete markers.
    let remnants: [Remnant]
    /// Where the next page begins; nil when this is the last one.
    let next: RemnantMark?

    /// Reads a page of a listing below `location`.
    init(_ body: [UInt8], location: S3Location) throws(XMLReader.Failure) {
        let listing = try S3MarkedListing(body, root: "ListVersionsResult", location: location)
        var remnants: [Remnant] = []
        for (name, kind) in [("Version", Remnant.Kind.version), ("DeleteMarker", .deleteMarker)] {
            for item in listing.root.all(name) {
                let path = try listing.path(of: item)
                // A bucket that never had versions says "null", which names the one there is.
                let id = item["VersionId"]?.text ?? "null"
                let size = item["Size"].flatMap { Int($0.text) } ?? 0
                remnants.append(Remnant(kind, path, id: id, size: size))
            }
        }
        self.remnants = remnants
        next = try listing.next(.versions, id: "NextVersionIdMarker")
    }
}
