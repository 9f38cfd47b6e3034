/// Compares what a manifest says of a data file with what the file's own footer says.
struct FooterCheck {
    private(set) var findings: [Finding] = []
    private let file: DataFile
    private let schema: Schema

    /// - Parameters:
    ///   - file: the file as its manifest describes it.
    ///   - footer: the file as its footer describes it.
    ///   - schema: the columns of both.
    init(_ file: DataFile, footer: DataFile, schema: Schema) {
        self.file = file
        self.schema = schema
        if footer.recordCount != file.recordCount {
            report(
                .wrongCount,
                "has \(footer.recordCount) rows; its manifest says \(file.recordCount)"
            )
        }
        // Inside of lists and structures writers count in different ways: where the parent is null
        // or empty, one value or none.
        let ids = Set(schema.fields.map(\.id))
        compare("values", file.valueCounts.filter { ids.contains($0.key) }, footer.valueCounts)
        compare(
            "nulls",
            file.nullValueCounts.filter { ids.contains($0.key) },
            footer.nullValueCounts
        )
        if let said = file.splitOffsets, let found = footer.splitOffsets, said != found {
            report(.wrongCount, "row groups begin at \(found); its manifest says \(said)")
        }
        for place in schema.places where place.isSingular {
            guard case .primitive(let type) = place.field.type else { continue }
            compareBounds(place, type, footer)
        }
    }

    private mutating func report(_ kind: Finding.Kind, _ message: String) {
        findings.append(Finding(kind, file.filePath, message))
    }

    private mutating func compare(
        _ what: String,
        _ said: [Int32: Int64],
        _ found: [Int32: Int64]
    ) {
        for (id, count) in said.sorted(by: { $0.key < $1.key }) {
            guard let has = found[id], has != count else { continue }
            report(.wrongCount, "column \(id) has \(has) \(what); its manifest says \(count)")
        }
    }

    /// The manifest's bounds may be wider than the footer's, never narrower.
    private mutating func compareBounds(
        _ place: Schema.Place,
        _ type: PrimitiveType,
        _ footer: DataFile
    ) {
        let id = place.field.id
        do {
            if let said = file.lowerBounds[id], let has = footer.lowerBounds[id],
                try Literal(bytes: has, type: type).isBefore(Literal(bytes: said, type: type))
            {
                report(.wrongBounds, "\(place.path) has a value below its manifest's lower bound")
            }
            if let said = file.upperBounds[id], let has = footer.upperBounds[id],
                try Literal(bytes: said, type: type).isBefore(Literal(bytes: has, type: type))
            {
                report(.wrongBounds, "\(place.path) has a value above its manifest's upper bound")
            }
        } catch {
            report(.corrupt, "the bounds of \(place.path) are no \(type): \(error.message)")
        }
    }
}
