import Foundation

/// A Swift file of the project, as text.
struct SourceFile: Sendable, CustomStringConvertible {
    /// The path from the project's root: `Sources/Parquet/FileWriter.swift`.
    let path: String
    /// The lines, without their ends; the first has number 1.
    let lines: [Substring]

    var description: String { path }

    /// The folder below `Sources` or `Tests`: the target.
    var target: String { String(path.split(separator: "/").dropFirst().first ?? "") }

    /// Whether the file is one of `Sources`.
    var isSource: Bool { path.hasPrefix("Sources/") }

    /// The places of lines that `condition` holds for, to be read in a report.
    ///
    /// Comments are left out: they may name what code may not do.
    func places(where condition: (Substring) -> Bool) -> [String] {
        lines.enumerated()
            .filter { _, line in !line.isComment && condition(line) }
            .map { place($0.offset) }
    }

    /// A line's place, its offset counted from 0.
    func place(_ offset: Int) -> String { "\(path):\(offset + 1)" }

    /// The modules that the file imports.
    var imports: [(offset: Int, module: String)] {
        lines.enumerated().compactMap { offset, line in
            let words = line.split(separator: " ").map(String.init)
            guard !line.hasPrefix(" "), let place = words.firstIndex(of: "import"),
                words[..<place].allSatisfy({ Self.importModifiers.contains($0) }),
                let module = words.dropFirst(place + 1).first
            else { return nil }
            return (offset, module)
        }
    }

    private static let importModifiers: Set = [
        "public", "package", "internal", "private", "fileprivate", "@preconcurrency", "@_exported",
    ]
}

extension Substring {
    /// The line without what it is indented by.
    var trimmed: Substring { drop(while: { $0 == " " }) }

    /// By how much the line is indented.
    var indentation: Int { count - trimmed.count }

    /// Whether the line is nothing but a comment.
    var isComment: Bool { trimmed.hasPrefix("//") }
}
