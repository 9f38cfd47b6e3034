/// A named group of settings in the files that all AWS tools share.
///
/// Source: AWS SDKs and Tools Reference Guide, "Shared config and credentials files".
public struct AWSProfile: Hashable, Sendable {
    /// Its settings by their names, `region`, `credential_process`, …; the credentials file's go
    /// before the config file's.
    ///
    /// The secret ones among them stay inside.
    package let settings: [String: String]
    /// The profile's name.
    public let name: String

    /// Creates a profile without settings.
    public init() {
        settings = [:]
        name = "default"
    }

    /// Reads a profile of the two files' texts.
    package init(name: String, credentialsFile: String, configFile: String) {
        self.name = name
        let section = name == "default" ? ["default", "profile default"] : ["profile \(name)"]
        let config = Self.sections(configFile)
        var merged: [String: String] = [:]
        for section in section { merged.merge(config[section] ?? [:]) { _, new in new } }
        merged.merge(Self.sections(credentialsFile)[name] ?? [:]) { _, new in new }
        settings = merged
    }

    /// Reads the profile that an environment names: `AWS_PROFILE`, of `AWS_SHARED_CREDENTIALS_FILE`
    /// and `AWS_CONFIG_FILE`, by default `~/.aws/credentials` and `~/.aws/config`.
    ///
    /// Blocks while it reads; a file that is missing is an empty one.
    ///
    /// - Throws: `.misconfigured` when a file cannot be read, or `AWS_PROFILE` names a profile that
    ///   neither file has.
    public static func load(
        environment: [String: String]
    ) throws(ObjectStoreError) -> AWSProfile {
        func value(_ name: String) -> String? {
            environment[name].flatMap { $0.isEmpty ? nil : $0 }
        }
        func text(_ variable: String, _ file: String) throws(ObjectStoreError) -> String {
            let path = value(variable) ?? value("HOME").map { "\($0)/.aws/\(file)" }
            guard let path else { return "" }
            return try Descriptor.text(ofFile: path) ?? ""
        }
        let wanted = value("AWS_PROFILE")
        let profile = AWSProfile(
            name: wanted ?? "default",
            credentialsFile: try text("AWS_SHARED_CREDENTIALS_FILE", "credentials"),
            configFile: try text("AWS_CONFIG_FILE", "config")
        )
        if let wanted, profile.settings.isEmpty {
            throw ObjectStoreError(
                .misconfigured,
                "AWS_PROFILE is '\(wanted)', and no file has a profile of that name"
            )
        }
        return profile
    }

    /// The sections of a file.
    ///
    /// Nested settings (indented lines) and comments are passed over.
    private static func sections(_ text: String) -> [String: [String: String]] {
        var sections: [String: [String: String]] = [:]
        var current: String?
        for line in text.split(whereSeparator: \.isNewline) {
            guard let first = line.first, !first.isWhitespace, first != "#", first != ";" else {
                continue
            }
            if first == "[" {
                let inside = line.dropFirst().prefix { $0 != "]" }
                current = inside.split(whereSeparator: \.isWhitespace).joined(separator: " ")
            } else if let current, let equals = line.firstIndex(of: "=") {
                let key = trimmed(line[..<equals]).lowercased()
                let value = trimmed(line[line.index(after: equals)...])
                sections[current, default: [:]][key] = value
            }
        }
        return sections
    }

    private static func trimmed(_ text: Substring) -> String {
        let head = text.drop(while: \.isWhitespace)
        return String(head.reversed().drop(while: \.isWhitespace).reversed())
    }
}
