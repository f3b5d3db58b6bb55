using System.Runtime.Intrinsics;
using ActiveLabel.Core.Features.Likeness;
using ActiveLabel.Core.Models.Scoring;
using Shouldly;
using Xunit;

namespace ActiveLabel.Tests.Features.Likeness;

public sealed class PanelKernelTests
{
    private static readonly PanelKernel[] AllWidths =
    [
        new PanelKernel<Vector128<float>, Lanes128>(), new PanelKernel<Vector256<float>, Lanes256>(), new PanelKernel<Vector512<float>, Lanes512>(),
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(128)]
    public void Products_are_those_that_multiplying_one_by_one_gives_in_registers_of_every_width(int length)
    {
        var random = new Random(length);
        float[] points = [.. Enumerable.Range(0, PanelKernel.Rows * length).Select(_ => random.NextSingle() - 0.5f)];
        float[] panel = [.. Enumerable.Range(0, length * PanelKernel.PanelPoints).Select(_ => random.NextSingle() - 0.5f)];
        foreach (var kernel in AllWidths)
        {
            var products = new float[PanelKernel.Rows * PanelKernel.PanelPoints];
            kernel.Multiply(points, panel, length, products);
            for (var i = 0; i < PanelKernel.Rows; i++)
            {
                for (var j = 0; j < PanelKernel.PanelPoints; j++)
                {
                    products[(i * PanelKernel.PanelPoints) + j].ShouldBe(
                        (float)Enumerable.Range(0, length).Sum(k => (double)points[(i * length) + k] * panel[(k * PanelKernel.PanelPoints) + j]), 1e-4f);
                }
            }
        }
    }

    [Fact]
    public void The_bits_of_what_is_greater_come_in_order_and_nothing_that_is_not_a_number_is_greater()
    {
        var products = new float[PanelKernel.PanelPoints];
        (products[0], products[5], products[17], products[31]) = (2, 1, float.NaN, 3);
        foreach (var kernel in AllWidths)
        {
            kernel.Above(products, 1).ShouldBe(1u | (1u << 31));
            kernel.Above(products, 0.5f).ShouldBe(1u | (1u << 5) | (1u << 31));
            kernel.Above(products, float.PositiveInfinity).ShouldBe(0u);
        }
    }
}
