/// How objects are kept, decided by their key: what they are encrypted with, how they are tagged.
///
/// Asked before every put and every multipart upload; what it answers is signed with the request.
/// Keys of a customer's own (SSE-C) are never sent: a reader would need them, and the store could
/// not lend them out.
///
/// Source: Amazon S3 User Guide, "Protecting data with server-side encryption" and "Categorizing
/// your storage using tags".
public struct ObjectPlacement: Sendable {
    /// What the store encrypts an object with.
    public enum Encryption: Hashable, Sendable {
        /// What the bucket is set to.
        case bucketDefault
        /// Keys that the store keeps itself: SSE-S3.
        case managedKeys
        /// A key of the key management service, or where none is named the account's own: SSE-KMS.
        case keyService(key: String?)
    }

    /// What objects of nobody in particular are encrypted with, and those of tenants that have no
    /// key of their own.
    public var encryption: Encryption
    /// Whether a tenant's objects are tagged `tenantId=<tenant>`, for reports of costs.
    public var tagsTenants: Bool
    /// The key of the key management service that a tenant's objects are encrypted with, whatever
    /// ``encryption`` says; nil: it has none.
    public var tenantKey: @Sendable (_ tenant: String) -> String?

    /// Creates a placement; by default objects are kept as the bucket is set.
    public init(
        encryption: Encryption = .bucketDefault,
        tagsTenants: Bool = false,
        tenantKey: @escaping @Sendable (_ tenant: String) -> String? = { _ in nil }
    ) {
        self.encryption = encryption
        self.tagsTenants = tagsTenants
        self.tenantKey = tenantKey
    }

    /// What an object is encrypted with.
    public func encryption(of key: ObjectKey) -> Encryption {
        Self.tenant(of: key).flatMap(tenantKey).map { .keyService(key: $0) } ?? encryption
    }

    /// The header fields that make the store keep an object so.
    package func headers(for key: ObjectKey) -> [SigningRequest.Pair] {
        var headers: [SigningRequest.Pair] = []
        switch encryption(of: key) {
        case .bucketDefault: break
        case .managedKeys: headers.append(.init(Self.encryptionHeader, "AES256"))
        case .keyService(let key):
            headers.append(.init(Self.encryptionHeader, "aws:kms"))
            if let key { headers.append(.init(Self.keyHeader, key)) }
        }
        if let tag = tag(of: key) {
            headers.append(.init("x-amz-tagging", "\(Self.tagKey)=\(tag)"))
        }
        return headers
    }

    /// The value of an object's tag; nil: it has none.
    func tag(of key: ObjectKey) -> String? { tagsTenants ? Self.tenant(of: key) : nil }

    /// The name of the tag, as that of the folder.
    static let tagKey = "tenantId"
    /// Says what an object is encrypted with, in requests and answers.
    static let encryptionHeader = "x-amz-server-side-encryption"
    /// Says by which key.
    static let keyHeader = "x-amz-server-side-encryption-aws-kms-key-id"

    /// Whose object it is, by the layout of a lake: `<folder>/tenantId=<tenant>/…`; nil: nobody's.
    ///
    /// A name with bytes that a tag would have to escape is no tenant's.
    static func tenant(of key: ObjectKey) -> String? {
        let parts = key.path.split(separator: "/", maxSplits: 2)
        guard parts.count == 3, parts[1].hasPrefix("\(tagKey)=") else { return nil }
        let name = parts[1].dropFirst(tagKey.count + 1)
        let isPlain =
            !name.isEmpty
            && name.utf8.allSatisfy { byte in
                (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
                    || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                    || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
            }
        return isPlain ? String(name) : nil
    }
}
