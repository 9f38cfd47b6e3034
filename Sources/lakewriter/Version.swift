/// Which lakewriter this is.
enum Version {
    /// The release.
    static let number = "0.1.0"
    /// Who files say wrote them, in the form that Parquet readers look for known bugs by.
    static let createdBy = "lakewriter version \(number) (build swift)"
}
