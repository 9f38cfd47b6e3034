public import ObjectStorage

/// What goes wrong with one call of a ``FaultyObjectStore``.
public enum StoreFault: Hashable, Sendable {
    /// Nothing is done, and this is thrown.
    case failBefore(ObjectStoreError.Code)
    /// It is done, and the answer is lost: `.outcomeUnknown` is thrown, whatever came of it; for
    /// reads, `.unavailable`.
    case failAfter
    /// It is done after a pause.
    case delay(Duration)
    /// The upload is forgotten by the store: `.outcomeUnknown` is thrown, nothing becomes visible,
    /// and every further call of the upload throws `.notFound`. For other calls than those of an
    /// upload the same as `.failBefore(.unavailable)`.
    case tornMultipart
}
