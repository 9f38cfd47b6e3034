import ArgumentParser
import Foundation
import LakeModel
import ObjectStorage
import TenantPolicies

extension PoliciesCommand {
    /// `lakewriter policies apply`: the policies in force, as they are generated.
    struct Apply: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Put policies in force: users, a role, the bucket's policy.",
            discussion: """
                Looks first, and changes what differs: a second run changes nothing, and one that \
                was cut off is begun again. Each tenant's user is lakewriter-<lake id>-<tenant>, \
                under the path /lakewriter/; its keys are the matter of policies keys. Every \
                change is a line of the audit. Form minio writes a script for mc instead.
                """
        )

        @OptionGroup var terms: PolicyTermsOptions
        @OptionGroup var tenants: PolicyTenantsOptions
        @OptionGroup var iam: IAMOptions

        @Option(
            help: ArgumentHelp(
                "What to put in force: identity (users), abac (one role), bucket or minio; once "
                    + "for each. Default: identity.",
                valueName: "form"
            )
        )
        var form: [PolicyForm] = []

        @Option(help: "The directory of the templates. Default: ./policies, or those installed.")
        var templates: String?

        @Option(help: "The name of the role of form abac. Default: lakewriter-<lake id>-tenants.")
        var roleName: String?

        @Option(help: "The file that form minio writes its script to; -: standard output.")
        var script = "-"

        @Option(help: "How many tenants are worked on at once.")
        var parallel = 4

        @Flag(help: "Change nothing, show what would change, and exit 1 where something would.")
        var dryRun = false

        @Flag(
            help: ArgumentHelp(
                "Remove users of this lake, and what hangs on them, who are not among --tenants; "
                    + "nobody else's."
            )
        )
        var prune = false

        @Flag(
            help: ArgumentHelp(
                "Add to a bucket's policy that this program did not write, deny plain HTTP over "
                    + "plain HTTP, and prune by a list of no tenants."
            )
        )
        var force = false

        @Flag(help: "Print JSON: an object for each tenant that something is said about, and one.")
        var json = false

        @Option(help: ArgumentHelp(ConfigurationKey.auditPath.help + " [LAKEWRITER_AUDIT_PATH]"))
        var auditPath: String?

        func validate() throws {
            guard (1...64).contains(parallel) else {
                throw ValidationError("--parallel is 1 to 64")
            }
            guard !prune || tenants.tenants != nil else {
                throw ValidationError("--prune needs --tenants, a list of all that there are")
            }
            let forms: Set<PolicyForm> = [.identity, .abac, .bucket, .minio]
            guard let other = form.first(where: { !forms.contains($0) }) else { return }
            throw ValidationError("--form \(other.rawValue) cannot be applied: generate it")
        }

        func run() async throws {
            do {
                try await apply()
            } catch let error as PolicyNameError {
                throw ConfigurationError("\(error)")
            }
        }

        private func apply() async throws {
            let list = try tenants.read()
            let forms: Set<PolicyForm> = form.isEmpty ? [.identity] : Set(form)
            if list.tenants.isEmpty, !prune, forms.contains(where: \.isPerTenant) {
                throw ConfigurationError("whose policies? give --tenant or --tenants")
            }
            // A list that lost its lines looks like one of no tenants.
            if prune, list.tenants.isEmpty, !force {
                throw ConfigurationError(
                    "--tenants names nobody: every user of this lake and its keys would be "
                        + "removed; --force, if that is meant"
                )
            }
            let source = PolicySource(
                terms: try terms.terms(for: list.tenants),
                templates: try TemplateFolder.find(templates).read()
            )
            let session = ApplySession(
                source: source,
                iam: try iam.client(),
                options: iam,
                isDryRun: dryRun,
                audit: try AuditTrail.open(auditPath)
            )
            var report = ApplyReport(isDryRun: dryRun, json: json)
            if forms.contains(.identity) {
                try await applyUsers(session, list.tenants, &report)
            }
            if forms.contains(.abac) {
                report.take(await session.applyRole(named: roleName))
            }
            if forms.contains(.bucket) { report.take(await session.applyBucket(force: force)) }
            if forms.contains(.minio) {
                report.take(try writeScript(source, list.tenants))
            }
            report.finish()
            if report.failures > 0 || (dryRun && report.changes > 0) { throw ExitCode(1) }
        }

        private func applyUsers(
            _ session: ApplySession,
            _ tenants: [PolicyTenant],
            _ report: inout ApplyReport
        ) async throws {
            let known = try await session.users()
            let begun = ContinuousClock.now
            let bar = CountBar(total: tenants.count, noun: "tenants")
            let showsBar = isatty(STDERR_FILENO) == 1 && !json
            var done = 0
            await BoundedTasks.run(tenants, limit: parallel) { tenant in
                await session.applyUser(of: tenant, known: known)
            } take: { outcome in
                if showsBar { Self.show("") }
                report.take(outcome)
                done += 1
                if showsBar {
                    Self.show(bar.line(done: done, elapsed: begun.duration(to: .now)))
                }
                return !outcome.isHopeless
            }
            if showsBar { Self.show("") }
            guard prune else { return }
            let wanted = try Set(tenants.map { try session.source.principals.userName(of: $0.id) })
            for user in known.values.sorted(by: { $0.name < $1.name })
            where session.isOurs(user) && !wanted.contains(user.name) {
                report.take(await session.remove(user))
            }
            for policy in try await session.orphans() {
                report.take(await session.remove(policy))
            }
        }

        /// Clears the terminal's line, and writes another.
        private static func show(_ line: String) {
            FileHandle.standardError.write(Data("\r\u{1B}[K\(line)".utf8))
        }

        private func writeScript(
            _ source: PolicySource,
            _ tenants: [PolicyTenant]
        ) throws -> TenantOutcome {
            let entries = try tenants.map { tenant in
                MinIOScript.Entry(
                    user: try source.principals.userName(of: tenant.id),
                    document: try source.document(.minio, of: tenant)
                )
            }
            let text = try MinIOScript(entries).text
            if script == "-" {
                print(text, terminator: "")
            } else if !dryRun {
                try Data(text.utf8).write(to: URL(filePath: script), options: .atomic)
            }
            return TenantOutcome()
        }
    }
}
