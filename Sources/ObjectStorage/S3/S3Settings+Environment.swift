extension S3Settings {
    /// Settings as every AWS tool takes them from its environment.
    ///
    /// | variable | is |
    /// |---|---|
    /// | `AWS_ENDPOINT_URL_S3`, `AWS_ENDPOINT_URL` | the endpoint; makes addresses path-style |
    /// | `AWS_REGION`, `AWS_DEFAULT_REGION` | the region; `us-east-1` with an endpoint alone |
    /// | `AWS_CA_BUNDLE` | the file of certificates to trust |
    ///
    /// What the environment leaves open, the profile's `region` and `endpoint_url` say.
    ///
    /// - Throws: `.misconfigured`, naming the variable to set or to mend.
    public static func fromEnvironment(
        _ environment: [String: String],
        location: S3Location,
        profile: AWSProfile = AWSProfile()
    ) throws(ObjectStoreError) -> S3Settings {
        func value(_ names: String...) -> String? {
            names.lazy.compactMap { environment[$0] }.first { !$0.isEmpty }
        }
        let address =
            value("AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL") ?? profile.settings["endpoint_url"]
        let region = value("AWS_REGION", "AWS_DEFAULT_REGION") ?? profile.settings["region"]
        let http = HTTPClientSettings(certificateAuthorityFile: value("AWS_CA_BUNDLE"))

        if let address {
            guard let endpoint = S3Endpoint(address) else {
                throw ObjectStoreError(
                    .misconfigured,
                    "AWS_ENDPOINT_URL is '\(address)'; it must be http://host[:port] or "
                        + "https://host[:port], without a path"
                )
            }
            // Stores other than Amazon's take this region, or any.
            return S3Settings(
                location: location,
                region: region ?? "us-east-1",
                endpoint: endpoint,
                http: http
            )
        }
        guard let region else {
            throw ObjectStoreError(
                .misconfigured,
                "the region of \(location) is not known: set AWS_REGION, or AWS_ENDPOINT_URL_S3 "
                    + "for a store other than Amazon's"
            )
        }
        guard let endpoint = S3Endpoint.amazon(region: region) else {
            throw ObjectStoreError(.misconfigured, "AWS_REGION is '\(region)': not a region's name")
        }
        // A bucket with dots has no valid certificate as a host of its own.
        let addressing: Addressing = location.bucket.contains(".") ? .path : .virtualHost
        return S3Settings(
            location: location,
            region: region,
            endpoint: endpoint,
            addressing: addressing,
            http: http
        )
    }
}
