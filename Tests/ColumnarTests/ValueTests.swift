import Columnar
import LakeModel
import Testing

private typealias Verdict = Fixture.Verdict

@Suite("Values become what their field's type says")
struct ValueTests {
    private func int(_ value: Int128) -> Verdict { .cell(.integer(value)) }

    @Test("integers are exact to the last of 64 bits, and integers by value")
    func longs() throws {
        let cases: [(String, Verdict)] = [
            ("0", int(0)), ("-0", int(0)), ("7", int(7)), ("-7", int(-7)),
            ("999999999999999999", int(999_999_999_999_999_999)),
            ("1000000000000000000", int(1_000_000_000_000_000_000)),
            ("9223372036854775807", int(Int128(Int64.max))),
            ("-9223372036854775808", int(Int128(Int64.min))),
            ("9007199254740993", int(9_007_199_254_740_993)),
            ("9223372036854775808", .rejected(.outOfRange)),
            ("-9223372036854775809", .rejected(.outOfRange)),
            ("18446744073709551617", .rejected(.outOfRange)),
            ("99999999999999999999999999999999999999999999", .rejected(.outOfRange)),
            ("1e18", int(1_000_000_000_000_000_000)), ("1e19", .rejected(.outOfRange)),
            ("1e1000000000000000000000", .rejected(.outOfRange)),
            ("1.0", int(1)), ("1e3", int(1000)), ("12.5e1", int(125)), ("1200e-2", int(12)),
            ("9223372036854775807.000", int(Int128(Int64.max))), ("0e99999", int(0)),
            ("0.0", int(0)), ("1.5", .rejected(.typeMismatch)), ("1e-1", .rejected(.typeMismatch)),
            ("0.00000000000000000000000000000000000000000000001", .rejected(.typeMismatch)),
            ("1.00000000000000000000000000000000000000000000001", .rejected(.typeMismatch)),
            ("\"1\"", .rejected(.typeMismatch)), ("true", .rejected(.typeMismatch)),
            ("null", .cell(.null)), ("01", .malformed), ("1.", .malformed), ("-", .malformed),
            ("nul", .malformed), ("+1", .malformed), ("1x", .malformed),
        ]
        for (text, verdict) in cases {
            #expect(try Fixture.verdict(text, .long) == verdict, "\(text)")
        }
    }

    @Test("32-bit integers refuse what does not fit")
    func ints() throws {
        #expect(try Fixture.verdict("2147483647", .int) == int(Int128(Int32.max)))
        #expect(try Fixture.verdict("-2147483648", .int) == int(Int128(Int32.min)))
        #expect(try Fixture.verdict("2147483648", .int) == .rejected(.outOfRange))
    }

    @Test("doubles are rounded correctly")
    func doubles() throws {
        let texts = [
            "0", "-0", "0.0", "-0.0", "1", "0.1", "-0.1", "1e22", "1e23", "123456789012345678",
            "9007199254740993", "9007199254740992", "1.7976931348623157e308", "5e-324", "2e-324",
            "2.2250738585072011e-308", "2.2250738585072014e-308", "1e-400",
            "3.14159265358979323846",
            "0.30000000000000004", "100000000000000000000000", "8.41e21", "1.0e-22", "123e-25",
            "179769313486231570000000000000000000000", "0.000000000000000000000000000000123",
            "1.00000000000000011102230246251565404236316680908203125",
        ]
        for text in texts {
            let expected = try #require(Double(text))
            #expect(try Fixture.verdict(text, .double) == .cell(.double(expected)), "\(text)")
        }
        #expect(try Fixture.verdict("1e309", .double) == .rejected(.outOfRange))
        #expect(try Fixture.verdict("-1e309", .double) == .rejected(.outOfRange))
        #expect(try Fixture.verdict("\"1\"", .double) == .rejected(.typeMismatch))
        #expect(try Fixture.verdict("0x1p3", .double) == .malformed)
    }

    @Test("random doubles read back as they were written")
    func randomDoubles() throws {
        var random = SeededGenerator(seed: 7)
        var texts: [String] = []
        var expected: [Cell] = []
        for _ in 0..<3_000 {
            var value = Double(bitPattern: random.next())
            if !value.isFinite { value = 1 }
            texts.append("{\"v\":\(value)}")
            expected.append(.double(value))
        }
        let decoder = try Fixture.decoder([Fixture.field("v", .double)])
        try decoder.decode(texts.joined(separator: "\n"), .ndjson)
        #expect(decoder.finish().cells("v") == expected)
    }

    @Test("decimals are exact, as numbers and as strings")
    func decimals() throws {
        let price = LogicalType.decimal(precision: 5, scale: 2)
        let cases: [(String, Verdict)] = [
            ("19.99", int(1999)), ("-19.9", int(-1990)), ("0", int(0)), ("-0.00", int(0)),
            ("999.99", int(99_999)), ("1000", .rejected(.outOfRange)), ("1e2", int(10_000)),
            ("1.230000", int(123)), ("1.234", .rejected(.outOfRange)),
            ("1e3", .rejected(.outOfRange)),
            ("\"19.99\"", int(1999)), ("\"1e1\"", int(1000)),
            ("\"19.99 \"", .rejected(.typeMismatch)),
            ("\"\"", .rejected(.typeMismatch)), ("\"abc\"", .rejected(.typeMismatch)),
            ("\"1\\u0039.99\"", int(1999)), ("\"01\"", .rejected(.typeMismatch)),
            ("true", .rejected(.typeMismatch)), ("1e-2", int(1)), ("1e-3", .rejected(.outOfRange)),
        ]
        for (text, verdict) in cases {
            #expect(try Fixture.verdict(text, price) == verdict, "\(text)")
        }
        let wide = LogicalType.decimal(precision: 38, scale: 10)
        let digits = "9999999999999999999999999999.9999999999"
        let largest = Int128("99999999999999999999999999999999999999") ?? 0
        #expect(try Fixture.verdict(digits, wide) == int(largest))
        #expect(try Fixture.verdict("-\(digits)", wide) == int(-largest))
        #expect(try Fixture.verdict("1e28", wide) == .rejected(.outOfRange))
        #expect(try Fixture.verdict("\(digits)1", wide) == .rejected(.outOfRange))
        let limit = LogicalType.decimal(precision: 18, scale: 0)
        #expect(try Fixture.verdict("999999999999999999", limit) == int(999_999_999_999_999_999))
        #expect(try Fixture.verdict("1000000000000000000", limit) == .rejected(.outOfRange))
    }

    @Test("strings are unescaped, at every length")
    func strings() throws {
        for length in 0..<70 {
            let text = String(repeating: "ab", count: length).prefix(length)
            #expect(try Fixture.verdict("\"\(text)\"", .string) == .cell(.text(String(text))))
            let escaped = "\"\(text)\\u00e9\\n\(text)\\ud83d\\ude00\(text)\""
            #expect(
                try Fixture.verdict(escaped, .string) == .cell(.text("\(text)é\n\(text)😀\(text)"))
            )
        }
        #expect(try Fixture.verdict(#""\u0000\/\"\\""#, .string) == .cell(.text("\0/\"\\")))
        #expect(try Fixture.verdict("1", .string) == .rejected(.typeMismatch))
        #expect(try Fixture.verdict("{}", .string) == .rejected(.typeMismatch))
        #expect(try Fixture.verdict("\"\\ud800\"", .string) == .malformed)
        #expect(try Fixture.verdict("\"a\tb\"", .string) == .malformed)
    }

    @Test("booleans, UUIDs, choices, JSON texts and bytes")
    func others() throws {
        #expect(try Fixture.verdict("true", .boolean) == .cell(.bool(true)))
        #expect(try Fixture.verdict("false", .boolean) == .cell(.bool(false)))
        #expect(try Fixture.verdict("0", .boolean) == .rejected(.typeMismatch))
        #expect(try Fixture.verdict("truex", .boolean) == .malformed)
        let id = "991412ed-5a2b-47a3-a4ea-fa759d03cf99"
        #expect(try Fixture.verdict("\"\(id)\"", .uuid) == .cell(.text(id)))
        #expect(try Fixture.verdict("\"\(id.uppercased())\"", .uuid) == .cell(.text(id)))
        for bad in [
            id + "0", "{\(id)}", String(id.dropLast()), id.replacing("-", with: "_"), "",
            "g" + id.dropFirst(),
        ] {
            #expect(try Fixture.verdict("\"\(bad)\"", .uuid) == .rejected(.typeMismatch), "\(bad)")
        }
        let kind = Fixture.field("v", .string, allowedValues: ["view", "cart", "", "é"])
        #expect(try Fixture.verdict("\"view\"", kind) == .cell(.text("view")))
        #expect(try Fixture.verdict("\"c\\u0061rt\"", kind) == .cell(.text("cart")))
        #expect(try Fixture.verdict("\"\"", kind) == .cell(.text("")))
        #expect(try Fixture.verdict("\"\\u00e9\"", kind) == .cell(.text("é")))
        #expect(try Fixture.verdict("\"View\"", kind) == .rejected(.notAllowed))
        #expect(try Fixture.verdict("1", kind) == .rejected(.typeMismatch))
        for text in ["1.50", "\"a\\u0062\"", "{ \"a\" : [1, 2] }", "[]", "true", "-0.0e+0"] {
            #expect(try Fixture.verdict(text, .json) == .cell(.text(text)))
        }
        #expect(try Fixture.verdict("null", .json) == .cell(.null))
        #expect(try Fixture.verdict("\"YQ==\"", .binary) == .rejected(.typeMismatch))
        #expect(try Fixture.verdict("null", .binary) == .cell(.null))
    }

    @Test("lists keep null elements, and nest with structures to any depth")
    func nesting() throws {
        let longs = LogicalType.list(element: Fixture.field("element", .long))
        #expect(
            try Fixture.verdict("[1,null,3]", longs)
                == .cell(.list([.integer(1), .null, .integer(3)]))
        )
        #expect(try Fixture.verdict("[]", longs) == .cell(.list([])))
        #expect(try Fixture.verdict("[1,]", longs) == .malformed)
        #expect(try Fixture.verdict("[1,\"a\"]", longs) == .rejected(.typeMismatch))
        #expect(try Fixture.verdict("{}", longs) == .rejected(.typeMismatch))
        let strict = LogicalType.list(element: Fixture.field("element", .long, isRequired: true))
        #expect(try Fixture.verdict("[1,null]", strict) == .rejected(.missingField))
        let lists = LogicalType.list(element: Fixture.field("element", longs))
        #expect(
            try Fixture.verdict("[[1],null,[],[null]]", lists)
                == .cell(.list([.list([.integer(1)]), .null, .list([]), .list([.null])]))
        )
        let items = LogicalType.list(
            element: Fixture.field(
                "element",
                .structure([Fixture.field("a", .long), Fixture.field("b", lists)])
            )
        )
        #expect(
            try Fixture.verdict("[{\"b\":[[2]]}, null ,{ \"a\" : 1 },{}]", items)
                == .cell(
                    .list([
                        .structure([.null, .list([.list([.integer(2)])])]), .null,
                        .structure([.integer(1), .null]), .structure([.null, .null]),
                    ])
                )
        )
    }
}
