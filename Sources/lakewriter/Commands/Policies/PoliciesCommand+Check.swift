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
                try await check()
            } catch let error as PolicyNameError {
                throw ConfigurationError("\(error)")
            }
        }

        private func check() async throws {
            let list = try tenants.read()
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
            let work = PolicyProofWork(check, files, list.tenants)
            var told: Set<String> = []
            var failure: (any Error)?
            await BoundedTasks.run(
                work.parts,
                limit: ProcessInfo.processInfo.activeProcessorCount,
                work: { part in Result { try work.findings(of: part) } },
                take: { result in
                    switch result {
                    case .success(let found):
                        for finding in found where told.count < findings {
                            // What is wrong for all tenants is found by every part of the work.
                            guard told.insert(finding.description).inserted else { continue }
                            tell(finding)
                        }
                    case .failure(let error): failure = failure ?? error
                    }
                    return failure == nil && told.count < findings
                }
            )
            if let failure { throw failure }
            let summary = CheckSummary(policies: files.count, findings: told.count)
            print(json ? try summary.json : summary.text)
            if !told.isEmpty { throw ExitCode(1) }
        }

        private func tell(_ finding: PolicyFinding) {
            print(json ? String(decoding: finding.json, as: UTF8.self) : "\(finding)")
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
