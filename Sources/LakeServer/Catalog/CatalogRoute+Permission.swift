import LakeModel

/// Who may ask for what.
///
/// A tenant sees its own namespace; all others are, to it, not there, whatever is asked of them. What
/// changes tables is for operators, who see everything.
extension CatalogRoute {
    /// Lets the request through, or says why not.
    ///
    /// - Throws: ``Problem`` 404 for what is somebody else's, 403 for what only operators may do.
    package func permit(_ principal: Principal) throws(Problem) {
        guard !principal.isAdmin else { return }
        guard let tenant = principal.tenant else { throw .operatorsOnly }
        if let namespace, namespace != tenant.name {
            var problem = missing
            problem.tenant = tenant
            problem.cause = "another tenant's namespace"
            problem.isLogged = true
            throw problem
        }
        guard operation.audience != .operators else {
            throw .operatorsOnly.concerning(tenant, nil)
        }
    }

    /// What a client is told when that which it asks for is not there.
    var missing: Problem {
        switch operation {
        case .loadView, .viewExists: .noSuchView
        default: object == nil ? .noSuchNamespace(namespace) : .noSuchTable(namespace, object)
        }
    }
}
