/// An element and its negation: `Action` and `NotAction`, `Resource` and `NotResource`, `Principal`
/// and `NotPrincipal`.
///
/// Never empty. Source: IAM User Guide, "IAM JSON policy elements: NotAction".
public enum PolicySelection<Element: Hashable & Sendable>: Hashable, Sendable {
    /// What any of these matches.
    case only([Element])
    /// What none of these matches.
    case except([Element])

    /// What is named, to be selected or to be left out.
    public var elements: [Element] {
        switch self {
        case .only(let elements), .except(let elements): elements
        }
    }

    /// Whether what is named is left out.
    public var isNegated: Bool {
        switch self {
        case .only: false
        case .except: true
        }
    }

    /// Whether something is selected, given which of the elements matches it.
    func selects(where matches: (Element) -> Bool) -> Bool {
        elements.contains(where: matches) != isNegated
    }
}
