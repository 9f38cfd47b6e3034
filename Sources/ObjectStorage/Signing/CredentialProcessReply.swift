import FoundationEssentials

/// What a `credential_process` prints.
///
/// Source: AWS SDKs and Tools Reference Guide, "Process credential provider".
package struct CredentialProcessReply: Decodable {
    private enum CodingKeys: String, CodingKey {
        case version = "Version"
        case accessKeyID = "AccessKeyId"
        case secretAccessKey = "SecretAccessKey"
        case sessionToken = "SessionToken"
        case expiration = "Expiration"
    }

    private let version: Int
    private let accessKeyID: String
    private let secretAccessKey: String
    private let sessionToken: String?
    private let expiration: String?

    /// Reads the output of a profile's program.
    ///
    /// No part of it gets into a message.
    package static func credentials(
        _ output: [UInt8],
        profile: String
    ) throws(ObjectStoreError) -> Credentials {
        guard let reply = try? JSONDecoder().decode(Self.self, from: Data(output)),
            reply.version == 1
        else {
            throw ObjectStoreError(
                .misconfigured,
                "the credential_process of profile \(profile) does not print credentials as "
                    + "JSON of Version 1"
            )
        }
        let expiration = reply.expiration.map { UnixTime(iso8601: $0) }
        if case .some(.none) = expiration {
            throw ObjectStoreError(
                .misconfigured,
                "the credential_process of profile \(profile) prints an Expiration that is not "
                    + "ISO 8601 in UTC"
            )
        }
        return Credentials(
            accessKeyID: reply.accessKeyID,
            secretAccessKey: Secret(reply.secretAccessKey),
            sessionToken: reply.sessionToken.map(Secret.init),
            expiration: expiration ?? nil
        )
    }
}
