import Foundation
import LakeTesting
import ObjectStorage

/// Stores for tests, each in a place of its own.
enum TestStores {
    /// A store in a fresh directory, which is removed behind `body`.
    static func withLocal(
        _ body: (LocalObjectStore, _ path: String) async throws -> Void
    ) async throws {
        try await withDirectory { path in
            try await body(try LocalObjectStore(directory: path, runtime: .live), path)
        }
    }

    /// A fresh directory, which is removed behind `body`.
    static func withDirectory(_ body: (_ path: String) async throws -> Void) async throws {
        let path = FileManager.default.temporaryDirectory
            .appendingPathComponent("lakewriter-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(
            atPath: path,
            withIntermediateDirectories: true
        )
        defer { try? FileManager.default.removeItem(atPath: path) }
        try await body(path)
    }
}
