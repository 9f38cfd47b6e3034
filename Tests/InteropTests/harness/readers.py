"""The programs that analysts read a lake with: each gives a table's rows as dictionaries.

A reader sees directories alone: it is told the table's folder, and takes tenant and day from the
path. What one of them cannot do is said where it stands, and the tests look at the rest.
"""

import concurrent.futures
import datetime
import importlib.util
import json
import multiprocessing
import pathlib
import shutil
from collections import Counter
from collections.abc import Callable, Iterable

import pyarrow as pa
import pyarrow.parquet as pq

from .lake import Lake
from .values import Table

Rows = Iterable[dict]


def by_pyarrow(lake: Lake, table: str) -> Rows:
    """pyarrow's datasets, with page checksums verified."""
    return lake.dataset(table).to_table().to_pylist()


def by_duckdb(lake: Lake, table: str) -> Rows:
    """DuckDB's `read_parquet` with hive partitions; over httpfs from a store."""
    import duckdb

    connection = duckdb.connect(
        config={"autoinstall_known_extensions": False, "autoload_known_extensions": False}
    )
    connection.execute("SET TimeZone = 'UTC'")
    if lake.store:
        # The wheel carries the signed extension, so that nothing is fetched.
        origin = importlib.util.find_spec("duckdb_extension_httpfs").origin
        extension = (
            pathlib.Path(origin).parent
            / f"extensions/v{duckdb.__version__}/httpfs.duckdb_extension"
        )
        connection.execute(f"LOAD '{extension}'")
        connection.execute(
            f"""CREATE SECRET store (TYPE s3, PROVIDER config, KEY_ID '{lake.store.access_key}',
            SECRET '{lake.store.secret_key}', REGION '{lake.store.region}',
            ENDPOINT '{lake.store.endpoint.removeprefix("http://")}',
            URL_STYLE 'path', USE_SSL false)"""
        )
    rows = connection.execute(
        f"""SELECT * FROM read_parquet('{lake.url}/{table}/*/*/*.parquet',
        hive_partitioning = true, hive_types = {{'tenantId': VARCHAR, 'dt': VARCHAR}})"""
    )
    return rows.to_arrow_table().to_pylist()


def by_polars(lake: Lake, table: str) -> Rows:
    """Polars' lazy scan with hive partitions."""
    import polars

    options = lake.store and {
        "aws_endpoint_url": lake.store.endpoint,
        "aws_access_key_id": lake.store.access_key,
        "aws_secret_access_key": lake.store.secret_key,
        "aws_region": lake.store.region,
        "aws_allow_http": "true",
    }
    scan = polars.scan_parquet(
        f"{lake.url}/{table}/**/*.parquet",
        hive_partitioning=True,
        hive_schema={"tenantId": polars.String, "dt": polars.String},
        storage_options=options,
    )
    return scan.collect().to_arrow().to_pylist()


def by_pandas(lake: Lake, table: str) -> Rows:
    """pandas over pyarrow, with columns that know null from NaN."""
    import pandas

    frame = pandas.read_parquet(
        f"{lake.root}/{table}",
        dtype_backend="pyarrow",
        partitioning=None if lake.store else "hive",
    )
    arrow = pa.Table.from_pandas(frame, preserve_index=False)
    return arrow.to_pylist()


def by_datafusion(lake: Lake, table: str) -> Rows:
    """DataFusion with table partition columns."""
    import datafusion

    context = datafusion.SessionContext()
    partitions = [("tenantId", pa.string()), ("dt", pa.string())]
    context.register_parquet("t", f"{lake.root}/{table}/", table_partition_cols=partitions)
    return context.sql("SELECT * FROM t").to_arrow_table().to_pylist()


def by_chdb(lake: Lake, table: str) -> Rows:
    """ClickHouse, which has neither null lists nor null structures: it reads the other columns."""
    import chdb

    settings = (
        "use_hive_partitioning = 1, output_format_arrow_string_as_string = 1, "
        "output_format_arrow_low_cardinality_as_dictionary = 0"
    )
    columns = ", ".join(f'"{name}"' for name in _flat_columns(lake, table))
    answer = chdb.query(
        f"""SELECT {columns}, toString("tenantId") AS "tenantId", toString("dt") AS "dt"
        FROM file('{lake.root}/{table}/*/*/*.parquet', 'Parquet') SETTINGS {settings}""",
        "Arrow",
    )
    return pa.ipc.open_file(pa.py_buffer(answer.bytes())).read_all().to_pylist()


def by_daft(lake: Lake, table: str) -> Rows:
    """Daft with hive partitions."""
    import daft

    frame = daft.read_parquet(f"{lake.root}/{table}/**/*.parquet", hive_partitioning=True)
    return frame.to_arrow().to_pylist()


def by_fastparquet(lake: Lake, table: str) -> Rows:
    """fastparquet, which reads some columns alone: see `fastparquet_columns`."""
    import fastparquet

    files = [f"{lake.root}/{name}" for name in lake.data_files(table)]
    source = fastparquet.ParquetFile(files, root=f"{lake.root}/{table}")
    columns = [*fastparquet_columns(lake, table), "tenantId", "dt"]
    frame = source.to_pandas(columns=columns, index=False)
    schema = lake.dataset(table).schema
    # Days become midnights, the one in the path included.
    days = {field.name for field in schema if pa.types.is_date(field.type)} | {"dt"}
    days &= set(columns)
    for row in frame.to_dict("records"):
        cells = {name: _plain(value) for name, value in row.items()}
        yield cells | {name: cells[name] and cells[name].date() for name in days}


def fastparquet_columns(lake: Lake, table: str) -> list[str]:
    """The columns that fastparquet reads rightly.

    It knows no columns of several levels, makes doubles of decimals, and misreads
    DELTA_BINARY_PACKED without a word (seen in 2026.9.0: 64-bit deltas wider than 32 bits), the
    default for times and integers here.
    """
    columns = set(_flat_columns(lake, table))
    for name in lake.data_files(table):
        file = pq.ParquetFile(f"{lake.root}/{name}")
        columns -= {f.name for f in file.schema_arrow if pa.types.is_decimal(f.type)}
        for group in range(file.metadata.num_row_groups):
            for index in range(file.metadata.num_columns):
                chunk = file.metadata.row_group(group).column(index)
                if "DELTA_BINARY_PACKED" in chunk.encodings:
                    columns.discard(chunk.path_in_schema)
    return sorted(columns)


def by_spark(lake: Lake, table: str) -> Rows:
    """Spark 4's own Parquet reader."""
    from pyspark.sql import SparkSession

    settings = {
        "spark.ui.enabled": "false",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.host": "127.0.0.1",
        "spark.driver.memory": "1g",
        "spark.sql.session.timeZone": "UTC",
        "spark.sql.shuffle.partitions": "2",
        "spark.sql.sources.partitionColumnTypeInference.enabled": "false",
    }
    builder = SparkSession.builder.master("local[2]")
    for name, value in settings.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    try:
        return session.read.parquet(f"{lake.root}/{table}").toArrow().to_pylist()
    finally:
        session.stop()


READERS: dict[str, Callable[[Lake, str], Rows]] = {
    "pyarrow": by_pyarrow,
    "pandas": by_pandas,
    "duckdb": by_duckdb,
    "polars": by_polars,
    "datafusion": by_datafusion,
    "chdb": by_chdb,
    "daft": by_daft,
    "fastparquet": by_fastparquet,
    "spark": by_spark,
}
# What each of these cannot read of a table; the reasons stand at the readers.
READS_FLAT_COLUMNS_ONLY = {"chdb", "fastparquet"}


def read(reader: str, lake: Lake, table: Table) -> Counter:
    """The rows that a reader returns, in a process of its own: some of them crash."""
    context = multiprocessing.get_context("spawn")
    with concurrent.futures.ProcessPoolExecutor(1, mp_context=context) as pool:
        return pool.submit(_read, reader, lake, table).result()


def _read(reader: str, lake: Lake, table: Table) -> Counter:
    return Counter(map(table.actual, READERS[reader](lake, table.name)))


def missing_program(reader: str) -> str | None:
    """What a reader needs and this machine lacks."""
    if reader == "spark" and not shutil.which("java"):
        return "Spark needs Java 17 or later (Debian: openjdk-17-jre-headless)"
    return None


def _flat_columns(lake: Lake, table: str) -> list[str]:
    schema = lake.dataset(table).schema
    return [
        field.name
        for field in schema
        if not pa.types.is_nested(field.type) and field.name not in ("tenantId", "dt")
    ]


def _plain(value):
    """A cell of a pandas frame as Python's own type."""
    import pandas

    if isinstance(value, bytes):
        return value.decode()
    if value is None or value is pandas.NaT or value is pandas.NA:
        return None
    if isinstance(value, float) and value != value:
        return None
    if isinstance(value, pandas.Timestamp):
        # fastparquet drops the zone of a column that is adjusted to UTC.
        return value.to_pydatetime().replace(tzinfo=value.tzinfo or datetime.timezone.utc)
    if isinstance(value, (dict, list)):
        return json.dumps(value)
    return value.item() if hasattr(value, "item") else value
