import NIOHTTP1

/// The problems that requests meet for what is known of their tenant.
extension Problem {
    /// 403, or 503 where it is our side that does not know.
    static func tenant(_ refusal: TenantRefusal) -> Problem {
        guard refusal == .registryUnread else {
            return Problem(.forbidden, refusal.rawValue, refusal.detail)
        }
        return Problem(.serviceUnavailable, refusal.rawValue, refusal.detail)
            .retrying(after: .seconds(1))
    }

    /// 429: the tenant has used up what it is allowed.
    static func quotaExceeded(_ detail: String, retryAfter: Duration) -> Problem {
        Problem(.tooManyRequests, "quota_exceeded", detail).retrying(after: retryAfter)
    }
}
