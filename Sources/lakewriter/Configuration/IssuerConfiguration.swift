import Foundation
import LakeServer
import Yams

extension Configuration.Value {
    /// How long a key set is used before it is fetched again: a second to a day.
    func keyRefresh() throws -> Duration {
        let duration = try duration()
        guard (Duration.seconds(1)...Duration.seconds(86_400)).contains(duration) else {
            throw ConfigurationError("\(source) is \"\(text)\": from 1s to 24h")
        }
        return duration
    }
}

/// One entry of `auth.issuers`, as an operator writes it.
///
///     auth:
///       issuers:
///         - issuer: https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_abc
///           audience: my-app
///           jwks: https://cognito-idp.eu-central-1.amazonaws.com/…/jwks.json
///           tenant-claim: custom:tenantId
///
/// The keys are one of `jwks` (an https URL), `jwks-file` (a path) and `secret-file` (the raw bytes
/// of an HS256 secret). `algorithms` defaults to RS256 and ES256; a secret's to HS256.
struct IssuerConfiguration: Decodable {
    let issuer: String
    let audience: String
    let jwks: String?
    let jwksFile: String?
    let secretFile: String?
    let tenantClaim: String?
    let algorithms: [String]?
    let adminClaim: String?
    let adminValue: String?

    private enum CodingKeys: String, CodingKey {
        case issuer, audience, jwks
        case jwksFile = "jwks-file"
        case secretFile = "secret-file"
        case tenantClaim = "tenant-claim"
        case algorithms
        case adminClaim = "admin-claim"
        case adminValue = "admin-value"
    }

    /// Reads the list that a configuration gives.
    static func issuers(_ value: Configuration.Value) throws -> [IssuerSettings] {
        let entries: [IssuerConfiguration]
        do {
            entries = try YAMLDecoder().decode([IssuerConfiguration].self, from: value.text)
        } catch {
            throw ConfigurationError(
                "\(value.source) is not a list of issuers, each with issuer, audience, and one of "
                    + "jwks, jwks-file, secret-file: \(error)"
            )
        }
        return try entries.map { entry in
            do {
                return try entry.settings()
            } catch {
                throw ConfigurationError("\(value.source), issuer \(entry.issuer): \(error)")
            }
        }
    }

    private func settings() throws -> IssuerSettings {
        let allowed = try algorithms.map { names in
            Set(
                try names.map { name in
                    guard let algorithm = SignatureAlgorithm(rawValue: name) else {
                        throw ConfigurationError("there is no algorithm \(name)")
                    }
                    return algorithm
                }
            )
        }
        return try IssuerSettings(
            issuer: issuer,
            audience: audience,
            keys: keySource(),
            tenantClaim: ClaimPath(tenantClaim ?? "tenant"),
            algorithms: allowed,
            adminRule: adminClaim.map {
                AdminRule(claim: ClaimPath($0), value: adminValue ?? "admin")
            }
        )
    }

    private func keySource() throws -> KeySource {
        switch (jwks, jwksFile, secretFile) {
        case (let url?, nil, nil): return .url(url)
        case (nil, let path?, nil): return .file(path: path)
        case (nil, nil, let path?):
            return .secret(try SharedSecret([UInt8](Data(contentsOf: URL(filePath: path)))))
        default:
            throw ConfigurationError("give exactly one of jwks, jwks-file and secret-file")
        }
    }
}
