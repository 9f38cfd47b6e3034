public import LakeModel
public import Logging
public import ObjectStorage
public import WriteAheadLog

/// What a ``Writer`` works with: everything that touches the world outside, injected.
public struct Components: Sendable {
    /// Where acknowledged events are safe until they are in the lake.
    public var log: any EventLog
    /// The log's own number, which stands in the names of files.
    public var logIdentity: UInt64
    /// The lake.
    public var store: any ObjectStore
    /// The time.
    public var clock: any PipelineClock
    /// Random bits, for ids and for pauses.
    public var random: @Sendable () -> UInt64
    /// Where sealing and encoding run: threads of their own, so that requests do not wait.
    public var executor: any TaskExecutor
    /// What files are.
    public var format: any DataFileFormat
    /// What puts them into their tables, made at each start.
    public var makeCommitter: TableCommitterFactory
    /// Where the writer says what an operator should know.
    public var logger: Logger
    /// What gives columns to fields that schemas do not name; nil: they stay in `extra`.
    public var evolution: (any SchemaEvolving)?
    /// Whether a tenant's events are no longer to be written, acknowledged or not: its data is
    /// being erased, or was.
    ///
    /// Asked often, from any thread, and answered at once. Default: no tenant's.
    public var isVoid: @Sendable (TenantID) -> Bool = { _ in false }
    /// Hears of events that were not written because their tenant is being erased.
    ///
    /// Default: nobody does.
    public var onVoid: @Sendable (VoidedEvents) -> Void = { _ in }

    /// Creates the set of components.
    public init(
        log: any EventLog,
        logIdentity: UInt64,
        store: any ObjectStore,
        clock: any PipelineClock,
        random: @escaping @Sendable () -> UInt64,
        executor: any TaskExecutor,
        format: any DataFileFormat,
        makeCommitter: @escaping TableCommitterFactory,
        logger: Logger
    ) {
        self.log = log
        self.logIdentity = logIdentity
        self.store = store
        self.clock = clock
        self.random = random
        self.executor = executor
        self.format = format
        self.makeCommitter = makeCommitter
        self.logger = logger
    }
}
