extension ObjectStoreLocation {
    /// Opens the store that lies here.
    ///
    /// - Parameters:
    ///   - environment: the process's environment, which says how a bucket is reached and with
    ///     which credentials; see ``S3Settings/fromEnvironment(_:location:profile:)``.
    ///   - runtime: clocks, chance and sleep.
    ///   - placement: how objects in a bucket are kept; a directory knows nothing of it.
    ///   - adjust: changes settings of a bucket before they are used.
    /// - Returns: a ``LocalObjectStore`` or an ``S3ObjectStore``.
    /// - Throws: `.misconfigured` or `.denied`, saying what to mend. A bucket is not asked yet.
    public func open(
        environment: [String: String],
        runtime: ObjectStoreRuntime,
        placement: ObjectPlacement = ObjectPlacement(),
        adjust: (inout S3Settings) -> Void = { _ in }
    ) throws(ObjectStoreError) -> any ObjectStore {
        switch self {
        case .directory(let path):
            return try LocalObjectStore(directory: path, runtime: runtime)
        case .s3(let location):
            let profile = try AWSProfile.load(environment: environment)
            var settings = try S3Settings.fromEnvironment(
                environment,
                location: location,
                profile: profile
            )
            adjust(&settings)
            let credentials = ChainedCredentials([
                EnvironmentCredentials(environment), ProfileCredentials(environment),
            ])
            return S3ObjectStore(
                settings: settings,
                credentials: credentials,
                runtime: runtime,
                placement: placement
            )
        }
    }
}
