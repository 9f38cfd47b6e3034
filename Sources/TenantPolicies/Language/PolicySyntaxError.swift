/// Everything that is wrong with a policy's text.
///
/// There is one thing that a caller can do: show the problems to whoever wrote it.
public struct PolicySyntaxError: Error, Hashable, Sendable, CustomStringConvertible {
    /// One thing that is wrong, and where.
    public struct Problem: Hashable, Sendable, CustomStringConvertible {
        /// The line, counted from 1.
        public let line: Int
        /// The place in the text as an RFC 6901 pointer: `/Statement/0/Action`.
        public let pointer: String
        /// What is wrong, and what to write instead.
        public let reason: String

        /// `line 3: /Statement/0/Action: reason`.
        public var description: String {
            pointer.isEmpty ? "line \(line): \(reason)" : "line \(line): \(pointer): \(reason)"
        }

        /// Creates a problem.
        public init(line: Int, pointer: String, reason: String) {
            self.line = line
            self.pointer = pointer
            self.reason = reason
        }
    }

    /// What is wrong, in the order of the lines; never empty.
    public let problems: [Problem]

    /// One problem a line.
    public var description: String {
        problems.map(\.description).joined(separator: "\n")
    }

    /// Creates an error of at least one problem.
    public init(_ problems: [Problem]) {
        precondition(!problems.isEmpty, "an error names a problem")
        self.problems = problems
    }
}
