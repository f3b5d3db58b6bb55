#!/usr/bin/env python3
"""Writes networks up to the input of their last dense layer, as ONNX and as TorchScript of the same random weights.

    export.py OUT resnet18,resnet50,mobilenet_v2
"""
import pathlib, sys, warnings

import torch
from torchvision import models

warnings.filterwarnings("ignore")


class Features(torch.nn.Module):
    def __init__(self, name):
        super().__init__()
        torch.manual_seed(1)
        whole = getattr(models, name)(weights=None)
        parts = list(whole.children())[:-1]
        if not name.startswith("resnet"):
            parts = [whole.features, torch.nn.AdaptiveAvgPool2d(1)]
        self.body = torch.nn.Sequential(*parts)

    def forward(self, x):
        return torch.flatten(self.body(x), 1)


out = pathlib.Path(sys.argv[1])
out.mkdir(parents=True, exist_ok=True)
for name in sys.argv[2].split(","):
    network, example = Features(name), torch.zeros(1, 3, 224, 224)
    # One training step of nothing but the normalisation's statistics: else random layers fade the picture out.
    for layer in network.modules():
        if isinstance(layer, torch.nn.BatchNorm2d):
            layer.momentum = 1
    with torch.no_grad():
        network.train()(torch.rand(16, 3, 96, 96))
    network.eval()
    torch.onnx.export(network, example, str(out / f"{name}.onnx"), opset_version=13, input_names=["image"], output_names=["features"],
                      dynamic_axes={"image": {0: "n"}, "features": {0: "n"}})
    torch.jit.trace(network, example).save(str(out / f"{name}.pt"))
