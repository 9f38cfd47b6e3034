"""The programs that read a lake as Iceberg tables: each gives a table's rows as dictionaries.

Every tenant's table is one Iceberg table. A reader is pointed at the table's folder, at its newest
metadata file, or at the server's REST catalog with the tenant's own token. The rows have no
`tenantId` and `dt`, which are partition fields and not columns: `read` adds them, so that they
compare with the rows of a directory.
"""

import concurrent.futures
import importlib.util
import multiprocessing
import os
import pathlib
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import pyarrow as pa

from .lake import Lake
from .values import Table

Rows = Iterable[dict]


@dataclass
class IcebergTable:
    """One tenant's table, and the ways to it."""

    lake: Lake
    tenant: str
    name: str
    # Where the REST catalog is, and the tenant's token; readers of it need both.
    catalog: str | None = None
    token: str | None = None

    @property
    def location(self) -> str:
        """The table's folder, as a URI."""
        scheme = "s3://" if self.lake.store else "file://"
        return f"{scheme}{self.lake.root}/_catalog/tenantId={self.tenant}/{self.name}"

    @property
    def folder(self) -> str:
        """The table's folder below the lake's root."""
        return f"_catalog/tenantId={self.tenant}/{self.name}"

    def version(self) -> int:
        """What the version hint says."""
        path = f"{self.lake.root}/{self.folder}/metadata/version-hint.text"
        with self.lake.filesystem().open_input_file(path) as file:
            return int(file.read())

    @property
    def metadata(self) -> str:
        """The newest metadata file, as a URI."""
        return f"{self.location}/metadata/v{self.version()}.metadata.json"

    def properties(self) -> dict[str, str]:
        """What PyIceberg needs to reach the store."""
        if not self.lake.store:
            return {}
        store = self.lake.store
        return {
            "s3.endpoint": store.endpoint,
            "s3.access-key-id": store.access_key,
            "s3.secret-access-key": store.secret_key,
            "s3.region": store.region,
            "s3.path-style-access": "true",
        }


def static_table(table: IcebergTable):
    """PyIceberg's table of a metadata file."""
    from pyiceberg.table import StaticTable

    return StaticTable.from_metadata(table.metadata, table.properties())


def rest_table(table: IcebergTable):
    """PyIceberg's table of the REST catalog."""
    from pyiceberg.catalog.rest import RestCatalog

    catalog = RestCatalog(
        "lake", uri=table.catalog, token=table.token, **table.properties()
    )
    return catalog.load_table((table.tenant, table.name))


def by_pyiceberg(table: IcebergTable) -> Rows:
    """PyIceberg from the metadata file alone."""
    return static_table(table).scan().to_arrow().to_pylist()


def by_pyiceberg_rest(table: IcebergTable) -> Rows:
    """PyIceberg through the REST catalog."""
    return rest_table(table).scan().to_arrow().to_pylist()


def duckdb_connection(table: IcebergTable):
    """DuckDB with the extensions that come in wheels, so that nothing is fetched."""
    import duckdb

    connection = duckdb.connect(
        config={"autoinstall_known_extensions": False, "autoload_known_extensions": False}
    )
    connection.execute("SET TimeZone = 'UTC'")
    # avro before iceberg, which would fetch it otherwise.
    for name in ("httpfs", "avro", "iceberg"):
        origin = importlib.util.find_spec(f"duckdb_extension_{name}").origin
        folder = pathlib.Path(origin).parent / f"extensions/v{duckdb.__version__}"
        connection.execute(f"LOAD '{folder}/{name}.duckdb_extension'")
    if store := table.lake.store:
        connection.execute(
            f"""CREATE SECRET store (TYPE s3, PROVIDER config, KEY_ID '{store.access_key}',
            SECRET '{store.secret_key}', REGION '{store.region}',
            ENDPOINT '{store.endpoint.removeprefix("http://")}',
            URL_STYLE 'path', USE_SSL false)"""
        )
    return connection


def by_duckdb(table: IcebergTable) -> Rows:
    """DuckDB's `iceberg_scan` of the table's folder, which goes by the version hint."""
    location = table.location.removeprefix("file://")
    query = f"SELECT * FROM iceberg_scan('{location}')"
    return duckdb_connection(table).execute(query).to_arrow_table().to_pylist()


def by_duckdb_rest(table: IcebergTable) -> Rows:
    """DuckDB's ATTACH of the REST catalog."""
    connection = duckdb_connection(table)
    connection.execute(
        f"""ATTACH 'lake' AS lake (TYPE iceberg, ENDPOINT '{table.catalog}',
        TOKEN '{table.token}')"""
    )
    query = f'SELECT * FROM lake."{table.tenant}"."{table.name}"'
    return connection.execute(query).to_arrow_table().to_pylist()


def polars_scan(table: IcebergTable):
    """Polars' lazy scan of the metadata file."""
    import polars

    options = table.lake.store and {
        "aws_endpoint_url": table.lake.store.endpoint,
        "aws_access_key_id": table.lake.store.access_key,
        "aws_secret_access_key": table.lake.store.secret_key,
        "aws_region": table.lake.store.region,
        "aws_allow_http": "true",
    }
    return polars.scan_iceberg(static_table(table), storage_options=options)


def by_polars(table: IcebergTable) -> Rows:
    """Polars from the metadata file."""
    return polars_scan(table).collect().to_arrow().to_pylist()


def by_daft(table: IcebergTable) -> Rows:
    """Daft over PyIceberg's table."""
    import daft
    from daft.io import IOConfig, S3Config

    config = None
    if store := table.lake.store:
        config = IOConfig(
            s3=S3Config(
                endpoint_url=store.endpoint,
                key_id=store.access_key,
                access_key=store.secret_key,
                region_name=store.region,
                use_ssl=False,
                force_virtual_addressing=False,
            )
        )
    return daft.read_iceberg(static_table(table), io_config=config).to_arrow().to_pylist()


def by_datafusion(table: IcebergTable) -> Rows:
    """DataFusion over iceberg-rust."""
    import datafusion

    context = datafusion.SessionContext()
    context.register_table("t", static_table(table))
    return context.sql("SELECT * FROM t").to_arrow_table().to_pylist()


def by_chdb(table: IcebergTable) -> Rows:
    """ClickHouse, which has neither null lists nor null structures: it reads the other columns."""
    import chdb

    path = f"metadata/v{table.version()}.metadata.json"
    settings = f"SETTINGS iceberg_metadata_file_path = '{path}'"
    if store := table.lake.store:
        url = f"{store.endpoint}/{table.lake.root}/{table.folder}/"
        source = f"icebergS3('{url}', '{store.access_key}', '{store.secret_key}', {settings})"
    else:
        # It opens files below the working directory alone; this process is the reader's own.
        os.chdir(table.lake.root)
        source = f"icebergLocal('{table.lake.root}/{table.folder}/', {settings})"
    schema = table.lake.dataset(table.name).schema
    flat = [f.name for f in schema if not pa.types.is_nested(f.type)]
    columns = ", ".join(f'"{name}"' for name in flat if name not in ("tenantId", "dt"))
    answer = chdb.query(
        f"""SELECT {columns} FROM {source} SETTINGS output_format_arrow_string_as_string = 1,
        output_format_arrow_low_cardinality_as_dictionary = 0""",
        "Arrow",
    )
    return pa.ipc.open_file(pa.py_buffer(answer.bytes())).read_all().to_pylist()


READERS: dict[str, Callable[[IcebergTable], Rows]] = {
    "pyiceberg": by_pyiceberg,
    "pyiceberg-rest": by_pyiceberg_rest,
    "duckdb": by_duckdb,
    "duckdb-rest": by_duckdb_rest,
    "polars": by_polars,
    "daft": by_daft,
    "datafusion": by_datafusion,
    "chdb": by_chdb,
}
# What each of these cannot read of a table; the reasons stand at the readers.
READS_FLAT_COLUMNS_ONLY = {"chdb"}
# PyIceberg's projection makes an empty list of a null one whose elements are structures.
TAKES_NULL_LISTS_FOR_EMPTY = {"pyiceberg", "pyiceberg-rest"}


def read(reader: str, iceberg: IcebergTable, table: Table) -> Counter:
    """The rows that a reader returns, in a process of its own: some of them crash."""
    context = multiprocessing.get_context("spawn")
    with concurrent.futures.ProcessPoolExecutor(1, mp_context=context) as pool:
        return pool.submit(_read, reader, iceberg, table).result()


def _read(reader: str, iceberg: IcebergTable, table: Table) -> Counter:
    rows = READERS[reader](iceberg)
    return Counter(table.actual(as_in_a_directory(row)) for row in rows)


def as_in_a_directory(row: dict) -> dict:
    """The row with what a reader of directories takes from the path."""
    return row | {"tenantId": row["tenant_id"], "dt": row["event_time"].date()}
