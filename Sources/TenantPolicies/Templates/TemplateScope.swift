import LakeModel

/// The values of placeholders, for one rendering.
struct TemplateScope {
    /// By placeholder; what is not here has no value, and is an error to write.
    var values: [TemplatePlaceholder: TemplateValue] = [:]
    /// What to repeat a member for whose name holds `{{tenant}}`: each with values of its own, which
    /// go before the others.
    var tenants: [[TemplatePlaceholder: TemplateValue]] = []
    /// Whether the text is Terraform's, to which `${` and `%{` begin something.
    var isTerraform = false

    /// The same where a placeholder has this text.
    func binding(_ placeholder: TemplatePlaceholder, _ text: String) -> TemplateScope {
        var scope = self
        scope.values[placeholder] = .text(text)
        return scope
    }

    /// The same for one of its tenants.
    func binding(_ tenant: [TemplatePlaceholder: TemplateValue]) -> TemplateScope {
        var scope = self
        scope.values.merge(tenant) { _, own in own }
        scope.tenants = []
        return scope
    }

    func isPresent(_ placeholder: TemplatePlaceholder) -> Bool {
        values[placeholder]?.isPresent ?? false
    }

    /// A value's text as it goes into the document.
    ///
    /// Source: Terraform, "Strings and Templates", escape sequences.
    func escaped(_ text: String) -> String {
        guard isTerraform, text.utf8.contains(UInt8(ascii: "{")) else { return text }
        var escaped = ""
        var last: Character?
        for character in text {
            if character == "{", let sign = last, sign == "$" || sign == "%" {
                escaped.append(sign)
            }
            escaped.append(character)
            last = character
        }
        return escaped
    }
}
