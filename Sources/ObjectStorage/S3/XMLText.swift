/// Text as it stands in an XML document.
enum XMLText {
    /// With the characters escaped that have a meaning of their own, and the line ends that a
    /// reader would change.
    ///
    /// Source: Extensible Markup Language (XML) 1.0, sections 2.4 and 2.11.
    static func escaped(_ text: String) -> String {
        text.unicodeScalars.reduce(into: "") { escaped, scalar in
            switch scalar {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            default: escaped.unicodeScalars.append(scalar)
            }
        }
    }
}
