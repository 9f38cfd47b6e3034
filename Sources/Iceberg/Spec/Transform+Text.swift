extension Transform {
    /// The name by which a spec's JSON calls the transform.
    ///
    /// Source: Iceberg specification, "Appendix C: JSON serialization".
    public var text: String {
        switch self {
        case .identity: "identity"
        case .bucket(let count): "bucket[\(count)]"
        case .truncate(let width): "truncate[\(width)]"
        case .year: "year"
        case .month: "month"
        case .day: "day"
        case .hour: "hour"
        case .void: "void"
        case .other(let text): text
        }
    }

    /// The transform of this name; every text is one, because readers must pass by those that they
    /// do not know.
    public init(text: String) {
        let name = text.lowercased()
        switch name {
        case "identity": self = .identity
        case "year": self = .year
        case "month": self = .month
        case "day": self = .day
        case "hour": self = .hour
        case "void": self = .void
        default:
            if let count = name.arguments(of: "bucket", "[", "]"), count.count == 1, count[0] > 0 {
                self = .bucket(count: count[0])
            } else if let width = name.arguments(of: "truncate", "[", "]"), width.count == 1,
                width[0] > 0
            {
                self = .truncate(width: width[0])
            } else {
                self = .other(text)
            }
        }
    }
}
