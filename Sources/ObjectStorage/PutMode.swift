/// Under which condition a put takes effect.
public enum PutMode: Hashable, Sendable {
    /// Always; an object of that key is replaced.
    case overwrite
    /// Only when no object has the key (`If-None-Match: *`).
    case create
    /// Only when the object still has this entity tag (`If-Match`).
    case update(ifMatch: String)
}
