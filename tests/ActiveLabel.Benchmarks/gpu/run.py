#!/usr/bin/env python3
"""Correctness and speed on an NVIDIA GPU, against the CPU and against PyTorch on the same device, as one JSON file.

    ./run.py [--out gpu.json] [--share 0.5] [--images 10000] [--seconds 5] [--networks resnet18,...]
    ./run.py --dry            every step on the CPU with a few images; "cuda" is null then, with the reason

Runs where pack.sh laid it. Needs Python with PyTorch and Pillow; CUDA 13 and cuDNN 9 from the Python wheels
(nvidia/*/lib) or from the system. No .NET SDK.
"""
import argparse, datetime, glob, json, os, pathlib, platform, shutil, site, subprocess, sys, tempfile, threading, time

HERE = pathlib.Path(__file__).resolve().parent
LIMITS = {"whole": 1e-3, "half": 1e-2}


def libraries():
    """Folders of the CUDA wheels, wherever Python keeps packages."""
    roots = {*sys.path, *site.getsitepackages(), site.getusersitepackages()}
    return sorted({f for root in roots if root for f in glob.glob(os.path.join(root, "nvidia", "*", "lib"))})


class Watch:
    """What nvidia-smi says, ten times a second: share of time busy, and memory in use above what was in use before."""

    def __init__(self, device):
        self.device, self.samples, self.over = device, [], threading.Event()

    def ask(self):
        told = subprocess.run(["nvidia-smi", f"--id={self.device}", "--query-gpu=utilization.gpu,memory.used", "--format=csv,noheader,nounits"],
                              capture_output=True, text=True)
        return [float(v) for v in told.stdout.split(",")] if told.returncode == 0 else None

    def follow(self):
        while not self.over.is_set():
            if sample := self.ask():
                self.samples.append(sample)
            self.over.wait(0.1)

    def __enter__(self):
        self.before = self.ask() if shutil.which("nvidia-smi") else None
        self.thread = threading.Thread(target=self.follow) if self.before else None
        if self.thread:
            self.thread.start()
        return self

    def __exit__(self, *_):
        self.over.set()
        if self.thread:
            self.thread.join()

    def report(self):
        if not self.samples:
            return None
        busy = [s[0] for s in self.samples]
        return {"samples": len(busy), "busyMean": sum(busy) / len(busy) / 100, "busyMax": max(busy) / 100,
                "memoryUsedMiB": max(s[1] for s in self.samples) - self.before[1], "memoryBeforeMiB": self.before[1]}


def spread(images, folder, count):
    """As many files as wanted, each with bytes of its own: JPEG readers stop at the picture's end."""
    found = sorted(images.glob("*.jpg"))
    for i in range(count):
        (folder / f"{i:06}.jpg").write_bytes(found[i % len(found)].read_bytes() + (b"" if i < len(found) else i.to_bytes(4, "big")))
    return sorted(folder.glob("*.jpg"))


def ours(program, folder, network, device, share, seconds, environment):
    command = [str(program), "device", str(folder), str(network), "--device", device, "--share", str(share), "--seconds", str(seconds)]
    ended = subprocess.run(command, capture_output=True, text=True, env=environment)
    if ended.returncode != 0:
        sys.exit(f"{' '.join(command)} ended with {ended.returncode}:\n{ended.stdout}\n{ended.stderr}")
    return json.loads(ended.stdout.splitlines()[-1])


def theirs(network, paths, device, half, seconds, dry):
    """PyTorch: from tensors in host memory to vectors there, the best of several batches; from files by DataLoader and Pillow."""
    import torch
    from PIL import Image
    import numpy

    torch.backends.cuda.matmul.allow_tf32 = torch.backends.cudnn.allow_tf32 = False
    torch.backends.cudnn.benchmark = True
    kind = torch.float16 if half else torch.float32
    model = torch.jit.load(str(network), map_location=device).eval().to(kind)
    mean, deviation = torch.tensor([0.485, 0.456, 0.406]).view(3, 1, 1), torch.tensor([0.229, 0.224, 0.225]).view(3, 1, 1)

    class Files(torch.utils.data.Dataset):
        def __len__(self):
            return len(paths)

        def __getitem__(self, i):
            picture = Image.open(paths[i]).convert("RGB").resize((224, 224), Image.BILINEAR)
            return (torch.from_numpy(numpy.array(picture)).permute(2, 0, 1) / 255 - mean) / deviation

    def wait():
        if device != "cpu":
            torch.cuda.synchronize()

    def rate(batch):
        images = torch.zeros(batch, 3, 224, 224)
        images = images if device == "cpu" else images.pin_memory()
        def step():
            return model(images.to(device, kind)).float().cpu()
        step(); wait()
        start, done = time.perf_counter(), 0
        while time.perf_counter() - start < seconds / 2:
            step()
            done += batch
        wait()
        return done / (time.perf_counter() - start)

    def files(workers, batch):
        loader = torch.utils.data.DataLoader(Files(), batch_size=batch, num_workers=workers, pin_memory=device != "cpu")
        start = time.perf_counter()
        rows = sum(len(model(images.to(device, kind, non_blocking=True)).float().cpu()) for images in loader)
        assert rows == len(paths)
        return len(paths) / (time.perf_counter() - start)

    with torch.inference_mode():
        decoded = {batch: rate(batch) for batch in ([8] if dry else [32, 64, 128, 256])}
        best = max(decoded, key=decoded.get)
        cores = os.cpu_count() or 1
        read = {workers: files(workers, best) for workers in sorted({0} if dry else {max(1, cores // 2), cores})}
    return {"torch": torch.__version__, "decodedImagesPerSecond": decoded[best], "batch": best,
            "fileImagesPerSecond": max(read.values()), "workers": max(read, key=read.get)}


def main():
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--out", type=pathlib.Path, default=HERE / "gpu.json")
    asked.add_argument("--share", type=float, default=0.5)
    asked.add_argument("--images", type=int, default=10000)
    asked.add_argument("--seconds", type=float, default=5)
    asked.add_argument("--device", type=int, default=0)
    asked.add_argument("--networks")
    asked.add_argument("--dry", action="store_true")
    asked.add_argument("--program", type=pathlib.Path, default=HERE / "bench/ActiveLabel.Benchmarks")
    asked.add_argument("--packed", type=pathlib.Path, default=HERE)
    asked = asked.parse_args()
    if asked.dry:
        asked.images, asked.seconds = 64, 0.2
    environment = dict(os.environ)
    found = libraries()
    environment["LD_LIBRARY_PATH"] = ":".join([*found, *filter(None, [environment.get("LD_LIBRARY_PATH")])])
    device = "cpu" if asked.dry else f"cuda:{asked.device}"
    report = {"at": datetime.datetime.now(datetime.timezone.utc).isoformat(timespec="seconds"), "machine": platform.platform(),
              "cores": os.cpu_count(), "dry": asked.dry, "libraryFolders": found, "share": asked.share, "images": asked.images, "networks": []}
    with tempfile.TemporaryDirectory() as work:
        paths = spread(asked.packed / "images", pathlib.Path(work), asked.images)
        for network in sorted((asked.packed / "networks").glob("*.onnx")):
            if asked.networks and network.stem not in asked.networks.split(","):
                continue
            print(f"{network.stem} ...", file=sys.stderr, flush=True)
            with Watch(asked.device) as watch:
                own = ours(asked.program, work, network, device, asked.share, asked.seconds, environment)
            entry = {"network": network.stem, "ours": own, "gpu": watch.report(), "peer": {}, "ratio": {}}
            for form in ("whole", "half"):
                if "refusal" in own[form] or (form == "half" and asked.dry):
                    continue
                peer = entry["peer"][form] = theirs(network.with_suffix(".pt"), paths, device, form == "half", asked.seconds, asked.dry)
                entry["ratio"][form] = {f: own[form][f"{f}ImagesPerSecond"] / peer[f"{f}ImagesPerSecond"] for f in ("decoded", "file")}
            if entry["gpu"] and own["driver"]:
                entry["gpu"]["limitMiB"] = own["driver"][asked.device]["TotalMemory"] * asked.share / 2**20
            entry["withinLimits"] = {form: own[form]["difference"] <= limit for form, limit in LIMITS.items() if "refusal" not in own[form]}
            report["networks"].append(entry)
            report["cuda"] = own["whole"]["device"] if own["whole"]["device"].startswith("CUDA") else None
            report["reason"] = own["whole"]["reason"] or own["cudaRefusal"]
            asked.out.write_text(json.dumps(report, indent=2) + "\n")
    print(asked.out)
    wrong = [e["network"] for e in report["networks"] if not all(e["withinLimits"].values())]
    if not report["networks"] or wrong or not (asked.dry or report["cuda"]):
        sys.exit(f"No networks, CUDA not used ({report.get('reason')}), or vectors too far apart: {wrong}")


if __name__ == "__main__":
    main()
