/// Everything that is wrong with a file of tenants.
///
/// Names what stands where, and never repeats a text of the file that could be anything.
public struct TenantFileError: Error, Hashable, Sendable, CustomStringConvertible {
    /// One thing that is wrong, and where.
    public struct Problem: Hashable, Sendable, CustomStringConvertible {
        /// The line, counted from 1; nil where the file as a whole is meant.
        public let line: Int?
        /// The place as an RFC 6901 pointer: `/tenants/acme/open-tables`.
        public let pointer: String
        /// What is wrong, and what to write instead.
        public let reason: String

        /// `line: pointer: reason`.
        public var description: String {
            [line.map(String.init), pointer.isEmpty ? nil : pointer, reason]
                .compactMap(\.self).joined(separator: ": ")
        }

        /// Creates a problem.
        public init(line: Int? = nil, pointer: String = "", reason: String) {
            self.line = line
            self.pointer = pointer
            self.reason = reason
        }
    }

    /// The file or object, as it was named to the reader.
    public let file: String
    /// What is wrong, in the order of the lines; never empty.
    public let problems: [Problem]

    /// One problem a line, as compilers print them.
    public var description: String {
        problems.map { "\(file):\($0.line == nil ? " " : "")\($0)" }.joined(separator: "\n")
    }

    /// Creates an error of at least one problem.
    public init(file: String, _ problems: [Problem]) {
        precondition(!problems.isEmpty, "an error names a problem")
        self.file = file
        self.problems = problems
    }
}
