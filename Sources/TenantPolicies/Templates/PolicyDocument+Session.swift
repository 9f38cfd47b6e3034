extension PolicyDocument {
    /// The policy of a session that may have these folders: what `policies/session.json` comes to,
    /// for a server that has no templates at hand.
    ///
    /// - Parameters:
    ///   - lake: where the lake lies; the folders are of its bucket.
    ///   - partition: whose cloud, as ARNs say it.
    ///   - folders: prefixes of keys, a slash at the end of each; never empty, since a session
    ///     without a policy may do all that its role may.
    ///   - access: what may be done there.
    ///   - key: what the objects are encrypted with, where it is a key of KMS.
    /// - Returns: a policy that allows, and needs no fence: sessions intersect with their role.
    public static func session(
        lake: PolicyLake,
        partition: String,
        folders: [String],
        access: TenantGrant.Access,
        key: KMSKeyARN? = nil
    ) -> PolicyDocument {
        precondition(!folders.isEmpty, "a session has folders")
        let bucket = "arn:\(partition):s3:::\(lake.bucket)"
        var objectActions: [PolicyPattern] = ["s3:GetObject"]
        var keyActions: [PolicyPattern] = ["kms:Decrypt"]
        if access == .write {
            objectActions += [
                "s3:PutObject", "s3:DeleteObject", "s3:AbortMultipartUpload",
                "s3:ListMultipartUploadParts",
            ]
            keyActions.append("kms:GenerateDataKey")
        }
        var statements = [
            PolicyStatement(
                effect: .allow,
                actions: .only(objectActions),
                resources: .only(folders.map { PolicyPattern("\(bucket)/\($0)*") })
            ),
            // The condition is on what is asked for, and ends in the folder's slash: t1 never lists
            // t10, and a listing of everything is refused.
            PolicyStatement(
                effect: .allow,
                actions: .only([PolicyPattern(TenantGrant.listAction)]),
                resources: .only([PolicyPattern(bucket)]),
                conditions: [
                    PolicyCondition(
                        PolicyOperator(.stringLike),
                        "s3:prefix",
                        folders.map { PolicyPattern("\($0)*") }
                    )
                ]
            ),
        ]
        if let key {
            statements.append(
                PolicyStatement(
                    effect: .allow,
                    actions: .only(keyActions),
                    resources: .only([PolicyPattern(key.text)]),
                    conditions: [
                        PolicyCondition(
                            PolicyOperator(.stringEquals),
                            "kms:ViaService",
                            [PolicyPattern(key.region.s3Service)]
                        )
                    ]
                )
            )
        }
        return PolicyDocument(statements: statements)
    }
}
