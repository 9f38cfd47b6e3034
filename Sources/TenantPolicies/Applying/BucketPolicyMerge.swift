import LakeModel

/// A bucket's policy in which our statements stand beside those of others.
///
/// Ours are known by their names, which begin with `Lakewriter` and the lake's id: two lakes may
/// share a bucket.
public struct BucketPolicyMerge: Hashable, Sendable {
    /// What to put in force.
    public let merged: PolicyText
    /// Whether the policy in force has statements, and none of them is of this program.
    public let isForeign: Bool
    /// How many statements of others stay.
    public let kept: Int

    /// Puts our statements into the policy in force, in the place of those we put there before.
    ///
    /// - Parameters:
    ///   - ours: the statements as they are generated.
    ///   - current: the policy in force; nil: none.
    ///   - lakeID: which lake's the statements are.
    /// - Throws: ``PolicyApplyingError`` when the policy in force cannot be read.
    public init(
        _ ours: PolicyDocument,
        into current: PolicyText?,
        lakeID: String
    ) throws(PolicyApplyingError) {
        var document = ours
        for index in document.statements.indices {
            let sid = document.statements[index].sid ?? "\(index + 1)"
            document.statements[index].sid = Self.prefix + lakeID + sid
        }
        guard let current else {
            merged = PolicyText(document)
            isForeign = false
            kept = 0
            return
        }
        guard let root = try? JSONDocument(Array(current.json.utf8)).root,
            let members = root.members, let statement = root["Statement"]
        else {
            throw PolicyApplyingError("the bucket's policy in force is not a policy's JSON")
        }
        let statements = statement.array ?? [statement]
        let others = statements.filter { !Self.isOurs($0, Self.prefix + lakeID) }
        isForeign = !statements.isEmpty && !statements.contains { Self.isOurs($0, Self.prefix) }
        kept = others.count
        let new = document.node["Statement"]?.array ?? []
        let all = JSONNode(value: .array(others + new))
        var writer = JSONWriter(capacity: 4096)
        writer.node(
            JSONNode(
                value: .object(
                    members.map {
                        $0.name == "Statement" ? .init(name: $0.name, node: all) : $0
                    }
                )
            )
        )
        merged = PolicyText(String(decoding: writer.bytes, as: UTF8.self))
    }

    /// What the names of our statements begin with.
    public static let prefix = "Lakewriter"

    private static func isOurs(_ statement: JSONNode, _ prefix: String) -> Bool {
        statement["Sid"]?.string?.hasPrefix(prefix) == true
    }

    /// Whether a policy denies what comes without TLS: whoever puts it in force over plain HTTP
    /// locks itself out with everybody else.
    public static func deniesPlainHTTP(_ document: PolicyDocument) -> Bool {
        document.statements.contains { statement in
            statement.effect == .deny
                && statement.conditions.contains { $0.key.lowercased() == "aws:securetransport" }
        }
    }
}
