import Foundation
import TenantPolicies

/// A policy in a file of its own.
enum PolicyFile {
    /// Reads a policy.
    ///
    /// - Throws: ``PolicyFileError`` when it cannot be read or is none.
    static func read(_ path: String, as kind: PolicyKind) throws -> PolicyDocument {
        let bytes: Data
        do {
            bytes = try Data(contentsOf: URL(filePath: path))
        } catch {
            throw PolicyFileError(path: path, reason: error.localizedDescription)
        }
        do {
            return try PolicyDocument(Array(bytes), as: kind)
        } catch {
            throw PolicyFileError(path: path, reason: "\(error)")
        }
    }
}
