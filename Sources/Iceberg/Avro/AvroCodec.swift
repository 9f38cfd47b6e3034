/// How the blocks of an object container are compressed.
///
/// Source: Avro specification, "Required Codecs".
public enum AvroCodec: String, Sendable, Hashable, CaseIterable {
    /// Not at all.
    case null
    /// Raw deflate (RFC 1951): what every reader of Iceberg's manifests knows.
    case deflate
}
