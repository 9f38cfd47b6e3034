/// Numbers as sixteen hexadecimal digits, as file names and epochs are written.
enum Hexadecimal {
    /// The digits of a number.
    static func text(_ value: UInt64) -> String {
        let digits = String(value, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
