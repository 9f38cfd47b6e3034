/// What is asked of a store: a call of ``ObjectStore`` or ``MultipartUpload``.
public enum StoreOperation: String, Hashable, Sendable, CaseIterable {
    /// ``ObjectStore/put(_:_:mode:)``.
    case put
    /// ``ObjectStore/beginMultipart(_:mode:)``.
    case beginMultipart
    /// ``MultipartUpload/uploadPart(_:_:)``.
    case uploadPart
    /// ``MultipartUpload/complete()``.
    case complete
    /// ``MultipartUpload/abort()``.
    case abort
    /// ``ObjectStore/get(_:range:)``.
    case get
    /// ``ObjectStore/head(_:)``.
    case head
    /// ``ObjectStore/list(prefix:after:)`` and ``ObjectStore/listFolders(below:after:)``.
    case list
    /// ``ObjectStore/delete(_:)``.
    case delete

    /// Whether it changes what the store holds.
    public var isWrite: Bool {
        switch self {
        case .get, .head, .list: false
        default: true
        }
    }
}
