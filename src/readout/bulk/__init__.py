"""Many pages as Parquet in parts: read by one machine or many, asked by SQL, merged into a store."""
