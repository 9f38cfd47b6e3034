/// Why lines cannot be read from a file.
struct LineReaderError: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}
