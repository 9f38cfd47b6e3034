import ArgumentParser
import Foundation
import LakeModel
import LakeServer

/// How a command ends that did not succeed: one line for people, and.
struct CommandFailure {
    private let error: any Error

    init(_ error: any Error) {
        self.error = error
    }

    /// Prints the error and ends the process: 2 for wrong usage or a wrong configuration, 1 for
    /// anything else.
    ///
    /// Asking for help or the version is no error.
    func exit() -> Never {
        let code = Lakewriter.exitCode(for: error)
        let isUsage = code == .validationFailure || error is ValidationError
        if code == .success || isUsage {
            let message = Lakewriter.fullMessage(for: error)
            let stream = code == .success ? FileHandle.standardOutput : .standardError
            stream.write(Data((message + "\n").utf8))
            Foundation.exit(code == .success ? 0 : 2)
        }
        FileHandle.standardError.write(Data("lakewriter: \(error)\n".utf8))
        let isUsageError =
            error is ConfigurationError || error is NameError || error is AuditLogError
        Foundation.exit(isUsageError ? 2 : 1)
    }
}
