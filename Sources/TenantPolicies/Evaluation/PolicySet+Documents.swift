extension PolicySet {
    /// Every policy of the set, and where it stands in it.
    var documents: [(source: PolicyStatementReference.Source, document: PolicyDocument)] {
        identity.enumerated().map { (.identity($0.offset), $0.element) }
            + (session ?? []).enumerated().map { (.session($0.offset), $0.element) }
            + [boundary].compactMap(\.self).map { (.boundary, $0) }
            + [resource].compactMap(\.self).map { (.resource, $0) }
    }
}
