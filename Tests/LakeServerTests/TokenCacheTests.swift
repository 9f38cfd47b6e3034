import LakeModel
import LakeServer
import Testing

@Suite("TokenCache")
struct TokenCacheTests {
    private func entry(expiry: Int64 = 100) throws -> TokenCache.Entry {
        let tenant = try TenantID("acme")
        return TokenCache.Entry(
            principal: .tenant(tenant),
            expiry: expiry,
            issuer: 0,
            generation: 1
        )
    }

    private func token(_ number: Int) -> TokenDigest { TokenDigest("token \(number)".utf8) }

    @Test("a token is forgotten the second it expires")
    func expiry() throws {
        var cache = TokenCache(countMax: 10)
        cache.remember(try entry(expiry: 100), for: token(1))
        #expect(cache.entry(for: token(1), at: 99) != nil)
        #expect(cache.entry(for: token(1), at: 100) == nil)
        #expect(cache.count == 0)
    }

    @Test("it never holds more than it may, and keeps what is in use")
    func bounded() throws {
        var cache = TokenCache(countMax: 100)
        for number in 0..<10_000 {
            cache.remember(try entry(), for: token(number))
            #expect(cache.count <= 100)
            #expect(cache.entry(for: token(0), at: 1) != nil)
        }
    }

    @Test("a cache of nothing remembers nothing")
    func nothing() throws {
        var cache = TokenCache(countMax: 0)
        cache.remember(try entry(), for: token(1))
        #expect(cache.entry(for: token(1), at: 1) == nil)
    }
}
