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
}
