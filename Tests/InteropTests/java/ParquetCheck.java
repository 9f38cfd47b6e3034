import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.HadoopReadOptions;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.impl.ColumnReadStoreImpl;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.Util;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.internal.column.columnindex.BoundaryOrder;
import org.apache.parquet.internal.column.columnindex.ColumnIndex;
import org.apache.parquet.internal.column.columnindex.OffsetIndex;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.SeekableInputStream;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.PrimitiveConverter;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveComparator;
import org.apache.parquet.schema.PrimitiveType;

/**
 * Decodes every value of Parquet files with the reference implementation, and holds what the files
 * say of themselves against the values: page checksums, offset and column indexes, statistics.
 *
 * <p>Prints one line of JSON. Readers skip pages and row groups by these claims, so that a wrong one
 * loses rows without an error.
 */
public final class ParquetCheck {
  private final List<String> problems = new ArrayList<>();
  private final TreeSet<String> codecs = new TreeSet<>();
  private final TreeSet<String> encodings = new TreeSet<>();
  private long rows;
  private long values;
  private long chunks;
  private long columnIndexes;
  private long offsetIndexes;
  private long checkedPages;

  public static void main(String[] files) throws IOException {
    ParquetCheck check = new ParquetCheck();
    for (String file : files) {
      try {
        check.file(file);
      } catch (IOException | RuntimeException failure) {
        check.problems.add(file + ": " + failure);
      }
    }
    System.out.println(check.report());
  }

  private void file(String name) throws IOException {
    Configuration configuration = new Configuration();
    InputFile input = HadoopInputFile.fromPath(new Path(name), configuration);
    var options =
        HadoopReadOptions.builder(configuration).usePageChecksumVerification(true).build();
    try (ParquetFileReader reader = ParquetFileReader.open(input, options);
        SeekableInputStream bytes = input.newStream()) {
      MessageType schema = reader.getFileMetaData().getSchema();
      String createdBy = reader.getFileMetaData().getCreatedBy();
      List<BlockMetaData> groups = reader.getRowGroups();
      for (int number = 0; number < groups.size(); number++) {
        BlockMetaData group = groups.get(number);
        PageReadStore pages = reader.readRowGroup(number);
        ColumnReadStoreImpl columns =
            new ColumnReadStoreImpl(pages, new IgnoredGroup(schema), schema, createdBy);
        rows += pages.getRowCount();
        for (ColumnChunkMetaData chunk : group.getColumns()) {
          ColumnDescriptor column = schema.getColumnDescription(chunk.getPath().toArray());
          String place = name + ": row group " + number + ", " + chunk.getPath();
          OffsetIndex offsets = reader.readOffsetIndex(chunk);
          ColumnIndex index = reader.readColumnIndex(chunk);
          note(chunk, offsets, index);
          if (offsets != null) pageHeaders(place, bytes, chunk, offsets);
          if (index != null && offsets != null && index.getNullPages().size() != offsets.getPageCount()) {
            problems.add(place + ": the two indexes count different pages");
            continue;
          }
          new Chunk(place, chunk, column, offsets, index)
              .check(columns.getColumnReader(column), group.getRowCount());
        }
      }
    }
  }

  private void note(ColumnChunkMetaData chunk, OffsetIndex offsets, ColumnIndex index) {
    chunks++;
    if (offsets != null) offsetIndexes++;
    if (index != null) columnIndexes++;
    codecs.add(chunk.getCodec().name());
    chunk.getEncodings().forEach(encoding -> encodings.add(encoding.name()));
  }

  /** The headers that the offset index points to: their sizes, and that each has a checksum. */
  private void pageHeaders(
      String place, SeekableInputStream bytes, ColumnChunkMetaData chunk, OffsetIndex offsets)
      throws IOException {
    long end = chunk.getStartingPos() + chunk.getTotalSize();
    long expected = -1;
    for (int page = 0; page < offsets.getPageCount(); page++) {
      long start = offsets.getOffset(page);
      if (expected >= 0 && start != expected) {
        problems.add(place + ": page " + page + " does not follow the one before it");
      }
      bytes.seek(start);
      PageHeader header = Util.readPageHeader(bytes);
      long size = bytes.getPos() - start + header.getCompressed_page_size();
      if (!header.isSetCrc()) problems.add(place + ": page " + page + " has no checksum");
      if (size != offsets.getCompressedPageSize(page)) {
        problems.add(place + ": page " + page + " is not as long as the offset index says");
      }
      expected = start + size;
      checkedPages++;
    }
    if (expected != end) problems.add(place + ": the last page does not end with its chunk");
  }

  private String report() {
    StringBuilder text = new StringBuilder("{");
    text.append("\"rows\":").append(rows);
    text.append(",\"values\":").append(values);
    text.append(",\"chunks\":").append(chunks);
    text.append(",\"columnIndexes\":").append(columnIndexes);
    text.append(",\"offsetIndexes\":").append(offsetIndexes);
    text.append(",\"checkedPages\":").append(checkedPages);
    text.append(",\"codecs\":").append(array(codecs));
    text.append(",\"encodings\":").append(array(encodings));
    text.append(",\"problems\":").append(array(problems));
    return text.append("}").toString();
  }

  private static String array(Iterable<String> texts) {
    List<String> quoted = new ArrayList<>();
    for (String text : texts) {
      StringBuilder escaped = new StringBuilder("\"");
      for (char unit : text.toCharArray()) {
        boolean plain = unit >= 0x20 && unit < 0x7F && unit != '"' && unit != '\\';
        escaped.append(plain ? String.valueOf(unit) : String.format("\\u%04x", (int) unit));
      }
      quoted.add(escaped.append('"').toString());
    }
    return "[" + String.join(",", quoted) + "]";
  }

  /** What one column chunk claims, and the values that the claims are about. */
  private final class Chunk {
    private final String place;
    private final ColumnDescriptor column;
    private final PrimitiveType type;
    private final OffsetIndex offsets;
    private final ColumnIndex index;
    private final Statistics<?> statistics;
    private final long valueCount;
    private final Range whole;
    private Range page;
    private int pageNumber = -1;

    Chunk(
        String place,
        ColumnChunkMetaData chunk,
        ColumnDescriptor column,
        OffsetIndex offsets,
        ColumnIndex index) {
      this.place = place;
      this.column = column;
      this.type = column.getPrimitiveType();
      this.offsets = offsets;
      this.index = index;
      this.statistics = chunk.getStatistics();
      this.valueCount = chunk.getValueCount();
      this.whole = new Range(type);
    }

    void check(ColumnReader reader, long rowCount) {
      if (reader.getTotalValueCount() != valueCount) {
        problems.add(place + ": the pages hold another number of values than the footer says");
      }
      long row = -1;
      for (long number = 0; number < valueCount; number++) {
        if (reader.getCurrentRepetitionLevel() == 0) {
          row++;
          if (offsets != null) turnPage(row);
        }
        Object value = null;
        if (reader.getCurrentDefinitionLevel() == column.getMaxDefinitionLevel()) {
          value = current(reader);
          values++;
        }
        whole.add(value);
        if (page != null) page.add(value);
        reader.consume();
      }
      endPage();
      if (row + 1 != rowCount) problems.add(place + ": holds " + (row + 1) + " rows");
      if (offsets != null && pageNumber + 1 != offsets.getPageCount()) {
        problems.add(place + ": the offset index has pages that begin with no row");
      }
      statistics();
      boundaryOrder();
    }

    /** Begins the page that the offset index lets begin with this row, if one does. */
    private void turnPage(long row) {
      int next = pageNumber + 1;
      if (next < offsets.getPageCount() && offsets.getFirstRowIndex(next) == row) {
        endPage();
        pageNumber = next;
        page = new Range(type);
      } else if (row == 0) {
        problems.add(place + ": the offset index does not begin with row 0");
      }
    }

    private void endPage() {
      if (page == null || index == null) return;
      String where = place + ": page " + pageNumber;
      boolean isNull = index.getNullPages().get(pageNumber);
      if (isNull != page.isEmpty()) problems.add(where + ": wrong null_pages");
      if (index.getNullCounts() != null && index.getNullCounts().get(pageNumber) != page.nulls) {
        problems.add(where + ": wrong null_counts");
      }
      if (isNull || page.isEmpty()) return;
      Object least = decode(index.getMinValues().get(pageNumber));
      Object greatest = decode(index.getMaxValues().get(pageNumber));
      page.compare(where + ", column index", least, greatest);
    }

    private void statistics() {
      if (statistics == null || statistics.isEmpty()) return;
      if (statistics.isNumNullsSet() && statistics.getNumNulls() != whole.nulls) {
        problems.add(place + ": wrong null_count in the statistics");
      }
      if (!statistics.hasNonNullValue()) return;
      if (whole.isEmpty()) {
        problems.add(place + ": statistics of values that are not there");
        return;
      }
      Object least = decode(ByteBuffer.wrap(statistics.getMinBytes()));
      Object greatest = decode(ByteBuffer.wrap(statistics.getMaxBytes()));
      whole.compare(place + ", statistics", least, greatest);
    }

    /** Readers search pages by halves where the index says that they are in order. */
    private void boundaryOrder() {
      if (index == null || index.getBoundaryOrder() == BoundaryOrder.UNORDERED) return;
      int direction = index.getBoundaryOrder() == BoundaryOrder.ASCENDING ? 1 : -1;
      Object least = null;
      Object greatest = null;
      for (int number = 0; number < index.getNullPages().size(); number++) {
        if (index.getNullPages().get(number)) continue;
        Object low = decode(index.getMinValues().get(number));
        Object high = decode(index.getMaxValues().get(number));
        boolean fits =
            least == null
                || (direction * whole.order(low, least) >= 0
                    && direction * whole.order(high, greatest) >= 0);
        if (!fits) {
          problems.add(place + ": pages are not in the boundary order");
          return;
        }
        least = low;
        greatest = high;
      }
    }

    private Object current(ColumnReader reader) {
      switch (type.getPrimitiveTypeName()) {
        case BOOLEAN:
          return reader.getBoolean();
        case INT32:
          return reader.getInteger();
        case INT64:
          return reader.getLong();
        case FLOAT:
          return reader.getFloat();
        case DOUBLE:
          return reader.getDouble();
        default:
          return reader.getBinary().copy();
      }
    }

    /** A bound in the plain encoding, without a length in front. */
    private Object decode(ByteBuffer bytes) {
      ByteBuffer plain = bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN);
      switch (type.getPrimitiveTypeName()) {
        case BOOLEAN:
          return plain.get() != 0;
        case INT32:
          return plain.getInt();
        case INT64:
          return plain.getLong();
        case FLOAT:
          return plain.getFloat();
        case DOUBLE:
          return plain.getDouble();
        default:
          return Binary.fromConstantByteBuffer(plain);
      }
    }
  }

  /** The values of a page or a chunk: how many are null, and the least and greatest of the others. */
  private final class Range {
    private final PrimitiveType type;
    private long nulls;
    private Object least;
    private Object greatest;

    Range(PrimitiveType type) {
      this.type = type;
    }

    boolean isEmpty() {
      return least == null;
    }

    void add(Object value) {
      if (value == null) {
        nulls++;
        return;
      }
      // Source: parquet.thrift, ColumnOrder: a NaN is in no range.
      if (value instanceof Double && ((Double) value).isNaN()) return;
      if (least == null || order(value, least) < 0) least = value;
      if (greatest == null || order(value, greatest) > 0) greatest = value;
    }

    /** Bounds may be wider than the values where texts are cut short, and nowhere else. */
    void compare(String where, Object low, Object high) {
      if (order(low, least) > 0) problems.add(where + ": a value lies below the least");
      if (order(high, greatest) < 0) problems.add(where + ": a value lies above the greatest");
      if (low instanceof Binary) return;
      boolean isExact = order(low, least) == 0 && order(high, greatest) == 0;
      if (!isExact) problems.add(where + ": the bounds are wider than the values");
    }

    int order(Object left, Object right) {
      if (left instanceof Binary) {
        PrimitiveComparator<Binary> comparator = type.comparator();
        return comparator.compare((Binary) left, (Binary) right);
      }
      // Zero of either sign is one bound. Source: parquet.thrift, ColumnOrder.
      if (left instanceof Double && Objects.equals((Double) left + 0.0, (Double) right + 0.0)) {
        return 0;
      }
      PrimitiveComparator<Object> comparator = type.comparator();
      return comparator.compare(left, right);
    }
  }

  /** Takes no value: the column readers are asked themselves. */
  private static final class IgnoredGroup extends GroupConverter {
    private final GroupType group;

    IgnoredGroup(GroupType group) {
      this.group = group;
    }

    @Override
    public Converter getConverter(int field) {
      var type = group.getType(field);
      return type.isPrimitive() ? new PrimitiveConverter() {} : new IgnoredGroup(type.asGroupType());
    }

    @Override
    public void start() {}

    @Override
    public void end() {}
  }
}
