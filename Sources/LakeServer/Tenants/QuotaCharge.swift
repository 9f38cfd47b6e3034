import LakeModel
import Synchronization

/// What a request was charged, until it is known what it had.
///
/// Let go of without ``settle(events:bytes:)``, it gives its events back: they never came.
package final class QuotaCharge: Sendable {
    private let door: TenantDoor
    private let tenant: TenantID
    private let events: Int
    private let bytes: Int
    private let isSettled = Atomic<Bool>(false)

    init(door: TenantDoor, tenant: TenantID, events: Int, bytes: Int) {
        self.door = door
        self.tenant = tenant
        self.events = events
        self.bytes = bytes
    }

    deinit {
        guard !isSettled.load(ordering: .relaxed) else { return }
        door.settle(tenant, events: nil, charged: events, bytes: bytes, chargedBytes: bytes)
    }

    /// The request is over.
    ///
    /// - Parameters:
    ///   - events: how many events it had, rejected ones included; nil: nobody knows, and none
    ///     was kept.
    ///   - bytes: how large its body was, as sent.
    func settle(events: Int?, bytes: Int) {
        guard !isSettled.exchange(true, ordering: .relaxed) else { return }
        door.settle(
            tenant,
            events: events,
            charged: self.events,
            bytes: bytes,
            chargedBytes: self.bytes
        )
    }

    /// The request was refused by somebody else, and its body never came.
    func cancel() { settle(events: nil, bytes: 0) }
}
