import LakeModel
import Synchronization

/// Who wants to commit to which table: one at a time does, for itself and for those that wait.
///
/// The first to come to a table leads. Others wait until a leader has committed for them, or until
/// they lead themselves, in the order of their coming. Nothing here runs in a task of its own: the
/// work is done by the task of whoever leads.
final class CommitQueue: Sendable {
    /// What becomes of a call that came to a table.
    enum Turn: Sendable {
        /// It commits, with what earlier leaders have made for it, and calls ``end(_:)`` when done.
        case lead(CommitRequest)
        /// A leader has committed for it, or it gave up.
        case done(Result<CommitReceipt, CatalogError>)
    }

    private struct Waiter {
        var request: CommitRequest
        let continuation: CheckedContinuation<Turn, Never>
    }

    /// A table that somebody leads.
    private struct Line {
        var waiting: [Waiter] = []
        /// Those whom the leader commits for, by their ids.
        var members: [Int64: Waiter] = [:]
        /// Members that were cancelled meanwhile: they do not wait for another leader.
        var cancelled: Set<Int64> = []
    }

    private let lines = Mutex<[TableIdentifier: Line]>([:])

    /// Waits until the request leads, or has its outcome.
    ///
    /// A call that is cancelled while it waits gives up at once, and nothing of it is committed; one
    /// that a leader has taken along waits for what comes of it.
    func turn(of request: CommitRequest) async -> Turn {
        let table = request.definition.table
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let turn = lines.withLock { lines -> Turn? in
                    guard lines[table] != nil else {
                        lines[table] = Line()
                        return .lead(request)
                    }
                    if Task.isCancelled { return .done(.failure(Self.givenUp(request))) }
                    let waiter = Waiter(request: request, continuation: continuation)
                    lines[table]?.waiting.append(waiter)
                    return nil
                }
                if let turn { continuation.resume(returning: turn) }
            }
        } onCancel: {
            cancel(request.id, table)
        }
    }

    /// How many calls wait for a table, those that the leader commits for left out.
    func waitingCount(_ table: TableIdentifier) -> Int {
        lines.withLock { $0[table]?.waiting.count ?? 0 }
    }

    /// Takes along calls that wait, the oldest first, and `leader` may be joined by.
    func join(_ leader: CommitRequest, countMax: Int) -> [CommitRequest] {
        lines.withLock { lines in
            guard var line = lines[leader.definition.table] else { return [] }
            var joined: [CommitRequest] = []
            line.waiting.removeAll { waiter in
                guard joined.count < countMax, waiter.request.mayJoin(leader) else { return false }
                joined.append(waiter.request)
                line.members[waiter.request.id] = waiter
                return true
            }
            lines[leader.definition.table] = line
            return joined
        }
    }

    /// Tells a call that was taken along what came of it.
    func finish(_ request: CommitRequest, _ outcome: Result<CommitReceipt, CatalogError>) {
        let table = request.definition.table
        let waiter = lines.withLock { lines in
            lines[table]?.cancelled.remove(request.id)
            return lines[table]?.members.removeValue(forKey: request.id)
        }
        waiter?.continuation.resume(returning: .done(outcome))
    }

    /// Has calls that were taken along wait again, before all others; those that were cancelled
    /// meanwhile give up.
    func putBack(_ requests: [CommitRequest]) {
        guard let table = requests.first?.definition.table else { return }
        let given = lines.withLock { lines -> [Waiter] in
            var back: [Waiter] = []
            var given: [Waiter] = []
            for request in requests {
                guard var waiter = lines[table]?.members.removeValue(forKey: request.id) else {
                    preconditionFailure("only what was taken along is put back")
                }
                waiter.request = request
                let isCancelled = lines[table]?.cancelled.remove(request.id) != nil
                if isCancelled { given.append(waiter) } else { back.append(waiter) }
            }
            lines[table]?.waiting.insert(contentsOf: back, at: 0)
            return given
        }
        for waiter in given {
            waiter.continuation.resume(returning: .done(.failure(Self.givenUp(waiter.request))))
        }
    }

    /// The leader is done: the next in line leads.
    func end(_ table: TableIdentifier) {
        let next = lines.withLock { lines -> Waiter? in
            precondition(lines[table]?.members.isEmpty == true, "a leader leaves nobody behind")
            guard lines[table]?.waiting.isEmpty == false else {
                lines[table] = nil
                return nil
            }
            return lines[table]?.waiting.removeFirst()
        }
        if let next { next.continuation.resume(returning: .lead(next.request)) }
    }

    private func cancel(_ id: Int64, _ table: TableIdentifier) {
        let waiter = lines.withLock { lines -> Waiter? in
            if lines[table]?.members[id] != nil { lines[table]?.cancelled.insert(id) }
            guard let index = lines[table]?.waiting.firstIndex(where: { $0.request.id == id })
            else { return nil }
            return lines[table]?.waiting.remove(at: index)
        }
        guard let waiter else { return }
        waiter.continuation.resume(returning: .done(.failure(Self.givenUp(waiter.request))))
    }

    /// What a call is told that gave up: what its last try came to, where it had one.
    private static func givenUp(_ request: CommitRequest) -> CatalogError {
        request.failure
            ?? CatalogError(
                .unavailable,
                "the caller gave up before its commit to \(request.definition.table) was begun"
            )
    }
}
