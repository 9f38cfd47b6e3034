#if canImport(Glibc)
import Glibc
#endif

/// The key that development tokens are signed with: a file in the data directory.
///
/// 32 random bytes as base64url in `dev-token.key`, readable by its owner alone (mode 0600). A file
/// that others may read, that is somebody else's, or that is no file is refused, since its key
/// may be known.
public struct DevelopmentKey: Hashable, Sendable {
    /// The file's name in the data directory.
    public static let fileName = "dev-token.key"

    private static let size = 32
    /// The text of a key takes 43 bytes and a line's end; anything much longer is no key.
    private static let fileSizeMax = 128

    /// The key.
    package let secret: SharedSecret

    /// Creates a key from its bytes.
    package init(secret: SharedSecret) {
        self.secret = secret
    }

    /// Reads the key of a data directory, and makes one when there is none.
    ///
    /// - Parameters:
    ///   - directory: The data directory, which must exist.
    ///   - randomBytes: Returns that many bytes nobody can foresee.
    /// - Returns: The key that the file holds now.
    /// - Throws: ``AuthenticationSettingsError`` when the file cannot be read or made, is readable by
    ///   others, or holds no key.
    public static func open(
        inDirectory directory: String,
        randomBytes: (Int) -> [UInt8]
    ) throws(AuthenticationSettingsError) -> DevelopmentKey {
        let path = "\(directory)/\(fileName)"
        if let key = try read(path) { return key }
        let text = Base64URL.encode(randomBytes(size)) + "\n"
        do {
            // When another process was faster, its key is the key.
            _ = try SmallFile.create(path, Array(text.utf8))
        } catch {
            throw .init("\(path): \(error)")
        }
        guard let key = try read(path) else { throw .init("\(path) vanished while it was made") }
        return key
    }

    /// The key at `path`; nil when there is no file.
    private static func read(
        _ path: String
    ) throws(AuthenticationSettingsError) -> DevelopmentKey? {
        let text: [UInt8]
        let mark: FileMark
        do {
            (text, mark) = try SmallFile.readKey(path, sizeMax: fileSizeMax)
        } catch {
            if error.errno == ENOENT { return nil }
            throw .init("\(path): \(error)")
        }
        guard mark.isRegular, mark.owner == geteuid(), mark.permissions & 0o077 == 0 else {
            throw .init("\(path) must be a file of this user's that nobody else may read (0600)")
        }
        guard let bytes = Base64URL.decode(text.prefix { $0 != 0x0A }), bytes.count == size else {
            throw .init("\(path) holds no key; delete it to have one made")
        }
        return DevelopmentKey(secret: try SharedSecret(bytes))
    }
}
