import Foundation
import LakeModel
import TenantPolicies

/// The folder that `policies generate` writes: a folder for each form, in it its files.
enum PolicyFolder {
    /// A file that can be proved.
    struct File: Sendable {
        let path: String
        let form: PolicyForm
        /// Whose it is; nil where tenants share it.
        let tenant: TenantID?
    }

    /// The files that are named, and those of the folders that are, in the order of their paths.
    ///
    /// - Throws: ``ConfigurationError`` for a file of no form, and ``NameError`` for one that is
    ///   named after no tenant.
    static func files(_ paths: [String]) throws -> [File] {
        var files: [File] = []
        for path in paths {
            guard FileManager.default.fileExists(atPath: path) else {
                throw ConfigurationError("\(path) does not exist")
            }
            guard (try? FileManager.default.contentsOfDirectory(atPath: path)) != nil else {
                files.append(try file(path))
                continue
            }
            for form in PolicyCheck.forms {
                let folder = "\(path)/\(form.folder)"
                let names = try? FileManager.default.contentsOfDirectory(atPath: folder)
                for name in (names ?? []).sorted() where name.hasSuffix(".json") {
                    files.append(try file("\(folder)/\(name)"))
                }
            }
        }
        return files
    }

    private static func file(_ path: String) throws -> File {
        let url = URL(filePath: path)
        let folder = url.deletingLastPathComponent().lastPathComponent
        guard let form = PolicyForm(rawValue: folder), PolicyCheck.forms.contains(form) else {
            throw ConfigurationError(
                "\(path): a policy's folder says its form, as in identity/acme.json"
            )
        }
        let stem = url.deletingPathExtension().lastPathComponent
        return File(path: path, form: form, tenant: form.isPerTenant ? try TenantID(stem) : nil)
    }
}
