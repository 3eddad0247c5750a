"""Published metrics and the published numbers that they reproduce, one file a paper.

A module of this package whose name has no leading underscore may define ``METRIC`` (a
:class:`~claimbench.papers._registry.Metric`, for ``claimbench score --metric``) and ``PAPER`` (a
:class:`~claimbench.papers._registry.Paper`, for ``claimbench papers reproduce``); it is found by its file name.
Other people's data are read from the folder that the user gives and never from this package.
"""
