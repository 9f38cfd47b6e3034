import Foundation
import LakeModel
import LakeServer
import Logging

/// Opens the place where audit lines go.
enum AuditOpening {
    /// The place that a configuration names.
    ///
    /// - Throws: ``AuditLogError`` when its file cannot be opened.
    static func open(_ configuration: Configuration, logger: Logger) throws -> AuditLog {
        try AuditLog(
            destination(configuration.optional(.auditPath)?.text),
            microsecondsSinceEpoch: Runtime.microsecondsSinceEpoch,
            logger: logger
        )
    }

    /// Whoever runs this command.
    static var actor: AuditActor { .command(user: AuditText(NSUserName())) }

    private static func destination(_ path: String?) -> AuditLog.Destination {
        switch path {
        case nil: .log
        case "-": .standardError
        case let path?: .file(path)
        }
    }
}
