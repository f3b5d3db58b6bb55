using System.Runtime.InteropServices;

namespace ActiveLabel.Vision.Decoding;

/// <summary>
/// The pixels of one picture, as 32-bit values R | G &lt;&lt; 8 | B &lt;&lt; 16 | A &lt;&lt; 24, row after row. Whoever decodes many pictures
/// keeps one and lends it to each; it grows to the largest of the small ones. Not safe for two threads at once.
/// </summary>
internal sealed unsafe class PixelBuffer(DecodingMemory? memory = null) : IDisposable
{
    private readonly DecodingMemory _memory = memory ?? DecodingMemory.Shared;
    private nint _front;
    private nint _back;
    private int _frontCapacity;
    private int _backCapacity;
    private long _reserved;

    public int Width { get; private set; }

    public int Height { get; private set; }

    public Span<uint> Pixels => new((void*)_front, Width * Height);

    /// <summary>
    /// To be called before anything large is done for a picture: waits until other threads leave enough memory for it. What
    /// the buffer held is gone.
    /// </summary>
    /// <returns>Why there will never be enough, or null.</returns>
    public string? Reserve(long bytes)
    {
        ReleaseLarge();
        if (bytes <= DecodingMemory.Small) return null;
        if (_memory.Refusal(bytes) is { } refusal) return refusal;
        // What earlier pictures left is not part of what is reserved.
        Shrink();
        _memory.Take(bytes);
        _reserved = bytes;
        return null;
    }

    /// <summary>Makes room; what the buffer held is gone.</summary>
    public void Allocate(int width, int height)
    {
        ObjectDisposedException.ThrowIf(_frontCapacity < 0, this);
        Grow(ref _front, ref _frontCapacity, checked(width * height));
        (Width, Height) = (width, height);
    }

    /// <summary>Turns the picture upright.</summary>
    public void Apply(Orientation orientation)
    {
        if (orientation == Orientation.Upright) return;
        Grow(ref _back, ref _backCapacity, Width * Height);
        orientation.Turn(Pixels, new Span<uint>((void*)_back, Width * Height), Width, Height);
        (_front, _back) = (_back, _front);
        (_frontCapacity, _backCapacity) = (_backCapacity, _frontCapacity);
        if (orientation.SwapsSides) (Width, Height) = (Height, Width);
    }

    /// <summary>Lets go of the memory of a large picture. The pixels are gone then; those of a small one stay.</summary>
    public void ReleaseLarge()
    {
        if (_reserved == 0) return;
        Shrink();
        _memory.GiveBack(_reserved);
        _reserved = 0;
    }

    public void Dispose()
    {
        if (_frontCapacity < 0) return;
        ReleaseLarge();
        Shrink();
        _frontCapacity = -1;
    }

    private void Shrink()
    {
        NativeMemory.AlignedFree((void*)_front);
        NativeMemory.AlignedFree((void*)_back);
        (_front, _back, _frontCapacity, _backCapacity, Width, Height) = (0, 0, 0, 0, 0, 0);
    }

    private static void Grow(ref nint memory, ref int capacity, int count)
    {
        if (capacity >= count) return;
        NativeMemory.AlignedFree((void*)memory);
        (memory, capacity) = (0, 0);
        memory = (nint)NativeMemory.AlignedAlloc((nuint)count * sizeof(uint), 64);
        capacity = count;
    }
}
