import LakeModel

/// Copies slots of several columns of one field into one.
struct ColumnGather {
    private let sources: [Column]

    init(_ sources: [Column]) {
        self.sources = sources
    }

    /// The slots of `runs`, whose batches are the sources' indexes, in their order.
    func gather(_ runs: [RowRun]) -> Column {
        let field = sources[0].field
        return Column(
            field: field,
            count: runs.rowCount,
            validity: validity(runs),
            storage: storage(runs, layout: ColumnLayout(field.type))
        )
    }

    private func validity(_ runs: [RowRun]) -> ValidityBitmap? {
        guard sources.contains(where: { $0.validity != nil }) else { return nil }
        var result = ValidityBitmap()
        for run in runs {
            guard let bits = sources[run.batch].validity else {
                result.append(repeating: true, count: run.count)
                continue
            }
            result.append(bits, from: run.start, count: run.count)
        }
        return result.setCount == result.count ? nil : result
    }

    private func storage(_ runs: [RowRun], layout: ColumnLayout) -> Column.Storage {
        switch layout {
        case .bytes1: .bytes1(values(runs) { if case .bytes1(let it) = $0 { it } else { nil } })
        case .int32: .int32(values(runs) { if case .int32(let it) = $0 { it } else { nil } })
        case .int64: .int64(values(runs) { if case .int64(let it) = $0 { it } else { nil } })
        case .int128: .int128(values(runs) { if case .int128(let it) = $0 { it } else { nil } })
        case .double: .double(values(runs) { if case .double(let it) = $0 { it } else { nil } })
        case .bytes: bytes(runs)
        case .structure: structure(runs)
        case .list: list(runs)
        }
    }

    private func values<Value: BitwiseCopyable>(
        _ runs: [RowRun],
        _ buffer: (Column.Storage) -> ColumnBuffer<Value>?
    ) -> ColumnBuffer<Value> {
        let buffers = sources.map { Self.stored(buffer($0.storage)) }
        return .gather(buffers, counts: sources.map(\.count), runs: runs)
    }

    private func bytes(_ runs: [RowRun]) -> Column.Storage {
        let parts = sources.map { column -> (ColumnBuffer<UInt32>, ColumnBuffer<UInt8>)? in
            if case .bytes(let offsets, let data) = column.storage { (offsets, data) } else { nil }
        }.map(Self.stored)
        let offsets = ColumnBuffer.gatherOffsets(
            parts.map(\.0),
            counts: sources.map(\.count),
            runs: runs
        )
        let data = ColumnBuffer.gatherData(
            parts.map(\.1),
            offsets: parts.map(\.0),
            runs: runs,
            total: Int(offsets[offsets.count - 1])
        )
        return .bytes(offsets: offsets, data: data)
    }

    private func structure(_ runs: [RowRun]) -> Column.Storage {
        let parts = sources.map { column -> [Column]? in
            if case .structure(let children) = column.storage { children } else { nil }
        }.map(Self.stored)
        return .structure(
            parts[0].indices.map { index in
                ColumnGather(parts.map { $0[index] }).gather(runs)
            }
        )
    }

    private func list(_ runs: [RowRun]) -> Column.Storage {
        let parts = sources.map { column -> (ColumnBuffer<UInt32>, Column)? in
            guard case .list(let offsets, let element) = column.storage else { return nil }
            return (offsets, element)
        }.map(Self.stored)
        let offsets = ColumnBuffer.gatherOffsets(
            parts.map(\.0),
            counts: sources.map(\.count),
            runs: runs
        )
        // The elements of a run's slots follow each other as the slots do.
        let elements = runs.map { run in
            let start = Int(parts[run.batch].0[run.start])
            let end = Int(parts[run.batch].0[run.start + run.count])
            return RowRun(batch: run.batch, start: start, count: end - start)
        }
        return .list(
            offsets: offsets,
            element: ColumnGather(parts.map(\.1)).gather(elements)
        )
    }

    private static func stored<Stored>(_ storage: Stored?) -> Stored {
        guard let storage else { preconditionFailure("batches of one schema are stored alike") }
        return storage
    }
}
