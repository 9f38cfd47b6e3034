/// Reads an object container; see ``ObjectContainerWriter`` for its layout.
package struct ObjectContainer: Sendable {
    /// What every file begins with: `Obj` and the version.
    static let magic: [UInt8] = [0x4F, 0x62, 0x6A, 0x01]
}
