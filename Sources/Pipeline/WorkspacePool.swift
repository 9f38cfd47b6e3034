import Parquet
import Synchronization

/// Encoders' memory at rest, handed from file to file.
final class WorkspacePool: Sendable {
    /// What one workspace may hold and still be kept: a rare giant column is not paid for forever.
    private static let bytesMax = 64 << 20
    /// As many as encode at once on a large machine.
    private static let countMax = 16

    private let idle = Mutex<[EncoderWorkspace]>([])

    func take() -> EncoderWorkspace {
        idle.withLock { $0.popLast() } ?? EncoderWorkspace()
    }

    func giveBack(_ workspace: EncoderWorkspace) {
        guard workspace.byteCapacity <= Self.bytesMax else { return }
        idle.withLock { if $0.count < Self.countMax { $0.append(workspace) } }
    }
}
