/// The layout of data pages.
///
/// The first is the default: every reader that was tried takes it, while fastparquet fails on
/// column chunks of several pages in the second. What the second brings is had otherwise here:
/// a column chunk that does not shrink is written uncompressed as a whole, and pages end at rows
/// in both.
public enum DataPageVersion: Hashable, Sendable {
    /// `DATA_PAGE`: levels and values are compressed as one.
    case v1
    /// `DATA_PAGE_V2`: levels stay uncompressed in front of the values.
    case v2
}
