/// What the decoder may not find out itself: the time, and where ids come from.
///
/// The same body decoded with the same context gives the same rows, so that a replay of the log
/// gives the same files.
public struct DecodeContext: Sendable {
    /// The server's clock when the body was taken, in microseconds since 1970.
    public let ingestTimeMicroseconds: Int64
    /// 128 random bits of this body, kept with it: ids of events that bring none grow from them.
    public let idSeed: (UInt64, UInt64)
    /// How far behind the ingest time an event's own time may lie; nil: any distance.
    public let futureLimitMicroseconds: Int64?

    /// Creates a context.
    public init(
        ingestTimeMicroseconds: Int64,
        idSeed: (UInt64, UInt64),
        futureLimitMicroseconds: Int64? = nil
    ) {
        self.ingestTimeMicroseconds = ingestTimeMicroseconds
        self.idSeed = idSeed
        self.futureLimitMicroseconds = futureLimitMicroseconds
    }
}
