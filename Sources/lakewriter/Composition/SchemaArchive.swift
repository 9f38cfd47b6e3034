import Foundation
import LakeModel
import Pipeline

/// Every version of every schema that events were ever acknowledged under, in the data directory.
///
/// `schemas/<table>.<n>.json`, `n` counted from 1, each a copy of the operator's file as it was. It
/// remembers the field ids that were given, it is what a changed file is checked against, and it is
/// what the log is replayed with when the file has changed since.
struct SchemaArchive {
    private let directory: URL

    /// Opens the archive of a data directory, which must exist.
    init(dataDirectory: String) {
        directory = URL(filePath: dataDirectory).appending(path: "schemas")
    }

    /// Checks the operator's files against the versions that ran before, and keeps new ones.
    ///
    /// - Throws: ``SchemaError`` with every problem of every file.
    func catalog(updating files: [SchemaFile]) throws -> SchemaCatalog {
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        let history = try readHistory()
        let registry = try SchemaRegistry(files, replacing: SchemaRegistry(history.latest))
        var current: [SchemaVersion] = []
        for file in files {
            guard let name = SchemaParser.tableName(ofFile: file.name), let schema = registry[name]
            else { continue }
            current.append(SchemaVersion(schema: schema, file: file.bytes))
            if history.bytes[name] != file.bytes {
                try keep(file, name: name, number: history.count[name, default: 0] + 1)
            }
        }
        return SchemaCatalog(current: current, archived: history.versions)
    }

    /// What was kept so far.
    private struct History {
        var versions: [SchemaVersion] = []
        var byTable: [TableName: TableSchema] = [:]
        var bytes: [TableName: [UInt8]] = [:]
        var count: [TableName: Int] = [:]

        var latest: [TableSchema] { Array(byTable.values) }
    }

    private func readHistory() throws -> History {
        var history = History()
        for (name, number, url) in try listing() {
            let bytes = try [UInt8](Data(contentsOf: url))
            let schema = try SchemaParser.parse(
                bytes,
                file: "\(name).json",
                remembering: history.byTable[name]
            )
            history.versions.append(SchemaVersion(schema: schema, file: bytes))
            history.byTable[name] = schema
            history.bytes[name] = bytes
            history.count[name] = number
        }
        return history
    }

    /// The archive's files, the versions of each table in their order.
    private func listing() throws -> [(TableName, Int, URL)] {
        let names = try FileManager.default.contentsOfDirectory(atPath: directory.path())
        let files = names.compactMap { file -> (TableName, Int, URL)? in
            let parts = file.split(separator: ".")
            guard parts.count == 3, parts[2] == "json", let number = Int(parts[1]),
                let name = try? TableName(String(parts[0]))
            else { return nil }
            return (name, number, directory.appending(path: file))
        }
        return files.sorted { ($0.0, $0.1) < ($1.0, $1.1) }
    }

    /// Writes a version so that it survives a crash: events may name it from now on.
    private func keep(_ file: SchemaFile, name: TableName, number: Int) throws {
        let target = directory.appending(path: "\(name).\(number).json")
        let draft = directory.appending(path: ".\(name).\(number).draft")
        try Data(file.bytes).write(to: draft)
        let handle = try FileHandle(forUpdating: draft)
        try handle.synchronize()
        try handle.close()
        try FileManager.default.moveItem(at: draft, to: target)
        let folder = try FileHandle(forReadingFrom: directory)
        try folder.synchronize()
        try folder.close()
    }
}
