/// An object that is being written in parts.
public protocol MultipartUpload: Sendable {
    /// The smallest part that the store takes, the last one excepted, in bytes.
    var partSizeBytesMin: Int { get }

    /// Sends part `number`, counted from 1. Several may be under way at once; a part may be sent
    /// again after a failure.
    func uploadPart(_ number: Int, _ bytes: [UInt8]) async throws(ObjectStoreError)

    /// Makes the object visible, of all parts in the order of their numbers.
    ///
    /// - Throws: what ``ObjectStore/put(_:_:mode:)`` throws; `.invalidRequest` when there are no
    ///   parts, or the upload has ended.
    @discardableResult
    func complete() async throws(ObjectStoreError) -> ObjectAttributes

    /// Gives up: the parts are forgotten and nothing becomes visible. Doing so twice succeeds.
    func abort() async throws(ObjectStoreError)
}
