/// Tables' metadata as others write it.
enum MetadataFixtures {
    /// What PyIceberg 0.12.0 wrote for a table of format version 2.
    ///
    /// Made with its `SqlCatalog`: a partition spec and a sort order, three appends, a column and a
    /// partition field added, a tag and a branch, a property. File names were shortened.
    static let written2 = #"""
        {"location": "s3://b/e", "table-uuid": "9e2b18ad-2cc2-4914-bf97-01b92da019bb",
        "last-updated-ms": 1795393703736, "last-column-id": 14, "schemas": [{"type": "struct",
        "fields": [{"id": 1, "name": "tenant_id", "type": "string", "required": true}, {"id": 2,
        "name": "event_time", "type": "timestamptz", "required": true, "doc":
        "when it happened"}, {"id": 3, "name": "amount", "type": "decimal(12, 2)", "required":
        false}, {"id": 4, "name": "tags", "type": {"type": "list", "element-id": 9, "element":
        "string", "element-required": false}, "required": false}, {"id": 5, "name": "attrs",
        "type": {"type": "map", "key-id": 10, "key": "string", "value-id": 11, "value": "long",
        "value-required": false}, "required": false}, {"id": 6, "name": "point", "type":
        {"type": "struct", "fields": [{"id": 12, "name": "x", "type": "double", "required":
        false}, {"id": 13, "name": "y", "type": "double", "required": false}]}, "required":
        false}, {"id": 7, "name": "uid", "type": "uuid", "required": false}, {"id": 8, "name":
        "fx", "type": "fixed[7]", "required": false}], "schema-id": 0, "identifier-field-ids":
        [1]}, {"type": "struct", "fields": [{"id": 1, "name": "tenant_id", "type": "string",
        "required": true}, {"id": 2, "name": "event_time", "type": "timestamptz", "required":
        true, "doc": "when it happened"}, {"id": 3, "name": "amount", "type": "decimal(12, 2)",
        "required": false}, {"id": 4, "name": "tags", "type": {"type": "list", "element-id": 9,
        "element": "string", "element-required": false}, "required": false}, {"id": 5, "name":
        "attrs", "type": {"type": "map", "key-id": 10, "key": "string", "value-id": 11, "value":
        "long", "value-required": false}, "required": false}, {"id": 6, "name": "point", "type":
        {"type": "struct", "fields": [{"id": 12, "name": "x", "type": "double", "required":
        false}, {"id": 13, "name": "y", "type": "double", "required": false}]}, "required":
        false}, {"id": 7, "name": "uid", "type": "uuid", "required": false}, {"id": 8, "name":
        "fx", "type": "fixed[7]", "required": false}, {"id": 14, "name": "n", "type": "long",
        "required": false}], "schema-id": 1, "identifier-field-ids": [1]}], "current-schema-id":
        1, "partition-specs": [{"spec-id": 0, "fields": [{"source-id": 1, "field-id": 1000,
        "transform": "identity", "name": "tenantId"}, {"source-id": 2, "field-id": 1001,
        "transform": "day", "name": "dt"}]}, {"spec-id": 1, "fields": [{"source-id": 1,
        "field-id": 1000, "transform": "identity", "name": "tenantId"}, {"source-id": 2,
        "field-id": 1001, "transform": "day", "name": "dt"}, {"source-id": 14, "field-id": 1002,
        "transform": "bucket[16]", "name": "nb"}]}], "default-spec-id": 1, "last-partition-id":
        1002, "properties": {"owner": "\u00f8 \"x\" \\ \n", "a": "b"}, "current-snapshot-id":
        8787526924932254293, "snapshots": [{"snapshot-id": 4291896884028020526,
        "sequence-number": 1, "timestamp-ms": 1795393703481, "manifest-list":
        "s3://b/e/metadata/snap-4291896884028020526-0.avro", "summary": {"operation": "append",
        "added-files-size": "8146", "added-data-files": "2", "added-records": "2",
        "changed-partition-count": "2", "total-data-files": "2", "total-delete-files": "0",
        "total-records": "2", "total-files-size": "8146", "total-position-deletes": "0",
        "total-equality-deletes": "0"}, "schema-id": 0}, {"snapshot-id": 7682208411339754046,
        "parent-snapshot-id": 4291896884028020526, "sequence-number": 2, "timestamp-ms":
        1795393703534, "manifest-list": "s3://b/e/metadata/snap-7682208411339754046-0.avro",
        "summary": {"operation": "append", "added-files-size": "8146", "added-data-files": "2",
        "added-records": "2", "changed-partition-count": "2", "total-data-files": "4",
        "total-delete-files": "0", "total-records": "4", "total-files-size": "16292",
        "total-position-deletes": "0", "total-equality-deletes": "0"}, "schema-id": 0},
        {"snapshot-id": 8787526924932254293, "parent-snapshot-id": 7682208411339754046,
        "sequence-number": 3, "timestamp-ms": 1795393703651, "manifest-list":
        "s3://b/e/metadata/snap-8787526924932254293-0.avro", "summary": {"operation": "append",
        "added-files-size": "8872", "added-data-files": "2", "added-records": "2",
        "changed-partition-count": "2", "total-data-files": "6", "total-delete-files": "0",
        "total-records": "6", "total-files-size": "25164", "total-position-deletes": "0",
        "total-equality-deletes": "0"}, "schema-id": 1}], "snapshot-log": [{"snapshot-id":
        4291896884028020526, "timestamp-ms": 1795393703481}, {"snapshot-id":
        7682208411339754046, "timestamp-ms": 1795393703534}, {"snapshot-id":
        8787526924932254293, "timestamp-ms": 1795393703651}], "metadata-log": [{"metadata-file":
        "s3://b/e/metadata/00000.metadata.json", "timestamp-ms": 1795393703420},
        {"metadata-file": "s3://b/e/metadata/00001.metadata.json", "timestamp-ms":
        1795393703481}, {"metadata-file": "s3://b/e/metadata/00002.metadata.json",
        "timestamp-ms": 1795393703534}, {"metadata-file":
        "s3://b/e/metadata/00003.metadata.json", "timestamp-ms": 1795393703557},
        {"metadata-file": "s3://b/e/metadata/00004.metadata.json", "timestamp-ms":
        1795393703580}, {"metadata-file": "s3://b/e/metadata/00005.metadata.json",
        "timestamp-ms": 1795393703651}, {"metadata-file":
        "s3://b/e/metadata/00006.metadata.json", "timestamp-ms": 1795393703689}], "sort-orders":
        [{"order-id": 1, "fields": [{"source-id": 2, "transform": "identity", "direction":
        "asc", "null-order": "nulls-first"}]}], "default-sort-order-id": 1, "refs": {"main":
        {"snapshot-id": 8787526924932254293, "type": "branch"}, "first": {"snapshot-id":
        4291896884028020526, "type": "tag"}, "b": {"snapshot-id": 7682208411339754046, "type":
        "branch", "min-snapshots-to-keep": 3, "max-ref-age-ms": 1000}}, "statistics": [],
        "partition-statistics": [], "format-version": 2, "last-sequence-number": 3}
        """#

    /// The same of format version 1; columns were left out.
    static let written1 = #"""
        {"location": "s3://b/e", "table-uuid": "cabd5c57-f2a5-41cb-a526-562b93300972",
        "last-updated-ms": 1795393703394, "last-column-id": 14, "schemas": [{"type": "struct",
        "fields": [{"id": 1, "name": "tenant_id", "type": "string", "required": true}, {"id": 2,
        "name": "event_time", "type": "timestamptz", "required": true, "doc":
        "when it happened"}], "schema-id": 0, "identifier-field-ids": [1]}, {"type": "struct",
        "fields": [{"id": 1, "name": "tenant_id", "type": "string", "required": true}, {"id": 2,
        "name": "event_time", "type": "timestamptz", "required": true, "doc":
        "when it happened"}, {"id": 14, "name": "n", "type": "long", "required": false}],
        "schema-id": 1, "identifier-field-ids": [1]}], "current-schema-id": 1,
        "partition-specs": [{"spec-id": 0, "fields": [{"source-id": 1, "field-id": 1000,
        "transform": "identity", "name": "tenantId"}, {"source-id": 2, "field-id": 1001,
        "transform": "day", "name": "dt"}]}, {"spec-id": 1, "fields": [{"source-id": 1,
        "field-id": 1000, "transform": "identity", "name": "tenantId"}, {"source-id": 2,
        "field-id": 1001, "transform": "day", "name": "dt"}, {"source-id": 14, "field-id": 1002,
        "transform": "bucket[16]", "name": "nb"}]}], "default-spec-id": 1, "last-partition-id":
        1002, "properties": {"owner": "\u00f8 \"x\" \\ \n", "a": "b"}, "current-snapshot-id":
        6117092872390033854, "snapshots": [{"snapshot-id": 1678798402646076401, "timestamp-ms":
        1795393703039, "manifest-list": "s3://b/e/metadata/snap-1678798402646076401-0.avro",
        "summary": {"operation": "append", "added-files-size": "8146", "added-data-files": "2",
        "added-records": "2", "changed-partition-count": "2", "total-data-files": "2",
        "total-delete-files": "0", "total-records": "2", "total-files-size": "8146",
        "total-position-deletes": "0", "total-equality-deletes": "0"}, "schema-id": 0},
        {"snapshot-id": 1015087476387834357, "parent-snapshot-id": 1678798402646076401,
        "timestamp-ms": 1795393703103, "manifest-list":
        "s3://b/e/metadata/snap-1015087476387834357-0.avro", "summary": {"operation": "append",
        "added-files-size": "8146", "added-data-files": "2", "added-records": "2",
        "changed-partition-count": "2", "total-data-files": "4", "total-delete-files": "0",
        "total-records": "4", "total-files-size": "16292", "total-position-deletes": "0",
        "total-equality-deletes": "0"}, "schema-id": 0}, {"snapshot-id": 6117092872390033854,
        "parent-snapshot-id": 1015087476387834357, "timestamp-ms": 1795393703316,
        "manifest-list": "s3://b/e/metadata/snap-6117092872390033854-0.avro", "summary":
        {"operation": "append", "added-files-size": "8872", "added-data-files": "2",
        "added-records": "2", "changed-partition-count": "2", "total-data-files": "6",
        "total-delete-files": "0", "total-records": "6", "total-files-size": "25164",
        "total-position-deletes": "0", "total-equality-deletes": "0"}, "schema-id": 1}],
        "snapshot-log": [{"snapshot-id": 1678798402646076401, "timestamp-ms": 1795393703039},
        {"snapshot-id": 1015087476387834357, "timestamp-ms": 1795393703103}, {"snapshot-id":
        6117092872390033854, "timestamp-ms": 1795393703316}], "metadata-log": [{"metadata-file":
        "s3://b/e/metadata/00000.metadata.json", "timestamp-ms": 1795393702309},
        {"metadata-file": "s3://b/e/metadata/00001.metadata.json", "timestamp-ms":
        1795393703039}, {"metadata-file": "s3://b/e/metadata/00002.metadata.json",
        "timestamp-ms": 1795393703103}, {"metadata-file":
        "s3://b/e/metadata/00003.metadata.json", "timestamp-ms": 1795393703139},
        {"metadata-file": "s3://b/e/metadata/00004.metadata.json", "timestamp-ms":
        1795393703219}, {"metadata-file": "s3://b/e/metadata/00005.metadata.json",
        "timestamp-ms": 1795393703316}, {"metadata-file":
        "s3://b/e/metadata/00006.metadata.json", "timestamp-ms": 1795393703358}], "sort-orders":
        [{"order-id": 1, "fields": [{"source-id": 2, "transform": "identity", "direction":
        "asc", "null-order": "nulls-first"}]}], "default-sort-order-id": 1, "refs": {"main":
        {"snapshot-id": 6117092872390033854, "type": "branch"}, "first": {"snapshot-id":
        1678798402646076401, "type": "tag"}, "b": {"snapshot-id": 1015087476387834357, "type":
        "branch", "min-snapshots-to-keep": 3, "max-ref-age-ms": 1000}}, "statistics": [],
        "partition-statistics": [], "format-version": 1, "schema": {"type": "struct", "fields":
        [{"id": 1, "name": "tenant_id", "type": "string", "required": true}, {"id": 2, "name":
        "event_time", "type": "timestamptz", "required": true, "doc": "when it happened"}],
        "schema-id": 0, "identifier-field-ids": [1]}, "partition-spec": [{"source-id": 1,
        "field-id": 1000, "transform": "identity", "name": "tenantId"}, {"source-id": 2,
        "field-id": 1001, "transform": "day", "name": "dt"}]}
        """#

    /// What format version 1 may leave out, left out.
    static let minimal1 = #"""
        {"format-version": 1, "location": "s3://b/old", "last-updated-ms": 1602638573874,
        "last-column-id": 3,
        "schema": {"type": "struct", "fields": [
            {"id": 1, "name": "x", "required": true, "type": "long"},
            {"id": 2, "name": "y", "required": true, "type": "long", "doc": "comment"},
            {"id": 3, "name": "z", "required": false, "type": "long"}]},
        "partition-spec": [
            {"name": "x", "transform": "identity", "source-id": 1},
            {"name": "yb", "transform": "bucket[4]", "source-id": 2}],
        "current-snapshot-id": 7,
        "snapshots": [{"snapshot-id": 7, "timestamp-ms": 1602638573000,
            "manifests": ["s3://b/old/m0.avro", "s3://b/old/m1.avro"]}]}
        """#

    /// Format version 3 with what it added, and members that nobody knows on every level.
    static let later3 = #"""
        {"format-version": 3, "table-uuid": "9c12d441-03fe-4693-9a96-a0705ddf69c1",
        "location": "s3://b/new", "last-sequence-number": 34, "last-updated-ms": 1602638573590,
        "last-column-id": 9, "next-row-id": 1000, "current-schema-id": 1,
        "schemas": [{"type": "struct", "schema-id": 1, "of-a-schema": [1.50, -0, 1e400, null],
            "fields": [
            {"id": 1, "name": "v", "required": false, "type": "variant"},
            {"id": 2, "name": "t", "required": true, "type": "timestamptz_ns"},
            {"id": 3, "name": "g", "required": false, "type": "geometry(srid:4326)"},
            {"id": 4, "name": "n", "required": false, "type": "int", "initial-default": 5,
                "write-default": 6, "of-a-field": {"a": [true, "\u00e9\n"]}},
            {"id": 5, "name": "u", "required": false, "type": "unknown"}]}],
        "default-spec-id": 0, "last-partition-id": 1001,
        "partition-specs": [{"spec-id": 0, "of-a-spec": 1, "fields": [
            {"source-id": 2, "field-id": 1000, "name": "day", "transform": "day", "note": 1},
            {"source-ids": [4, 2], "field-id": 1001, "name": "z", "transform": "zorder"}]}],
        "default-sort-order-id": 3,
        "sort-orders": [{"order-id": 3, "of-an-order": {}, "fields": [
            {"source-id": 2, "transform": "identity", "direction": "desc",
                "null-order": "nulls-last", "collation": "de"}]}],
        "properties": {"owner": "caf\u00e9"}, "current-snapshot-id": 9223372036854775807,
        "refs": {"main": {"snapshot-id": 9223372036854775807, "type": "branch", "of-a-ref": 2}},
        "snapshots": [{"snapshot-id": 9223372036854775807, "sequence-number": 34,
            "timestamp-ms": 1602638573000, "manifest-list": "s3://b/new/l.avro",
            "summary": {"operation": "append"}, "schema-id": 1, "first-row-id": 900,
            "added-rows": 100, "key-id": "k1"}],
        "statistics": [{"snapshot-id": 9223372036854775807, "statistics-path": "s3://b/s.puffin",
            "file-size-in-bytes": 413, "file-footer-size-in-bytes": 42, "blob-metadata": []}],
        "partition-statistics": [{"snapshot-id": 9223372036854775807,
            "statistics-path": "s3://b/p.parquet", "file-size-in-bytes": 43}],
        "encryption-keys": [{"key-id": "k1", "encrypted-key-metadata": "AAAA"}],
        "snapshot-log": [], "metadata-log": [], "of-the-table": {"deep": [[[]]]}}
        """#

    /// The fixtures that are small enough to be broken in every place.
    static let short = [("minimal1", minimal1), ("later3", later3)]

    /// Every fixture and its name.
    static let all = [
        ("written2", written2), ("written1", written1), ("minimal1", minimal1), ("later3", later3),
    ]
}
