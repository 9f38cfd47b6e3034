/// A store in which everything below a folder can be found and removed for good.
///
/// More than ``ObjectStore/list(prefix:after:)`` and ``ObjectStore/delete(_:)``: those show and
/// remove what readers see, while a bucket with versions keeps the bytes of every object that was
/// ever deleted, uploads that nobody finished are listed apart, and some stores keep empty folders.
public protocol ErasableStore: ObjectStore {
    /// The folders directly below another one, those included in which nothing lies any more but
    /// old versions, unfinished uploads or empty folders.
    ///
    /// - Parameter prefix: the folder, a slash at its end; empty for the store's root.
    /// - Returns: their names.
    /// - Throws: ``ObjectStoreError``, as ``remnants(below:after:)``.
    func foldersOfRemnants(below prefix: String) async throws(ObjectStoreError) -> Set<String>

    /// One page of everything below a folder: uploads before versions, versions before folders.
    ///
    /// - Parameters:
    ///   - folder: a slash at its end, so that `tenantId=t1/` is not `tenantId=t10/`.
    ///   - mark: what the page before gave; nil for the first.
    /// - Returns: at most 1,000 remnants.
    /// - Throws: ``ObjectStoreError``; `.denied` where the credentials may not list versions or
    ///   uploads, since then nobody knows what is left.
    func remnants(
        below folder: String,
        after mark: RemnantMark?
    ) async throws(ObjectStoreError) -> RemnantPage

    /// Removes remnants for good; what is gone already is no failure.
    ///
    /// - Parameter remnants: of one page.
    /// - Throws: ``ObjectStoreError``; when it throws, some may be gone.
    func erase(_ remnants: [Remnant]) async throws(ObjectStoreError)
}
