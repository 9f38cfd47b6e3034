/// How much of anything one body and one event may hold.
///
/// Each limit bounds what a hostile body can make the decoder spend; none is near what real
/// events need.
public struct DecodeLimits: Hashable, Sendable {
    /// Objects and arrays open at once inside an event, the event counted.
    ///
    /// Default 64, at most 512: the decoder recurses, and a thread's stack is finite.
    public var depthMax: Int
    /// Keys of one object, repeated ones counted.
    ///
    /// Default 4,096.
    public var keysPerObjectMax: Int
    /// Characters of one number.
    ///
    /// Default 1,024: a double needs 17 digits, a decimal 38.
    public var numberLengthMax: Int
    /// Elements of all lists of one event.
    ///
    /// Default 65,536: an element of few bytes may stand for a structure of many columns.
    public var listElementsPerEventMax: Int
    /// Bytes of one event.
    ///
    /// Default 1 MiB, what a Kinesis record may hold.
    public var eventByteCountMax: Int
    /// Events of one body, bad ones counted.
    ///
    /// Default 262,144: each bad one costs a description of about 100 bytes.
    public var eventsMax: Int
    /// Rejections of one body that get a field and a message of their own.
    ///
    /// Default 1,000. The others have their code, index and place only.
    public var describedRejectionsMax: Int

    /// Creates limits.
    public init(
        depthMax: Int = 64,
        keysPerObjectMax: Int = 4_096,
        numberLengthMax: Int = 1_024,
        listElementsPerEventMax: Int = 65_536,
        eventByteCountMax: Int = 1 << 20,
        eventsMax: Int = 262_144,
        describedRejectionsMax: Int = 1_000
    ) {
        self.depthMax = min(depthMax, 512)
        self.keysPerObjectMax = keysPerObjectMax
        self.numberLengthMax = numberLengthMax
        self.listElementsPerEventMax = listElementsPerEventMax
        self.eventByteCountMax = eventByteCountMax
        self.eventsMax = eventsMax
        self.describedRejectionsMax = describedRejectionsMax
    }
}
