using System.CommandLine;

namespace ActiveLabel.Cli.Commands;

/// <summary>What computes.</summary>
internal static class DeviceOption
{
    public static Option<string> One() => Of("auto, cpu, cuda or cuda:N.");

    public static Option<string> Several() => Of("auto, cpu, cuda, or cuda:0,1 with the numbers of several GPUs.");

    private static Option<string> Of(string description) => new("--device") { Description = description, DefaultValueFactory = _ => "auto" };
}
