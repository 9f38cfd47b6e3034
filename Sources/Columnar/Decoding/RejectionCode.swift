/// Why an event cannot become a row, for programs.
public enum RejectionCode: String, Hashable, Sendable, CaseIterable {
    /// The event is not JSON.
    case malformedJSON = "malformed_json"
    /// The event is JSON and not an object.
    case notAnObject = "not_an_object"
    /// A value is not of its field's type.
    case typeMismatch = "type_mismatch"
    /// A number or a time is of the right kind and does not fit.
    case outOfRange = "out_of_range"
    /// A required field is absent or null.
    case missingField = "missing_field"
    /// The schema does not name the field, and says that such events are rejected.
    case unknownField = "unknown_field"
    /// A text is none of those that the schema lists.
    case notAllowed = "not_allowed"
    /// Objects and arrays are nested too deeply.
    case tooDeep = "too_deep"
    /// An object has too many keys.
    case tooManyKeys = "too_many_keys"
    /// The event, a number or the event's lists are too long.
    case tooLarge = "too_large"
    /// The event happened longer ago than the schema's `x-late-after` allows.
    case eventTimeTooOld = "event_time_too_old"
    /// The event claims a time further ahead of the server's clock than allowed.
    case eventTimeInFuture = "event_time_in_future"
}
