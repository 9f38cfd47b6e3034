/// Everything that is wrong with one or more schema files.
///
/// There is one thing that a caller can do: show the problems to whoever wrote the files. Each one
/// says what to write instead, and all of them are found in one go.
public struct SchemaError: Error, Hashable, Sendable, CustomStringConvertible {
    /// One thing that is wrong, and where.
    public struct Problem: Hashable, Sendable, CustomStringConvertible {
        /// The file, as it was named to the parser.
        public let file: String
        /// The line, counted from 1; nil where the file as a whole is meant.
        public let line: Int?
        /// The place in the file as an RFC 6901 pointer: `/properties/price/x-decimal`.
        public let pointer: String
        /// What is wrong, and what to do.
        public let reason: String

        /// `file:line: pointer: reason`, as compilers print it.
        public var description: String {
            let place = line.map { "\(file):\($0)" } ?? file
            return pointer.isEmpty ? "\(place): \(reason)" : "\(place): \(pointer): \(reason)"
        }

        /// Creates a problem.
        public init(file: String, line: Int? = nil, pointer: String = "", reason: String) {
            self.file = file
            self.line = line
            self.pointer = pointer
            self.reason = reason
        }
    }

    /// What is wrong, in the order of the files and of their lines; never empty.
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
