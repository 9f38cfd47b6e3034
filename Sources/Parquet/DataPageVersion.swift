/// The layout of data pages.
///
/// The first is the default. Every reader knows it, while the second is still refused by some
/// warehouses' loaders, and what it brings is had otherwise here: a column chunk that does not
/// shrink is written uncompressed as a whole, and pages end at rows in both.
public enum DataPageVersion: Hashable, Sendable {
    /// `DATA_PAGE`: levels and values are compressed as one.
    case v1
    /// `DATA_PAGE_V2`: levels stay uncompressed in front of the values.
    case v2
}
