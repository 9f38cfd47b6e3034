/// The memory that a file's encoders work in.
///
/// Making one costs a zstd context and some allocations, so whoever writes many files keeps one a
/// thread and hands it from file to file. It must not be given to two files at a time; it keeps
/// the memory of the largest column chunk it has seen.
public final class EncoderWorkspace: Sendable {
    let levels = LevelBuffer()
    let leaf = LeafBuffer()
    let flatShredder = FlatShredder()
    let listShredder = ListShredder()
    let byteDictionary = ByteArrayDictionary()
    let fixedDictionary = FixedWidthDictionary()
    let boundsFinder = BoundsFinder()
    let zstd = ZstdCompressor()
    /// Every value's dictionary entry.
    let indices = Scratch<UInt32>()
    /// Lengths of the delta byte array encodings.
    let lengths = Scratch<Int32>()
    /// Rests of the delta byte array encoding.
    let rests = Scratch<UInt8>()
    /// The dictionary page's entries.
    let dictionaryBody = Scratch<UInt8>()
    /// The page that is being encoded.
    let pageBody = Scratch<UInt8>()
    /// The page as it will lie in the file.
    let storedBody = Scratch<UInt8>()
    /// The pages of the column chunk so far.
    let chunk = Scratch<UInt8>()

    /// Creates a workspace.
    public init() {}

    /// Bytes of memory that the workspace holds, zstd's own not counted.
    public var byteCapacity: Int {
        levels.byteCapacity + leaf.byteCapacity + flatShredder.byteCapacity
            + listShredder.byteCapacity + byteDictionary.byteCapacity
            + fixedDictionary.byteCapacity + boundsFinder.byteCapacity + indices.byteCapacity
            + lengths.byteCapacity + rests.byteCapacity + dictionaryBody.byteCapacity
            + pageBody.byteCapacity + storedBody.byteCapacity + chunk.byteCapacity
    }
}
