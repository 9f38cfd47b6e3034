import ObjectStorage
import Pipeline
import Synchronization
import Testing

@Suite("Part queue")
struct PartQueueTests {
    /// Collects parts, and sees how many are under way at once.
    private final class Upload: MultipartUpload {
        struct State {
            var parts: [Int: [UInt8]] = [:]
            var underWay = 0
            var underWayMax = 0
        }

        let partSizeBytesMin: Int
        let state = Mutex(State())
        private let failing: Int?

        init(partSizeBytesMin: Int = 1, failing: Int? = nil) {
            self.partSizeBytesMin = partSizeBytesMin
            self.failing = failing
        }

        func uploadPart(_ number: Int, _ bytes: [UInt8]) async throws(ObjectStoreError) {
            state.withLock { state in
                state.underWay += 1
                state.underWayMax = max(state.underWayMax, state.underWay)
            }
            for _ in 0..<20 { await Task.yield() }
            state.withLock { state in
                state.underWay -= 1
                state.parts[number] = bytes
            }
            if number == failing { throw ObjectStoreError(.unavailable, "part \(number)") }
        }

        func complete() async throws(ObjectStoreError) -> ObjectAttributes {
            throw ObjectStoreError(.invalidRequest, "nobody completes here")
        }

        func abort() async throws(ObjectStoreError) {}

        var parts: [[UInt8]] {
            state.withLock { $0.parts.sorted { $0.key < $1.key }.map(\.value) }
        }
    }

    private func bytes(_ range: Range<Int>) -> [UInt8] {
        range.map { UInt8(truncatingIfNeeded: $0) }
    }

    private func send(
        _ pieces: [Range<Int>],
        partBytes: Int,
        through upload: Upload
    ) async throws -> Int {
        try await withThrowingTaskGroup(of: Void.self) { group in
            var queue = PartQueue(upload: upload, partBytes: partBytes, bytes: [])
            for piece in pieces {
                queue.append(bytes(piece))
                try await queue.send(in: &group, inFlightMax: 2)
            }
            try await queue.sendLast(in: &group, inFlightMax: 2)
            return queue.totalBytes
        }
    }

    @Test("bytes are cut into whole parts and a last one, whatever pieces they come in")
    func cuts() async throws {
        for pieces in [[0..<1000], [0..<3, 3..<3, 3..<999, 999..<1000], [0..<100, 100..<1000]] {
            let upload = Upload()
            #expect(try await send(pieces, partBytes: 300, through: upload) == 1000)
            #expect(upload.parts.map(\.count) == [300, 300, 300, 100])
            #expect(upload.parts.flatMap { $0 } == bytes(0..<1000))
        }
    }

    @Test("bytes that fill their parts exactly have no empty last part")
    func wholeParts() async throws {
        let upload = Upload()
        _ = try await send([0..<600], partBytes: 300, through: upload)
        #expect(upload.parts.map(\.count) == [300, 300])
    }

    @Test("no part but the last is smaller than the store takes")
    func smallestPart() async throws {
        let upload = Upload(partSizeBytesMin: 400)
        _ = try await send([0..<1000], partBytes: 10, through: upload)
        #expect(upload.parts.map(\.count) == [400, 400, 200])
    }

    @Test("as many parts are under way as allowed, and no more")
    func boundsParts() async throws {
        let upload = Upload()
        _ = try await send([0..<1000], partBytes: 50, through: upload)
        #expect(upload.state.withLock { $0.underWayMax } <= 2)
        #expect(upload.parts.count == 20)
    }

    @Test("a part that fails fails the whole, be it the first or the last", arguments: [1, 7, 20])
    func failingPart(number: Int) async throws {
        let upload = Upload(failing: number)
        await #expect(throws: ObjectStoreError(.unavailable, "")) {
            _ = try await send([0..<1000], partBytes: 50, through: upload)
        }
        #expect(upload.state.withLock { $0.underWay } == 0, "no part is left behind")
    }
}
