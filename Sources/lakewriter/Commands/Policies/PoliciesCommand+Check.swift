import ArgumentParser
import Foundation
import LakeModel
import TenantPolicies

extension PoliciesCommand {
    /// `lakewriter policies check`: a proof that no tenant reaches another's data.
    struct Check: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Prove that policies keep tenants apart, and let each do what it should.",
            discussion: """
                Takes the folder that policies generate wrote, or single files of it \
                (identity/acme.json, bucket/policy.json), and the same options about the lake. \
                Every kind of request is judged, so that what passes is proved and not sampled; \
                each finding has a request that shows it. Exits 1 where there are findings.
                """
        )

        @OptionGroup var terms: PolicyTermsOptions
        @OptionGroup var tenants: PolicyTenantsOptions

        @Option(help: "Stop after so many findings.")
        var findings = 100

        @Flag(help: "Print one JSON object a finding, and one at the end.")
        var json = false

        @Argument(help: "The folder, or files of it.")
        var paths: [String] = ["./out"]

        func run() async throws {
            do {
                try check()
            } catch let error as PolicyNameError {
                throw ConfigurationError("\(error)")
            }
        }

        private func check() throws {
            let list = try tenants.read()
            let known = Dictionary(uniqueKeysWithValues: list.tenants.map { ($0.id, $0) })
            let files = try PolicyFolder.files(paths)
            guard !files.isEmpty else {
                let forms = PolicyCheck.forms.map { $0.rawValue }.joined(separator: ", ")
                throw ConfigurationError(
                    "no policies in \(paths.joined(separator: ", ")): "
                        + "looked for folders named \(forms)"
                )
            }
            var check = PolicyCheck(try terms.terms(for: list.tenants))
            check.bucket = try files.first { $0.form == .bucket }
                .map { try PolicyFile.read($0.path, as: .resource) }
            let named = Set(files.compactMap(\.tenant)).sorted().map { PolicyTenant($0) }
            let everybody = list.tenants.isEmpty ? named : list.tenants
            var found = 0
            for file in files where found < findings {
                for var finding in try Self.prove(file, &check, known, everybody) {
                    finding.file = file.path
                    found += 1
                    print(json ? String(decoding: finding.json, as: UTF8.self) : "\(finding)")
                }
            }
            let summary = CheckSummary(policies: files.count, findings: found)
            print(json ? try summary.json : summary.text)
            if found > 0 { throw ExitCode(1) }
        }

        private static func prove(
            _ file: PolicyFolder.File,
            _ check: inout PolicyCheck,
            _ known: [TenantID: PolicyTenant],
            _ everybody: [PolicyTenant]
        ) throws -> [PolicyFinding] {
            let kind = PolicyCheck.kind(of: file.form, file: file.path)
            let document = try PolicyFile.read(file.path, as: kind)
            guard let id = file.tenant else {
                return check.check(document, form: file.form, for: everybody)
            }
            return check.check(document, form: file.form, of: known[id] ?? PolicyTenant(id))
        }
    }
}

/// What `policies check` says at last.
private struct CheckSummary: Encodable {
    let policies: Int
    let findings: Int

    var text: String {
        let what = policies == 1 ? "1 policy" : "\(policies) policies"
        return findings == 0 ? "\(what), all proved" : "\(what), \(findings) findings"
    }
}
