using ActiveLabel.Vision.Networks;
using ActiveLabel.Vision.Networks.Keras;
using Google.Protobuf;

namespace ActiveLabel.Tests.Vision.Networks;

/// <summary>Compares a converted network, as the runtime computes it, with the reference.</summary>
internal static class Agreement
{
    private const float Tolerance = 1e-4f;

    /// <returns>The largest difference, relative where values are above 1.</returns>
    public static float Assert(LayersModel model, IReadOnlyList<string> taps, int height, int width, int images)
    {
        var input = SampleImages.Create(images, height, width);
        using var trial = new TrialRun(OnnxConversion.Convert(model, taps).ToByteArray());
        var output = trial.Run(input, images, 3, height, width).ShouldHaveSingleItem();
        output.Name.ShouldBe("features");

        var reference = new ReferenceNetwork(model);
        float[] expected =
        [
            .. input.Chunk(3 * height * width).SelectMany(image =>
            {
                var values = reference.Run(Picture.FromChannelsFirst(image, 3, height, width), taps);
                return taps.SelectMany(tap => values[tap].Means());
            }),
        ];
        output.Shape.ShouldBe([images, expected.Length / images]);
        expected.Distinct().Count().ShouldBeGreaterThan(1, "a network of one value would agree with anything");

        var worst = expected.Zip(output.Values, (wanted, found) => Math.Abs(wanted - found) / Math.Max(1, Math.Abs(wanted))).Max();
        worst.ShouldBeLessThan(Tolerance);
        return worst;
    }
}
