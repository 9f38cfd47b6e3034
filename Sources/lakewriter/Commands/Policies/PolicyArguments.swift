public import ArgumentParser
public import TenantPolicies

extension PolicyForm: ExpressibleByArgument {}
extension PolicyTerms.Encryption: ExpressibleByArgument {}
extension TenantGrant.Access: ExpressibleByArgument {}
