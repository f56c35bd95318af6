"""Trains the network on composed examples, first small and then at full size; goes on where it was interrupted.

Run: python -m training.train PICTURES RUN [--steps 3600,2400,600]

PICTURES is a folder of photos and masks (see pictures.py); RUN gets `state.pt` every few hundred steps.
"""

from __future__ import annotations

import argparse
import math
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import torch
from torch.nn import functional as F  # noqa: N812
from torch.utils.data import DataLoader, Dataset

from training import pictures
from training.compose import Composer
from training.network import DEVIATION, MEAN, GarmentNet

SIDES_PX = (192, 256, 320)
STEPS = (3600, 2400, 600)
BATCH = 16
_PEAK_RATE = 3e-3
_WARM_UP = 200
_DECAY = 0.998  # of the running mean of weights that is kept as the result
_BAND_PX = 9
_BAND_WEIGHT = 3.0
_KEEP_EVERY = 200


@dataclass(frozen=True, slots=True)
class Schedule:
    """How many steps are made at each size."""

    steps: tuple[int, ...]

    @property
    def total(self) -> int:
        """All steps."""
        return sum(self.steps)

    def side_px(self, step: int) -> int:
        """Return the size at a step."""
        for side, count in zip(SIDES_PX, self.steps, strict=True):
            if step < count:
                return side
            step -= count
        return SIDES_PX[-1]

    def rate(self, step: int) -> float:
        """Return the learning rate: a warm-up, then half a cosine down to nearly nothing."""
        return _PEAK_RATE * min(1.0, (step + 1) / _WARM_UP) * (0.5 + 0.5 * math.cos(math.pi * step / self.total)) + 1e-6


class Batches(Dataset[tuple[torch.Tensor, torch.Tensor]]):
    """Batch n, the same one every time; what this process has loaded is shared with its forks."""

    def __init__(self, composer: Composer, schedule: Schedule, first: int) -> None:
        self._composer, self._schedule, self._first = composer, schedule, first

    def __len__(self) -> int:
        """Return how many are left."""
        return self._schedule.total - self._first

    def __getitem__(self, index: int) -> tuple[torch.Tensor, torch.Tensor]:
        """Return pictures n x 3 x h x w, normalised, and masks n x 1 x h x w."""
        step = self._first + index
        side = self._schedule.side_px(step)
        examples = [self._composer(step * BATCH + number, side) for number in range(BATCH)]
        return normalised([pixels for pixels, _mask in examples]), torch.from_numpy(
            np.stack([mask for _pixels, mask in examples])[:, None].astype(np.float32)
        )


def normalised(examples: list[pictures.Pixels]) -> torch.Tensor:
    """Return pictures as the network takes them."""
    values = np.stack(examples).astype(np.float32) / 255
    values = (values - np.array(MEAN, np.float32)) / np.array(DEVIATION, np.float32)
    return torch.from_numpy(np.ascontiguousarray(values.transpose(0, 3, 1, 2)))


def loss_of(logits: torch.Tensor, early: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
    """Return how wrong the answers are; what is near the edge counts more, and every garment counts the same."""
    near = F.max_pool2d(mask, _BAND_PX, 1, _BAND_PX // 2) + F.max_pool2d(-mask, _BAND_PX, 1, _BAND_PX // 2)
    weight = 1 + _BAND_WEIGHT * near
    each = F.binary_cross_entropy_with_logits(logits, mask, weight=weight, reduction="none").mean((1, 2, 3))
    found = torch.sigmoid(logits)
    shared, both = (found * mask).sum((1, 2, 3)), (found + mask).sum((1, 2, 3))
    overlap = 1 - (shared + 20) / (both - shared + 20)
    coarse = F.interpolate(mask, size=early.shape[2:], mode="area")
    return (each + overlap).mean() + 0.4 * F.binary_cross_entropy_with_logits(early, coarse)


class Run:
    """The state of one training, which survives an interruption."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._file = folder / "state.pt"
        torch.manual_seed(1)
        self.network = GarmentNet().to(memory_format=torch.channels_last)
        self.mean = {name: value.clone() for name, value in self.network.state_dict().items()}
        self.optimiser = torch.optim.AdamW(self.network.parameters(), lr=_PEAK_RATE, weight_decay=0.02)
        self.step = 0
        if self._file.exists():
            state = torch.load(self._file, weights_only=True)
            self.network.load_state_dict(state["network"])
            self.optimiser.load_state_dict(state["optimiser"])
            self.mean, self.step = state["mean"], state["step"]

    def keep(self) -> None:
        """Write the state, whole or not at all."""
        state = {
            "network": self.network.state_dict(),
            "mean": self.mean,
            "optimiser": self.optimiser.state_dict(),
            "step": self.step,
        }
        part = self._file.with_suffix(".part")
        torch.save(state, part)
        part.replace(self._file)

    def learn(self, examples: torch.Tensor, masks: torch.Tensor, rate: float) -> float:
        """Make one step and return its loss."""
        for group in self.optimiser.param_groups:
            group["lr"] = rate
        with torch.autocast("cpu", torch.bfloat16):
            logits, early = self.network.both(examples.to(memory_format=torch.channels_last))
        loss = loss_of(logits.float(), early.float(), masks)
        self.optimiser.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.network.parameters(), 2.0)
        self.optimiser.step()
        self.step += 1
        self._follow(min(_DECAY, self.step / (self.step + 20)))
        return float(loss.detach())

    def _follow(self, decay: float) -> None:
        with torch.no_grad():
            for name, value in self.network.state_dict().items():
                if value.dtype.is_floating_point:
                    self.mean[name].lerp_(value, 1 - decay)
                else:
                    self.mean[name].copy_(value)


def trained(folder: Path) -> GarmentNet:
    """Return the network as the run in `folder` has it: the running mean of its weights."""
    network = GarmentNet()
    network.load_state_dict(torch.load(folder / "state.pt", weights_only=True)["mean"])
    return network.eval()


def _batches(data: Batches, workers: int) -> Iterator[tuple[torch.Tensor, torch.Tensor]]:
    return iter(DataLoader(data, batch_size=None, shuffle=False, num_workers=workers, prefetch_factor=4))


def main() -> None:
    """Train until the schedule is done."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pictures", type=Path)
    parser.add_argument("run", type=Path)
    parser.add_argument("--steps", default=",".join(map(str, STEPS)), help="how many at 192, 256 and 320 pixels")
    parser.add_argument("--workers", type=int, default=1, help="processes that compose examples")
    arguments = parser.parse_args()
    cv2.setNumThreads(1)  # its threads would not survive the fork into the workers
    schedule = Schedule(tuple(int(count) for count in arguments.steps.split(",")))
    composer = Composer(pictures.load(arguments.pictures))
    run, recent, start = Run(arguments.run), 0.0, time.monotonic()
    first = run.step
    for examples, masks in _batches(Batches(composer, schedule, first), arguments.workers):
        side = schedule.side_px(run.step)
        loss = run.learn(examples, masks, schedule.rate(run.step))
        recent = loss if run.step == first + 1 else 0.98 * recent + 0.02 * loss
        if run.step % 50 == 0:
            pace = (time.monotonic() - start) / (run.step - first)
            print(f"step {run.step} of {schedule.total}, {side} px, loss {recent:.4f}, {pace:.2f} s a step", flush=True)
        if run.step % _KEEP_EVERY == 0:
            run.keep()
    run.keep()


if __name__ == "__main__":
    main()
