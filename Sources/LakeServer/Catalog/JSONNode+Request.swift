import ByteCoding
import Iceberg
import LakeModel

extension JSONNode {
    /// Reads a request's body: an object.
    ///
    /// - Throws: ``Problem`` 400, saying where it is none, or holds more than the operation takes.
    static func read(
        _ body: PaddedBytes,
        for operation: CatalogOperation
    ) throws(Problem) -> JSONNode {
        let root: JSONNode
        do throws(JSONDocumentError) {
            root = try JSONDocument(body.array, valuesMax: operation.bodyValuesMax).root
        } catch {
            throw .invalid("The body is not JSON: \(error)")
        }
        guard root.members != nil else { throw .invalid("The body is not a JSON object.") }
        return root
    }
}

extension CatalogError {
    /// The same error of something that a client sent: nothing in the store is corrupt.
    var asRequest: CatalogError {
        code == .corrupt ? CatalogError(.invalidRequest, message) : self
    }
}
