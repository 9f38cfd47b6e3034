extension SegmentStore {
    /// Does what the machine decided and says how it went.
    ///
    /// Blocks.
    package mutating func perform(_ action: GroupCommit.Action) -> WorkOutcome {
        do throws(LogDiskError) {
            switch action {
            case .write(let group):
                try write(group)
                return .wrote
            case .prepare(let capacity, let replaced):
                if let replaced { try discardSpare(capacity: replaced) }
                return try prepareOrFindNoRoom(capacity: capacity)
            case .forget(let segment, let recycle):
                try forget(segment, recycle: recycle)
                return .forgot(recycled: recycle)
            case .finish:
                close()
                return .finished
            case .wait, .stop:
                preconditionFailure("\(action) is nothing to perform")
            }
        } catch {
            return .failed(error.message)
        }
    }

    private mutating func prepareOrFindNoRoom(
        capacity: Int
    ) throws(LogDiskError) -> WorkOutcome {
        do throws(LogDiskError) {
            return try prepare(capacity: capacity) ? .prepared : .preparing
        } catch {
            guard error.code == .noSpace else { throw error }
            return .foundNoRoom(error.message)
        }
    }
}
