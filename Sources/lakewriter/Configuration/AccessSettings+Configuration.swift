import Iceberg
import ObjectStorage

extension AccessSettings {
    /// Understands the keys of readers' access.
    ///
    /// - Throws: ``ConfigurationError`` at the first value that is not one.
    init(_ configuration: Configuration) throws {
        self.init()
        let access = configuration[.catalogAccess]
        guard let mode = Mode(rawValue: access.text) else {
            throw ConfigurationError(
                "\(access.source) is \"\(access.text)\": write auto, sts, sign or off"
            )
        }
        self.mode = mode
        roleARN = configuration.optional(.catalogRole)?.text
        stsEndpoint = try configuration.optional(.catalogTokenService).map { value in
            guard let endpoint = S3Endpoint(value.text) else {
                throw ConfigurationError(
                    "\(value.source) is \"\(value.text)\": write http://host[:port] or "
                        + "https://host[:port], without a path"
                )
            }
            return endpoint
        }
        let duration = configuration[.catalogSessionDuration]
        self.duration = try duration.duration()
        // What every token service takes: AWS STS API Reference, "AssumeRole", DurationSeconds.
        guard (Duration.seconds(900)...Duration.seconds(43_200)).contains(self.duration) else {
            throw ConfigurationError("\(duration.source) is \"\(duration.text)\": from 15m to 12h")
        }
    }
}
