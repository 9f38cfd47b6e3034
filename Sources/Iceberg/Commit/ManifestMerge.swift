/// Which manifests of a table become one at the next commit.
///
/// Manifests belong to tiers by the number of their files: tier `n` holds those of
/// `fanIn^n ..< fanIn^(n+1)`. When a tier has `fanIn` manifests, the oldest of them become one of
/// the next tier. So `N` commits of one file leave at most `fanIn - 1` manifests a tier, and each
/// entry is written once a tier: as in a log-structured merge tree, whose reads and writes both
/// grow with the logarithm. One merge is made a commit, so that no commit waits for many.
package struct ManifestMerge: Hashable, Sendable {
    /// The manifests that become one, in the order of the list.
    package let inputs: [ManifestFile]

    /// How many files the inputs list that are in the table.
    package var entryCount: Int { inputs.reduce(0) { $0 + ($1.liveFilesCount ?? 0) } }
    /// The paths of the inputs.
    package var paths: Set<String> { Set(inputs.map(\.manifestPath)) }

    /// Chooses what is merged next; nil when nothing is to be gained.
    ///
    /// - Parameters:
    ///   - manifests: the table's, in the order of the list.
    ///   - excluded: paths of manifests that cannot be read, and stay as they are.
    ///   - settings: the fan-in, and how large manifests become.
    package init?(
        of manifests: [ManifestFile],
        excluding excluded: Set<String> = [],
        settings: CommitSettings
    ) {
        guard settings.mergeFanIn > 1 else { return nil }
        let sizeMax = Int64(settings.manifestSizeBytesMax)
        var tiers: [Tier: [ManifestFile]] = [:]
        for manifest in manifests {
            let isMergeable =
                manifest.content == .data && manifest.keyMetadata == nil
                && manifest.manifestLength <= sizeMax / 2
                && !excluded.contains(manifest.manifestPath)
            guard isMergeable, let count = manifest.liveFilesCount, count > 0 else { continue }
            let tier = Tier(count, manifest.partitionSpecID, fanIn: settings.mergeFanIn)
            tiers[tier, default: []].append(manifest)
        }
        let full = tiers.filter { $0.value.count >= settings.mergeFanIn }
        guard let fullest = full.min(by: { $0.key < $1.key })?.value else { return nil }
        inputs = Self.fitting(fullest.prefix(settings.mergeFanIn), sizeMax)
    }

    /// As many from the front as fit into one manifest: two at least, for none is more than half.
    private static func fitting(
        _ manifests: ArraySlice<ManifestFile>,
        _ sizeMax: Int64
    ) -> [ManifestFile] {
        var size: Int64 = 0
        return Array(
            manifests.prefix { manifest in
                size += manifest.manifestLength
                return size <= sizeMax
            }
        )
    }

    /// Manifests that may become one: of about the same number of files, and of one spec.
    private struct Tier: Hashable, Comparable {
        let level: Int
        let specID: Int32

        init(_ fileCount: Int, _ specID: Int32, fanIn: Int) {
            var level = 0
            var count = fileCount / fanIn
            while count > 0 {
                level += 1
                count /= fanIn
            }
            self.level = level
            self.specID = specID
        }

        static func < (lhs: Self, rhs: Self) -> Bool {
            (lhs.level, lhs.specID) < (rhs.level, rhs.specID)
        }
    }
}
