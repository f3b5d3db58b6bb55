using ActiveLabel.Vision.Networks;

namespace ActiveLabel.Cli.Commands.Models;

/// <summary>The words for the ways to pool.</summary>
internal static class PoolingText
{
    public static Pooling? Read(string? word) => word switch
    {
        "mean" => Pooling.Mean,
        "max" => Pooling.Max,
        "both" => Pooling.Both,
        _ => null,
    };

    public static string Write(Pooling pooling) => pooling switch
    {
        Pooling.Both => "mean and maximum",
        Pooling.Max => "maximum",
        _ => "mean",
    };
}
