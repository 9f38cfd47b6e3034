import Iceberg
import ObjectStorage

extension RESTCatalogSettings {
    /// Understands the keys of an external catalog; nil where none is configured.
    ///
    /// - Throws: ``ConfigurationError`` at the first value that is not one.
    init?(_ configuration: Configuration) throws {
        guard let uri = configuration.optional(.catalogURI) else { return nil }
        self.init(
            uri: try Self.address(uri),
            warehouse: configuration.optional(.catalogWarehouse)?.text,
            authentication: try Self.authentication(configuration)
        )
    }

    private static func authentication(
        _ configuration: Configuration
    ) throws -> RESTCatalogSettings.Authentication {
        let token = configuration.optional(.catalogToken)
        let credential = configuration.optional(.catalogCredential)
        switch (token, credential) {
        case (nil, nil): return .none
        case (let token?, nil): return .bearer(Secret(token.text))
        case (nil, let credential?):
            return .clientCredentials(
                OAuthClient(
                    credential: credential.text,
                    scope: configuration[.catalogScope].text,
                    server: try configuration.optional(.catalogTokenServer).map(address)
                )
            )
        case (let token?, let credential?):
            throw ConfigurationError("give \(token.source) or \(credential.source), not both")
        }
    }

    private static func address(_ value: Configuration.Value) throws -> RESTAddress {
        guard let address = RESTAddress(value.text) else {
            throw ConfigurationError(
                "\(value.source) is \"\(value.text)\": write http://host[:port]/path or "
                    + "https://host[:port]/path"
            )
        }
        return address
    }
}
