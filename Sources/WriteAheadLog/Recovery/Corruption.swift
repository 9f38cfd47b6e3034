/// Damage in a log that no crash explains, and what proves it.
struct Corruption: Sendable {
    /// Why the damaged place must once have been durable.
    enum Proof: Sendable {
        /// A segment is begun only after the one before it was synced to its end.
        case laterSegment
        /// The frame belongs to a later group, and a group is written only after the one before it
        /// was synced.
        case laterFrame(Frame)
    }

    /// Stands at the damage.
    let scanner: FrameScanner
    let defect: FrameDefect
    let proof: Proof

    /// What the log says when it refuses to open.
    var error: WALError {
        let name = SegmentName.segment(scanner.header.first).fileName
        let proof =
            switch proof {
            case .laterSegment:
                "A later segment shows that it was durable, or a segment in between is missing."
            case .laterFrame(let frame):
                "The intact record at position \(frame.position) shows that it was durable."
            }
        return WALError(
            .corrupted,
            "\(name) is damaged at offset \(scanner.offset), position \(scanner.position): "
                + "\(defect). \(proof) \(WALError.corruptionAdvice)"
        )
    }
}

extension WALError {
    /// What an operator can do about a damaged log.
    static let corruptionAdvice =
        "Nothing was changed. Restore the file from a copy, or move the log's directory away and "
        + "start from the last commit, which loses what was acknowledged since."

    /// The error for a segment whose header cannot be used.
    static func corruptedSegment(_ name: String, _ reason: String) -> WALError {
        WALError(.corrupted, "\(name) is damaged at offset 0: \(reason). \(corruptionAdvice)")
    }
}
