import Yams

/// The configuration as text, each value with the place it comes from.
///
/// A flag goes before the environment, the environment before the file, the file before the
/// default.
struct Configuration: Sendable {
    /// A value and where it was said, for messages.
    struct Value: Hashable, Sendable {
        let text: String
        let source: String
    }

    private let values: [ConfigurationKey: Value]

    /// Gathers the configuration from its three places.
    ///
    /// - Parameters:
    ///   - flags: what the command line says.
    ///   - environment: the process's environment.
    ///   - file: the YAML file's name and text, if there is one.
    /// - Throws: ``ConfigurationError`` when the file is no YAML, or has a key that does not exist.
    init(
        flags: [ConfigurationKey: String],
        environment: [String: String],
        file: (name: String, text: String)?
    ) throws {
        let fromFile = try file.map { try Self.read($0.text, name: $0.name) } ?? [:]
        var values: [ConfigurationKey: Value] = [:]
        for key in ConfigurationKey.all {
            if let text = flags[key] {
                values[key] = Value(text: text, source: key.flag)
            } else if let text = environment[key.variable] {
                values[key] = Value(text: text, source: key.variable)
            } else if let text = fromFile[key.path], let file {
                values[key] = Value(text: text, source: "\(key.path) in \(file.name)")
            } else if let text = key.fallback {
                values[key] = Value(text: text, source: "the default of \(key.path)")
            }
        }
        self.values = values
    }

    /// The value of a key that has a default.
    subscript(key: ConfigurationKey) -> Value {
        values[key] ?? Value(text: "", source: "the default of \(key.path)")
    }

    /// The value of a key that need not be set; nil also where it is set to nothing.
    func optional(_ key: ConfigurationKey) -> Value? {
        values[key].flatMap { $0.text.isEmpty ? nil : $0 }
    }

    /// The value of a key that somebody must give.
    func required(_ key: ConfigurationKey) throws -> Value {
        guard let value = values[key] else {
            throw ConfigurationError(
                "\(key.path) is not set; give \(key.flag), \(key.variable), or \(key.path) in the "
                    + "--config file. \(key.help)"
            )
        }
        return value
    }

    /// The whole as YAML that `--config` reads, with each value's source behind it; secrets are
    /// `******`.
    var yaml: String {
        var lines: [String] = []
        var section = ""
        for key in ConfigurationKey.all {
            let value = values[key]
            let parts = key.path.split(separator: ".").map(String.init)
            if parts.count == 2, parts[0] != section { lines.append("\(parts[0]):") }
            section = parts.count == 2 ? parts[0] : ""
            let shown = key.isSecret && value != nil ? "******" : value?.text
            let text = key == .issuers ? shown ?? "[]" : Self.quoted(shown ?? "")
            let indent = parts.count == 2 ? "  " : ""
            lines.append(
                "\(indent)\(parts[parts.count - 1]): \(text)  # \(value?.source ?? "not set")"
            )
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func quoted(_ text: String) -> String {
        "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
    }

    /// Flattens the YAML file into paths, refusing keys that do not exist.
    private static func read(_ text: String, name: String) throws -> [String: String] {
        guard let root = try Yams.compose(yaml: text) else { return [:] }
        guard case .mapping(let mapping) = root else {
            throw ConfigurationError("\(name) is not a YAML mapping of settings")
        }
        var values: [String: String] = [:]
        try flatten(mapping, prefix: "", name: name, into: &values)
        return values
    }

    private static func flatten(
        _ mapping: Node.Mapping,
        prefix: String,
        name: String,
        into values: inout [String: String]
    ) throws {
        for (keyNode, node) in mapping {
            let path = prefix + (keyNode.string ?? "?")
            if let key = ConfigurationKey.all.first(where: { $0.path == path }) {
                values[path] =
                    key == .issuers ? try Yams.serialize(node: node) : node.scalar?.string ?? ""
            } else if case .mapping(let inner) = node {
                try flatten(inner, prefix: path + ".", name: name, into: &values)
            } else {
                let line = keyNode.mark.map { ":\($0.line)" } ?? ""
                throw ConfigurationError(
                    "\(name)\(line): there is no setting \(path); "
                        + "`lakewriter serve --print-config` prints all that there are"
                )
            }
        }
    }
}
