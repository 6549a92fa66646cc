"""Coding with Spark: the same units, the same function, the same shards as on one machine. Needs the extra `spark` and Java 17. See docs/scale.md."""

from sayso.run.spark.running import code_with_spark
from sayso.run.spark.session import Cluster, is_remote

__all__ = ["Cluster", "code_with_spark", "is_remote"]
