import Synchronization
import WriteAheadLog

#if canImport(Glibc)
import Glibc
#endif

/// A disk whose syncs can be held up.
final class SlowDisk: LogDisk {
    private let disk: any LogDisk
    private let isHeld = Atomic(false)

    init(_ disk: any LogDisk) {
        self.disk = disk
    }

    /// Lets the next sync begin and not end.
    func hold() {
        isHeld.store(true, ordering: .releasing)
    }

    /// Lets held syncs end.
    func letGo() {
        isHeld.store(false, ordering: .releasing)
    }

    fileprivate func waitWhileHeld() {
        while isHeld.load(ordering: .acquiring) { usleep(200) }
    }

    func acquire() throws(LogDiskError) { try disk.acquire() }
    func release() { disk.release() }
    func names() throws(LogDiskError) -> [String] { try disk.names() }
    func contents(of name: String) throws(LogDiskError) -> [UInt8] { try disk.contents(of: name) }
    func create(_ name: String, byteCount: Int) throws(LogDiskError) -> any LogFile {
        SlowFile(file: try disk.create(name, byteCount: byteCount), disk: self)
    }
    func open(_ name: String) throws(LogDiskError) -> any LogFile {
        SlowFile(file: try disk.open(name), disk: self)
    }
    func rename(_ name: String, to newName: String) throws(LogDiskError) {
        try disk.rename(name, to: newName)
    }
    func remove(_ name: String) throws(LogDiskError) { try disk.remove(name) }
    func syncDirectory() throws(LogDiskError) { try disk.syncDirectory() }
}

private struct SlowFile: LogFile {
    let file: any LogFile
    let disk: SlowDisk

    var byteCount: Int { file.byteCount }

    func write(_ memory: UnsafeRawBufferPointer, at offset: Int) throws(LogDiskError) -> Int {
        try file.write(memory, at: offset)
    }

    func sync() throws(LogDiskError) {
        disk.waitWhileHeld()
        try file.sync()
    }

    func close() { file.close() }
}
