import Foundation
import LakeModel
import LakeServer
import ObjectStorage

#if canImport(Glibc)
import Glibc
#endif

/// The file that holds a tenant's key, and the note beside it while a rotation is under way.
///
/// For its owner alone, replaced whole or not at all, and on the disk before anything is done to the
/// key before it. Its format is what AWS's tools take from a `credential_process`.
struct KeyFile {
    let path: String

    private static let bytesMax = 64 << 10
    private var notePath: String { path + ".rotation" }

    /// The id of the key in the file; nil when there is no file.
    ///
    /// - Throws: ``ConfigurationError`` when the file holds something else.
    func keyID() throws -> String? {
        guard let root = try read(path) else { return nil }
        guard let id = root["AccessKeyId"]?.string else {
            throw ConfigurationError("\(path) holds something else than a key: name another --out")
        }
        return id
    }

    /// Puts a key in the place of the one in the file.
    func write(_ key: Credentials) throws {
        let draft = path + ".new"
        unlinkIfThere(draft)
        guard try SmallFile.create(draft, Self.text(key)) else {
            throw ConfigurationError("\(draft) is in the way: remove it")
        }
        guard unsafe rename(draft, path) == 0 else {
            let reason = unsafe String(cString: strerror(errno))
            throw ConfigurationError("\(path) cannot be replaced: \(reason)")
        }
        syncFolder()
    }

    /// The keys that there were when a rotation began that has not ended; nil: none has.
    func noted(user: String) throws -> Set<String>? {
        guard let root = try read(notePath) else { return nil }
        guard root["user"]?.string == user, let keys = root["keys"]?.array else {
            throw ConfigurationError("\(notePath) is about another user: name another --out")
        }
        return Set(keys.compactMap(\.string))
    }

    /// Notes that a rotation begins.
    func note(user: String, keys: [String]) throws {
        var json = JSONWriter()
        json.object { json in
            json.member("user", user)
            json.name("keys")
            json.array { json in
                for key in keys { json.string(key) }
            }
        }
        _ = try SmallFile.create(notePath, json.bytes)
        syncFolder()
    }

    /// The rotation has ended.
    func forget() { unlinkIfThere(notePath) }

    /// A key as AWS's tools read it from a process.
    ///
    /// Source: AWS CLI User Guide, "Sourcing credentials with an external process".
    static func text(_ key: Credentials) -> [UInt8] {
        var json = JSONWriter()
        json.object { json in
            json.member("Version", 1)
            json.member("AccessKeyId", key.accessKeyID)
            json.member("SecretAccessKey", key.secretAccessKey.exposed)
        }
        return json.bytes + [UInt8(ascii: "\n")]
    }

    private func read(_ path: String) throws -> JSONNode? {
        guard FileManager.default.fileExists(atPath: path) else { return nil }
        let bytes = try SmallFile.read(path, sizeMax: Self.bytesMax)
        guard let root = try? JSONDocument(bytes).root else {
            throw ConfigurationError("\(path) holds no JSON: name another --out, or remove it")
        }
        return root
    }

    private func unlinkIfThere(_ path: String) { _ = unsafe unlink(path) }

    /// A rename is on the disk when its folder is.
    private func syncFolder() {
        let folder = URL(filePath: path).deletingLastPathComponent().path
        let descriptor = unsafe open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { return }
        _ = fsync(descriptor)
        _ = close(descriptor)
    }
}
