import LakeModel
import Logging

extension Logger {
    /// Tells of an event among the program's other lines.
    func tell(_ event: AuditEvent) {
        var metadata: Logger.Metadata = [:]
        let isDenial = event.kind == .requestDenied
        if let tenant = event.tenant { metadata["tenant"] = "\(tenant)" }
        if !isDenial {
            metadata["actor"] = "\(event.actor)"
            if let action = event.action { metadata["action"] = "\(action)" }
        }
        // Words that the log's readers look for since before there was an audit.
        if let table = event.resource { metadata[isDenial ? "table" : "resource"] = "\(table)" }
        if let reason = event.reason { metadata["reason"] = "\(reason)" }
        if let detail = event.detail { metadata[isDenial ? "cause" : "detail"] = "\(detail)" }
        if let status = event.status { metadata["status"] = "\(status)" }
        if let peer = event.peer { metadata["peer"] = "\(peer)" }
        if event.unsaid > 0 { metadata["unsaid"] = "\(event.unsaid)" }
        log(level: level(of: event), "\(sentence(of: event))", metadata: metadata)
    }

    private func level(of event: AuditEvent) -> Logger.Level {
        switch event.outcome {
        case .failed: .warning
        case .denied: .notice
        case .done: event.kind == .credentialsVended ? .info : .notice
        }
    }

    private func sentence(of event: AuditEvent) -> String {
        event.kind == .requestDenied ? "request denied" : event.kind.rawValue
    }
}
