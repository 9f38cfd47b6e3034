import Foundation
import Iceberg
import Testing

/// Where other programs' Python is.
private enum PeersPython {
    static let root = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    static let path: String? = {
        let named = ProcessInfo.processInfo.environment["LAKEWRITER_PYTHON"]
        let path = named ?? root.appending(path: ".venv/bin/python").path
        return FileManager.default.isExecutableFile(atPath: path) ? path : nil
    }()
}

/// Manifests exchanged with fastavro and PyIceberg, field by field and both ways.
///
/// Their Python is `.venv/bin/python` of this package, which `make test-interop` fills, or what
/// `LAKEWRITER_PYTHON` names; without one the suite is skipped.
@Suite("Manifest peers", .enabled(if: PeersPython.path != nil, "no Python with fastavro"))
struct ManifestPeersTests {
    private func run(_ command: String, _ folder: URL) throws {
        let process = Process()
        process.executableURL = URL(filePath: try #require(PeersPython.path))
        let script = PeersPython.root.appending(path: "Tests/InteropTests/harness/manifests.py")
            .path
        process.arguments = [script, command, folder.path]
        let errors = Pipe()
        process.standardError = errors
        try process.run()
        let message = try errors.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        let text = String(decoding: message, as: UTF8.self)
        #expect(process.terminationStatus == 0, "\(text)")
    }

    private func withFolder(_ body: (URL) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "lakewriter-manifests-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try body(folder)
    }

    @Test("what we write, fastavro and PyIceberg read", arguments: AvroCodec.allCases)
    func theyRead(codec: AvroCodec) throws {
        try withFolder { folder in
            let entries = ManifestFixtures.entries(600)
            let written = try ManifestFixtures.manifest(entries, codec: codec)
            var other = written.file
            other.manifestPath = "s3://lake/other.avro"
            other.sequenceNumber = 3
            let listed = [written.file.assigned(9), other.assigned(9)]
            let list = try ManifestFixtures.list([written.file, other], codec: codec)
            try Data(written.bytes).write(to: folder.appending(path: "manifest.avro"))
            try Data(list).write(to: folder.appending(path: "list.avro"))
            for (name, text) in [
                ("manifest.json", ManifestText.entries(entries)),
                ("inherited.json", ManifestText.entries(ManifestFixtures.inherited(entries))),
                ("list.json", ManifestText.manifests(listed)),
            ] {
                try Data(text.utf8).write(to: folder.appending(path: name))
            }
            try run("check", folder)
        }
    }

    @Test("what fastavro and PyIceberg write, we read")
    func weRead() throws {
        try withFolder { folder in
            try run("write", folder)
            let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
            let names = files.filter { $0.hasSuffix(".avro") }.map { String($0.dropLast(5)) }
            #expect(names.count == 11)
            for name in names {
                let bytes = Array(try Data(contentsOf: folder.appending(path: "\(name).avro")))
                let expected = try String(
                    contentsOf: folder.appending(path: "\(name).json"),
                    encoding: .utf8
                )
                if name.hasSuffix("-list") {
                    let list = try ManifestListReader.read(bytes, path: name)
                    #expect(ManifestText.manifests(list.manifests) == expected, "\(name)")
                    #expect(list.formatVersion == (name.contains("v1") ? 1 : 2))
                } else {
                    let manifest = try ManifestReader.read(bytes)
                    #expect(ManifestText.entries(manifest.entries) == expected, "\(name)")
                }
            }
        }
    }
}
