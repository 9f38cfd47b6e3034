import LakeModel

extension TableMetadata {
    /// The lists of statistics files, which are kept as they are.
    ///
    /// Source: Iceberg specification, "Table Statistics" and "Partition Statistics".
    enum StatisticsList: String, CaseIterable {
        case statistics = "statistics"
        case partitionStatistics = "partition-statistics"
    }

    /// Puts a document in the place of those of the same snapshot.
    mutating func setStatistics(
        _ document: TableUpdate.StatisticsDocument,
        in list: StatisticsList
    ) throws(CatalogError) {
        var documents = statistics(in: list)
        documents.removeAll { $0.describes([document.snapshotID]) }
        documents.append(document.node)
        replace(list, with: documents)
    }

    /// Removes the documents of some snapshots.
    mutating func removeStatistics(of snapshotIDs: Set<Int64>, from list: StatisticsList) {
        let documents = statistics(in: list)
        let kept = documents.filter { !$0.describes(snapshotIDs) }
        if kept.count < documents.count { replace(list, with: kept) }
    }

    func statistics(in list: StatisticsList) -> [JSONNode] {
        otherMembers.first { $0.name == list.rawValue }?.node.array ?? []
    }

    private mutating func replace(_ list: StatisticsList, with documents: [JSONNode]) {
        let member = JSONNode.Member(
            name: list.rawValue,
            node: JSONNode(value: .array(documents))
        )
        if let index = otherMembers.firstIndex(where: { $0.name == list.rawValue }) {
            otherMembers[index] = member
        } else {
            otherMembers.append(member)
        }
    }
}

extension JSONNode {
    /// Whether the document is about one of these snapshots.
    fileprivate func describes(_ snapshotIDs: Set<Int64>) -> Bool {
        guard case .number(let digits) = self["snapshot-id"]?.value, let id = Int64(digits) else {
            return false
        }
        return snapshotIDs.contains(id)
    }
}
