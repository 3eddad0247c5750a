"""Run an extractor on a gold set, score it, and keep everything in one folder.

usage: claimbench run [extractor=NAME] [gold=DIR] [output=DIR] [matcher=NAME] [OPTION=VALUE …]

  extractor=NAME      see `claimbench list extractors`; also FILE.py or FILE.py:CLASS of your own (default: clauses)
  extractor.KEY=VALUE an option of the extractor, as in its YAML
  experiment=NAME     several extractors one after the other and one table: baselines, or sanity
  gold=DIR            a gold folder, or the name of a set: news (the two articles, default) or dev
  output=DIR          where the run is kept (default: runs/NAME-HASH, HASH being that of the configuration)
  matcher=NAME        see `claimbench list matchers` (default: the validated one)
  +matcher_options.KEY=VALUE   an option of the matcher (nli, judge: model, revision, …)
  runs=N              run an extractor that draws at random with N seeds, from extractor.seed on
  cache=off           extract again even where answers are stored
  seed=N              seed of the bootstrap and of extractors that draw at random
  -m, --multirun      sweep: extractor=lead,clauses runs both
  --config-dir DIR    add a folder with Hydra configs of your own
  --cfg job           show the configuration and stop

The folder gets predictions.jsonl, result.json and config.yaml. A killed run goes on where it stopped.
CLAIMBENCH_TRACEBACK=1 shows where in the code an error came from.

examples:
  claimbench run extractor=clauses
  claimbench run extractor=lead extractor.k=5 gold=dev output=runs/lead5
  claimbench run extractor=my_extractor.py
  claimbench run experiment=baselines"""

from __future__ import annotations

import argparse
import sys

SUMMARY = "extract, score and save (Hydra)"
PASS_THROUGH = True


def run(args: argparse.Namespace) -> int:
    if {"-h", "--help"} & set(args.rest):
        sys.stdout.write((__doc__ or "") + "\n")
        return 0
    from claimbench.running.app import main

    return main(args.rest)
