public import LakeModel
public import ObjectStorage

/// What is said about tenants in the lake itself: one object for all, read by every server and
/// changed by commands.
///
/// A change is read, applied and put back under the condition that nobody has changed the object
/// meanwhile; of two changes at once none is lost.
public struct TenantStore: Sendable {
    /// Where the object lies; no tenant's policy reaches it.
    public static let key = ObjectKey("_lakewriter/tenants.json")
    /// How often a change is tried: a dozen operators at once, and then some.
    private static let attemptsMax = 32

    /// The object as it was read.
    public struct Contents: Hashable, Sendable {
        /// The bytes.
        public let bytes: [UInt8]
        /// What the bytes say.
        public let directory: TenantDirectory
        /// The object's tag, or that of an older state of it: a put under its condition replaces
        /// these very bytes or fails.
        public let entityTag: String
    }

    private let store: any ObjectStore

    /// Creates the door to a lake's object.
    public init(_ store: any ObjectStore) {
        self.store = store
    }

    /// The object's name, for messages.
    public var location: String { "\(store.location)/\(Self.key)" }

    /// The object's tag; nil: there is none.
    public func entityTag() async throws(TenantStoreError) -> String? {
        do throws(ObjectStoreError) {
            return try await store.head(Self.key).entityTag
        } catch {
            if error.code == .notFound { return nil }
            throw TenantStoreError(.unavailable, error.message)
        }
    }

    /// Reads the object; nil: there is none.
    ///
    /// - Throws: ``TenantStoreError``, `.unreadable` or `.unavailable`.
    public func read() async throws(TenantStoreError) -> Contents? {
        // The tag first: bytes that are newer than it only make a put fail that could succeed.
        guard let tag = try await entityTag() else { return nil }
        let bytes: [UInt8]
        do throws(ObjectStoreError) {
            bytes = try await store.get(Self.key, range: nil)
        } catch {
            if error.code == .notFound { return nil }
            throw TenantStoreError(.unavailable, error.message)
        }
        let directory = try Self.directory(bytes, file: location)
        return Contents(bytes: bytes, directory: directory, entityTag: tag)
    }

    /// Understands an object's bytes.
    package static func directory(
        _ bytes: [UInt8],
        file: String
    ) throws(TenantStoreError) -> TenantDirectory {
        guard bytes.count <= TenantDirectory.sizeMax else {
            throw TenantStoreError(
                .unreadable,
                "\(file): larger than \(TenantDirectory.sizeMax) bytes"
            )
        }
        do throws(TenantFileError) {
            return try TenantDirectory(bytes, file: file)
        } catch {
            throw TenantStoreError(.unreadable, error.description)
        }
    }

    /// Changes the object, which is made when there is none.
    ///
    /// - Parameter change: changes what was read; called again on what somebody else has made of
    ///   it meanwhile. Where it changes nothing, nothing is written.
    /// - Returns: what the object says now.
    /// - Throws: ``TenantStoreError``, or what `change` throws.
    @discardableResult
    public func update(
        _ change: (inout TenantDirectory) throws -> Void
    ) async throws -> TenantDirectory {
        for _ in 0..<Self.attemptsMax {
            let found = try await read()
            var directory = found?.directory ?? TenantDirectory()
            try change(&directory)
            guard directory != found?.directory else { return directory }
            let mode = found.map { PutMode.update(ifMatch: $0.entityTag) } ?? .create
            do throws(ObjectStoreError) {
                try await store.put(Self.key, directory.json, mode: mode)
                return directory
            } catch {
                switch error.code {
                // Lost a race, perhaps to an earlier try of its own: the next look tells.
                case .preconditionFailed, .alreadyExists, .outcomeUnknown: continue
                default: throw TenantStoreError(.unavailable, error.message)
                }
            }
        }
        throw TenantStoreError(
            .contended,
            "\(location) was changed by others each of \(Self.attemptsMax) times; try again"
        )
    }

    /// Changes what is said about one tenant.
    ///
    /// - Returns: what the object says about the tenant now.
    /// - Throws: as ``update(_:)``.
    @discardableResult
    public func update(
        _ tenant: TenantID,
        _ change: (inout TenantRecord) throws -> Void
    ) async throws -> TenantRecord {
        let directory = try await update { directory in
            var record = directory.tenants[tenant] ?? TenantRecord()
            try change(&record)
            directory.tenants[tenant] = record
        }
        return directory.tenants[tenant] ?? TenantRecord()
    }
}
