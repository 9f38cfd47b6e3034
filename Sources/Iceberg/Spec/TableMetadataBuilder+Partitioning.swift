extension TableMetadataBuilder {
    /// Adds a spec, or finds the equal one that is there.
    ///
    /// Fields without a number get that of the field that was made in the same way before, or the
    /// next free one.
    /// Source: Iceberg specification, "Partition Evolution".
    mutating func add(
        _ spec: PartitionSpec
    ) throws(CatalogError) {
        if let equal = metadata.partitionSpecs.first(where: { $0.isCompatible(with: spec) }) {
            lastAddedSpecID = equal.specID
            return
        }
        if let reason = metadata.violation(of: spec) { throw Self.invalid("add-spec: \(reason)") }
        var spec = spec
        for index in spec.fields.indices {
            spec.fields[index].fieldID = try Self.fieldID(of: spec, at: index, in: metadata)
            metadata.lastPartitionID = max(metadata.lastPartitionID, spec.fields[index].fieldID)
        }
        spec.specID = try Self.next(after: metadata.partitionSpecs.map(\.specID), first: 0)
        metadata.partitionSpecs.append(spec)
        lastAddedSpecID = spec.specID
    }

    /// Makes a spec the one that files are written with.
    mutating func setDefaultSpec(
        _ id: Int32
    ) throws(CatalogError) {
        let id = try Self.resolved(id, lastAddedSpecID, "partition spec")
        guard metadata.partitionSpecs.contains(where: { $0.specID == id }) else {
            throw Self.invalid("set-default-spec: there is no partition spec \(id)")
        }
        metadata.defaultSpecID = id
    }

    /// Removes specs; that no manifest uses them is the caller's word.
    mutating func removeSpecs(
        _ ids: Set<Int32>
    ) throws(CatalogError) {
        guard !ids.contains(metadata.defaultSpecID) else {
            throw Self.invalid("remove-partition-specs: \(metadata.defaultSpecID) is the default")
        }
        metadata.partitionSpecs.removeAll { ids.contains($0.specID) }
    }

    /// The number of a field of a new spec.
    private static func fieldID(
        of spec: PartitionSpec,
        at index: Int,
        in metadata: TableMetadata
    ) throws(CatalogError) -> Int32 {
        let field = spec.fields[index]
        if metadata.formatVersion == 1 {
            // Version 1 does not keep the numbers: they are the places in the spec.
            let id = PartitionSpec.firstFieldID + Int32(clamping: index)
            guard field.fieldID == id || field.fieldID == PartitionSpec.Field.unassigned else {
                throw invalid("add-spec: in format version 1 '\(field.name)' has the id \(id)")
            }
            return id
        }
        let known = metadata.partitionSpecs.flatMap(\.fields)
        let equal = known.filter { $0.isMade(as: field) }.map(\.fieldID)
        if field.fieldID == PartitionSpec.Field.unassigned {
            let taken = spec.fields.map(\.fieldID)
            if let id = equal.first(where: { !taken.contains($0) }) { return id }
            return try next(
                after: taken + [metadata.lastPartitionID],
                first: PartitionSpec.firstFieldID
            )
        }
        guard
            equal.contains(field.fieldID) || !known.contains(where: { $0.fieldID == field.fieldID })
        else {
            throw invalid("add-spec: another partition field has the id \(field.fieldID)")
        }
        return field.fieldID
    }
}

extension PartitionSpec {
    /// Whether another spec partitions in the same way, whatever its numbers.
    fileprivate func isCompatible(with other: PartitionSpec) -> Bool {
        fields.count == other.fields.count
            && zip(fields, other.fields).allSatisfy { $0.name == $1.name && $0.isMade(as: $1) }
    }
}

extension PartitionSpec.Field {
    /// Whether another field's values are made of the same columns in the same way.
    fileprivate func isMade(as other: Self) -> Bool {
        sourceID == other.sourceID && transform == other.transform
            && otherMembers == other.otherMembers
    }
}
