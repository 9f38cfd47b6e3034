extension ObjectStoreError {
    /// The range begins at or behind the object's end.
    static func rangeOutside(_ range: Range<Int>, of key: ObjectKey, size: Int) -> Self {
        Self(
            .invalidRequest,
            "\(key) has \(size) bytes; the range \(range.lowerBound)..<\(range.upperBound) begins "
                + "behind them"
        )
    }

    /// An upload was completed that has nothing to be put together.
    static func noParts(of key: ObjectKey) -> Self {
        Self(.invalidRequest, "the upload of \(key) was completed without any part")
    }

    /// A put asked for a key that is taken.
    static func taken(_ key: ObjectKey, in location: String) -> Self {
        Self(.alreadyExists, "\(key) exists already in \(location)")
    }

    /// A put asked for a tag that is not the object's.
    static func changed(_ key: ObjectKey, in location: String) -> Self {
        Self(
            .preconditionFailed,
            "\(key) in \(location) changed or went away since its tag was read"
        )
    }

    /// There is no object of that key.
    static func absent(_ key: ObjectKey, in location: String) -> Self {
        Self(.notFound, "there is no \(key) in \(location)")
    }
}
