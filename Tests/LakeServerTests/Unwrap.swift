/// A value that a test needs and does not have.
struct Missing: Error {}

/// The value, or an error that fails the test.
func unwrap<Value>(_ value: Value?) throws -> Value {
    guard let value else { throw Missing() }
    return value
}
