import Foundation

extension Configuration {
    /// The configuration of this process.
    static func load(_ options: ConfigurationOptions) throws -> Configuration {
        let environment = ProcessInfo.processInfo.environment
        let path = options.config ?? environment["LAKEWRITER_CONFIG"]
        let file = try path.map { path in
            do {
                return (name: path, text: try String(contentsOfFile: path, encoding: .utf8))
            } catch {
                throw ConfigurationError("the configuration \(path) cannot be read: \(error)")
            }
        }
        return try Configuration(flags: options.values, environment: environment, file: file)
    }

    /// The configuration of a command that works on the lake alone: the environment and `--lake`.
    static func load(lake: String?) throws -> Configuration {
        try Configuration(
            flags: lake.map { [.lake: $0] } ?? [:],
            environment: ProcessInfo.processInfo.environment,
            file: nil
        )
    }
}
