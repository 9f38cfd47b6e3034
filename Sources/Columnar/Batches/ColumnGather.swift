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
        let result = ColumnBuffer<Value>(capacity: runs.rowCount)
        for run in runs {
            result.append(contentsOf: buffers[run.batch], from: run.start, count: run.count)
        }
        return result
    }

    private func bytes(_ runs: [RowRun]) -> Column.Storage {
        let parts = sources.map { column -> (ColumnBuffer<UInt32>, ColumnBuffer<UInt8>)? in
            if case .bytes(let offsets, let data) = column.storage { (offsets, data) } else { nil }
        }.map(Self.stored)
        let spans = runs.map { Self.span(of: $0, in: parts[$0.batch].0) }
        let data = ColumnBuffer<UInt8>(capacity: spans.rowCount)
        for span in spans {
            data.append(contentsOf: parts[span.batch].1, from: span.start, count: span.count)
        }
        return .bytes(offsets: Self.offsets(runs, parts.map(\.0)), data: data)
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
            if case .list(let offsets, let element) = column.storage {
                (offsets, element)
            } else {
                nil
            }
        }.map(Self.stored)
        let spans = runs.map { Self.span(of: $0, in: parts[$0.batch].0) }
        return .list(
            offsets: Self.offsets(runs, parts.map(\.0)),
            element: ColumnGather(parts.map(\.1)).gather(spans)
        )
    }

    /// The bytes or elements of a run's slots, which follow each other as the slots do.
    private static func span(of run: RowRun, in offsets: ColumnBuffer<UInt32>) -> RowRun {
        let start = Int(offsets[run.start])
        let end = Int(offsets[run.start + run.count])
        return RowRun(batch: run.batch, start: start, count: end - start)
    }

    private static func offsets(
        _ runs: [RowRun],
        _ sources: [ColumnBuffer<UInt32>]
    ) -> ColumnBuffer<UInt32> {
        let result = ColumnBuffer<UInt32>(capacity: runs.rowCount + 1)
        result.append(0)
        var end = 0
        for run in runs {
            let source = sources[run.batch]
            let shift = end - Int(source[run.start])
            end = Int(source[run.start + run.count]) + shift
            precondition(end <= Int(UInt32.max), "a batch's column holds less than 4 GiB")
            for slot in (run.start + 1)..<(run.start + run.count + 1) {
                result.append(UInt32(truncatingIfNeeded: Int(source[slot]) &+ shift))
            }
        }
        return result
    }

    private static func stored<Stored>(_ storage: Stored?) -> Stored {
        guard let storage else { preconditionFailure("batches of one schema are stored alike") }
        return storage
    }
}
