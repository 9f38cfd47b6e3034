/// A page that `ListMultipartUploads` answered with.
///
/// Source: Amazon S3 API Reference, "ListMultipartUploads".
struct S3UploadReply {
    /// Uploads that were neither completed nor aborted.
    let remnants: [Remnant]
    /// Where the next page begins; nil when this is the last one.
    let next: RemnantMark?

    /// Reads a page of a listing below `location`.
    init(_ body: [UInt8], location: S3Location) throws(XMLReader.Failure) {
        let listing = try S3MarkedListing(
            body,
            root: "ListMultipartUploadsResult",
            location: location
        )
        var remnants: [Remnant] = []
        for item in listing.root.all("Upload") {
            guard let id = item["UploadId"]?.text, !id.isEmpty else {
                throw XMLReader.Failure(message: "an upload without id")
            }
            remnants.append(Remnant(.upload, try listing.path(of: item), id: id))
        }
        self.remnants = remnants
        next = try listing.next(.uploads, id: "NextUploadIdMarker")
    }
}
