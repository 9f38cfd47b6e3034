extension S3ObjectStore {
    /// In what an object is kept otherwise than it was put; nil: in nothing.
    ///
    /// Stores that do not know the header fields of encryption take them, and keep plain bytes: the
    /// object's own header says what was done.
    ///
    /// - Throws: ``ObjectStoreError``; `.notFound`.
    public func misplacement(of key: ObjectKey) async throws(ObjectStoreError) -> String? {
        let response = try await connection.send(S3Request(.headObject, key: fullKey(key)))
        let algorithm = response[header: ObjectPlacement.encryptionHeader]
        switch placement.encryption(of: key) {
        case .bucketDefault: break
        case .managedKeys where algorithm == "AES256": break
        case .managedKeys:
            return "asked for SSE-S3, it is encrypted with \(algorithm ?? "nothing")"
        case .keyService(let wanted):
            guard algorithm == "aws:kms" else {
                return "asked for SSE-KMS, it is encrypted with \(algorithm ?? "nothing")"
            }
            let used = response[header: ObjectPlacement.keyHeader] ?? "an unnamed key"
            // An alias or a bare id is answered with the key's whole name.
            if let wanted, !wanted.contains("alias/"), !used.hasSuffix(wanted) {
                return "asked for the key \(wanted), it is encrypted with \(used)"
            }
        }
        guard let tag = placement.tag(of: key) else { return nil }
        let tags = try await self.tags(of: key)
        guard tags[ObjectPlacement.tagKey] == tag else {
            return "asked for the tag \(ObjectPlacement.tagKey)=\(tag), it does not have it"
        }
        return nil
    }

    private func tags(of key: ObjectKey) async throws(ObjectStoreError) -> [String: String] {
        var request = S3Request(.getObjectTagging, key: fullKey(key))
        request.query = [.init("tagging", "")]
        let response = try await connection.send(request)
        guard let reply = try? XMLElement.parse(response.body), reply.name == "Tagging" else {
            throw ObjectStoreError(
                .invalidRequest,
                "\(settings.endpoint) answered GetObjectTagging with no tags"
            )
        }
        var tags: [String: String] = [:]
        for tag in reply["TagSet"]?.all("Tag") ?? [] {
            if let name = tag["Key"]?.text { tags[name] = tag["Value"]?.text ?? "" }
        }
        return tags
    }
}
