import ByteCoding
import Columnar
import LakeModel

/// Decoders of small schemas, and bodies for them.
enum Fixture {
    /// 2026-11-01T00:00:00Z.
    static let ingestTime: Int64 = 1_793_491_200_000_000

    static func context(
        ingestTime: Int64 = ingestTime,
        futureLimit: Int64? = nil
    ) -> DecodeContext {
        DecodeContext(
            ingestTimeMicroseconds: ingestTime,
            idSeed: (0x0123_4567_89AB_CDEF, 0xFEDC_BA98_7654_3210),
            futureLimitMicroseconds: futureLimit
        )
    }

    static func field(
        _ name: String,
        _ type: LogicalType,
        id: Int32 = 100,
        isRequired: Bool = false,
        reading: Field.Reading = .plain,
        allowedValues: [String]? = nil
    ) -> Field {
        Field(
            id: FieldID(id),
            name: name,
            type: type,
            isRequired: isRequired,
            reading: reading,
            allowedValues: allowedValues
        )
    }

    static func schema(
        _ own: [Field],
        id: Field? = nil,
        time: Field? = nil,
        lateAfter: Duration? = nil,
        sortBy: [FieldID] = [],
        unknownFields: TableSchema.UnknownFields = .extra
    ) throws -> TableSchema {
        TableSchema(
            name: try TableName("clicks"),
            fields: SystemColumns.leading + own + [SystemColumns.extra],
            eventIDSource: id,
            eventTimeSource: time,
            lateAfter: lateAfter,
            sortBy: sortBy,
            unknownFields: unknownFields
        )
    }

    static func decoder(
        _ own: [Field],
        unknownFields: TableSchema.UnknownFields = .extra,
        limits: DecodeLimits = DecodeLimits()
    ) throws -> EventDecoder {
        EventDecoder(
            schema: try schema(own, unknownFields: unknownFields),
            tenant: try TenantID("acme"),
            limits: limits
        )
    }

    /// What became of one field's value: its cell, or the rejection.
    enum Verdict: Equatable {
        case cell(Cell)
        case rejected(RejectionCode)
        case malformed
    }

    /// Decodes `{"v":text}` for one field.
    static func verdict(_ text: String, _ field: Field) throws -> Verdict {
        let decoder = try decoder([field])
        let summary: DecodeSummary
        do {
            summary = try decoder.decode(
                PaddedBytes("{\"\(field.name)\":\(text)}".utf8),
                framing: .json,
                context: context()
            )
        } catch {
            return .malformed
        }
        if let rejection = summary.rejections.first { return .rejected(rejection.code) }
        return .cell(decoder.finish().cells(field.name)[0])
    }

    static func verdict(
        _ text: String,
        _ type: LogicalType,
        reading: Field.Reading = .plain
    ) throws -> Verdict {
        try verdict(text, field("v", type, reading: reading))
    }
}

extension EventDecoder {
    /// Decodes text with the fixture's context.
    @discardableResult
    func decode(
        _ text: String,
        _ framing: EventFraming = .json,
        context: DecodeContext = Fixture.context()
    ) throws(DecodeError) -> DecodeSummary {
        try decode(PaddedBytes(text.utf8), framing: framing, context: context)
    }
}
