package import LakeModel
package import WriteAheadLog

/// Where one generation stands on its way from buffer to lake.
package struct Generation: Sendable {
    /// The stations, in their order.
    package enum Phase: Hashable, Sendable {
        /// Takes rows.
        case open
        /// Takes no new request, and waits for those that are decoding into it.
        case closing
        /// Its seal is being logged.
        case sealing
        /// Sealed; waits for its turn to be written.
        case queued
        /// Is being encoded and uploaded.
        case writing
        /// The store failed; waits to be tried again.
        case waiting(until: Duration)
        /// In the lake; waits for its table's commit, or is part of the one under way.
        case written
        /// In its table, or void; that is being logged.
        case recording
    }

    package let id: GenerationID
    package let table: TableIdentifier
    /// No record of this generation lies before this position of the log.
    package let floor: LogSequenceNumber
    package let openedAt: Duration
    package var phase: Phase = .open
    package var requestsInFlight = 0
    package var rowCount = 0
    package var byteCount = 0
    package var failedAttempts = 0
    /// Whether its seal was found in the log at the start: its files may be in the lake already.
    package var wasSealed = false
    /// Whether it was found in the log at the start: its files may be in its table already.
    package var isRestored = false
    /// Whether its tenant is being erased: nothing of it is written any more.
    package var isVoid = false
    /// Where the record of its seal ends, once it is sealed.
    package var sealEnd: LogSequenceNumber?

    package init(
        id: GenerationID,
        table: TableIdentifier,
        floor: LogSequenceNumber,
        openedAt: Duration
    ) {
        self.id = id
        self.table = table
        self.floor = floor
        self.openedAt = openedAt
    }
}
