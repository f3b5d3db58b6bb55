using System.Globalization;
using ActiveLabel.Core;

namespace ActiveLabel.Vision.Inference;

internal enum DeviceWish
{
    Auto,
    Cpu,
    Cuda,
}

/// <summary>What a person asked to compute on.</summary>
/// <param name="Devices">Numbers of the CUDA devices, at least one; not looked at for the CPU.</param>
internal sealed record DeviceChoice(DeviceWish Wish, IReadOnlyList<int> Devices)
{
    /// <exception cref="WrongUseException">Neither auto, cpu, cuda nor cuda:0,1.</exception>
    public static DeviceChoice Parse(string text)
    {
        switch (text.ToLowerInvariant())
        {
            case "auto": return new(DeviceWish.Auto, [0]);
            case "cpu": return new(DeviceWish.Cpu, [0]);
            case "cuda": return new(DeviceWish.Cuda, [0]);
        }
        var numbers = text.StartsWith("cuda:", StringComparison.OrdinalIgnoreCase) ? text[5..].Split(',') : [];
        var devices = new List<int>();
        foreach (var number in numbers)
        {
            if (!int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var device)) break;
            if (!devices.Contains(device)) devices.Add(device);
        }
        return numbers.Length > 0 && devices.Count == numbers.Length
            ? new(DeviceWish.Cuda, devices)
            : throw new WrongUseException($"Unknown device '{text}': it is auto, cpu, cuda, or cuda: with device numbers, such as cuda:0 or cuda:0,1.");
    }
}
