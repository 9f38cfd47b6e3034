import Foundation
import TenantPolicies

/// Puts generated files into a directory, and leaves alone those that already say the same.
struct PolicyOutput {
    /// What was generated of a form.
    struct Summary {
        var files = 0
        /// The most bytes of a policy, as its mechanism counts them.
        var bytesMax = 0
        var limit: PolicyLimit?
    }

    private let folder: String
    private let isDryRun: Bool
    private let manager = FileManager.default
    private var folders: Set<String> = []
    private var paths: Set<String> = []

    /// What was written or, in a dry run, would have been: files that were not there.
    private(set) var created: [String] = []
    /// The same, of files that said something else.
    private(set) var changed: [String] = []
    /// What lies there and is none of what was generated.
    private(set) var stale: [String] = []
    private(set) var unchanged = 0
    private(set) var forms: [PolicyForm: Summary] = [:]

    init(folder: String, isDryRun: Bool) {
        self.folder = folder
        self.isDryRun = isDryRun
    }

    /// Takes a file.
    mutating func take(_ file: GeneratedFile) throws {
        var summary = forms[file.form] ?? Summary()
        summary.files += 1
        // Of several limits, the one that came closest to being reached.
        if file.share >= summary.share {
            summary.bytesMax = file.policyBytes
            summary.limit = file.limit
        }
        forms[file.form] = summary
        paths.insert(file.path)
        let path = "\(folder)/\(file.path)"
        let present = manager.contents(atPath: path)
        let data = Data(file.bytes)
        guard present != data else {
            unchanged += 1
            return
        }
        if present == nil { created.append(file.path) } else { changed.append(file.path) }
        guard !isDryRun else { return }
        let parent = "\(folder)/\(file.form.folder)"
        if folders.insert(parent).inserted {
            try manager.createDirectory(atPath: parent, withIntermediateDirectories: true)
        }
        try replace(path, data)
    }

    /// Puts a file where another one may be, whole or not at all.
    ///
    /// Not to the disk: a run that a power failure undoes is run again, and waiting for the disk
    /// would make minutes of the seconds that ten thousand tenants take.
    private func replace(_ path: String, _ data: Data) throws {
        let draft = "\(path).new"
        try data.write(to: URL(filePath: draft))
        guard unsafe rename(draft, path) == 0 else {
            let reason = unsafe String(cString: strerror(errno))
            try? manager.removeItem(atPath: draft)
            throw PolicyFileError(path: path, reason: "cannot be replaced: \(reason)")
        }
    }

    /// Finds files in the folders of forms that were not generated.
    ///
    /// - Parameters:
    ///   - forms: the forms that were generated.
    ///   - isComplete: whether for all tenants; if not, files of others belong there.
    mutating func findStale(_ forms: Set<PolicyForm>, isComplete: Bool) {
        for form in PolicyForm.allCases where forms.contains(form) {
            guard isComplete || !(form.isPerTenant || form.isBundle) else { continue }
            let names = (try? manager.contentsOfDirectory(atPath: "\(folder)/\(form.folder)")) ?? []
            stale += names.filter { $0.hasSuffix(".json") && !$0.hasPrefix(".") }
                .map { "\(form.folder)/\($0)" }
                .filter { !paths.contains($0) }
                .sorted()
        }
    }
}

extension GeneratedFile {
    /// How much of its limit the policy takes.
    fileprivate var share: Double { Double(policyBytes) / Double(limit?.bytesMax ?? .max) }
}

extension PolicyOutput.Summary {
    fileprivate var share: Double { Double(bytesMax) / Double(limit?.bytesMax ?? .max) }
}
