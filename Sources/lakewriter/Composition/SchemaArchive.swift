import Foundation
import LakeModel
import Pipeline

/// Every version of every schema that events were ever acknowledged under, in the data directory.
///
/// `schemas/<table>.<n>.json`, `n` counted from 1, each a schema file; `<table>.<tenant>.<n>.json` for
/// tables of tenants that have columns of their own. It is what the log is replayed with when the
/// operator's file has changed since, and what a server goes on with while the lake is away.
struct SchemaArchive: SchemaArchiving {
    private let directory: URL

    /// Opens the archive of a data directory, which must exist.
    init(dataDirectory: String) throws {
        directory = URL(filePath: dataDirectory).appending(path: "schemas")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    }

    func versions() throws -> [ArchivedSchema] {
        let names = try FileManager.default.contentsOfDirectory(atPath: directory.path())
        let found = try names.compactMap { file -> ArchivedSchema? in
            let parts = file.split(separator: ".").map(String.init)
            guard 3...4 ~= parts.count, parts.last == "json",
                let number = Int(parts[parts.count - 2]),
                let table = try? TableName(parts[0])
            else { return nil }
            let tenant = parts.count == 4 ? try? TenantID(parts[1]) : nil
            guard parts.count == 3 || tenant != nil else { return nil }
            let bytes = try Data(contentsOf: directory.appending(path: file))
            return ArchivedSchema(
                table: table,
                tenant: tenant,
                number: number,
                bytes: [UInt8](bytes)
            )
        }
        return found.sorted { ($0.table, $0.number) < ($1.table, $1.number) }
    }

    func keep(_ version: ArchivedSchema) throws {
        let owner = version.tenant.map { ".\($0)" } ?? ""
        let name = "\(version.table)\(owner).\(version.number)"
        let draft = directory.appending(path: ".\(name).draft")
        try Data(version.bytes).write(to: draft)
        let handle = try FileHandle(forUpdating: draft)
        try handle.synchronize()
        try handle.close()
        try FileManager.default.moveItem(at: draft, to: directory.appending(path: "\(name).json"))
        let folder = try FileHandle(forReadingFrom: directory)
        try folder.synchronize()
        try folder.close()
    }
}
