"""Run all benchmarks: `python -m benchmarks`."""

from benchmarks import notebooks, throughput

throughput.main()
notebooks.main()
