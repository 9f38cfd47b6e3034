/// A part of a ``PolicyPattern``.
enum PolicyPart: Hashable, Sendable {
    /// Text that stands for itself.
    case literal(String)
    /// `*`: any text, the empty one included.
    case anyText
    /// `?`: any one character.
    case anyCharacter
    /// `${key}` or `${key, 'default'}`: the request's value of a key.
    case variable(key: String, fallback: String?)
}
