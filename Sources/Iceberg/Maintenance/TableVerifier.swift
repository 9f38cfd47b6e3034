public import ObjectStorage

/// Says of a data file what its own footer says.
///
/// The seam to the file format: given where the file lies, its size, how a manifest describes it,
/// and the table's columns, answers with a description made of the footer alone.
public typealias DataFileDescriber =
    @Sendable (
        _ key: ObjectKey,
        _ size: Int,
        _ described: DataFile,
        _ schema: Schema
    ) async throws -> DataFile

/// Walks metadata, manifest lists, manifests, data files and their footers, and reports every
/// disagreement.
///
/// Reads only. What a server commits or writes meanwhile is no disagreement: the walk is of one
/// version of the metadata, and files younger than ``orphanAge`` may be on their way into the table.
public struct TableVerifier: Sendable {
    private let tree: TableTree
    private let describe: DataFileDescriber?
    private let now: @Sendable () -> UnixTime

    /// How old a data file may be that no snapshot names; 1 hour.
    public var orphanAge: Duration = .seconds(3600)

    /// Requests under way at once: enough to hide a store's latency.
    private static let requestsInFlightMax = 16

    /// Creates a verifier.
    ///
    /// - Parameters:
    ///   - tree: the lake.
    ///   - describe: reads footers; nil: only sizes are compared.
    ///   - now: the wall clock.
    public init(
        tree: TableTree,
        describe: DataFileDescriber?,
        now: @escaping @Sendable () -> UnixTime
    ) {
        self.tree = tree
        self.describe = describe
        self.now = now
    }

    /// Walks over everything of a table.
    ///
    /// - Throws: ``CatalogError`` `.unavailable` or `.denied` when the store cannot be asked. What
    ///   is wrong with the table is in the report.
    public func verify(_ table: CatalogTable) async throws(CatalogError) -> TableReport {
        var report = TableReport(
            table: table.identifier,
            metadataLocation: table.metadataLocation
        )
        let metadata = table.metadata
        report.snapshotCount = metadata.snapshots.count
        var files = ReferencedFiles(lake: tree.lake, table: table)
        var manifests: [String: Manifest] = [:]
        for snapshot in metadata.snapshots {
            let isCurrent = snapshot.snapshotID == metadata.currentSnapshotID
            do {
                let list = try await tree.manifests(of: snapshot)
                var walk = SnapshotCheck(snapshot: snapshot)
                for file in list.manifests {
                    files.insert(metadata: file.manifestPath)
                    if manifests[file.manifestPath] == nil {
                        let manifest = try await tree.manifest(file, of: metadata)
                        manifests[file.manifestPath] = manifest
                        report.findings += ManifestCheck(file, manifest, table).findings
                    }
                    guard let manifest = manifests[file.manifestPath] else { continue }
                    walk.add(manifest)
                    for entry in manifest.entries where entry.status != .deleted {
                        files.insert(entry.dataFile)
                    }
                }
                report.findings += isCurrent ? walk.findings : walk.duplicates
                if isCurrent {
                    report.dataFileCount = walk.liveFileCount
                    report.rowCount = walk.rowCount
                    report.dataBytes = walk.byteCount
                }
            } catch {
                try Self.rethrowUnlessCorrupt(error)
                report.findings.append(Finding(.corrupt, snapshot.manifestList, error.message))
            }
        }
        report.manifestCount = manifests.count
        report.findings += files.foreign.map {
            Finding(.corrupt, $0.filePath, "lies outside of the lake \(tree.lake.root)")
        }
        let schema = metadata.currentSchema ?? Schema(schemaID: 0, fields: [])
        report.findings += try await checkData(files.data, schema)
        try await findStrays(files, &report)
        report.findings += try await checkHint(table)
        return report
    }

    private static func rethrowUnlessCorrupt(_ error: CatalogError) throws(CatalogError) {
        if error.code != .corrupt { throw error }
    }

    // MARK: Data files

    private func checkData(
        _ files: [ObjectKey: DataFile],
        _ schema: Schema
    ) async throws(CatalogError) -> [Finding] {
        var waiting = files.sorted { $0.key < $1.key }[...]
        var findings: [Finding] = []
        do {
            try await withThrowingTaskGroup(of: [Finding].self) { group in
                for _ in 0..<Self.requestsInFlightMax {
                    guard let (key, file) = waiting.popFirst() else { break }
                    group.addTask { try await check(file, at: key, schema) }
                }
                while let found = try await group.next() {
                    findings += found
                    guard let (key, file) = waiting.popFirst() else { continue }
                    group.addTask { try await check(file, at: key, schema) }
                }
            }
        } catch let error as CatalogError {
            throw error
        } catch {
            throw CatalogError(.unavailable, "\(error)")
        }
        return findings.sorted { $0.object < $1.object }
    }

    private func check(
        _ file: DataFile,
        at key: ObjectKey,
        _ schema: Schema
    ) async throws -> [Finding] {
        let size: Int
        do {
            size = try await tree.store.head(key).size
        } catch {
            guard error.code == .notFound else {
                throw CatalogError(.unavailable, error.message)
            }
            return [Finding(.missingFile, file.filePath, "is not there")]
        }
        guard Int64(size) == file.fileSizeInBytes else {
            let message = "has \(size) bytes; its manifest says \(file.fileSizeInBytes)"
            return [Finding(.wrongSize, file.filePath, message)]
        }
        guard let describe, file.content == .data else { return [] }
        do {
            return FooterCheck(
                file,
                footer: try await describe(key, size, file, schema),
                schema: schema
            ).findings
        } catch let error as ObjectStoreError {
            throw CatalogError(.unavailable, error.message)
        } catch {
            return [Finding(.corrupt, file.filePath, "\(error)")]
        }
    }

    // MARK: What nothing leads to

    private func findStrays(
        _ files: ReferencedFiles,
        _ report: inout TableReport
    ) async throws(CatalogError) {
        let table = report.table
        let oldest = now() + (.zero - orphanAge)
        var pending = 0
        var orphans: [Finding] = []
        try await tree.list(below: LakeLocation.dataFolder(of: table)) { object in
            guard !files.names(data: object.key), !Self.isHidden(object.key) else { return }
            guard let modified = object.modified, modified < oldest else {
                pending += 1
                return
            }
            let message = "\(object.size) bytes that no snapshot names"
            orphans.append(Finding(.orphan, tree.lake.uri(object.key.path), message))
        }
        var unreferenced = 0
        try await tree.list(below: LakeLocation.metadataFolder(of: table)) { object in
            if !files.names(metadata: object.key) { unreferenced += 1 }
        }
        report.pendingDataFileCount = pending
        report.findings += orphans
        report.unreferencedMetadataCount = unreferenced
    }

    /// Whether readers of directories pass it over: checksums of Hadoop's file system, marks of jobs.
    private static func isHidden(_ key: ObjectKey) -> Bool {
        key.path.split(separator: "/").last.map { $0.hasPrefix(".") || $0.hasPrefix("_") } ?? false
    }

    private func checkHint(_ table: CatalogTable) async throws(CatalogError) -> [Finding] {
        let folder = LakeLocation.metadataFolder(of: table.identifier)
        let uri = tree.lake.uri("\(folder)/version-hint.text")
        do {
            let bytes = try await tree.bytes(uri)
            let walked = tree.lake.key(table.metadataLocation)
                .flatMap { MetadataVersion($0, of: table.identifier) }
            // Commits that were made during the walk have moved it on.
            if case .version(let number) = VersionHint(bytes), let walked, number >= walked.number {
                return []
            }
            let text = String(decoding: bytes.prefix(32), as: UTF8.self)
            return [Finding(.staleHint, uri, "says \(text); \(table.metadataLocation) is newer")]
        } catch {
            try Self.rethrowUnlessCorrupt(error)
            return [Finding(.staleHint, uri, "is not there; iceberg_scan of the folder needs it")]
        }
    }
}
