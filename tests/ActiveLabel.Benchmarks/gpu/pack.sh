#!/usr/bin/env bash
# Lays out a folder that measures on a machine with an NVIDIA GPU and no .NET SDK: the benchmark as a program of its own
# with ONNX Runtime for CUDA, networks for it and for PyTorch, and images.
#
#     tests/ActiveLabel.Benchmarks/gpu/pack.sh OUT [--networks resnet18,resnet50,mobilenet_v2]
#
# Needs the .NET SDK and PyTorch with torchvision (Debian: python3-torchvision; PYTHON names another Python). Where the
# package of ONNX Runtime for CUDA cannot be restored, it says so and packs the one for the CPU: good for a dry run only.
# Then copy OUT there and start OUT/run.py.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../../.." && pwd)
[ $# -ge 1 ] || { sed -n '2,10p' "${BASH_SOURCE[0]}" >&2; exit 2; }
out=$1; networks=resnet18,resnet50,mobilenet_v2
[ "${2-}" = --networks ] && networks=$3
export MSBUILDDISABLENODEREUSE=1
mkdir -p "$out"
# Artifacts of its own: building for CUDA shall not disturb the checkout's.
build=$(mktemp -d); trap 'rm -rf "$build"' EXIT
publish() {
    dotnet publish "$root/tests/ActiveLabel.Benchmarks" -c Release -r linux-x64 --self-contained -o "$out/bench" --artifacts-path "$build" \
        -p:Gpu="$1" --nologo -v quiet >"$build/log" 2>&1
}
echo "Publishing the benchmark for CUDA ..." >&2
if ! publish true; then
    grep -m1 -E 'error' "$build/log" >&2 || true
    echo "Without CUDA, then: this pack can only run dry." >&2
    rm -rf "$out/bench"
    publish false || { grep -m5 -E 'error' "$build/log" >&2; exit 1; }
fi
# TensorRT is not used, and the browser that other benchmarks drive neither.
rm -rf "$out/bench/libonnxruntime_providers_tensorrt.so" "$out/bench/.playwright"
echo "Exporting networks ..." >&2
"${PYTHON:-/usr/bin/python3}" "$here/export.py" "$out/networks" "$networks"
cp "$here/run.py" "$out/"
mkdir -p "$out/images"
cp "$root"/seed-images/*.jpg "$out/images/"
du -sh "$out" >&2
