/// Where an issuer's keys come from.
public enum KeySource: Hashable, Sendable {
    /// A JSON Web Key Set in a file, read again when its modification time changes.
    case file(path: String)
    /// A JSON Web Key Set at an address, fetched now and then and when a token names a new key.
    case url(String)
    /// A secret shared with the issuer; HS256 only.
    case secret(SharedSecret)
}
