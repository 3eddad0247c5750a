"""What Hydra and OmegaConf complain about, in the words of the command line that the user wrote."""

from __future__ import annotations

import re
from dataclasses import fields

from hydra.errors import ConfigCompositionException, MissingConfigException, OverrideParseException
from omegaconf.errors import (
    ConfigAttributeError,
    ConfigKeyError,
    InterpolationToMissingValueError,
    MissingMandatoryValue,
    OmegaConfBaseException,
)

from claimbench import listing
from claimbench.corpus import NAMED
from claimbench.errors import UsageError, did_you_mean
from claimbench.matching import registry
from claimbench.running.config import RunConfig

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
    if isinstance(error, OverrideParseException) and "=" not in error.override:
        return UsageError(f"expected {_meant(error.override)}, found {error.override!r}\n  next: {_HELP}")
    if isinstance(error, MissingMandatoryValue | InterpolationToMissingValueError):
        return _no_value(error)
    return _other(error)


def _other(error: Exception) -> UsageError:
    text = str(error).strip()
    if isinstance(error.__cause__, OmegaConfBaseException):
        # Hydra's text names the override, that of its cause says on the first line what is wrong with it.
        text = text.removeprefix("Error merging override ") + ": " + str(error.__cause__).partition("\n")[0]
    indented = text.replace("\n", "\n  ")
    return UsageError(f"run: {indented}\n  next: {_HELP}")


def check_flags(arguments: list[str]) -> None:
    """UsageError for an option written as a flag, as the other commands take theirs (`--gold dev`)."""
    options = {field.name for field in fields(RunConfig)} | {"experiment"}
    for argument, following in zip(arguments, [*arguments[1:], ""], strict=True):
        option, equals, value = argument.removeprefix("--").partition("=")
        if argument.startswith("--") and option in options:
            value = value if equals else following
            raise UsageError(f"expected {option}={value or '…'}, found {argument}\n  next: {_HELP}")


def _meant(word: str) -> str:
    """What a word without `=` was probably meant to be."""
    if word.partition(":")[0].endswith(".py") or word in listing.extractors():
        return f"extractor={word}"
    known = {"experiment": listing.experiments(), "matcher": registry.names(), "gold": NAMED}
    return next((f"{option}={word}" for option, names in known.items() if word in names), "OPTION=VALUE")


def _no_value(error: OmegaConfBaseException) -> UsageError:
    """An option that must be given (`???`) was not: itself, or the one that another takes its value from."""
    through = re.search(r"resolving interpolation: Missing mandatory value: (\S+)", str(error))
    option = through.group(1) if through else str(error.full_key)
    return UsageError(f"expected {option}=…, found no value for it\n  next: add {option}=… to the command")


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
