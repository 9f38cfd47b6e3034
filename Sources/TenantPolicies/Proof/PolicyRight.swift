/// An operation, what it may be made on, and, of a listing, what it may list.
struct PolicyRight: Hashable, Sendable {
    /// The operation as policies name it, without wildcards; nil: any.
    let action: String?
    /// The ARNs that it may be made on.
    let resource: PolicyGlob
    /// The values of `s3:prefix` that it may have; nil: any, or none.
    let prefix: PolicyGlob?

    init(_ action: String?, on resource: PolicyGlob, prefix: PolicyGlob? = nil) {
        self.action = action
        self.resource = resource
        self.prefix = prefix
    }
}

extension PolicyGlob {
    /// All texts that begin with a text.
    init(beginningWith text: String) {
        self.init(literal: text)
        tokens.append(.many(crossesColons: true))
    }
}
