import Iceberg
import Testing

@Suite("ManifestMerge")
struct ManifestMergeTests {
    private func manifest(
        _ path: String,
        files: Int,
        bytes: Int64 = 4000,
        spec: Int32 = 0
    ) -> ManifestFile {
        var file = ManifestFile(
            manifestPath: path,
            manifestLength: bytes,
            partitionSpecID: spec,
            sequenceNumber: 1,
            minSequenceNumber: 1,
            addedSnapshotID: 1
        )
        file.existingFilesCount = Int32(files)
        return file
    }

    @Test(
        "leaves as many manifests as the logarithm of the commits, and writes each entry as often"
    )
    func tiers() throws {
        let settings = CommitSettings()
        var manifests: [ManifestFile] = []
        var rewritten = 0
        for commit in 0..<40_000 {
            if let merge = ManifestMerge(of: manifests, settings: settings) {
                manifests.removeAll { merge.paths.contains($0.manifestPath) }
                let bytes = 1000 + 60 * Int64(merge.entryCount)
                manifests.append(manifest("m\(commit)", files: merge.entryCount, bytes: bytes))
                rewritten += merge.entryCount
            }
            manifests.append(manifest("a\(commit)", files: 1))
            #expect(manifests.count <= 32 * 4)
        }
        #expect(manifests.reduce(0) { $0 + ($1.liveFilesCount ?? 0) } == 40_000)
        #expect(rewritten <= 40_000 * 3)
    }

    @Test("leaves alone what is large, of deletes, encrypted, unreadable, uncounted or empty")
    func exceptions() throws {
        var settings = CommitSettings()
        settings.mergeFanIn = 4
        let plain = (0..<3).map { manifest("plain\($0)", files: 1) }
        #expect(ManifestMerge(of: plain, settings: settings) == nil)
        let large = manifest("large", files: 1, bytes: 5 << 20)
        #expect(ManifestMerge(of: plain + [large], settings: settings) == nil)
        var deletes = manifest("deletes", files: 1)
        deletes.content = .deletes
        #expect(ManifestMerge(of: plain + [deletes], settings: settings) == nil)
        var encrypted = manifest("encrypted", files: 1)
        encrypted.keyMetadata = [1]
        #expect(ManifestMerge(of: plain + [encrypted], settings: settings) == nil)
        let uncounted = manifest("uncounted", files: -1)
        #expect(ManifestMerge(of: plain + [uncounted], settings: settings) == nil)
        #expect(ManifestMerge(of: plain + [manifest("empty", files: 0)], settings: settings) == nil)
        let otherSpec = manifest("spec", files: 1, spec: 1)
        #expect(ManifestMerge(of: plain + [otherSpec], settings: settings) == nil)
        let more = plain + [manifest("more", files: 2), manifest("last", files: 3)]
        let merge = try #require(ManifestMerge(of: more, settings: settings))
        #expect(merge.inputs.map(\.manifestPath) == ["plain0", "plain1", "plain2", "more"])
        #expect(merge.entryCount == 5)
        let without = try #require(
            ManifestMerge(of: more, excluding: ["plain1"], settings: settings)
        )
        #expect(without.inputs.map(\.manifestPath) == ["plain0", "plain2", "more", "last"])
    }

    @Test("stops at the size that a manifest may have")
    func sizes() throws {
        let settings = CommitSettings()
        let manifests = (0..<32).map { manifest("\($0)", files: 2000, bytes: 3 << 20) }
        let merge = try #require(ManifestMerge(of: manifests, settings: settings))
        #expect(merge.inputs.map(\.manifestPath) == ["0", "1"])
    }

    @Test("is never of one manifest alone, whatever the settings")
    func degenerate() throws {
        var settings = CommitSettings()
        for fanIn in [0, 1, -5] {
            settings.mergeFanIn = fanIn
            #expect(ManifestMerge(of: [manifest("a", files: 1)], settings: settings) == nil)
        }
        settings.mergeFanIn = 2
        settings.manifestSizeBytesMax = 1
        let manifests = (0..<9).map { manifest("\($0)", files: 1, bytes: 1) }
        #expect(ManifestMerge(of: manifests, settings: settings) == nil)
    }
}
