import Iceberg
import LakeModel
import LakeTesting
import ObjectStorage
import Testing

/// What tests of ``RESTCatalog`` share: a table, its JSON, and catalogs over scripts.
enum RESTFixture {
    static let uri = "http://127.0.0.1:8181/api"
    static let config = ScriptedHTTPClient.Step.answer(
        200,
        body: #"{"defaults":{},"overrides":{"prefix":"w"}}"#
    )
    static let tables = "\(uri)/v1/w/namespaces/t1/tables"

    static func identifier() throws -> TableIdentifier {
        TableIdentifier(tenant: try TenantID("t1"), table: try TableName("clicks"))
    }

    /// A table whose columns have numbers that no catalog would give.
    static func metadata(
        location: String = "s3://lake/root/_catalog/tenantId=t1/clicks"
    )
        -> TableMetadata
    {
        let schema = Schema(
            schemaID: 0,
            fields: [
                NestedField(id: 1, name: "tenant_id", isRequired: true, type: .primitive(.string)),
                NestedField(
                    id: 3,
                    name: "event_time",
                    isRequired: true,
                    type: .primitive(.timestamptz)
                ),
                NestedField(id: 17, name: "n", isRequired: false, type: .primitive(.long)),
            ]
        )
        return TableMetadata(
            tableUUID: "0b8f4f6e-6d0e-4c5a-9c0e-1d2c3b4a5f60",
            location: location,
            lastUpdatedMilliseconds: 1,
            lastColumnID: 17,
            schema: schema,
            partitionSpec: TableDefinition.partitionSpec,
            sortOrder: .unsorted
        )
    }

    /// The answer that says what a table is.
    static func table(
        _ metadata: TableMetadata = metadata(),
        at location: String? = "s3://lake/m/1.json"
    ) -> ScriptedHTTPClient.Step {
        let place = location.map { #""metadata-location":"\#($0)","# } ?? ""
        let json = String(decoding: metadata.json, as: UTF8.self)
        return .answer(200, body: "{\(place)\"metadata\":\(json),\"config\":{}}")
    }

    static func error(
        _ status: Int,
        _ type: String,
        headers: [HTTPHeader] = []
    ) -> ScriptedHTTPClient.Step {
        .answer(
            status,
            headers: headers,
            body: #"{"error":{"message":"words","type":"\#(type)","code":\#(status)}}"#
        )
    }

    static func token(_ token: String, expiresIn seconds: Int = 3600) -> ScriptedHTTPClient.Step {
        .answer(
            200,
            body: #"{"access_token":"\#(token)","token_type":"Bearer","expires_in":\#(seconds)}"#
        )
    }

    static func catalog(
        _ http: ScriptedHTTPClient,
        authentication: RESTCatalogSettings.Authentication = .none,
        clock: ManualTime = ManualTime(),
        _ change: (inout RESTCatalogSettings) -> Void = { _ in }
    ) throws -> RESTCatalog {
        var settings = RESTCatalogSettings(
            uri: try #require(RESTAddress(uri)),
            warehouse: "s3://w h",
            authentication: authentication
        )
        change(&settings)
        return RESTCatalog(
            settings: settings,
            http: http,
            runtime: AccessFixture.runtime(clock)
        )
    }

    static func base() throws -> CatalogTable {
        CatalogTable(
            identifier: try identifier(),
            metadata: metadata(),
            metadataLocation: "s3://lake/m/1.json"
        )
    }

    /// What `body` throws.
    static func failure<Result>(
        _ body: () async throws(CatalogError) -> Result
    ) async -> CatalogError? {
        do throws(CatalogError) {
            _ = try await body()
            return nil
        } catch {
            return error
        }
    }
}

extension HTTPRequest {
    /// The value of a header field.
    func field(_ name: String) -> String? { headers.first { $0.name == name }?.value }

    /// The body as text.
    var text: String { String(decoding: body ?? [], as: UTF8.self) }
}
