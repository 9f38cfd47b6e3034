extension PolicyTerms {
    /// What a form needs that is not said: the option that says it; nil: nothing.
    package func option(missingFor form: PolicyForm) -> String? {
        switch form {
        case .identity, .session, .minio, .writer, .terraform, .cloudformation: nil
        case .abac: brokerRoles.isEmpty ? "--broker-role" : nil
        case .accessGrants: account == nil ? "--account" : nil
        case .kms:
            if account == nil { "--account" } else { s3Service == nil ? "--region" : nil }
        // Without a name for the server, the policy would refuse it as well.
        case .bucket:
            encryption == .none && writerPrincipals.isEmpty
                ? "--writer-principal, or --encryption as the server has it" : nil
        }
    }

    /// Whether a form can be written for whoever asks for it alone, although something is missing.
    ///
    /// The role of all tenants then comes without its trust, and the bucket's policy exempts nobody
    /// from encryption, the server neither.
    package func mayBePartial(_ form: PolicyForm) -> Bool { form == .abac || form == .bucket }

    /// What S3 is called in the conditions of the lake's keys.
    var s3Service: String? { (defaultKey?.region ?? region)?.s3Service }

    /// Finds what contradicts itself.
    func check() throws(PolicyGenerationError) {
        for principal in brokerRoles + sessionRoles + writerPrincipals
        where principal.partition != partition {
            throw .contradiction(
                "\(principal) is not of the cloud that the bucket is in, \(partition)"
            )
        }
        for role in brokerRoles + sessionRoles where !role.isRole {
            throw .contradiction("\(role) is a user, and only a role will do")
        }
        if let region, let key = defaultKey, key.region != region {
            throw .contradiction("\(key) is not in the bucket's region, \(region)")
        }
        if defaultKey != nil, encryption != .kms {
            throw .contradiction("--kms-key has a meaning with --encryption sse-kms alone")
        }
    }
}
