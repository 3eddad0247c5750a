"""What Hydra and OmegaConf complain about, in the words of the command line that the user wrote."""

from __future__ import annotations

from hydra.errors import ConfigCompositionException, MissingConfigException
from omegaconf.errors import ConfigAttributeError, ConfigKeyError

from claimbench.errors import UsageError, did_you_mean

_HELP = "claimbench run --help"
_OPEN = ("extractor.", "matcher_options.")
"""What holds the options of a class, which may take more of them than its configuration names."""


def usage(error: Exception) -> UsageError:
    """An error of Hydra or OmegaConf as one of ours, with the next command to try."""
    if isinstance(error, MissingConfigException) and "/" in (error.missing_cfg_file or ""):
        return _no_config(error)
    if isinstance(error, ConfigCompositionException) and isinstance(
        error.__cause__, ConfigAttributeError | ConfigKeyError
    ):
        return _no_option(error, error.__cause__)
    text = str(error).strip().replace("\n", "\n  ")
    return UsageError(f"run: {text}\n  next: {_HELP}")


def _no_config(error: MissingConfigException) -> UsageError:
    group, _, name = str(error.missing_cfg_file).rpartition("/")
    hint = f"claimbench list {group}s" if group in ("extractor", "experiment") else _HELP
    return UsageError(f"no {group} is called {name!r}{did_you_mean(name, error.options or ())}\n  next: {hint}")


def _no_option(error: Exception, cause: ConfigAttributeError | ConfigKeyError) -> UsageError:
    option, key = str(cause.full_key), str(cause.key)
    siblings = {str(name) for name in cause.parent_node or ()} - {"hydra", "name", "_target_"}
    near = did_you_mean(key, siblings, prefix=option.removesuffix(key))
    hint = _HELP
    if option.startswith(_OPEN):
        hint += f", or {str(error).partition('config use ')[2]} where the class takes {key}"
    return UsageError(f"no option {option!r}{near}\n  next: {hint}")
