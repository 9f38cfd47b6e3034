/// What becomes of a tenant that a verified token names and no directory does.
public enum UnknownTenants: String, Hashable, Sendable, CaseIterable {
    /// The token is enough: it is served under the defaults.
    case provision
    /// It is refused until somebody enters it.
    case refuse
}
