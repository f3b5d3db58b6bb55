using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace ActiveLabel.Core.Features;

public enum DeviceWish
{
    /// <summary>CUDA where it works, else the CPU.</summary>
    Auto,
    Cpu,
    Cuda,
}

/// <summary>What a person asked to compute on.</summary>
/// <param name="Devices">Numbers of the CUDA devices, at least one; not looked at for the CPU.</param>
public sealed record DeviceChoice(DeviceWish Wish, IReadOnlyList<int> Devices)
{
    /// <summary>No machine has more; a larger number is a slip of the finger.</summary>
    public const int HighestDevice = 63;

    /// <summary>Reads <c>auto</c>, <c>cpu</c>, <c>cuda</c>, <c>cuda:0</c> or <c>cuda:0,1</c>.</summary>
    /// <returns>False for anything else, or a device named twice.</returns>
    public static bool TryParse(string text, [NotNullWhen(true)] out DeviceChoice? choice)
    {
        choice = text.ToLowerInvariant() switch
        {
            "auto" => new(DeviceWish.Auto, [0]),
            "cpu" => new(DeviceWish.Cpu, [0]),
            "cuda" => new(DeviceWish.Cuda, [0]),
            _ => Numbered(text),
        };
        return choice is not null;
    }

    /// <exception cref="WrongUseException">It names no device.</exception>
    public static DeviceChoice Parse(string text) => TryParse(text, out var choice) ? choice : throw new WrongUseException(Unknown(text));

    internal static string Unknown(string text) =>
        $"Unknown device '{text}': it is auto, cpu, cuda, or cuda: with device numbers, such as cuda:0 or cuda:0,1.";

    private static DeviceChoice? Numbered(string text)
    {
        if (!text.StartsWith("cuda:", StringComparison.OrdinalIgnoreCase)) return null;
        var devices = new List<int>();
        foreach (var number in text[5..].Split(','))
        {
            if (!int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var device)
                || device > HighestDevice || devices.Contains(device)) return null;
            devices.Add(device);
        }
        return new(DeviceWish.Cuda, devices);
    }
}
