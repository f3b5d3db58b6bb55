using ActiveLabel.Core;
using ActiveLabel.Core.Features;
using Microsoft.ML.OnnxRuntime;

namespace ActiveLabel.Vision.Inference;

/// <summary>A network loaded on every device that will compute.</summary>
/// <param name="Description">What computes, and where it is not what was asked for, why.</param>
internal sealed record Devices(IReadOnlyList<FeatureSession> Sessions, string Description) : IDisposable
{
    private const string Cuda = "CUDAExecutionProvider";

    /// <summary>Finds out what this machine has. Where CUDA is wished for and cannot be had, the CPU does it, and it is said why.</summary>
    /// <exception cref="WrongUseException">The network cannot be loaded, or does not fit its descriptor.</exception>
    public static Devices Open(Featurizer featurizer, DeviceChoice choice, int cores)
    {
        var cpu = $"CPU, {cores} {(cores == 1 ? "core" : "cores")}";
        if (choice.Wish == DeviceWish.Cpu) return OnCpu(featurizer, cores, cpu);
        if (!OrtEnv.Instance().GetAvailableProviders().Contains(Cuda, StringComparer.Ordinal))
            return OnCpu(featurizer, cores, $"{cpu}, since this build has no CUDA support");
        try
        {
            return OnCuda(featurizer, choice.Devices);
        }
        catch (OnnxRuntimeException failure)
        {
            return OnCpu(featurizer, cores, $"{cpu}, since CUDA does not work here: {FirstLine(failure)}");
        }
    }

    public void Dispose()
    {
        foreach (var session in Sessions) session.Dispose();
    }

    private static Devices OnCpu(Featurizer featurizer, int cores, string description)
    {
        try
        {
            return new Devices([FeatureSession.OnCpu(featurizer, cores)], description);
        }
        catch (OnnxRuntimeException failure)
        {
            throw new WrongUseException(
                $"The network {featurizer.Network} ({featurizer.NetworkFile}) cannot be loaded: {FirstLine(failure)}", failure);
        }
    }

    private static Devices OnCuda(Featurizer featurizer, IReadOnlyList<int> devices)
    {
        var sessions = new List<FeatureSession>();
        try
        {
            foreach (var device in devices) sessions.Add(FeatureSession.OnCuda(featurizer, device));
            return new Devices(sessions, "CUDA device " + string.Join(", ", devices));
        }
        catch
        {
            foreach (var session in sessions) session.Dispose();
            throw;
        }
    }

    private static string FirstLine(OnnxRuntimeException failure) => failure.Message.Split('\n', 2)[0].Trim();
}
