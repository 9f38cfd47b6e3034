"""Runs steps on Iceberg tables in Spark 3.5 with Iceberg's own runtime; a program of its own.

Reads one JSON object on standard input: `catalog` (settings of the Spark catalog `lake`), `s3`
(settings of S3FileIO, or null) and `steps`, a list of {"do": …}. Prints one JSON line for each step
behind the mark below. It runs in a virtual environment of its own, whose pyspark is the one that
Iceberg's runtime is built for.
"""

import glob
import importlib.util
import json
import os
import pickle
import sys

MARK = "STEP "


def package(name: str) -> str:
    return os.path.dirname(importlib.util.find_spec(name).origin)


def jars() -> list[str]:
    """Iceberg's runtime, and the parts of the AWS SDK that its S3FileIO loads."""
    runtime = glob.glob(
        package("snowpark_connect_deps_iceberg") + "/jars/iceberg-spark-runtime-3.5_2.12-*.jar"
    )
    folder = package("bodo_iceberg_connector") + "/jars/libs"
    sdk = glob.glob(f"{folder}/*-2.29.26.jar") + glob.glob(f"{folder}/reactive-streams-*.jar")
    return runtime + sdk + [f"{folder}/eventstream-1.0.1.jar"]


def session(settings: dict):
    from pyspark.sql import SparkSession

    classpath = jars()
    options = {
        "spark.jars": ",".join(classpath),
        "spark.driver.extraClassPath": ":".join(classpath),
        "spark.ui.enabled": "false",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.host": "127.0.0.1",
        "spark.driver.memory": "1500m",
        "spark.sql.session.timeZone": "UTC",
        "spark.sql.shuffle.partitions": "2",
        "spark.sql.extensions": (
            "org.apache.iceberg.spark.extensions.IcebergSparkSessionExtensions"
        ),
        "spark.sql.catalog.lake": "org.apache.iceberg.spark.SparkCatalog",
    }
    for name, value in settings.items():
        options[f"spark.sql.catalog.lake.{name}"] = value
    builder = SparkSession.builder.master("local[2]")
    for name, value in options.items():
        builder = builder.config(name, value)
    spark = builder.getOrCreate()
    spark.sparkContext.setLogLevel("ERROR")
    return spark


def read(spark, step: dict) -> dict:
    """Leaves a table's rows in a file, as dictionaries."""
    rows = [row.asDict(recursive=True) for row in spark.table(step["table"]).collect()]
    with open(step["into"], "wb") as file:
        pickle.dump(rows, file)
    return {"rows": len(rows)}


def sql(spark, step: dict) -> dict:
    """Runs a statement and answers with its rows."""
    rows = spark.sql(step["statement"]).collect()
    return {"rows": [row.asDict(recursive=True) for row in rows]}


def plan(spark, step: dict) -> dict:
    """How many files Iceberg's planner takes for a filter, and how many there are.

    The filter keeps the days from `day` on, by the column that the partition is made of.
    """
    jvm = spark._jvm
    table = jvm.org.apache.iceberg.spark.Spark3Util.loadIcebergTable(
        spark._jsparkSession, step["table"]
    )
    expressions = jvm.org.apache.iceberg.expressions.Expressions
    counts = {}
    for name, scan in {
        "all": table.newScan(),
        "chosen": table.newScan().filter(
            expressions.greaterThanOrEqual("event_time", step["from"])
        ),
    }.items():
        with_files = scan.planFiles()
        iterator, count = with_files.iterator(), 0
        while iterator.hasNext():
            iterator.next()
            count += 1
        with_files.close()
        counts[name] = count
    return counts


STEPS = {"read": read, "sql": sql, "plan": plan}


def main() -> None:
    task = json.load(sys.stdin)
    spark = session(task["catalog"])
    for step in task["steps"]:
        answer = STEPS[step["do"]](spark, step)
        print(MARK + json.dumps(answer, default=str), flush=True)
    spark.stop()


if __name__ == "__main__":
    main()
