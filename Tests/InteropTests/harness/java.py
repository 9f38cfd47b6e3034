"""parquet-mr, the format's reference implementation, as a judge of our files."""

import json
import pathlib
import shutil
import subprocess

SOURCE = pathlib.Path(__file__).parent.parent / "java/ParquetCheck.java"


class ParquetCheck:
    """Compiles `java/ParquetCheck.java` once against the jars that come with pyspark."""

    def __init__(self, folder: pathlib.Path):
        import pyspark

        jars = pathlib.Path(pyspark.__file__).parent / "jars"
        self.classes = folder / "classes"
        self.classpath = f"{self.classes}:{jars}/*"
        command = ["javac", "-Werror", "-cp", self.classpath, "-d", self.classes, SOURCE]
        subprocess.run(list(map(str, command)), check=True)

    @staticmethod
    def missing_program() -> str | None:
        if shutil.which("javac") and shutil.which("java"):
            return None
        return "parquet-mr needs a JDK (Debian: openjdk-17-jdk-headless)"

    def check(self, files: list[str]) -> dict:
        """What it finds in the files: counts, and every problem in words."""
        command = ["java", "-cp", self.classpath, "ParquetCheck", *files]
        result = subprocess.run(command, capture_output=True, text=True)
        assert result.returncode == 0, result.stderr[-3000:]
        return json.loads(result.stdout.splitlines()[-1])
