import Synchronization
import WriteAheadLog

/// An open file of a ``SimulatedDisk``.
final class SimulatedFile: LogFile {
    let byteCount: Int
    private let disk: SimulatedDisk
    private let id: Int
    private let epoch: Int
    private let isOpen = Mutex(true)

    init(disk: SimulatedDisk, id: Int, byteCount: Int) {
        self.disk = disk
        self.id = id
        self.byteCount = byteCount
        epoch = disk.state.withLock { $0.epoch }
    }

    func write(_ memory: UnsafeRawBufferPointer, at offset: Int) throws(LogDiskError) -> Int {
        precondition(isOpen.withLock { $0 }, "a closed file is written")
        let count = memory.count
        precondition(offset % 4096 == 0 && count % 4096 == 0, "writes are whole blocks")
        let address = Int(bitPattern: memory.baseAddress)
        precondition(address % 4096 == 0, "memory is aligned")
        precondition(offset + count <= byteCount, "a write past the end")
        let bytes = unsafe Array(memory)
        let result: Result<Int, LogDiskError> = disk.state.withLock { state in
            guard state.epoch == epoch else {
                return .failure(LogDiskError(.failed, "the power failed since the file was opened"))
            }
            if let failure = state.takeWriteFailure() {
                let part = Int.random(in: 0...bytes.count / 512, using: &state.generator) * 512
                state.files[id]?.write(Array(bytes[..<part]), at: offset)
                return .failure(failure)
            }
            var count = bytes.count
            if state.areWritesShort, state.generator.chance(300) {
                count = Int.random(in: min(4096, count)...count, using: &state.generator)
            }
            state.files[id]?.write(Array(bytes[..<count]), at: offset)
            return .success(count)
        }
        return try result.get()
    }

    func sync() throws(LogDiskError) {
        precondition(isOpen.withLock { $0 }, "a closed file is synced")
        let failure: LogDiskError? = disk.state.withLock { state in
            guard state.epoch == epoch else {
                return LogDiskError(.failed, "the power failed since the file was opened")
            }
            if let failure = state.takeSyncFailure() { return failure }
            state.files[id]?.sync()
            return nil
        }
        if let failure { throw failure }
    }

    func close() {
        isOpen.withLock { isOpen in
            precondition(isOpen, "a file is closed twice")
            isOpen = false
        }
    }
}
