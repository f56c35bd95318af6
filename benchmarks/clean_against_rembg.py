"""`studio clean` beside rembg's own command line, on the same 12-megapixel photos and the same network, in one run.

Run: python -m benchmarks.clean_against_rembg FOLDER --rembg PATH/TO/rembg [--count 12] [--full]

FOLDER holds garment photos, which are enlarged to what phones make. The network has U²-Net-p's exact graph with
stand-in weights. rembg writes full-size transparent PNGs, since its command line writes nothing else; `studio clean`
writes 1600 x 1600 JPEGs on white, and with --full the same PNGs. Both run at the same niceness. On a busy machine the
processor time is the figure to trust: rembg mostly uses one core, `studio clean` all of them.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import onnxruntime

from benchmarks import u2netp_graph
from benchmarks.photos import prepare
from benchmarks.watching import Spent, watched
from studio.imaging import models

_NICENESS = 10  # what the children of `studio clean` give themselves
_WORKERS = 2


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rembg", default="rembg", help="rembg's command line")
    parser.add_argument("--count", type=int, default=12)
    parser.add_argument("--full", action="store_true", help="also full-size transparent PNGs")
    parser.add_argument("--inference", type=Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.inference:
        _infer(arguments.inference, arguments.count)
        return
    with tempfile.TemporaryDirectory() as scratch:
        _compare(Path(scratch), arguments)


def _compare(scratch: Path, arguments: argparse.Namespace) -> None:
    prepare(arguments.folder, scratch / "photos", arguments.count)
    home = scratch / "profile" / "models"
    network, small = _networks(home)
    rows = [("rembg p → PNG", _rembg(scratch, arguments.rembg, network, home))]
    for name, file in (("fp32", network), ("int8", small)):
        rows.append((f"inference alone, {name}", _inference(arguments.folder, file, arguments.count)))
        rows.append((f"studio clean → 1600² JPEG, {name}", _studio(scratch, file, ())))
    if arguments.full:
        options = ("--shape", "master", "--background", "transparent")
        rows.append(("studio clean → 12 MP PNG, fp32", _studio(scratch, network, options)))
    _print(rows, arguments.count)


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
    line = [command, "p", "-m", "u2net_custom", "-x", extras, str(scratch / "photos"), str(scratch / "peer")]
    return watched(line, variables={"REMBG_HOME": str(home)}, niceness=_NICENESS)


def _studio(scratch: Path, network: Path, options: tuple[str, ...]) -> Spent:
    out = scratch / "ours"
    line = [sys.executable, "-m", "studio", "--profile", str(scratch / "profile"), "clean", str(scratch / "photos")]
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


def _print(rows: list[tuple[str, Spent]], count: int) -> None:
    peer, floor = rows[0][1], {name.split(", ")[-1]: spent for name, spent in rows if name.startswith("inference")}
    load = Path("/proc/loadavg").read_text("utf-8").split()[0]
    print(f"{count} photos of 12 megapixels, start of each program included; load of the machine {load}\n")
    heads = ("images/s", "CPU ms", "peak MiB", "× rembg", "× its CPU", "of inference's CPU")
    print(f"{'':38s}" + "".join(f"{head:>12s}" if head != heads[-1] else f"{head:>20s}" for head in heads))
    for name, spent in rows:
        alone = floor.get(name.split(", ")[-1])
        share = f"{alone.cpu_s / spent.cpu_s:.0%}" if alone and alone is not spent else ""
        print(
            f"{name:38s}{count / spent.wall_s:12.2f}{1000 * spent.cpu_s / count:12.0f}{spent.peak_mib:12.0f}"
            f"{peer.wall_s / spent.wall_s:12.1f}{peer.cpu_s / spent.cpu_s:12.1f}{share:>20s}"
        )


if __name__ == "__main__":
    main()
