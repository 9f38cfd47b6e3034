import ArgumentParser
import Foundation
import LakeModel
import ObjectStorage
import TenantPolicies

extension PoliciesCommand {
    /// `lakewriter policies keys`: the access keys of tenants' users.
    struct Keys: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Issue, rotate and list the access keys of a tenant's user.",
            subcommands: [List.self, Rotate.self]
        )
    }
}

/// Whose keys a command is about.
struct KeysTarget: ParsableArguments {
    @Option(help: "Where the lake lies: s3://bucket/prefix. [LAKEWRITER_LAKE]")
    var lake: String?

    @Option(help: "Whose keys.")
    var tenant: String

    @OptionGroup var iam: IAMOptions

    /// The tenant.
    func tenantID() throws -> TenantID { try TenantID(tenant) }

    /// The name of the tenant's user.
    func userName() throws -> String {
        let text = try Configuration.load(lake: lake).required(.lake).text
        guard case .s3(let location) = try ObjectStoreLocation(text) else {
            throw ConfigurationError("--lake: a directory has no keys; give s3://bucket/prefix")
        }
        let tenant = try tenantID()
        do throws(PolicyNameError) {
            let lake = try PolicyLake(bucket: location.bucket, root: location.prefix)
            return try LakePrincipals(lake: lake).userName(of: tenant)
        } catch {
            throw ConfigurationError("\(error)")
        }
    }
}

extension PoliciesCommand.Keys {
    /// `lakewriter policies keys list`: one line a key.
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the keys of a tenant's user; never a secret."
        )

        @OptionGroup var target: KeysTarget

        @Flag(help: "Print JSON: an object for each key.")
        var json = false

        func run() async throws {
            let user = try target.userName()
            for key in try await target.iam.client().accessKeys(of: user) {
                let line = KeyLine(key, user: user, tenant: target.tenant)
                print(json ? try line.json : line.text)
            }
        }
    }

    /// `lakewriter policies keys rotate`: a new key, and the old one switched off.
    struct Rotate: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Give a tenant's user a new key, and switch the old one off.",
            discussion: """
                The first run issues the first key. The secret goes to --out, a file for its owner \
                alone that AWS's tools read by `credential_process = cat FILE`, or to standard \
                output when --print asks for it. The old key is switched off, and removed after \
                --grace or by the next rotation. There are never more than two. One that was cut \
                off is begun again with the same --out.
                """
        )

        @OptionGroup var target: KeysTarget

        @Option(help: "The file that the new key goes to; replaced when it holds the old one.")
        var out: String?

        @Flag(help: "Print the new key, its secret too, to standard output.")
        var print = false

        @Option(help: "How long both keys work, such as 10m.")
        var overlap: String?

        @Option(help: "How long the old key stays switched off before it is removed, such as 1h.")
        var grace: String?

        @Option(help: "The id of a key to remove first, where two work.")
        var retire: String?

        @Option(help: ArgumentHelp(ConfigurationKey.auditPath.help + " [LAKEWRITER_AUDIT_PATH]"))
        var auditPath: String?

        func validate() throws {
            guard print != (out != nil) else {
                throw ValidationError("where does the secret go? give --out FILE, or --print")
            }
        }

        func run() async throws {
            func duration(_ text: String?, _ source: String) throws -> Duration? {
                try text.map { try Configuration.Value(text: $0, source: source).duration() }
            }
            let rotator = KeyRotator(
                iam: try target.iam.client(),
                user: try target.userName(),
                tenant: try target.tenantID(),
                overlap: try duration(overlap, "--overlap") ?? .zero,
                grace: try duration(grace, "--grace"),
                runtime: .live,
                audit: try AuditTrail.open(auditPath)
            )
            try await rotator.rotate(out: out.map { KeyFile(path: $0) }, retired: retire)
        }
    }
}

/// What is said of a key.
private struct KeyLine: Encodable {
    let tenant: String
    let user: String
    let accessKeyID: String
    let status: String
    let created: String?

    private enum CodingKeys: String, CodingKey {
        case tenant, user, status, created
        case accessKeyID = "accessKeyId"
    }

    init(_ key: IAMAccessKey, user: String, tenant: String) {
        self.tenant = tenant
        self.user = user
        accessKeyID = key.id
        status = key.isActive ? "active" : "inactive"
        created = key.createdAt.map { "\(Timestamp(milliseconds: $0.nanoseconds / 1_000_000))" }
    }

    var text: String {
        "\(accessKeyID)  \(status)\(created.map { "  \($0)" } ?? "")  \(user)"
    }
}
