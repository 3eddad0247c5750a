"""Metric modules for `evaluate.load`, one folder each: ``evaluate.load(claimbench.evaluate_module("claim_f1"))``."""
