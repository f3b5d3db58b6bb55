using System.Numerics;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ActiveLabel.Core.Rounds.Lineage;

/// <summary>What computes: another program or processor may round the last digit of a weight otherwise.</summary>
/// <param name="Version">Of this program.</param>
/// <param name="Runtime">Of .NET.</param>
/// <param name="Processor">Its kind and the width of its vectors; the number of its cores changes no bit.</param>
public sealed record ProgramFacts(string Version, string Runtime, string Processor)
{
    public static ProgramFacts Present { get; } = new(
        typeof(ProgramFacts).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "",
        Environment.Version.ToString(),
        $"{RuntimeInformation.ProcessArchitecture} {Widest()}/{Vector<float>.Count * 32}");

    private static int Widest() =>
        Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : Vector128.IsHardwareAccelerated ? 128 : 0;
}
