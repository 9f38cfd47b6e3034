/// A file that has no name in the lake yet.
///
/// It lies in the store's own directory under a lock that ends with the descriptor, so that a
/// process that starts can tell files in use from those that a crash left behind.
struct TemporaryFile: ~Copyable, Sendable {
    /// Its name in the directory of temporary files.
    let name: String
    /// The file, open for reading and writing.
    let file: Descriptor
}
