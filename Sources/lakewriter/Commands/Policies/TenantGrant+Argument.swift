public import ArgumentParser
public import TenantPolicies

extension TenantGrant.Access: ExpressibleByArgument {}
