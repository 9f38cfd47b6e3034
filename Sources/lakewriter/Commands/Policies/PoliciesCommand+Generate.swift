import ArgumentParser
import Foundation
import TenantPolicies

extension PoliciesCommand {
    /// `lakewriter policies generate`: the policies as files, from the templates.
    struct Generate: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Write tenants' policies, and the bucket's and the server's, as files.",
            discussion: """
                Touches no network. A file that already says the same is left as it is, so a \
                second run changes nothing; a file of an earlier run that no longer belongs there \
                is reported and never removed. Exits 2 for a name that could widen a policy, and \
                1 for a policy that is longer than its mechanism takes.
                """
        )

        @OptionGroup var terms: PolicyTermsOptions
        @OptionGroup var tenants: PolicyTenantsOptions

        @Option(
            help: ArgumentHelp("A form to write; once for each. Default: all.", valueName: "form")
        )
        var form: [PolicyForm] = []

        @Option(help: "The directory to write into.")
        var out: String

        @Option(help: "The directory of the templates. Default: ./policies, or those installed.")
        var templates: String?

        @Flag(help: "Write nothing, and exit 1 where something would have changed.")
        var check = false

        @Flag(help: "Print one JSON object.")
        var json = false

        func run() async throws {
            do {
                try generate()
            } catch let error as PolicyNameError {
                throw ConfigurationError("\(error)")
            } catch let error as PolicyGenerationError where error.isUsage {
                throw ConfigurationError("\(error)")
            }
        }

        private func generate() throws {
            let list = try tenants.read()
            let terms = try terms.terms(for: list.tenants)
            let (forms, leftOut) = try forms(terms, hasTenants: !list.tenants.isEmpty)
            let generator = try PolicyGenerator(
                terms,
                forms: forms,
                templates: try TemplateFolder.find(templates).read(),
                isComplete: false
            )
            var output = PolicyOutput(folder: out, isDryRun: check)
            try generator.generate(for: list.tenants) { try output.take($0) }
            output.findStale(forms, isComplete: list.isComplete)
            let report = PolicyReport(output, leftOut: leftOut, partial: partial(forms, terms))
            print(json ? try report.json : report.text(isDryRun: check))
            if check, report.isChanged { throw ExitCode(1) }
        }

        /// Forms that were named, and lack something that they can be written without.
        private func partial(
            _ forms: Set<PolicyForm>,
            _ terms: PolicyTerms
        ) -> [PolicyReport.LeftOut] {
            PolicyForm.allCases.filter(forms.contains).compactMap { form in
                terms.option(missingFor: form).map { .init(form: form.rawValue, needs: $0) }
            }
        }

        /// What is written, and what is not for want of an option, where all forms are meant.
        private func forms(
            _ terms: PolicyTerms,
            hasTenants: Bool
        ) throws -> (forms: Set<PolicyForm>, leftOut: [PolicyReport.LeftOut]) {
            guard form.isEmpty else {
                if let form = form.first(where: { $0.isPerTenant }), !hasTenants {
                    throw ConfigurationError(
                        "--form \(form.rawValue) is about tenants: give --tenant or --tenants"
                    )
                }
                return (Set(form), [])
            }
            var forms: Set<PolicyForm> = []
            var leftOut: [PolicyReport.LeftOut] = []
            for form in PolicyForm.allCases {
                let option =
                    form.isPerTenant && !hasTenants
                    ? "--tenant or --tenants" : terms.option(missingFor: form)
                if let option {
                    leftOut.append(.init(form: form.rawValue, needs: option))
                } else {
                    forms.insert(form)
                }
            }
            return (forms, leftOut)
        }
    }
}

extension PolicyGenerationError {
    /// Whether the command was used wrongly, and nothing else is the matter.
    fileprivate var isUsage: Bool {
        switch self {
        case .missing, .contradiction, .name: true
        case .template, .syntax, .tooLarge, .tooManyGrants: false
        }
    }
}
