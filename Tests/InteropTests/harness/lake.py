"""A lake as a reader of directories sees it, on disk or in a store."""

import re
from collections import Counter
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.dataset as ds
import pyarrow.fs as pafs

from .seaweed import SeaweedFS

# `<table>/tenantId=<tenant>/dt=<day>/<file>.parquet`, as product readers rely on it.
DATA_FILE = re.compile(
    r"(?P<table>[a-z][a-z0-9_]{0,62})/tenantId=(?P<tenant>[a-z][a-z0-9_-]{1,61})"
    r"/dt=(?P<dt>\d{4}-\d\d-\d\d)/[^/]+\.parquet"
)
PARTITIONS = pa.schema([("tenantId", pa.string()), ("dt", pa.string())])


@dataclass
class Lake:
    """The root of a lake: a folder, or a prefix in a bucket of a SeaweedFS."""

    root: str
    store: SeaweedFS | None = None

    @classmethod
    def of(cls, server) -> "Lake":
        """The lake that a server without a store writes to."""
        return cls(server.lake.removeprefix("file://"))

    @property
    def url(self) -> str:
        """What readers that take addresses call the root."""
        return f"s3://{self.root}" if self.store else self.root

    def filesystem(self) -> pafs.FileSystem:
        if not self.store:
            return pafs.LocalFileSystem()
        return pafs.S3FileSystem(
            endpoint_override=self.store.endpoint,
            access_key=self.store.access_key,
            secret_key=self.store.secret_key,
            region=self.store.region,
            scheme="http",
        )

    def files(self, table: str = "") -> list[str]:
        """Every file under the root, or under a table, relative to the root; none if absent."""
        selector = pafs.FileSelector(
            f"{self.root}/{table}".rstrip("/"), recursive=True, allow_not_found=True
        )
        found = self.filesystem().get_file_info(selector)
        prefix = len(self.root) + 1
        return sorted(f.path[prefix:] for f in found if f.type == pafs.FileType.File)

    def data_files(self, table: str) -> list[str]:
        """The files of a table; fails on any that the layout does not know."""
        files = self.files(table)
        strays = [f for f in files if not DATA_FILE.fullmatch(f)]
        assert not strays, f"not data files, but in the data tree: {strays[:5]}"
        return files

    def dataset(self, table: str) -> ds.Dataset:
        """The table as pyarrow's directory reader sees it, page checksums verified."""
        options = ds.ParquetFragmentScanOptions(page_checksum_verification=True)
        return ds.dataset(
            f"{self.root}/{table}",
            filesystem=self.filesystem(),
            format=ds.ParquetFileFormat(default_fragment_scan_options=options),
            partitioning=ds.partitioning(PARTITIONS, flavor="hive"),
            exclude_invalid_files=False,
        )

    def read(self, table: str, columns: list[str] | None = None) -> pa.Table:
        """All rows of a table; an empty one where it has no file yet."""
        if not self.data_files(table):
            return pa.table({name: pa.array([], pa.string()) for name in columns or []})
        return self.dataset(table).to_table(columns=columns)

    def event_ids(self, table: str) -> Counter:
        """How often each event id stands in a table."""
        column = self.read(table, ["event_id"]).column("event_id")
        counts = pc.value_counts(column.combine_chunks())
        return Counter({c["values"]: c["counts"] for c in counts.to_pylist()})
