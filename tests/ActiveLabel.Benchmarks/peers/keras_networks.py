"""The two networks of the npm package as forward passes in PyTorch, written from their papers and Keras' definitions.

Weights come from the converted ONNX file, where every normalisation is folded into the convolution before it; what is
checked is everything else: the graph, strides, padding, activations, pooling and the cut.
"""

import torch
import torch.nn.functional as F


class _Found(dict):
    """Layers as they are computed; those behind the last one wanted are never reached, since a cut file lacks their weights."""

    def __init__(self, taps):
        super().__init__()
        self.taps = taps

    def complete(self):
        return all(tap in self for tap in self.taps)

    def features(self):
        return torch.cat([self[tap].mean((2, 3)) for tap in self.taps], 1)


class _Convolutions:
    def __init__(self, weights):
        self.weights = {name: torch.from_numpy(values.copy()) for name, values in weights.items()}

    def __call__(self, x, layer, stride=1, padding=0, groups=1):
        return F.conv2d(x, self.weights[layer + "/kernel"], self.weights[layer + "/bias"], stride, padding, groups=groups)


def mobilenet_v2(weights, x, taps):
    """Sandler et al. 2018; Keras pads a stride of two at the right and at the bottom only."""
    conv, found = _Convolutions(weights), _Found(taps)

    def depthwise(x, layer, stride):
        x = F.pad(x, (0, 1, 0, 1)) if stride == 2 else F.pad(x, (1, 1, 1, 1))
        return F.relu6(conv(x, layer, stride, groups=x.shape[1]))

    x = F.relu6(conv(F.pad(x, (0, 1, 0, 1)), "Conv1", 2))
    x = conv(depthwise(x, "expanded_conv_depthwise", 1), "expanded_conv_project")
    strides = {1: 2, 3: 2, 6: 2, 13: 2}
    residual = {2, 4, 5, 7, 8, 9, 11, 12, 14, 15}
    for block in range(1, 17):
        name = "block_%d" % block
        inner = found[name + "_expand_relu"] = F.relu6(conv(x, name + "_expand"))
        if found.complete():
            return found.features()
        inner = conv(depthwise(inner, name + "_depthwise", strides.get(block, 1)), name + "_project")
        found[name + "_project_BN"] = inner
        x = x + inner if block in residual else inner
        if block in residual:
            found[name + "_add"] = x
    found["out_relu"] = F.relu6(conv(x, "Conv_1"))
    return found.features()


def inception_v3(weights, x, taps):
    """Szegedy et al. 2015 up to mixed5, convolutions taken in the order of their numbers."""
    conv, found = _Convolutions(weights), _Found(taps)
    numbered = sorted((name[:-7] for name in weights if name.endswith("/kernel")), key=lambda name: int("0" + "".join(filter(str.isdigit, name.split("_")[-1]))))
    names = iter(numbered)

    def step(x, stride=1, same=True):
        layer = next(names)
        height, width = weights[layer + "/kernel"].shape[2:]
        return F.relu(conv(x, layer, stride, (height // 2, width // 2) if same else 0))

    def chain(x, count):
        for _ in range(count):
            x = step(x)
        return x

    def average(x):
        return F.avg_pool2d(x, 3, 1, 1, count_include_pad=False)

    x = step(step(step(x, 2, same=False), same=False))
    x = F.max_pool2d(x, 3, 2)
    x = F.max_pool2d(step(step(x, same=False), same=False), 3, 2)
    for block in range(3):
        x = found["mixed%d" % block] = torch.cat([chain(x, 1), chain(x, 2), chain(x, 3), step(average(x))], 1)
    x = found["mixed3"] = torch.cat([step(x, 2, same=False), step(chain(x, 2), 2, same=False), F.max_pool2d(x, 3, 2)], 1)
    for block in (4, 5):
        x = found["mixed%d" % block] = torch.cat([chain(x, 1), chain(x, 3), chain(x, 5), step(average(x))], 1)
    return found.features()
