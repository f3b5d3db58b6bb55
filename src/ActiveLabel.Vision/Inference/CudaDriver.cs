using System.Runtime.InteropServices;
using System.Text;

namespace ActiveLabel.Vision.Inference;

/// <summary>A CUDA device as its driver describes it.</summary>
/// <param name="TotalMemory">Bytes.</param>
internal sealed record CudaDevice(int Number, string Name, ulong TotalMemory);

/// <summary>
/// Asks NVIDIA's driver which devices there are. The driver's library is there wherever CUDA can work, needs no toolkit,
/// and numbers the devices as ONNX Runtime does (CUDA_VISIBLE_DEVICES), which nvidia-smi does not.
/// </summary>
internal static unsafe class CudaDriver
{
    private const int NameLength = 128;

    /// <returns>None where there is no driver, or it finds no device.</returns>
    public static IReadOnlyList<CudaDevice> Devices()
    {
        var library = OperatingSystem.IsWindows() ? "nvcuda.dll" : "libcuda.so.1";
        if (!NativeLibrary.TryLoad(library, out var driver)) return [];
        // Never unloaded: ONNX Runtime uses it from now on.
        try
        {
            return Ask(driver);
        }
        catch (EntryPointNotFoundException)
        {
            return [];
        }
    }

    private static List<CudaDevice> Ask(nint driver)
    {
        var initialize = (delegate* unmanaged<uint, int>)NativeLibrary.GetExport(driver, "cuInit");
        var countDevices = (delegate* unmanaged<int*, int>)NativeLibrary.GetExport(driver, "cuDeviceGetCount");
        var find = (delegate* unmanaged<int*, int, int>)NativeLibrary.GetExport(driver, "cuDeviceGet");
        var name = (delegate* unmanaged<byte*, int, int, int>)NativeLibrary.GetExport(driver, "cuDeviceGetName");
        var memory = (delegate* unmanaged<nuint*, int, int>)NativeLibrary.GetExport(driver, "cuDeviceTotalMem_v2");
        var devices = new List<CudaDevice>();
        int count;
        if (initialize(0) != 0 || countDevices(&count) != 0) return devices;
        var text = stackalloc byte[NameLength];
        for (var number = 0; number < count; number++)
        {
            int handle;
            nuint bytes;
            if (find(&handle, number) != 0 || name(text, NameLength, handle) != 0 || memory(&bytes, handle) != 0) continue;
            devices.Add(new CudaDevice(number, Encoding.UTF8.GetString(MemoryMarshal.CreateReadOnlySpanFromNullTerminated(text)), bytes));
        }
        return devices;
    }
}
