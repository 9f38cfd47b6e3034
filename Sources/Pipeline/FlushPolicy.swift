/// When rows leave their buffer, and how much may wait.
public struct FlushPolicy: Hashable, Sendable {
    /// A generation is sealed when its first row is this old.
    ///
    /// Default: one minute.
    public var ageMax: Duration
    /// A generation is sealed when it holds this many bytes of columns.
    ///
    /// Default: 128 MiB, which becomes a file of 10 to 30 MB.
    public var generationBytesMax: Int
    /// Bytes of columns that may be held in all, sealed ones included; more are refused with
    /// `overloaded`.
    ///
    /// One tenant may hold four times what is free, so that something is left for the
    /// others; more are refused with `throttled`.
    ///
    /// Writing may take a quarter of it more. Default: 1 GiB.
    public var memoryBytesMax: Int
    /// Generations that are encoded and uploaded at once; fewer, when together they hold more than
    /// a quarter of ``memoryBytesMax``.
    ///
    /// Default: 8.
    public var writesMax: Int
    /// Bytes of one tenant's requests that may be under way at once; more are refused with
    /// `throttled`.
    ///
    /// Default: 64 MiB.
    public var tenantInFlightBytesMax: Int

    /// Creates a policy; see each property for its default.
    public init(
        ageMax: Duration = .seconds(60),
        generationBytesMax: Int = 128 << 20,
        memoryBytesMax: Int = 1 << 30,
        writesMax: Int = 8,
        tenantInFlightBytesMax: Int = 64 << 20
    ) {
        self.ageMax = ageMax
        self.generationBytesMax = generationBytesMax
        self.memoryBytesMax = memoryBytesMax
        self.writesMax = writesMax
        self.tenantInFlightBytesMax = tenantInFlightBytesMax
    }
}
