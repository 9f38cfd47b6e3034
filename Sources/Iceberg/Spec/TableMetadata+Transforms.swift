extension TableMetadata {
    /// What is wrong with how the default spec and order make their values of the current schema.
    ///
    /// Checked of what is written, not of what is read: readers must bear tables whose transforms
    /// they do not know.
    var transformViolation: String? {
        for field in defaultSpec?.fields ?? [] {
            if let reason = violation(field.sourceID, field.transform) {
                return "the partition field '\(field.name)': \(reason)"
            }
        }
        return sortOrders.first { $0.orderID == defaultSortOrderID }
            .flatMap { violation(of: $0) }
    }

    /// What is wrong with a spec that is to be added; nil where nothing is.
    func violation(of spec: PartitionSpec) -> String? {
        var names: Set<String> = []
        for (index, field) in spec.fields.enumerated() {
            if field.name.isEmpty || !names.insert(field.name).inserted {
                return "the name '\(field.name)' is empty or stands twice"
            }
            if field.fieldID != PartitionSpec.Field.unassigned,
                field.fieldID < PartitionSpec.firstFieldID
                    || spec.fields[..<index].contains(where: { $0.fieldID == field.fieldID })
            {
                return "the field id \(field.fieldID) is less than \(PartitionSpec.firstFieldID)"
                    + " or stands twice"
            }
            if let reason = violation(field.sourceID, field.transform) ?? nameViolation(of: field) {
                return "the partition field '\(field.name)': \(reason)"
            }
        }
        return nil
    }

    /// What is wrong with an order that is to be added; nil where nothing is.
    func violation(of order: SortOrder) -> String? {
        for field in order.fields {
            if let reason = violation(field.sourceID, field.transform) {
                return "the sort order: \(reason)"
            }
        }
        return nil
    }

    private func violation(_ sourceID: Int32, _ transform: Transform) -> String? {
        // The column of a dropped partition field may be gone.
        if transform == .void { return nil }
        guard let place = currentSchema?.place(of: sourceID) else {
            return "there is no column \(sourceID)"
        }
        guard place.isSingular, case .primitive(let type) = place.field.type else {
            return "'\(place.path)' is not one value"
        }
        guard transform.resultType(of: type) != nil else {
            return "'\(transform.text)' cannot be made of '\(place.path)', which is \(type.text)"
        }
        return nil
    }

    /// A partition field may have the name of a column only where it holds that column's values.
    private func nameViolation(of field: PartitionSpec.Field) -> String? {
        guard let place = currentSchema?.places.first(where: { $0.path == field.name }) else {
            return nil
        }
        let isSame = field.transform == .identity || field.transform == .void
        return isSame && place.field.id == field.sourceID
            ? nil : "a column has this name, and it is another's values"
    }
}
