#!/usr/bin/env python3
"""JPEG files to vectors: torchvision's usual pipeline against ours, on the same files, in turn, in one run.

    /usr/bin/python3 tests/ActiveLabel.Benchmarks/peers/featurize.py FOLDER [--images 400] [--runs 5]

Needs PyTorch with torchvision (Debian: python3-torchvision) and the built benchmarks (dotnet build -c Release
tests/ActiveLabel.Benchmarks). Weights are random: speed does not depend on them. The peer gets the best of several
numbers of workers, threads and images a batch, found first on some of the files; once as it is usually written, once
with the network and its batches laid out channels last, which few do and which suits the processor better.
"""
import argparse, itertools, pathlib, re, shutil, statistics, subprocess, sys, tempfile, time, warnings

import torch
from PIL import Image
from torchvision import models, transforms

warnings.filterwarnings("ignore")
HERE = pathlib.Path(__file__).resolve().parent
BENCH = HERE.parent / "bin/Release/net10.0/ActiveLabel.Benchmarks"


class Files(torch.utils.data.Dataset):
    prepare = transforms.Compose([
        transforms.Resize((224, 224)), transforms.ToTensor(),
        transforms.Normalize((0.485, 0.456, 0.406), (0.229, 0.224, 0.225))])

    def __init__(self, paths):
        self.paths = paths

    def __len__(self):
        return len(self.paths)

    def __getitem__(self, i):
        return self.prepare(Image.open(self.paths[i]).convert("RGB"))


class Features(torch.nn.Module):
    """The network up to the input of its last dense layer."""

    def __init__(self, name):
        super().__init__()
        torch.manual_seed(1)
        whole = getattr(models, name)(weights=None)
        if name.startswith("resnet"):
            self.body = torch.nn.Sequential(*list(whole.children())[:-1])
        else:
            self.body = torch.nn.Sequential(whole.features, torch.nn.AdaptiveAvgPool2d(1))

    def forward(self, x):
        return torch.flatten(self.body(x), 1)


def theirs(network, paths, workers, threads, batch, channels_last):
    torch.set_num_threads(threads)
    form = torch.channels_last if channels_last else torch.contiguous_format
    network = network.to(memory_format=form)
    start = time.perf_counter()
    loader = torch.utils.data.DataLoader(Files(paths), batch_size=batch, num_workers=workers)
    with torch.inference_mode():
        rows = [network(pictures.to(memory_format=form)) for pictures in loader]
    assert sum(len(r) for r in rows) == len(paths)
    return len(paths) / (time.perf_counter() - start)


def ours(folder, network):
    command = [str(BENCH), "featurize", str(folder), "--runs", "1"] + (["--network", str(network)] if network else [])
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return float(re.search(r"^pipeline, images a second\s+([\d.]+)", told, re.M).group(1))


def main():
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("folder", type=pathlib.Path)
    asked.add_argument("--images", type=int, default=400)
    asked.add_argument("--runs", type=int, default=5)
    asked.add_argument("--networks", default="resnet18,resnet50,mobilenet_v2")
    asked = asked.parse_args()
    found = sorted(p for p in asked.folder.rglob("*") if p.suffix.lower() in (".jpg", ".jpeg"))[:asked.images]
    if not found:
        sys.exit(f"There is no JPEG file in {asked.folder}.")
    with tempfile.TemporaryDirectory() as work:
        work = pathlib.Path(work)
        (work / "images").mkdir()
        paths = [shutil.copy(p, work / "images" / f"{i:06}.jpg") for i, p in enumerate(found)]
        for name in asked.networks.split(","):
            network = Features(name).eval()
            file = work / f"{name}-{time.time_ns()}.onnx"
            torch.onnx.export(network, torch.zeros(1, 3, 224, 224), str(file), opset_version=13, input_names=["image"],
                              output_names=["features"], dynamic_axes={"image": {0: "n"}, "features": {0: "n"}})
            settings = list(itertools.product((0, 1, 2), (1, 2), (8, 32)))
            best = [max(((*s, form) for s in settings), key=lambda s: theirs(network, paths[:48], *s)) for form in (False, True)]
            peers, own = ([], []), []
            for _ in range(asked.runs):
                for peer, how in zip(peers, best):
                    peer.append(theirs(network, paths, *how))
                own.append(ours(work / "images", file))
            for peer, how in zip(peers, best):
                report(name, peer, own, how)
        own = [ours(work / "images", None) for _ in range(asked.runs)]
        print(f"default network at its cut: ours {statistics.median(own):.0f} images/s", flush=True)


def report(name, peer, own, best):
    workers, threads, batch, channels_last = best
    print(f"{name}: theirs {statistics.median(peer):.1f} images/s ({workers} workers, {threads} threads, batches of {batch}"
          f"{', channels last' if channels_last else ''}), ours {statistics.median(own):.1f}, "
          f"ratio {statistics.median(o / p for o, p in zip(own, peer)):.2f} "
          f"({min(o / p for o, p in zip(own, peer)):.2f} to {max(o / p for o, p in zip(own, peer)):.2f})", flush=True)


if __name__ == "__main__":
    main()
