import LakeModel

/// What stands in a placeholder's place.
enum TemplateValue {
    /// A text.
    case text(String)
    /// Texts, for each of which an array's element is repeated.
    case list([String])
    /// A whole document.
    case document(JSONNode)
    /// Nothing, for a placeholder that is only asked for.
    case flag

    /// Whether `{{if name}}` holds.
    var isPresent: Bool {
        if case .list(let texts) = self { !texts.isEmpty } else { true }
    }
}
