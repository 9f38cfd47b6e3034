import Foundation

/// The project's own Swift files, found from where this file lies.
enum SourceTree {
    /// The project's root.
    static let root = URL(filePath: #filePath).resolvingSymlinksInPath()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// All files of `Sources` and `Tests`, in the order of their paths.
    static let files: [SourceFile] = ["Sources", "Tests"].flatMap(files(below:))

    /// The files of `Sources`.
    static let sources = files.filter(\.isSource)

    private static func files(below folder: String) -> [SourceFile] {
        let start = root.appending(path: folder).path()
        let found = FileManager.default.enumerator(atPath: start)
        let paths = (found?.allObjects as? [String] ?? []).filter { path in
            path.hasSuffix(".swift")
                && !path.split(separator: "/").contains { $0.hasPrefix(".") }
        }
        return paths.sorted().compactMap { path in
            guard let text = try? String(contentsOfFile: start + "/" + path, encoding: .utf8)
            else { return nil }
            return SourceFile(
                path: folder + "/" + path,
                lines: text.split(separator: "\n", omittingEmptySubsequences: false)
            )
        }
    }
}
