public import LakeModel

/// Which keys of a lake are a tenant's own.
///
///     <table>/tenantId=<tenant>/…             data
///     _catalog/tenantId=<tenant>/…            metadata
///
/// Nothing else is, whatever a key looks like further down. Keys are relative to the lake's root,
/// decoded, and taken byte for byte.
public struct TenantPrefixes: Hashable, Sendable {
    /// Whose.
    public let tenant: TenantID
    /// What may be done with them.
    public let access: TenantAccess

    /// Creates the prefixes of a tenant.
    public init(tenant: TenantID, access: TenantAccess = .read) {
        self.tenant = tenant
        self.access = access
    }

    /// Whether an object lies in the tenant's folders.
    public func contains(key: String) -> Bool {
        guard Self.isPlain(key), !key.hasSuffix("/") else { return false }
        return isBelow(key.split(separator: "/", omittingEmptySubsequences: false))
    }

    /// Whether all keys that begin with `prefix` lie in the tenant's folders: the folder's slash is
    /// part of it, so that `tenantId=t1` never lists `tenantId=t10`.
    public func contains(prefix: String) -> Bool {
        guard Self.isPlain(prefix.hasSuffix("/") ? String(prefix.dropLast()) : prefix) else {
            return false
        }
        return isBelow(prefix.split(separator: "/", omittingEmptySubsequences: false))
    }

    /// Parts that are at least a folder of the tenant and a slash behind it.
    private func isBelow(_ parts: [Substring]) -> Bool {
        guard parts.count >= 3, parts[1] == "tenantId=\(tenant)" else { return false }
        let isCatalog = parts[0] + "/" == LakeLocation.catalogFolder
        switch access {
        case .read: return isCatalog || (try? TableName(String(parts[0]))) != nil
        case .write(let table):
            return isCatalog ? parts.count >= 4 && parts[2] == table.name : parts[0] == table.name
        }
    }

    /// Printable ASCII without what some store may take for more than a character: escapes that it
    /// decodes once again, other spellings of a slash, and dots that climb.
    private static func isPlain(_ key: String) -> Bool {
        let isPlain: (UInt8) -> Bool = {
            (0x20...0x7E).contains($0) && $0 != UInt8(ascii: "%") && $0 != UInt8(ascii: "\\")
        }
        return key.utf8.count <= 1024 && key.utf8.allSatisfy(isPlain)
            && key.split(separator: "/", omittingEmptySubsequences: false)
                .allSatisfy { !$0.isEmpty && $0 != "." && $0 != ".." }
    }
}
