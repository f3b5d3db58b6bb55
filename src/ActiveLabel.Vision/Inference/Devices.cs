using ActiveLabel.Core;
using ActiveLabel.Core.Features;
using Microsoft.ML.OnnxRuntime;

namespace ActiveLabel.Vision.Inference;

/// <summary>A network loaded on every device that will compute.</summary>
/// <param name="Name">What computes.</param>
/// <param name="Reason">Why it is the CPU where nobody asked for it; else null.</param>
internal sealed record Devices(IReadOnlyList<FeatureSession> Sessions, string Name, string? Reason, bool OnGpu = false) : IDisposable
{
    private const string Cuda = "CUDAExecutionProvider";

    public string Description => Reason is null ? Name : $"{Name}, since {Reason}";

    /// <summary>Finds out what this machine has. Where CUDA is wished for and cannot be had, the CPU does it, and it is said why.</summary>
    /// <param name="share">Of each GPU's memory, that may be taken.</param>
    /// <exception cref="WrongUseException">
    /// The network cannot be loaded, does not fit its descriptor, or the machine has GPUs but not those that were named.
    /// </exception>
    public static Devices Open(Featurizer featurizer, DeviceChoice choice, int cores, double share = 1)
    {
        if (choice.Wish == DeviceWish.Cpu) return OnCpu(featurizer, cores, null);
        var there = CudaDriver.Devices();
        if (there.Count == 0) return OnCpu(featurizer, cores, "no NVIDIA device answers here");
        var chosen = choice.Devices.Select(number => there.FirstOrDefault(device => device.Number == number) ?? throw Missing(number, there)).ToList();
        if (!RuntimeEnvironment.Instance.GetAvailableProviders().Contains(Cuda, StringComparer.Ordinal))
            return OnCpu(featurizer, cores, "this build has no CUDA support");
        try
        {
            return OnCuda(featurizer, chosen, share);
        }
        catch (OnnxRuntimeException failure)
        {
            return OnCpu(featurizer, cores, $"CUDA does not work here: {RuntimeMessage.Of(failure)}");
        }
    }

    /// <summary>Tries on each GPU how many images at once are computed fastest; all at the same time, as they will work.</summary>
    public Task FindBatchesAsync(TimeProvider time, CancellationToken cancel = default) =>
        OnGpu ? Task.WhenAll(Sessions.Select(session => Task.Run(() => session.FindBatch(time, cancel), cancel))) : Task.CompletedTask;

    public void Dispose()
    {
        foreach (var session in Sessions) session.Dispose();
    }

    private static Devices OnCpu(Featurizer featurizer, int cores, string? reason)
    {
        try
        {
            return new Devices([FeatureSession.OnCpu(featurizer, cores)], $"CPU, {cores} {(cores == 1 ? "core" : "cores")}", reason);
        }
        catch (OnnxRuntimeException failure)
        {
            throw new WrongUseException(
                $"The network {featurizer.Network} ({featurizer.NetworkFile}) cannot be loaded: {RuntimeMessage.Of(failure)}", failure);
        }
    }

    private static Devices OnCuda(Featurizer featurizer, IReadOnlyList<CudaDevice> devices, double share)
    {
        var sessions = new List<FeatureSession>();
        try
        {
            foreach (var device in devices) sessions.Add(FeatureSession.OnCuda(featurizer, device, share));
            return new Devices(sessions, "CUDA device " + string.Join(", ", devices.Select(d => $"{d.Number} ({d.Name})")), null, OnGpu: true);
        }
        catch
        {
            foreach (var session in sessions) session.Dispose();
            throw;
        }
    }

    private static WrongUseException Missing(int number, IReadOnlyList<CudaDevice> there) => new(
        $"There is no CUDA device {number}: this machine has {string.Join(" and ", there.Select(d => $"{d.Number} ({d.Name})"))}.");
}
