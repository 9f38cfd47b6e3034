public import ArgumentParser
public import TenantPolicies

extension PolicyTerms.Encryption: ExpressibleByArgument {}
