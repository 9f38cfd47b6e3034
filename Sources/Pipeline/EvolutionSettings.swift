/// How far tables grow by themselves.
public struct EvolutionSettings: Hashable, Sendable {
    /// How many columns a tenant's table may get for fields that its schema does not name.
    ///
    /// 200: engines plan and readers open that many with ease, and a client that makes up names
    /// cannot widen its table without end.
    public var columnsMax = 200
    /// How long a catalog that failed is left alone.
    public var pause: Duration = .seconds(10)

    /// The defaults.
    public init() {}
}
