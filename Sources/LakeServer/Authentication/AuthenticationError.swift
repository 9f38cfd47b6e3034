/// Why a credential does not count.
///
/// Holds nothing of the credential: the code is one of ours, and so is every word that the client or
/// the log sees of it.
public enum AuthenticationError: String, Error, Hashable, Sendable, CaseIterable {
    /// No `Authorization` header.
    case missing = "credentials_missing"
    /// Two `Authorization` headers, another scheme than `Bearer`, or characters that no token has.
    case malformedHeader = "authorization_malformed"
    /// Not a compact JSON Web Signature with a JSON header and a JSON claims set, or too long.
    case malformedToken = "token_malformed"
    /// A header that asks for an extension (`crit`) or says that this is another kind of token.
    case unsupportedToken = "token_unsupported"
    /// An `alg` that its issuer may not use, or that the key is not for; `none` above all.
    case algorithmRefused = "algorithm_refused"
    /// An `iss` that is not configured.
    case unknownIssuer = "issuer_unknown"
    /// A `kid` that the issuer's key set does not hold.
    case unknownKey = "key_unknown"
    /// A signature that the key does not confirm.
    case badSignature = "signature_invalid"
    /// Another `aud`.
    case wrongAudience = "audience_wrong"
    /// No `exp`.
    case noExpiry = "expiry_missing"
    /// An `exp` that has passed.
    case expired = "token_expired"
    /// An `nbf` that lies ahead.
    case notYetValid = "token_not_yet_valid"
    /// No tenant claim, or one that is no tenant's name.
    case noTenant = "tenant_claim_invalid"
    /// The issuer's keys cannot be had now: not the client's fault.
    case keysUnavailable = "keys_unavailable"

    /// What the client is told.
    package var detail: String {
        switch self {
        case .missing: "Send a bearer token in the Authorization header."
        case .malformedHeader: "Send exactly one Authorization header: Bearer, a space, the token."
        case .malformedToken: "The bearer token is not a signed JSON Web Token."
        case .unsupportedToken: "The bearer token is of a kind that is not accepted here."
        case .algorithmRefused: "The bearer token is signed by an algorithm that is not accepted."
        case .unknownIssuer: "The bearer token's issuer is not accepted."
        case .unknownKey: "The bearer token's key is not one of its issuer's."
        case .badSignature: "The bearer token's signature is not valid."
        case .wrongAudience: "The bearer token is meant for another audience."
        case .noExpiry: "The bearer token does not say when it expires."
        case .expired: "The bearer token has expired."
        case .notYetValid: "The bearer token is not valid yet."
        case .noTenant: "The bearer token does not name a tenant."
        case .keysUnavailable: "Bearer tokens cannot be verified at the moment."
        }
    }

    /// RFC 6750 section 3.1: a request without credentials is told the scheme and no error.
    package var bearerErrorCode: String? {
        switch self {
        case .missing: nil
        case .malformedHeader: "invalid_request"
        default: "invalid_token"
        }
    }
}
