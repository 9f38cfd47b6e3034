import ArgumentParser
import Foundation
import LakeModel
import TenantPolicies

/// The options that say for whom policies are generated.
struct PolicyTenantsOptions: ParsableArguments {
    @Option(help: "A tenant; may be repeated.")
    var tenant: [String] = []

    @Option(
        help: ArgumentHelp(
            "All tenants: a file of names, one a line, each with its KMS key's ARN behind it if it "
                + "has one; or of JSON, as tenants.path takes it; '-': standard input.",
            valueName: "file"
        )
    )
    var tenants: String?

    /// The tenants, each once.
    struct List {
        var tenants: [PolicyTenant]
        /// Whether these are all that there are.
        let isComplete: Bool
    }

    /// Reads the options, and the file that they name.
    func read() throws -> List {
        var known: [TenantID: PolicyTenant] = [:]
        for entry in try tenants.map(Self.read) ?? [] { known[entry.id] = entry }
        for name in tenant {
            let id = try TenantID(name)
            if known[id] == nil { known[id] = PolicyTenant(id) }
        }
        return List(
            tenants: known.values.sorted { $0.id < $1.id },
            isComplete: tenants != nil
        )
    }

    private static func read(_ path: String) throws -> [PolicyTenant] {
        let data: Data
        do {
            data =
                path == "-"
                ? try FileHandle.standardInput.readToEnd() ?? Data()
                : try Data(contentsOf: URL(filePath: path))
        } catch {
            throw ConfigurationError("\(path) cannot be read: \(error.localizedDescription)")
        }
        let bytes = Array(data)
        let first = bytes.first { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }
        if first == UInt8(ascii: "{") { return try directory(bytes, path) }
        return try lines(bytes, path)
    }

    /// Tenants of a file of the registry; those that are or were erased have no rights.
    private static func directory(_ bytes: [UInt8], _ path: String) throws -> [PolicyTenant] {
        let directory = try TenantDirectory(bytes, file: path)
        return try directory.tenants.keys.compactMap { id in
            guard let record = directory.record(of: id), !record.state.isVoid else { return nil }
            return PolicyTenant(
                id,
                tables: record.tables,
                key: try record.kmsKey.map { try KMSKeyARN($0.name) }
            )
        }
    }

    private static func lines(_ bytes: [UInt8], _ path: String) throws -> [PolicyTenant] {
        var known: [TenantID: PolicyTenant] = [:]
        let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        for (index, line) in lines.enumerated() {
            let words = String(decoding: line, as: UTF8.self)
                .split { $0 == " " || $0 == "\t" || $0 == "\r" }
            guard let name = words.first else { continue }
            let place = "\(path):\(index + 1)"
            do {
                let id = try TenantID(String(name))
                let key = try words.dropFirst().first.map { try KMSKeyARN(String($0)) }
                guard words.count <= 2 else {
                    throw ConfigurationError("a line has a name and a key's ARN")
                }
                guard known.updateValue(PolicyTenant(id, key: key), forKey: id) == nil else {
                    throw ConfigurationError("the tenant \(id) stands there twice")
                }
            } catch {
                throw ConfigurationError("\(place): \(error)")
            }
        }
        return Array(known.values)
    }
}
