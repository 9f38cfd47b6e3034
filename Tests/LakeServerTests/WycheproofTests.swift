import LakeServer
import Testing

/// Project Wycheproof's vectors for JSON Web Signatures, keys and encryption: all of them, each
/// answered as its result says or departed from for a reason that is named.
///
/// No vector of these files is called `acceptable`; should one come, the counts say so.
@Suite("Wycheproof", .enabled(if: Wycheproof.isThere, "needs ../shared/data/conformance"))
struct WycheproofTests {
    @Test("signatures: every forgery is refused, and every good one is confirmed")
    func signatures() async throws {
        let tally = try await judge("json_web_signature_test.json")
        #expect(tally == Tally(confirmed: 34, refused: 353, departures: 14))
    }

    @Test("keys: weak, mistyped and misused ones confirm nothing")
    func keys() async throws {
        let tally = try await judge("json_web_key_test.json")
        #expect(tally == Tally(confirmed: 2, refused: 21, departures: 3))
    }

    @Test("cryptography: signatures as above, and encrypted tokens are none of ours")
    func cryptography() async throws {
        let tally = try await judge("json_web_crypto_test.json")
        #expect(tally == Tally(confirmed: 3, refused: 77, departures: 3))
    }

    private struct Tally: Equatable {
        /// Valid vectors that were confirmed.
        var confirmed = 0
        /// Invalid vectors that were refused.
        var refused = 0
        /// Vectors that were answered otherwise than their result says, for a reason that is named.
        var departures = 0
    }

    /// Judges every vector of a file.
    private func judge(_ file: String) async throws -> Tally {
        var tally = Tally()
        var departures = try unwrap(Wycheproof.departures[file])
        let vectors = try Wycheproof.vectors(file)
        for vector in vectors {
            let isConfirmed = await vector.isConfirmed()
            let reason = departures.removeValue(forKey: vector.number)
            let isExpected = vector.result == "valid"
            #expect(["valid", "invalid"].contains(vector.result), "\(vector)")
            #expect(isConfirmed == (isExpected == (reason == nil)), "\(vector) \(reason ?? "")")
            switch (reason, isConfirmed) {
            case (_?, _): tally.departures += 1
            case (nil, true): tally.confirmed += 1
            case (nil, false): tally.refused += 1
            }
        }
        #expect(departures.isEmpty, "departures from vectors that are not there")
        #expect(vectors.count == tally.confirmed + tally.refused + tally.departures)
        return tally
    }
}
