/// Files that are committed together: those of one sealed generation of a table.
public struct CommitUnit: Hashable, Sendable {
    /// What the unit is called in every start of the log; no two units of a log share a name.
    ///
    /// `<epoch>-<number>` of its generation, in hexadecimal digits.
    public let name: String
    /// The end of the record that sealed it, in the log.
    public let position: UInt64
    /// The files, which are in the lake already.
    public let files: [DataFile]
    /// Whether an earlier start of the log sealed it, and may have committed it.
    public let isRestored: Bool

    /// Creates a unit.
    ///
    /// - Parameters:
    ///   - name: hexadecimal digits and `-` only.
    ///   - position: the end of the record that sealed it.
    ///   - files: the files, in the lake already.
    ///   - isRestored: whether an earlier start of the log sealed it.
    public init(name: String, position: UInt64, files: [DataFile], isRestored: Bool) {
        self.name = name
        self.position = position
        self.files = files
        self.isRestored = isRestored
    }
}
