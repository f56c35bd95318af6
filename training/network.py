"""The network: an encoder-decoder of depthwise-separable blocks that finds the garment in a picture of 320 x 320."""

from __future__ import annotations

import torch
from torch import nn
from torch.nn import functional as F  # noqa: N812 - the name that everybody who knows torch expects

INPUT_PX = 320
MEAN = (0.485, 0.456, 0.406)  # of each colour, 0 to 1: what rembg's u2net session takes off
DEVIATION = (0.229, 0.224, 0.225)
_WIDTHS = (16, 32, 64, 128, 192)  # channels at 1/2, 1/4, 1/8, 1/16 and 1/32 of the input
_DEPTHS = (1, 2, 4, 3)  # residual blocks at 1/4 to 1/32
_DECODER = (96, 64, 40, 24)  # channels at 1/16, 1/8, 1/4 and 1/2


def _conv(inside: int, outside: int, size: int = 1, stride: int = 1, *, groups: int = 1) -> nn.Sequential:
    return nn.Sequential(
        nn.Conv2d(inside, outside, size, stride, size // 2, groups=groups, bias=False), nn.BatchNorm2d(outside)
    )


class Block(nn.Module):
    """A residual block: a wide look around in each channel, then a mix of the channels."""

    def __init__(self, channels: int, reach: int = 5) -> None:
        super().__init__()
        self.around = _conv(channels, channels, reach, groups=channels)
        self.mix = nn.Sequential(_conv(channels, 2 * channels), nn.ReLU(inplace=True), _conv(2 * channels, channels))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Return the same shape."""
        return F.relu(x + self.mix(self.around(x)))


class Down(nn.Module):
    """Halves the picture and changes the number of channels."""

    def __init__(self, inside: int, outside: int) -> None:
        super().__init__()
        self.whole = nn.Sequential(
            _conv(inside, inside, 3, 2, groups=inside), _conv(inside, outside), nn.ReLU(inplace=True)
        )

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Return half the height and width."""
        return self.whole(x)


class Surroundings(nn.Module):
    """Lets every place know what the whole picture, and each ninth of it, is like."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        part = channels // 4
        self.whole = nn.Sequential(nn.Conv2d(channels, part, 1), nn.ReLU(inplace=True))
        self.third = nn.Sequential(_conv(channels, part), nn.ReLU(inplace=True))
        self.join = nn.Sequential(_conv(channels + 2 * part, channels), nn.ReLU(inplace=True))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Return the same shape."""
        size = x.shape[2:]
        whole = self.whole(x.mean((2, 3), keepdim=True)).expand(-1, -1, *size)
        # A mean over windows instead of an adaptive pool, whose ONNX form exists for whole divisors only.
        window = [max(1, side // 3) for side in size]
        third = F.interpolate(self.third(F.avg_pool2d(x, window, window)), size=size, mode="bilinear")
        return self.join(torch.cat((x, whole, third), 1))


class Up(nn.Module):
    """Doubles the picture and joins what the encoder saw at that size."""

    def __init__(self, inside: int, beside: int, outside: int) -> None:
        super().__init__()
        self.narrow = _conv(inside, outside)
        self.side = _conv(beside, outside)
        self.whole = Block(outside, 3)

    def forward(self, x: torch.Tensor, beside: torch.Tensor) -> torch.Tensor:
        """Return the size of `beside`."""
        larger = F.interpolate(self.narrow(x), size=beside.shape[2:], mode="bilinear")
        return self.whole(F.relu(larger + self.side(beside)))


class GarmentNet(nn.Module):
    """From pictures n x 3 x h x w (normalised; sides that 32 divides) to logits n x 1 x h x w of "garment"."""

    def __init__(self) -> None:
        super().__init__()
        self.stem = nn.Sequential(
            _conv(3, _WIDTHS[0], 3, 2),
            nn.ReLU(inplace=True),
            _conv(_WIDTHS[0], _WIDTHS[0], 3, groups=_WIDTHS[0]),
            _conv(_WIDTHS[0], _WIDTHS[0]),
            nn.ReLU(inplace=True),
        )
        self.encoder = nn.ModuleList(
            nn.Sequential(Down(inside, outside), *(Block(outside) for _ in range(depth)))
            for inside, outside, depth in zip(_WIDTHS, _WIDTHS[1:], _DEPTHS, strict=False)
        )
        self.surroundings = Surroundings(_WIDTHS[-1])
        self.decoder = nn.ModuleList(
            Up(inside, beside, outside)
            for inside, beside, outside in zip((_WIDTHS[-1], *_DECODER), reversed(_WIDTHS[:-1]), _DECODER, strict=False)
        )
        self.answer = nn.Conv2d(_DECODER[-1], 1, 1)
        self.early_answer = nn.Conv2d(_DECODER[1], 1, 1)  # at 1/8, judged in training only

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Return the logits at the size of `x`."""
        return self.both(x)[0]

    def both(self, x: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """Return the logits at the size of `x`, and the early ones at 1/8 of it."""
        seen = [self.stem(x)]
        for stage in self.encoder:
            seen.append(stage(seen[-1]))
        y = self.surroundings(seen.pop())
        early = y
        for stage in self.decoder:
            y = stage(y, seen.pop())
            if y.shape[1] == _DECODER[1]:
                early = self.early_answer(y)
        return F.interpolate(self.answer(y), size=x.shape[2:], mode="bilinear"), early


class Shipped(nn.Module):
    """The network as it is exported: what `u2net_custom` expects is a map of probabilities."""

    def __init__(self, network: GarmentNet) -> None:
        super().__init__()
        self.network = network

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Return n x 1 x h x w, 0 to 1."""
        return torch.sigmoid(self.network(x))
