import ObjectStorage

extension ObjectStoreConformance {
    /// What a check works with: a store, a place in it, and ways to say what must hold.
    struct Bench: Sendable {
        let store: any ObjectStore
        let prefix: String

        /// A key in the check's own place.
        func key(_ name: String) -> ObjectKey { ObjectKey("\(prefix)/\(name)") }

        /// Throws unless `condition` holds.
        func expect(_ condition: Bool, _ text: @autoclosure () -> String) throws {
            guard condition else { throw Violation(description: text()) }
        }

        /// Throws unless `body` throws an error of that code.
        func expect<Result>(
            _ code: ObjectStoreError.Code,
            _ what: String,
            _ body: () async throws(ObjectStoreError) -> Result
        ) async throws {
            do throws(ObjectStoreError) {
                _ = try await body()
            } catch {
                return try expect(error.code == code, "\(what) threw \(error.code): \(error)")
            }
            throw Violation(description: "\(what) threw nothing")
        }

        /// Bytes that differ by place and by `seed`.
        func bytes(_ count: Int, seed: UInt8) -> [UInt8] {
            (0..<count).map { UInt8(truncatingIfNeeded: $0 ^ ($0 >> 8)) &+ seed }
        }

        /// All names below the check's prefix, page by page.
        func names(_ start: String = "") async throws -> [String] {
            var names: [String] = []
            var after: ObjectKey?
            while true {
                let page = try await store.list(prefix: "\(prefix)/\(start)", after: after)
                try expect(page.objects.count <= 1000, "a page of \(page.objects.count) objects")
                names += page.objects.map { String($0.key.path.dropFirst(prefix.count + 1)) }
                guard page.isTruncated else { return names }
                try expect(!page.objects.isEmpty, "an empty page with more behind it")
                after = page.objects.last?.key
            }
        }

        /// Runs `body` eight times at once and counts which errors come of it.
        func race(
            _ body: @escaping @Sendable (UInt8) async throws(ObjectStoreError) -> Void
        ) async -> (winners: [UInt8], losers: [ObjectStoreError]) {
            await withTaskGroup(of: (UInt8, ObjectStoreError?).self) { group in
                for runner in UInt8(0)..<8 {
                    group.addTask {
                        do throws(ObjectStoreError) {
                            try await body(runner)
                            return (runner, nil)
                        } catch {
                            return (runner, error)
                        }
                    }
                }
                var winners: [UInt8] = []
                var losers: [ObjectStoreError] = []
                for await (runner, error) in group {
                    if let error { losers.append(error) } else { winners.append(runner) }
                }
                return (winners, losers)
            }
        }
    }
}
