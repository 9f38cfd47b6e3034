extension CatalogError {
    /// The same error under another code: what is `corrupt` in a file is `invalidRequest` in what a
    /// client sent.
    package func with(_ code: Code) -> CatalogError {
        CatalogError(code, message, retryAfter: retryAfter)
    }
}
