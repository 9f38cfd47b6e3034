/// A try that failed: what to tell the caller, and what may mend it.
package struct S3Failure: Error, Sendable {
    /// What the caller is told when it ends here.
    package let error: ObjectStoreError
    /// What may mend it.
    package let remedy: Retry.Remedy
    /// Whether the request may have been carried out all the same.
    package let mayBeDone: Bool

    /// Creates a failure.
    package init(_ error: ObjectStoreError, _ remedy: Retry.Remedy, mayBeDone: Bool = false) {
        self.error = error
        self.remedy = remedy
        self.mayBeDone = mayBeDone
    }
}
