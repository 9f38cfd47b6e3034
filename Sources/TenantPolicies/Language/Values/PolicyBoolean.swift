/// Truth values as conditions write them.
///
/// Source: IAM User Guide, "Condition operators", "Boolean condition operators".
enum PolicyBoolean {
    /// What a text says, whatever its case; nil where it is neither `true` nor `false`.
    static func value(_ text: String) -> Bool? {
        switch text.lowercased() {
        case "true": true
        case "false": false
        default: nil
        }
    }
}
