from __future__ import annotations

from pathlib import Path

import numpy as np
import torch

import export_weights


def packaged() -> export_weights.Arrays:
    with np.load(export_weights.WEIGHTS / "cross_encoder.npz", allow_pickle=False) as stored:
        return dict(stored)


def test_packed_weights_come_back_from_a_checkpoint() -> None:
    arrays = packaged()
    again = export_weights.packed(export_weights.unpacked(arrays))
    assert again.keys() == arrays.keys()
    for name, value in arrays.items():
        if value.dtype == np.int8:
            assert np.abs(again[name].astype(int) - value.astype(int)).max() <= 1, name
        else:
            np.testing.assert_allclose(again[name], value, rtol=1e-6, err_msg=name)


def test_the_package_stays_below_25_mb() -> None:
    assert sum(file.stat().st_size for file in Path(export_weights.WEIGHTS).iterdir()) < 25e6


def test_of_several_checkpoints_the_mean_is_packed() -> None:
    first, second = {"w": torch.tensor([[1.0, 2.0]])}, {"w": torch.tensor([[3.0, -2.0]])}
    np.testing.assert_array_equal(export_weights.mean([first, second])["w"], [[2.0, 0.0]])
    np.testing.assert_array_equal(export_weights.mean([first])["w"], first["w"].numpy())
