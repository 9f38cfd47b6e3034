import LakeModel
import TenantPolicies

/// The files that are to be proved, in parts that know nothing of each other.
struct PolicyProofWork: Sendable {
    /// Some files, and the tenants that those are proved for which all tenants share.
    struct Part: Sendable {
        let files: [PolicyFolder.File]
        let tenants: [PolicyTenant]
    }

    /// The parts, in the order of the files.
    let parts: [Part]
    private let check: PolicyCheck
    private let known: [TenantID: PolicyTenant]

    /// How many proofs a part takes: what the first of them learns, the others use.
    private static let partSize = 200

    /// Divides the files up.
    ///
    /// - Parameters:
    ///   - check: what the files are held against.
    ///   - files: the files.
    ///   - tenants: all tenants; none: those that files are named after.
    init(_ check: PolicyCheck, _ files: [PolicyFolder.File], _ tenants: [PolicyTenant]) {
        self.check = check
        known = Dictionary(tenants.map { ($0.id, $0) }) { first, _ in first }
        let named = Set(files.compactMap(\.tenant)).sorted().map { PolicyTenant($0) }
        let everybody = Self.divided(tenants.isEmpty ? named : tenants)
        let own = files.filter { $0.tenant != nil }
        let shared = files.filter { $0.tenant == nil }
        parts =
            Self.divided(own).map { Part(files: $0, tenants: []) }
            + shared.flatMap { file in
                file.form == .abac && !everybody.isEmpty
                    ? everybody.map { Part(files: [file], tenants: $0) }
                    : [Part(files: [file], tenants: [])]
            }
    }

    /// What is wrong with the files of a part.
    ///
    /// - Throws: ``PolicyFileError`` for a file that is no policy.
    func findings(of part: Part) throws -> [PolicyFinding] {
        var check = check
        var findings: [PolicyFinding] = []
        for file in part.files {
            let kind = PolicyCheck.kind(of: file.form, file: file.path)
            let document = try PolicyFile.read(file.path, as: kind)
            var found =
                if let id = file.tenant {
                    check.check(document, form: file.form, of: known[id] ?? PolicyTenant(id))
                } else {
                    check.check(document, form: file.form, for: part.tenants)
                }
            for index in found.indices { found[index].file = file.path }
            findings += found
        }
        return findings
    }

    private static func divided<Element>(_ elements: [Element]) -> [[Element]] {
        stride(from: 0, to: elements.count, by: partSize)
            .map { Array(elements[$0..<min($0 + partSize, elements.count)]) }
    }
}
