"""`studio clean` beside rembg's own command line, on the same 12-megapixel photos and the same network, in one run.

Run: python -m benchmarks.clean_against_rembg FOLDER --rembg PATH/TO/rembg [--count 60] [--peer 6] [--full]

FOLDER holds garment photos, which are enlarged to what phones make. The network has U²-Net-p's exact graph with
stand-in weights. rembg gets the first --peer of the photos, for the sake of one's patience, and writes full-size
transparent PNGs, since its command line writes nothing else; `studio clean` writes 1600 x 1600 JPEGs on white, and with
--full the same PNGs. Both run at the same niceness. On a busy machine the processor time is the figure to trust: rembg
mostly uses one core, `studio clean` all of them.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnxruntime

from benchmarks import u2netp_graph
from benchmarks.photos import prepare
from benchmarks.watching import Spent, watched
from studio.imaging import models

_NICENESS = 10  # what the children of `studio clean` give themselves
_WORKERS = 2


@dataclass(frozen=True, slots=True)
class Row:
    """What one way to clean so many photos cost."""

    name: str
    count: int
    spent: Spent

    @property
    def network(self) -> str:
        """fp32 or int8, where the name says so."""
        return self.name.split(", ")[-1]

    @property
    def cpu_ms(self) -> float:
        """Processor time a photo."""
        return 1000 * self.spent.cpu_s / self.count

    @property
    def a_second(self) -> float:
        """How many photos a second of the clock."""
        return self.count / self.spent.wall_s


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rembg", default="rembg", help="rembg's command line")
    parser.add_argument("--count", type=int, default=60)
    parser.add_argument("--peer", type=int, default=6, help="how many of them rembg gets")
    parser.add_argument("--full", action="store_true", help="also full-size transparent PNGs")
    parser.add_argument("--inference", type=Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.inference:
        _infer(arguments.inference, arguments.count)
        return
    with tempfile.TemporaryDirectory() as scratch:
        _compare(Path(scratch), arguments)


def _compare(scratch: Path, arguments: argparse.Namespace) -> None:
    photos = prepare(arguments.folder, scratch / "photos", arguments.count)
    (scratch / "few").mkdir()
    for photo in photos[: arguments.peer]:
        (scratch / "few" / photo.name).symlink_to(photo)
    third = max(1, arguments.count // 3)  # of full-size PNGs, which take their time
    (scratch / "third").mkdir()
    for photo in photos[:third]:
        (scratch / "third" / photo.name).symlink_to(photo)
    home = scratch / "profile" / "models"
    network, small = _networks(home)
    rows = [Row("rembg p → PNG", arguments.peer, _rembg(scratch, arguments.rembg, network, home))]
    for name, file in (("fp32", network), ("int8", small)):
        rows.append(Row(f"inference alone, {name}", 12, _inference(arguments.folder, file, 12)))
        rows.append(Row(f"studio clean → 1600² JPEG, {name}", arguments.count, _studio(scratch, "photos", file, ())))
    if arguments.full:
        options = ("--shape", "master", "--background", "transparent")
        rows.append(Row("studio clean → 12 MP PNG, fp32", third, _studio(scratch, "third", network, options)))
    _print(rows)


def _networks(home: Path) -> tuple[Path, Path]:
    folder = home / "models" / models.CUSTOM
    folder.mkdir(parents=True)
    files = folder / "u2netp.onnx", folder / "u2netp-eight.onnx"
    u2netp_graph.write(files[0])
    u2netp_graph.quantise(*files)
    for file in files:
        models.remember(file, {"sha256": models.sha256_of(file), "session": models.CUSTOM})
    return files


def _rembg(scratch: Path, command: str, network: Path, home: Path) -> Spent:
    extras = json.dumps({"model_path": str(network)})
    line = [command, "p", "-m", "u2net_custom", "-x", extras, str(scratch / "few"), str(scratch / "peer")]
    return watched(line, variables={"REMBG_HOME": str(home)}, niceness=_NICENESS)


def _studio(scratch: Path, folder: str, network: Path, options: tuple[str, ...]) -> Spent:
    out = scratch / "ours"
    line = [sys.executable, "-m", "studio", "--profile", str(scratch / "profile"), "clean", str(scratch / folder)]
    spent = watched([*line, "--out", str(out), "--backend", f"rembg:{network.name}", *options])
    shutil.rmtree(out)
    return spent


def _inference(folder: Path, network: Path, count: int) -> Spent:
    line = [sys.executable, "-m", "benchmarks.clean_against_rembg", str(folder), "--inference", str(network)]
    spent = watched([*line, "--count", str(count)], niceness=_NICENESS)
    wall_s, cpu_s = (float(part) for part in spent.output.split()[-2:])
    return Spent(wall_s=wall_s, cpu_s=cpu_s, peak_mib=spent.peak_mib, output="")


def _infer(network: Path, count: int) -> None:
    """Run the network alone, as often as there are photos, and print what that took."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = _WORKERS
    options.enable_mem_pattern = False
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    session = onnxruntime.InferenceSession(str(network), options, providers=["CPUExecutionProvider"])
    feeds = {"input.1": np.random.default_rng(1).normal(0, 1, (1, 3, 320, 320)).astype(np.float32)}
    session.run(None, feeds)
    wall, cpu = time.perf_counter(), time.process_time()
    for _number in range(count):
        session.run(None, feeds)
    print(time.perf_counter() - wall, time.process_time() - cpu)


def _print(rows: list[Row]) -> None:
    peer, alone = rows[0], {row.network: row for row in rows if row.name.startswith("inference")}
    load = Path("/proc/loadavg").read_text("utf-8").split()[0]
    print(f"photos of 12 megapixels; the start of each program included; load of the machine {load}\n")
    heads = ("photos", "images/s", "CPU ms", "peak MiB", "× rembg", "× its CPU", "inference")
    print(f"{'':36s}" + "".join(f"{head:>11s}" for head in heads))
    for row in rows:
        floor = alone.get(row.network)
        share = f"{floor.cpu_ms / row.cpu_ms:.0%}" if floor is not None and floor is not row else ""
        print(
            f"{row.name:36s}{row.count:11d}{row.a_second:11.2f}{row.cpu_ms:11.0f}{row.spent.peak_mib:11.0f}"
            f"{row.a_second / peer.a_second:11.1f}{peer.cpu_ms / row.cpu_ms:11.1f}{share:>11s}"
        )
    print("\ninference: how much of the processor time the network needs alone")


if __name__ == "__main__":
    main()
