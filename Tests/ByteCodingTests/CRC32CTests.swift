import ByteCoding
import Testing

@Suite("CRC32C")
struct CRC32CTests {
    /// RFC 3720, appendix B.4; the RFC prints the checksums least significant byte first.
    @Test("the vectors of RFC 3720 come out")
    func vectors() {
        #expect(CRC32C.checksum(of: [UInt8](repeating: 0, count: 32)) == 0x8A91_36AA)
        #expect(CRC32C.checksum(of: [UInt8](repeating: 0xFF, count: 32)) == 0x62A8_AB43)
        #expect(CRC32C.checksum(of: [UInt8](0..<32)) == 0x46DD_794E)
        #expect(CRC32C.checksum(of: [UInt8](0..<32).reversed()) == 0x113F_DB5C)
        let read10: [UInt8] = [
            0x01, 0xC0, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
            0x00, 0x00, 0x14, 0x00, 0x00, 0x00, 0x00, 0x00, 0x04, 0x00, 0x00, 0x00, 0x00, 0x14,
            0x00, 0x00, 0x00, 0x18, 0x28, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x00,
            0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
        ]
        #expect(CRC32C.checksum(of: read10) == 0xD996_3A56)
        #expect(CRC32C.checksum(of: Array("123456789".utf8)) == 0xE306_9283)
        #expect(CRC32C.checksum(of: []) == 0)
    }

    @Test("the tables agree with the vectors")
    func portable() {
        #expect(CRC32C.portableChecksum(of: Array("123456789".utf8)) == 0xE306_9283)
        #expect(CRC32C.portableChecksum(of: [UInt8](0..<32)) == 0x46DD_794E)
    }

    @Test("the instruction agrees with the tables at every length and alignment")
    func agreement() {
        let bytes = (0..<20_000).map { UInt8(truncatingIfNeeded: $0 &* 31 ^ ($0 >> 7)) }
        let near = [768, 1536, 6144, 6912, 12_288, 18_432].flatMap { ($0 - 9)...($0 + 9) }
        for length in Array(0...300) + near {
            for start in [0, 1, 7] {
                let part = Array(bytes[start..<(start + length)])
                #expect(
                    CRC32C.checksum(of: bytes[start..<(start + length)])
                        == CRC32C.portableChecksum(of: part)
                )
            }
        }
    }

    @Test("pieces give the checksum of the whole")
    func pieces() {
        let bytes = (0..<9_000).map { UInt8(truncatingIfNeeded: $0 &* 7) }
        let whole = CRC32C.checksum(of: bytes)
        for cut in [0, 1, 8, 767, 4_096, 8_999, 9_000] {
            var checksum = CRC32C()
            checksum.update(bytes[..<cut])
            checksum.update(AnySequence(bytes[cut...]))
            #expect(checksum.value == whole)
            var continued = CRC32C(continuing: CRC32C.checksum(of: bytes[..<cut]))
            continued.update(bytes[cut...])
            #expect(continued.value == whole)
        }
    }
}
