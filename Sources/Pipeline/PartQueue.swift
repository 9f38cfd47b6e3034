package import ObjectStorage

/// Cuts a file's bytes into parts and sends them, a few at a time.
package struct PartQueue {
    private let upload: any MultipartUpload
    private let partBytes: Int
    private var pending: [UInt8]
    private var nextNumber = 1
    private var inFlight = 0
    /// Bytes given so far.
    package private(set) var totalBytes: Int

    package init(upload: any MultipartUpload, partBytes: Int, bytes: [UInt8]) {
        self.upload = upload
        self.partBytes = max(partBytes, upload.partSizeBytesMin)
        pending = bytes
        totalBytes = bytes.count
    }

    package mutating func append(_ bytes: [UInt8]) {
        pending += bytes
        totalBytes += bytes.count
    }

    /// Sends every whole part.
    package mutating func send(
        in group: inout ThrowingTaskGroup<Void, any Error>,
        inFlightMax: Int
    ) async throws {
        var sent = 0
        while pending.count - sent >= partBytes {
            let part = Array(pending[sent..<(sent + partBytes)])
            try await start(part, in: &group, inFlightMax: inFlightMax)
            sent += partBytes
        }
        pending.removeFirst(sent)
    }

    /// Sends what is left, and returns when all parts have arrived.
    package mutating func sendLast(
        in group: inout ThrowingTaskGroup<Void, any Error>,
        inFlightMax: Int
    ) async throws {
        try await send(in: &group, inFlightMax: inFlightMax)
        if !pending.isEmpty { try await start(pending, in: &group, inFlightMax: inFlightMax) }
        pending = []
        try await group.waitForAll()
    }

    private mutating func start(
        _ part: [UInt8],
        in group: inout ThrowingTaskGroup<Void, any Error>,
        inFlightMax: Int
    ) async throws {
        if inFlight == inFlightMax {
            try await group.next()
            inFlight -= 1
        }
        let number = nextNumber
        let upload = upload
        group.addTask { try await upload.uploadPart(number, part) }
        nextNumber += 1
        inFlight += 1
    }
}
