import Iceberg
import Testing

@Suite("Names of types and transforms")
struct TypeNameTests {
    @Test(
        "a type's name is read back as the type",
        arguments: [
            .boolean, .int, .long, .float, .double, .decimal(precision: 38, scale: 38), .date,
            .time, .timestamp, .timestamptz, .string, .uuid, .fixed(length: 16), .binary,
            .other("timestamp_ns"), .other("variant"), .other("geography(OGC:CRS84, spherical)"),
        ] as [PrimitiveType]
    )
    func types(type: PrimitiveType) {
        #expect(PrimitiveType(text: type.text) == type)
    }

    @Test("spaces and case do not matter in a decimal's name, as others write it")
    func decimals() {
        for text in ["decimal(9,2)", "decimal( 9 , 2 )", "Decimal(9, 2)"] {
            #expect(PrimitiveType(text: text) == .decimal(precision: 9, scale: 2))
        }
    }

    @Test(
        "what names no type is none",
        arguments: [
            "", "integer", "decimal", "decimal()", "decimal(9)", "decimal(0,0)", "decimal(39,1)",
            "decimal(9,10)", "decimal(9,2", "decimal(9,2,1)", "decimal(-9,2)", "fixed", "fixed[]",
            "fixed[x]", "fixed[1", "fixed[99999999999999999999]", "geometry(", "string ",
        ]
    )
    func notTypes(text: String) {
        #expect(PrimitiveType(text: text) == nil)
    }

    @Test("every text is a transform, so that unknown ones can be passed on")
    func transforms() {
        let known: [Transform] = [
            .identity, .bucket(count: 16), .truncate(width: 4), .year, .month, .day, .hour, .void,
        ]
        for transform in known { #expect(Transform(text: transform.text) == transform) }
        for text in ["zorder", "bucket[0]", "bucket[-1]", "truncate[]", "Bucket", ""] {
            #expect(Transform(text: text) == .other(text))
        }
    }

    @Test("transforms take the types that the specification names, and make theirs of them")
    func resultTypes() {
        let decimal = PrimitiveType.decimal(precision: 9, scale: 2)
        #expect(Transform.day.resultType(of: .timestamptz) == .date)
        #expect(Transform.day.resultType(of: .date) == .date)
        #expect(Transform.hour.resultType(of: .date) == nil)
        #expect(Transform.hour.resultType(of: .other("timestamp_ns")) == .int)
        #expect(Transform.year.resultType(of: .string) == nil)
        #expect(Transform.bucket(count: 2).resultType(of: .uuid) == .int)
        #expect(Transform.bucket(count: 2).resultType(of: .double) == nil)
        #expect(Transform.truncate(width: 2).resultType(of: decimal) == decimal)
        #expect(Transform.truncate(width: 2).resultType(of: .uuid) == nil)
        #expect(Transform.identity.resultType(of: .other("variant")) == nil)
        #expect(Transform.void.resultType(of: .boolean) == .boolean)
        #expect(Transform.other("x").resultType(of: .int) == nil)
    }

    @Test("fields are found by id wherever they are")
    func places() throws {
        let metadata = try TableMetadata(json: Array(MetadataFixtures.written2.utf8))
        let schema = try #require(metadata.currentSchema)
        #expect(schema.place(of: 13)?.path == "point.y")
        #expect(schema.place(of: 13)?.isSingular == true)
        #expect(schema.place(of: 11)?.path == "attrs.value")
        #expect(schema.place(of: 11)?.isSingular == false)
        #expect(schema.field(9)?.type == .primitive(.string))
        #expect(schema.field(99) == nil)
        #expect(schema.highestFieldID == 14)
    }
}
