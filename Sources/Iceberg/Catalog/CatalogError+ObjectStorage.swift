package import ObjectStorage

extension CatalogError {
    /// What a failure of the store means to a catalog's caller.
    package init(_ error: ObjectStoreError) {
        switch error.code {
        case .denied, .misconfigured, .invalidRequest:
            self.init(.denied, error.message)
        case .outcomeUnknown:
            self.init(.commitStateUnknown, error.message, retryAfter: error.retryAfter)
        case .notFound, .alreadyExists, .preconditionFailed:
            // Answers, which are dealt with where they come; here somebody else was quicker.
            self.init(.commitFailed, error.message)
        case .unavailable, .full:
            self.init(.unavailable, error.message, retryAfter: error.retryAfter)
        }
    }
}
