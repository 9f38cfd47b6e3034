/// Directories as files.
extension TenantDirectory {
    /// Reads a whole directory.
    ///
    /// - Parameters:
    ///   - bytes: the JSON text.
    ///   - file: what it is called in errors.
    /// - Throws: ``TenantFileError`` that names every problem by line and pointer.
    public init(_ bytes: [UInt8], file: String) throws(TenantFileError) {
        self = try Self.read(bytes, file) { reader, root in reader.directory(root) }
    }

    /// Reads the record of one tenant: a file of a folder.
    ///
    /// - Throws: ``TenantFileError`` as above.
    public static func record(
        _ bytes: [UInt8],
        file: String
    ) throws(TenantFileError) -> TenantRecord {
        try read(bytes, file) { reader, root in reader.record(root) }
    }

    private static func read<Value>(
        _ bytes: [UInt8],
        _ file: String,
        _ body: (inout TenantFileReader, JSONNode) -> Value
    ) throws(TenantFileError) -> Value {
        let document: JSONDocument
        do throws(JSONDocumentError) {
            document = try JSONDocument(bytes)
        } catch {
            throw TenantFileError(file: file, [.init(line: error.line, reason: error.reason)])
        }
        var reader = TenantFileReader()
        let value = body(&reader, document.root)
        guard reader.problems.isEmpty else { throw TenantFileError(file: file, reader.problems) }
        return value
    }

    /// The directory as a file: compact, in a stable order, so that equal directories are equal
    /// bytes.
    public var json: [UInt8] {
        var json = JSONWriter(capacity: 256 + 128 * tenants.count)
        json.object { json in
            json.member(TenantKeyword.format, Self.formatVersion)
            if let unknown { json.member(TenantKeyword.unknown, unknown.rawValue) }
            if defaults != TenantRecord() {
                json.name(TenantKeyword.defaults)
                defaults.write(to: &json, isDefault: true)
            }
            json.name(TenantKeyword.tenants)
            json.object { json in
                for (tenant, record) in tenants.sorted(by: { $0.key < $1.key }) {
                    json.name(tenant.name)
                    record.write(to: &json)
                }
            }
        }
        return json.bytes
    }
}
