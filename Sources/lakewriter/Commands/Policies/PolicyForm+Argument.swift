public import ArgumentParser
public import TenantPolicies

extension PolicyForm: ExpressibleByArgument {}
