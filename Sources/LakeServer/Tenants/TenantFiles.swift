import LakeModel

/// The operator's tenants: one file of all, or a folder of one each.
///
/// A folder holds `<tenant>.json`, each a record, and may hold `_defaults.json`, a directory without
/// tenants.
enum TenantFiles {
    /// What lies there, as it looks from outside: equal as long as nobody has written to it.
    enum Look: Hashable, Sendable {
        case file(FileMark)
        case folder(SchemaFolder.Look)
    }

    private static let defaultsName = "_defaults.json"

    /// Looks at the path without reading what lies there.
    static func look(at path: String) throws(TenantFileError) -> Look {
        let mark: FileMark
        do throws(SmallFile.Failure) {
            mark = try SmallFile.mark(path)
        } catch {
            throw TenantFileError(file: path, [.init(reason: "cannot be looked at: \(error)")])
        }
        guard !mark.isRegular else { return .file(mark) }
        do throws(SchemaError) {
            return .folder(try SchemaFolder.look(at: path))
        } catch {
            throw TenantFileError(file: path, error)
        }
    }

    /// Reads what lies there.
    static func read(_ path: String) throws(TenantFileError) -> TenantDirectory {
        guard case .folder = try look(at: path) else { return try readFile(path) }
        let files: [SchemaFile]
        do throws(SchemaError) {
            files = try SchemaFolder.read(path)
        } catch {
            throw TenantFileError(file: path, error)
        }
        var directory = TenantDirectory()
        for file in files where file.name.hasSuffix("/\(defaultsName)") {
            directory = try TenantDirectory(file.bytes, file: file.name)
            guard directory.tenants.isEmpty else {
                throw TenantFileError(
                    file: file.name,
                    [.init(pointer: "/tenants", reason: "tenants of a folder have their own files")]
                )
            }
        }
        for file in files where !file.name.hasSuffix("/\(defaultsName)") {
            let tenant = try tenant(of: file.name)
            directory.tenants[tenant] = try TenantDirectory.record(file.bytes, file: file.name)
        }
        return directory
    }

    private static func readFile(_ path: String) throws(TenantFileError) -> TenantDirectory {
        let bytes: [UInt8]
        do throws(SmallFile.Failure) {
            bytes = try SmallFile.read(path, sizeMax: TenantDirectory.sizeMax)
        } catch {
            throw TenantFileError(file: path, [.init(reason: "cannot be read: \(error)")])
        }
        return try TenantDirectory(bytes, file: path)
    }

    private static func tenant(of file: String) throws(TenantFileError) -> TenantID {
        let name = file.split(separator: "/").last.map { $0.dropLast(".json".count) } ?? ""
        do throws(NameError) {
            return try TenantID(String(name))
        } catch {
            throw TenantFileError(file: file, [.init(reason: "the file's name: \(error)")])
        }
    }
}

extension TenantFileError {
    fileprivate init(file: String, _ error: SchemaError) {
        self.init(file: file, error.problems.map { .init(reason: "\($0)") })
    }
}
