using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;

namespace ActiveLabel.Vision.Inference;

/// <summary>
/// ONNX Runtime, told not to report to its maker before it starts: on Linux too it would gather what it runs, and send it
/// where a network is. Nothing of ours leaves the machine. Whoever uses ONNX Runtime comes by here first.
/// </summary>
internal static partial class RuntimeEnvironment
{
    public static OrtEnv Instance { get; } = Start();

    private static OrtEnv Start()
    {
        // Of the process itself: what .NET calls its environment is a copy that native code never sees.
        if (!OperatingSystem.IsWindows()) _ = SetVariable("ORT_DISABLE_TELEMETRY", "1", overwrite: 1);
        var environment = OrtEnv.Instance();
        environment.DisableTelemetryEvents();
        return environment;
    }

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetVariable(string name, string value, int overwrite);
}
