using ActiveLabel.Vision.Drawing;
using CsCheck;
using Shouldly;
using Xunit;

namespace ActiveLabel.Tests.Vision.Drawing;

public sealed class PortableMathTests
{
    [Fact]
    public void Exp_agrees_with_the_platform() =>
        Gen.Double[-300, 300].Sample(x => Math.Abs((PortableMath.Exp(x) / Math.Exp(x)) - 1) < 1e-11);

    [Fact]
    public void Sine_and_cosine_agree_with_the_platform() =>
        Gen.Double[-40, 40].Sample(turns =>
        {
            var (sin, cos) = PortableMath.SinCos(turns);
            Math.Abs(sin - Math.Sin(turns * 2 * Math.PI)).ShouldBeLessThan(1e-9);
            Math.Abs(cos - Math.Cos(turns * 2 * Math.PI)).ShouldBeLessThan(1e-9);
        });

    [Fact]
    public void Noise_stays_near_its_bounds_and_has_mean_zero()
    {
        var noise = new GradientNoise(5);
        var values = Enumerable.Range(0, 20_000).Select(i => noise.At(i * 0.37, i * 0.11)).ToList();
        values.Average().ShouldBe(0, 0.02);
        values.ShouldAllBe(value => Math.Abs(value) < 1.7);
        values.Max().ShouldBeGreaterThan(0.6);
    }
}
