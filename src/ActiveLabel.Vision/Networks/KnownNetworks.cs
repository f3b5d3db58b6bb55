using ActiveLabel.Core.Features;
using ActiveLabel.Vision.Networks.Keras;

namespace ActiveLabel.Vision.Networks;

/// <summary>The networks that this program can get by itself.</summary>
internal static class KnownNetworks
{
    private const string ModelZoo = "https://huggingface.co/onnxmodelzoo";

    private static readonly NpmPackage Package =
        new("nsfwjs", "4.4.0", 24973068, "krC1fgeTLXtZwgdpKJ0jm7hqv0gTSRQQRL+FhOaxaJ9Wj92t42BO3csO2odwgTAgZgf2RvkwPtp0R8Aa7dc+MA==");

    /// <summary>
    /// MobileNetV2 1.0/224, trained on ImageNet, its upper half tuned on other pictures by the authors of the package. The
    /// features are taken from three layers of the middle, which tell textures apart better than the last layer does.
    /// </summary>
    public static KnownNetwork Default { get; } = new(
        "mobilenetv2-taps",
        "MobileNetV2 1.0/224, three middle layers",
        new KerasOrigin(
            new PackedModel(Package, "package/dist/models/mobilenet_v2"),
            "out_relu",
            "5ef02d270bf7c1fdfb4f82bd6547e688b692d59434c15683459f09661d313f20",
            new Dictionary<int, float> { [0] = 7.81663f, [63] = 7.25598f, [64] = 1.30851f, [159] = 0.97137f, [500] = 0.42192f }),
        ["block_9_add", "block_10_project_BN", "block_13_expand_relu"],
        Keras(224),
        736,
        "MIT",
        "npm package nsfwjs 4.4.0, MobileNetV2 with ImageNet weights");

    /// <summary>InceptionV3, trained on ImageNet, tuned above the layer that is used. Slower than the default, and no better on its own.</summary>
    public static KnownNetwork Inception { get; } = new(
        "inceptionv3-mixed5",
        "InceptionV3, layer mixed5",
        new KerasOrigin(
            new PackedModel(Package, "package/dist/models/inception_v3"),
            "mixed10",
            "e97d6eadeaa5a1204f74db56dbd028e0d8ee507089da5ab3584f3f20e8fd2646",
            new Dictionary<int, float> { [0] = 0.08282f, [50] = 2.35595f, [73] = 2.87803f, [608] = 2.14337f, [746] = 2.18016f }),
        ["mixed5"],
        Keras(299),
        768,
        "MIT",
        "npm package nsfwjs 4.4.0, InceptionV3 with ImageNet weights");

    public static IReadOnlyList<KnownNetwork> All { get; } =
    [
        Default,
        Inception,
        FromZoo("resnet18", "ResNet-18 v1", "resnet18-v1-7", 46820737, "4e8f8653e7a2222b3904cc3fe8e304cd8b339ce1d05fd24688162f86fb6df52c", 512),
        FromZoo("resnet50", "ResNet-50 v1", "resnet50-v1-12", 102576593, "3f03fdef724b22947eed826f1eef1dc5c34151bb4c37d634f1db89dfa2dd1526", 2048),
        FromZoo("resnet101", "ResNet-101 v1", "resnet101-v1-7", 178914043, "760702f6ec0138f71ebac66f4e95d1c72dc9267a8544f4d4667a53075fd0497c", 2048),
        FromZoo("alexnet", "AlexNet (BVLC)", "bvlcalexnet-12", 243863787, "6b0da9510f27f234ee96a85dc3809dd210150fdefad87f6850f9788513216945", 4096) with
        {
            Preprocessing = new Preprocessing(
                224, 224, ResizeMode.Stretch, ChannelOrder.Bgr, 1, new PerChannel(104.007f, 116.669f, 122.679f), PerChannel.All(1)),
        },
        FromZoo("mobilenetv2", "MobileNetV2 1.0", "mobilenetv2-12", 13964571, "c0c3f76d93fa3fd6580652a45618618a220fced18babf65774ed169de0432ad5", 1280),
        FromZoo("squeezenet1.1", "SqueezeNet 1.1", "squeezenet1.1-7", 4956208, "1eeff551a67ae8d565ca33b572fc4b66e3ef357b0eb2863bb9ff47a918cc4088", 512),
    ];

    /// <summary>
    /// Pictures are stretched although their authors cut out the middle: what lies at the border of a crop tells defects
    /// apart, and stretching did better than padding where it was measured.
    /// </summary>
    private static KnownNetwork FromZoo(string id, string title, string file, long bytes, string sha256, int vectorLength) => new(
        id,
        title,
        new DownloadOrigin($"{ModelZoo}/{file}/resolve/main/{file}.onnx", bytes, sha256),
        [],
        new Preprocessing(
            224, 224, ResizeMode.Stretch, ChannelOrder.Rgb, 1f / 255, new PerChannel(0.485f, 0.456f, 0.406f), new PerChannel(0.229f, 0.224f, 0.225f)),
        vectorLength,
        "Apache-2.0",
        $"ONNX Model Zoo, {file}.onnx, trained on ImageNet");

    private static Preprocessing Keras(int size) =>
        new(size, size, ResizeMode.Stretch, ChannelOrder.Rgb, 1f / 255, PerChannel.All(0), PerChannel.All(1));
}
