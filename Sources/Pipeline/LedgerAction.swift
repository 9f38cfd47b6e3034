package import LakeModel
package import WriteAheadLog

/// What the ``Ledger`` asks of the shell around it.
package enum LedgerAction: Hashable, Sendable {
    /// Take the rows out of the buffer, log the seal, then report ``Ledger/sealed(_:end:)``.
    case seal(GenerationID)
    /// Encode and upload, then report ``Ledger/written(_:fileCount:now:)`` or
    /// ``Ledger/writeFailed(_:now:jitter:)``.
    case write(GenerationID)
    /// Put the generations' files into the table, then report ``Ledger/commitMade(_:now:)`` or
    /// ``Ledger/commitFailed(_:now:jitter:pauseMin:)``.
    case commit(TableIdentifier, [GenerationID])
    /// Log the commit, then report ``Ledger/committed(_:end:)``.
    case recordCommit(GenerationID)
    /// Remove what was written of the generation, log that it is done, then report
    /// ``Ledger/committed(_:end:)``.
    case void(GenerationID)
    /// Let go of the generation's memory.
    case release(GenerationID)
    /// Nothing before this position is needed again.
    case trim(before: LogSequenceNumber)
}
