using System.Text.Json.Serialization;

namespace ActiveLabel.Vision.Networks;

/// <summary>How a layer that spreads over the picture becomes one value a channel. Part of the cut network, so of its hash.</summary>
public enum Pooling
{
    [JsonStringEnumMemberName("mean")]
    Mean,

    [JsonStringEnumMemberName("max")]
    Max,

    /// <summary>Of each layer the means, then the maxima: twice as many values.</summary>
    [JsonStringEnumMemberName("both")]
    Both,
}
