package import WriteAheadLog

/// What the ``Ledger`` asks of the shell around it.
package enum LedgerAction: Hashable, Sendable {
    /// Take the rows out of the buffer, log the seal, then report ``Ledger/sealed(_:end:)``.
    case seal(GenerationID)
    /// Encode and upload, then report ``Ledger/written(_:)`` or
    /// ``Ledger/writeFailed(_:now:jitter:)``.
    case write(GenerationID)
    /// Log the commit, then report ``Ledger/committed(_:end:)``.
    case recordCommit(GenerationID)
    /// Let go of the generation's memory.
    case release(GenerationID)
    /// Nothing before this position is needed again.
    case trim(before: LogSequenceNumber)
}
