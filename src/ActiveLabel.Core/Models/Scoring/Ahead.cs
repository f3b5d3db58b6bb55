using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace ActiveLabel.Core.Models.Scoring;

/// <summary>Tells the processor which memory comes next.</summary>
internal static class Ahead
{
    private const int LineBytes = 64;

    /// <summary>
    /// Fetches what lies behind a vector, as long as so many of them. The processor's own guess starts anew at each row
    /// where two are read side by side: that took twice the time that the memory needs.
    /// </summary>
    /// <remarks>Only a hint: where other memory lies there, or none, nothing happens.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void Fetch(ReadOnlySpan<float> vector, int vectors)
    {
        if (!Sse.IsSupported) return;
        // No pin: at worst the collector moves the vector, and the hint names memory that nobody wants.
        var behind = (byte*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(vector)) + (vector.Length * sizeof(float));
        var bytes = vectors * vector.Length * sizeof(float);
        for (var at = 0; at < bytes; at += LineBytes)
        {
            Sse.Prefetch0(behind + at);
        }
    }
}
