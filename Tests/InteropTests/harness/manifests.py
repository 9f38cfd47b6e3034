"""Manifests by programs that are not ours, for the tests of `Tests/IcebergTests/Manifest`.

    manifests.py check FOLDER   reads manifest.avro and list.avro of FOLDER with fastavro and with
                                PyIceberg, and compares them with manifest.json and list.json
    manifests.py write FOLDER   writes manifests and lists with both, each NAME.avro beside a
                                NAME.json that says what it holds

The JSON has one object a record with the specification's names: bytes are hexadecimal digits, maps
are lists of pairs in the order of their keys, and a partition is the list of its values.
"""

import datetime
import json
import pathlib
import sys
from collections.abc import Mapping

import fastavro
from pyiceberg.io.pyarrow import PyArrowFileIO
from pyiceberg.manifest import (
    DataFile,
    DataFileContent,
    FileFormat,
    ManifestEntry,
    ManifestEntryStatus,
    read_manifest_list,
    write_manifest,
    write_manifest_list,
)
from pyiceberg.partitioning import PartitionField, PartitionSpec
from pyiceberg.schema import Schema
from pyiceberg.transforms import DayTransform, IdentityTransform
from pyiceberg.typedef import Record
from pyiceberg.types import LongType, NestedField, StringType, TimestamptzType

ENTRY = ["status", "snapshot_id", "sequence_number", "file_sequence_number"]
COUNTS = ["column_sizes", "value_counts", "null_value_counts", "nan_value_counts"]
FILE = [
    *["content", "file_path", "file_format", "partition", "record_count", "file_size_in_bytes"],
    *[*COUNTS, "lower_bounds", "upper_bounds", "key_metadata", "split_offsets", "equality_ids"],
    *["sort_order_id", "referenced_data_file"],
]
MANIFEST = [
    *["manifest_path", "manifest_length", "partition_spec_id", "content", "sequence_number"],
    *["min_sequence_number", "added_snapshot_id", "added_files_count", "existing_files_count"],
    *["deleted_files_count", "added_rows_count", "existing_rows_count", "deleted_rows_count"],
    *["partitions", "key_metadata"],
]
SUMMARY = ["contains_null", "contains_nan", "lower_bound", "upper_bound"]


def plain(value):
    """A value as JSON has it."""
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, datetime.date):
        return (value - datetime.date(1970, 1, 1)).days
    if isinstance(value, Mapping):
        return pairs(value.items()) if value else None
    if isinstance(value, list) and not value:
        return None
    if isinstance(value, list) and isinstance(value[0], dict) and "key" in value[0]:
        return pairs((pair["key"], pair["value"]) for pair in value)
    if isinstance(value, list):
        return [plain(element) for element in value]
    return value


def pairs(items):
    return [[key, plain(value)] for key, value in sorted(items)]


def entry_of_avro(record):
    file = record["data_file"]
    shown = {name: plain(file.get(name)) for name in FILE}
    shown["partition"] = [plain(value) for value in file["partition"].values()]
    return {name: record.get(name) for name in ENTRY} | {"data_file": shown}


def manifest_of_avro(record):
    shown = {name: plain(record.get(name)) for name in MANIFEST}
    if record["partitions"] is not None:
        shown["partitions"] = [
            {name: plain(summary[name]) for name in SUMMARY} for summary in record["partitions"]
        ]
    return shown


def entry_of_pyiceberg(entry):
    file = entry.data_file
    shown = {name: plain(getattr(file, name, None)) for name in FILE}
    shown["content"] = int(file.content)
    shown["file_format"] = file.file_format.value
    shown["partition"] = [plain(value) for value in file.partition]
    # PyIceberg does not read the field 143.
    shown["referenced_data_file"] = None
    numbers = {name: getattr(entry, name) for name in ENTRY} | {"status": int(entry.status)}
    return numbers | {"data_file": shown}


def manifest_of_pyiceberg(manifest):
    shown = {name: plain(getattr(manifest, name)) for name in MANIFEST}
    shown["content"] = int(manifest.content)
    if manifest.partitions is not None:
        shown["partitions"] = [
            {name: plain(getattr(summary, name)) for name in SUMMARY}
            for summary in manifest.partitions
        ]
    return shown


def same(what, read, expected):
    if len(read) != len(expected):
        sys.exit(f"{what}: {len(read)} records, expected {len(expected)}")
    for number, (left, right) in enumerate(zip(read, expected, strict=True)):
        if left != right:
            sys.exit(f"{what}, record {number}: read\n{left}\nexpected\n{right}")


def check(folder):
    entries = json.loads((folder / "manifest.json").read_text())
    manifests = json.loads((folder / "list.json").read_text())
    with (folder / "manifest.avro").open("rb") as file:
        reader = fastavro.reader(file)
        read = [entry_of_avro(record) for record in reader]
        header = reader.metadata
    same("fastavro, manifest", read, entries)
    json.loads(header["schema"])
    with (folder / "list.avro").open("rb") as file:
        same("fastavro, list", [manifest_of_avro(r) for r in fastavro.reader(file)], manifests)

    io = PyArrowFileIO()
    listed = list(read_manifest_list(io.new_input(str(folder / "list.avro"))))
    same("PyIceberg, list", [manifest_of_pyiceberg(manifest) for manifest in listed], manifests)
    # What PyIceberg gives has inherited already.
    inherited = json.loads((folder / "inherited.json").read_text())
    for entry in inherited:
        entry["data_file"]["referenced_data_file"] = None
    listed[0][0] = str(folder / "manifest.avro")
    read = listed[0].fetch_manifest_entry(io, discard_deleted=False)
    same("PyIceberg, manifest", [entry_of_pyiceberg(entry) for entry in read], inherited)


SCHEMA = Schema(
    NestedField(1, "tenant_id", StringType(), required=False),
    NestedField(3, "event_time", TimestamptzType(), required=True),
    NestedField(5, "n", LongType(), required=False),
)
SPEC = PartitionSpec(
    PartitionField(1, 1000, IdentityTransform(), "tenantId"),
    PartitionField(3, 1001, DayTransform(), "dt"),
    spec_id=0,
)


def data_file(number):
    return DataFile.from_args(
        content=DataFileContent.DATA,
        file_path=f"s3://lake/root/clicks/tenantId=acme/dt=2026-01-02/{number}.parquet",
        file_format=FileFormat.PARQUET,
        partition=Record("acme" if number % 3 else None, 20000 + number % 5),
        record_count=number + 1,
        file_size_in_bytes=1000 + number,
        column_sizes={1: 10, 3: 20},
        value_counts={1: number, 3: number},
        null_value_counts={1: 0},
        nan_value_counts={},
        lower_bounds={1: b"acme", 3: number.to_bytes(8, "little")},
        upper_bounds={1: b"acme", 3: (number + 7).to_bytes(8, "little")},
        key_metadata=None,
        split_offsets=[4, 1004],
        equality_ids=None,
        sort_order_id=None,
    )


def entry(number, version):
    file = data_file(number)
    is_new = version == 1 or number % 2 == 0
    return ManifestEntry.from_args(
        status=ManifestEntryStatus.ADDED if is_new else ManifestEntryStatus.EXISTING,
        snapshot_id=77 if is_new else 55,
        sequence_number=None if is_new else 4,
        file_sequence_number=None if is_new else 3,
        data_file=file,
    )


def write(folder):
    io = PyArrowFileIO()
    for version in (1, 2):
        for codec in ("null", "gzip"):
            name = f"pyiceberg-v{version}-{codec}"
            output = io.new_output(str(folder / f"{name}.avro"))
            entries = [entry(number, version) for number in range(40)]
            with write_manifest(version, SPEC, SCHEMA, output, 77, codec) as writer:
                for each in entries:
                    writer.add_entry(each)
            describe(folder, name, [shown(each, version) for each in entries])
            file = writer.to_manifest_file()
            output = io.new_output(str(folder / f"{name}-list.avro"))
            number = {1: None, 2: 9}[version]
            with write_manifest_list(version, output, 77, None, number, codec) as lists:
                lists.add_manifests([file])
            read = list(read_manifest_list(io.new_input(str(folder / f"{name}-list.avro"))))
            describe(folder, f"{name}-list", [manifest_of_pyiceberg(each) for each in read])

    # The same records by another encoder, in many blocks.
    with (folder / "pyiceberg-v2-null.avro").open("rb") as file:
        reader = fastavro.reader(file)
        schema, header, records = reader.writer_schema, reader.metadata, list(reader)
    meta = {key: value for key, value in header.items() if not key.startswith("avro.")}
    for codec in ("null", "deflate"):
        name = f"fastavro-{codec}"
        with (folder / f"{name}.avro").open("wb") as file:
            fastavro.writer(file, schema, records, codec, sync_interval=2000, metadata=meta)
        describe(folder, name, [entry_of_avro(record) for record in records])

    # Optional values the other way round, days as plain numbers, the format as an enum.
    def turned(node):
        if isinstance(node, list):
            return [turned(each) for each in reversed(node)]
        if not isinstance(node, dict):
            return node
        node = {k: turned(v) if k in ("type", "items") else v for k, v in node.items()}
        if "fields" in node:
            node["fields"] = [turned(field) for field in node["fields"]]
        if node.get("logicalType") == "date":
            return "int"
        if node.get("name") == "file_format":
            symbols = ["ORC", "AVRO", "PARQUET"]
            node["type"] = {"type": "enum", "name": "format", "symbols": symbols}
        node.pop("default", None)
        return node

    for record in records:
        days = record["data_file"]["partition"]
        days["dt"] = plain(days["dt"])
    with (folder / "fastavro-turned.avro").open("wb") as file:
        fastavro.writer(file, turned(schema), records, "deflate", metadata=meta)
    describe(folder, "fastavro-turned", [entry_of_avro(record) for record in records])


def shown(entry, version):
    """An entry as the file has it."""
    shown = entry_of_pyiceberg(entry)
    if version == 1:
        shown["data_file"]["content"] = 0
        shown["sequence_number"] = shown["file_sequence_number"] = None
    return shown


def describe(folder, name, records):
    text = json.dumps(records, separators=(",", ":"))
    (folder / f"{name}.json").write_text(text)


if __name__ == "__main__":
    {"check": check, "write": write}[sys.argv[1]](pathlib.Path(sys.argv[2]))
