import LakeModel

/// What the placeholders stand for.
extension PolicyGenerator {
    /// The values that hold for all tenants; `{{folder}}` is that of whoever the tag names.
    var sharedScope: TemplateScope {
        var values: [TemplatePlaceholder: TemplateValue] = [
            .partition: .text(terms.partition),
            .bucket: .text(terms.lake.bucket),
            .root: .text(terms.lake.keyPrefix),
            .table: .list((terms.tables + [.deadLetters]).map(\.name)),
            .folder: .list(terms.taggedFolders),
            .principalTag: .text(terms.principalTag.name),
            .brokerRole: .list(terms.brokerRoles.unique),
            .sessionRole: .list(terms.sessionRoles.unique),
            .writerPrincipal: .list(terms.writerPrincipals.unique),
            .name: .text(principals.prefix),
            .encryption: .list(encryptionHeaders),
            .bucketKey: .list(bucketKeys),
        ]
        values[.region] = terms.region.map { .text($0.name) }
        values[.account] = terms.account.map { .text($0.digits) }
        values[.viaS3] = terms.s3Service.map { .text($0) }
        values[.defaultKey] = terms.defaultKey.map { .list([$0.text]) }
        values[.kmsKey] = terms.defaultKey.map { .list([$0.text]) }
        values[.write] = terms.access == .write ? .flag : nil
        values[.objectTags] = terms.tagsObjects ? .flag : nil
        values[.minioListing] = terms.minioListing == nil ? nil : .flag
        return TemplateScope(values: values)
    }

    /// What objects are written with, where the server asks for something.
    private var encryptionHeaders: [String] {
        guard let header = terms.encryption.header else { return [] }
        let hasOwnKeys = !terms.tenantKeyPatterns.isEmpty && terms.encryption != .kms
        return hasOwnKeys ? [header, "aws:kms"] : [header]
    }

    private var bucketKeys: [String] {
        (terms.defaultKey.map { [$0.text] } ?? []) + terms.tenantKeyPatterns.sorted()
    }

    /// The values that hold for a tenant.
    func scope(
        of tenant: PolicyTenant,
        within shared: TemplateScope
    ) throws(PolicyGenerationError) -> TemplateScope {
        let grant = terms.grant(of: tenant)
        var scope = shared
        scope.values[.tenant] = .text(tenant.id.name)
        scope.values[.folder] = .list(grant.folders)
        if let key = tenant.key ?? terms.defaultKey {
            guard key.region.partition == terms.partition else {
                throw .contradiction("\(key) is not of the cloud that the bucket is in")
            }
            scope.values[.kmsKey] = .list([key.text])
            scope.values[.viaS3] = .text(key.region.s3Service)
        }
        scope.values[.ownKey] = tenant.key.map { .text($0.text) }
        scope.values[.logicalID] = .text(Self.logicalID(tenant.id))
        // Absent for names that are too long, which only some forms mind.
        if let name = try? principals.userName(of: tenant.id) {
            scope.values[.userName] = .text(name)
            scope.values[.userARN] = terms.account.map {
                .text("arn:\(terms.partition):iam::\($0):user\(LakePrincipals.path)\(name)")
            }
        }
        return scope
    }
}

extension PolicyGenerator {
    /// A tenant's name in letters and digits alone, no two of them the same: names have no capital
    /// letters.
    ///
    /// Source: AWS CloudFormation User Guide, "Resources": logical ids are alphanumeric.
    private static func logicalID(_ tenant: TenantID) -> String {
        tenant.name.reduce(into: "") { id, character in
            switch character {
            case "-": id.append("H")
            case "_": id.append("U")
            default: id.append(character)
            }
        }
    }
}

extension [PrincipalARN] {
    /// The ARNs in order, each once.
    fileprivate var unique: [String] { Set(self).sorted().map(\.text) }
}
