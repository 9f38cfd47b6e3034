import ByteCoding
import LakeModel

/// Tenants in groups that fit into a file each.
///
/// A tenant's group follows from its name and the number of groups, which is a power of two: a new
/// tenant moves no other one, except when there are too many and every group is halved. Moving one
/// between CloudFormation's stacks would delete and create what carries its name.
struct TenantStacks {
    /// The groups, in order; each in the order of the tenants' names.
    let groups: [[PolicyTenant]]

    /// Groups tenants.
    ///
    /// - Parameters:
    ///   - tenants: in the order of their names.
    ///   - capacity: how many fit into one group, at least one.
    init(_ tenants: [PolicyTenant], capacity: Int) {
        precondition(capacity >= 1, "a group holds a tenant")
        let hashes = tenants.map { CRC32C.checksum(of: $0.id.name.utf8) }
        var count = 1
        while true {
            var groups = [[PolicyTenant]](repeating: [], count: count)
            for (tenant, hash) in zip(tenants, hashes) {
                groups[Int(hash) % count].append(tenant)
            }
            // Beyond one group a tenant halving no longer helps names of one checksum.
            if groups.allSatisfy({ $0.count <= capacity }) || count > 4 * tenants.count {
                self.groups = groups
                return
            }
            count *= 2
        }
    }
}
