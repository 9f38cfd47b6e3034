import TenantPolicies

/// What `policies generate` did, for people and for programs.
struct PolicyReport: Encodable {
    /// A form that was not written, or not whole.
    struct LeftOut: Encodable {
        let form: String
        let needs: String
    }

    private struct FormLine: Encodable {
        let form: String
        let files: Int
        let bytesMax: Int
        let limit: Int?
    }

    private let files: Int
    private let created: Int
    private let changed: [String]
    private let unchanged: Int
    private let stale: [String]
    private let forms: [FormLine]
    private let leftOut: [LeftOut]
    private let partial: [LeftOut]
    /// Not in the JSON: on a first run it is all of them.
    private let createdPaths: [String]

    private enum CodingKeys: CodingKey {
        case files, created, changed, unchanged, stale, forms, leftOut, partial
    }

    init(_ output: PolicyOutput, leftOut: [LeftOut], partial: [LeftOut]) {
        files = output.forms.values.reduce(0) { $0 + $1.files }
        created = output.created.count
        createdPaths = output.created
        changed = output.changed
        unchanged = output.unchanged
        stale = output.stale
        forms = PolicyForm.allCases.compactMap { form in
            output.forms[form].map {
                FormLine(
                    form: form.rawValue,
                    files: $0.files,
                    bytesMax: $0.bytesMax,
                    limit: $0.limit?.bytesMax
                )
            }
        }
        self.leftOut = leftOut
        self.partial = partial
    }

    /// Whether the directory is not, or was not, as it should be.
    var isChanged: Bool { created > 0 || !changed.isEmpty || !stale.isEmpty }

    /// The report for people; of many files of a kind, the first ones.
    func text(isDryRun: Bool) -> String {
        var lines = forms.map { form in
            let size = form.limit.map { "at most \(form.bytesMax) of \($0) bytes" }
            return "\(form.form): \(form.files) files" + (size.map { ", \($0)" } ?? "")
        }
        lines += leftOut.map { "\($0.form): left out; it needs \($0.needs)" }
        lines += partial.map {
            "\($0.form): not whole, and not to be applied; it needs \($0.needs)"
        }
        if isDryRun { lines += Self.some(createdPaths, "not there yet") }
        lines += Self.some(changed, isDryRun ? "would change" : "changed")
        lines += Self.some(
            stale,
            "no longer belongs here; remove it where it is in force, and here"
        )
        let verb = isDryRun ? "would be written" : "written"
        lines.append(
            "\(files) files: \(created + changed.count) \(verb), \(unchanged) as they were"
        )
        return lines.joined(separator: "\n")
    }

    private static func some(_ paths: [String], _ what: String) -> [String] {
        let shown = 20
        var lines = paths.prefix(shown).map { "\($0): \(what)" }
        if paths.count > shown { lines.append("… and \(paths.count - shown) more: \(what)") }
        return lines
    }
}
