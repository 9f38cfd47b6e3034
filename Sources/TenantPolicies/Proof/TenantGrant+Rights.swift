extension TenantGrant {
    /// Everything that the grant grants, and that policies must grant in turn.
    var rights: [PolicyRight] {
        let objects = folders.map { PolicyGlob(beginningWith: objectARN($0)) }
        var rights = objectActions.flatMap { action in
            objects.map { PolicyRight(action, on: $0) }
        }
        let bucket = PolicyGlob(literal: bucketARN)
        rights += folders.map {
            PolicyRight(Self.listAction, on: bucket, prefix: PolicyGlob(beginningWith: $0))
        }
        rights.append(PolicyRight(Self.locationAction, on: bucket))
        if let kmsKey {
            rights += keyActions.map { PolicyRight($0, on: PolicyGlob(literal: kmsKey)) }
        }
        return rights
    }

    /// What a fence may let through, whatever else is allowed: every operation on the objects and
    /// the names of the tenant's own folders.
    var fencedRights: [PolicyRight] {
        let bucket = PolicyGlob(literal: bucketARN)
        return folders.map { PolicyRight(nil, on: PolicyGlob(beginningWith: objectARN($0))) }
            + folders.map { PolicyRight(nil, on: bucket, prefix: PolicyGlob(beginningWith: $0)) }
    }
}
