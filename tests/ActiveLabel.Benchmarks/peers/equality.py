#!/usr/bin/python3
"""Features of this program against a forward pass in PyTorch, on the same pictures.

Needs the Debian packages python3-torch and python3-torchvision, and the built program and benchmarks. Networks of
torchvision have random weights: they tell whether cutting and computing are right, never how good features are. The
networks of the npm package have their real ones. Exits with 1 where a difference is above 1e-4 of 1 + the value.
"""

import pathlib
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True

import numpy
import torch
import torchvision
from PIL import Image

import keras_networks
import onnx_weights

ROOT = pathlib.Path(__file__).resolve().parents[3]
PROGRAM = ROOT / "artifacts/app/activelabel"
BENCH = ROOT / "tests/ActiveLabel.Benchmarks/bin/Release/net10.0/ActiveLabel.Benchmarks"
TOLERANCE = 1e-4


def pictures(folder, size, count=4):
    """Coloured noise at several scales, of the very size that the network takes, so that nothing is resized."""
    random, folder = numpy.random.default_rng(1), pathlib.Path(folder)
    folder.mkdir()
    stack = []
    for number in range(count):
        pixels = numpy.zeros((size, size, 3))
        for scale in (4, 16, 64):
            coarse = Image.fromarray(random.integers(0, 256, (scale, scale, 3), numpy.uint8))
            pixels += numpy.asarray(coarse.resize((size, size), Image.BILINEAR), float) / 3
        pixels = pixels.astype(numpy.uint8)
        Image.fromarray(pixels).save(folder / ("%d.png" % number))
        stack.append(pixels)
    return torch.from_numpy(numpy.stack(stack)).permute(0, 3, 1, 2).float() / 255


def settle(model):
    """Makes random weights behave as trained ones: normalisations have seen some noise, and residuals are small."""
    model.train()
    for name, module in model.named_modules():
        if isinstance(module, torch.nn.BatchNorm2d):
            module.momentum = None
            if hasattr(model, "layer4") and name.endswith("bn3"):
                torch.nn.init.constant_(module.weight, 0.3)
    with torch.no_grad():
        for _ in range(3):
            model(torch.randn(8, 3, 224, 224))
    return model.eval()


def without_head(model, name):
    """The forward pass up to the features, as the network's own modules do it."""
    if name.startswith("resnet"):
        return torch.nn.Sequential(*list(model.children())[:-1], torch.nn.Flatten())
    if name == "alexnet":
        return torch.nn.Sequential(model.features, model.avgpool, torch.nn.Flatten(), model.classifier[:-1])
    return torch.nn.Sequential(model.features, torch.nn.AdaptiveAvgPool2d(1), torch.nn.Flatten())


def features(data, network, images, width, folder):
    out = folder / "vectors.f32"
    subprocess.run([BENCH, "vectors", data, network, images, out], check=True)
    return numpy.fromfile(out, "<f4").reshape(-1, width)


def report(name, expected, found):
    expected = expected.detach().numpy()
    difference = numpy.abs(expected - found)
    worst = (difference / (1 + numpy.abs(expected))).max()
    print("%-20s width %4d  largest value %8.3f  largest difference %.1e  %s"
          % (name, found.shape[1], numpy.abs(expected).max(), difference.max(), "ok" if worst <= TOLERANCE else "TOO MUCH"), flush=True)
    return worst <= TOLERANCE


def of_torchvision(name, width, folder, data):
    torch.manual_seed(1)
    model = settle(getattr(torchvision.models, name)())
    file = folder / (name + ".onnx")
    torch.onnx.export(model, torch.zeros(1, 3, 224, 224), file, opset_version=13, input_names=["image"],
                      dynamic_axes={"image": {0: "n"}})
    network = "random-" + name.replace("_", "-")
    subprocess.run([PROGRAM, "models", "add", file, "--name", network, "--data", data], check=True,
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    images = folder / name
    x = pictures(images, 224)
    mean, deviation = torch.tensor([0.485, 0.456, 0.406]), torch.tensor([0.229, 0.224, 0.225])
    x = (x - mean[:, None, None]) / deviation[:, None, None]
    with torch.no_grad():
        expected = without_head(model, name)(x)
    return report(name + ", random", expected, features(data, network, images, width, folder))


def of_package(network, forward, size, width, taps, folder, data):
    subprocess.run([PROGRAM, "models", "install", network, "--data", data], check=True,
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    images = folder / network
    x = pictures(images, size)
    weights = onnx_weights.read(str(data / "networks" / (network + ".onnx")))
    with torch.no_grad():
        expected = forward(weights, x, taps)
    return report(network, expected, features(data, network, images, width, folder))


def main():
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        data = folder / "data"
        right = [of_torchvision(name, width, folder, data) for name, width in (
            ("resnet18", 512), ("resnet50", 2048), ("resnet101", 2048), ("alexnet", 4096), ("squeezenet1_1", 512), ("mobilenet_v2", 1280))]
        right.append(of_package("mobilenetv2-taps", keras_networks.mobilenet_v2, 224, 736,
                                ["block_9_add", "block_10_project_BN", "block_13_expand_relu"], folder, data))
        right.append(of_package("inceptionv3-mixed5", keras_networks.inception_v3, 299, 768, ["mixed5"], folder, data))
    return 0 if all(right) else 1


if __name__ == "__main__":
    sys.exit(main())
