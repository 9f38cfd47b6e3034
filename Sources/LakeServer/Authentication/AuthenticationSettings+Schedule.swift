extension AuthenticationSettings {
    /// When keys from `source` are loaded again.
    func schedule(for source: KeySource) -> KeyRefreshSchedule {
        switch source {
        case .url:
            KeyRefreshSchedule(
                refreshInterval: keySetRefreshInterval.components.seconds,
                // A set that is fetched more often than that anyway may be for an unknown key too.
                retryInterval: min(unknownKeyRefreshInterval, keySetRefreshInterval)
                    .components.seconds,
                ageMax: keySetAgeMax.components.seconds
            )
        case .file:
            KeyRefreshSchedule(
                refreshInterval: keyFileCheckInterval.components.seconds,
                retryInterval: keyFileCheckInterval.components.seconds,
                ageMax: keySetAgeMax.components.seconds
            )
        case .secret:
            // A secret is in the settings: it is read once and never ages.
            KeyRefreshSchedule(refreshInterval: .max, retryInterval: 0, ageMax: .max)
        }
    }
}
