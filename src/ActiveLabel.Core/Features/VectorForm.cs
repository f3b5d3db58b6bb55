using System.Text.Json.Serialization;

namespace ActiveLabel.Core.Features;

/// <summary>How the values of stored vectors are written. Whoever reads them gets 32-bit floats from either.</summary>
public enum VectorForm
{
    /// <summary>IEEE 754 binary32: as the network gave them.</summary>
    [JsonStringEnumMemberName("float32")]
    Float32,

    /// <summary>IEEE 754 binary16: half the bytes, 11 significant bits, magnitudes up to 65504.</summary>
    [JsonStringEnumMemberName("float16")]
    Float16,
}
