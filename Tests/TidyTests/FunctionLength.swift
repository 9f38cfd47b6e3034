/// How long the functions of a file are, told from their indentation.
///
/// The formatter puts the brace that ends a function under the line that begins it. Nothing else
/// of the function is indented by as little, but for the lines on which its signature goes on.
struct FunctionLength {
    let file: SourceFile

    /// Functions of more than `limit` lines, signature and last brace included.
    func exceeding(_ limit: Int) -> [String] {
        file.lines.indices.compactMap { start in
            guard beginsFunction(file.lines[start]), let end = end(ofFunctionAt: start),
                end - start + 1 > limit
            else { return nil }
            return "\(file.place(start)): \(end - start + 1) lines"
        }
    }

    private func beginsFunction(_ line: Substring) -> Bool {
        guard !line.isComment else { return false }
        let words = line.split { !$0.isLetter && $0 != "@" && $0 != "_" }
        let keyword = words.first { !$0.hasPrefix("@") && !Self.modifiers.contains($0) }
        return keyword.map { Self.keywords.contains($0) } ?? false
    }

    private func end(ofFunctionAt start: Int) -> Int? {
        let indentation = file.lines[start].indentation
        if file.lines[start].hasSuffix("}") { return start }
        for (offset, line) in file.lines.enumerated().dropFirst(start + 1) {
            let text = line.trimmed
            if text.isEmpty || line.indentation > indentation { continue }
            if line.indentation < indentation { return nil }
            if text.hasPrefix("}") { return offset }
            // Anything but the signature's rest is the next member: a requirement has no body.
            if !Self.signatureStarts.contains(where: { text.hasPrefix($0) }) { return nil }
        }
        return nil
    }

    private static let keywords: Set<Substring> = ["func", "init", "deinit", "subscript"]
    private static let modifiers: Set<Substring> = [
        "public", "package", "internal", "private", "fileprivate", "static", "class", "final",
        "mutating", "nonmutating", "consuming", "borrowing", "override", "required", "convenience",
        "nonisolated", "isolated", "prefix", "postfix", "infix",
    ]
    private static let signatureStarts = [")", "{", "->", "where", "throws", "async", "rethrows"]
}
