using System.Runtime.InteropServices;

namespace ActiveLabel.Vision.Decoding;

/// <summary>
/// The pixels of one picture, as 32-bit values R | G &lt;&lt; 8 | B &lt;&lt; 16 | A &lt;&lt; 24, row after row. Whoever decodes many pictures
/// keeps one and lends it to each; it grows to the largest. Not safe for two threads at once.
/// </summary>
internal sealed unsafe class PixelBuffer : IDisposable
{
    /// <summary>Pixels above which a picture is large: 64 MiB.</summary>
    public const int LargePicture = 16 << 20;

    // However many threads decode, one large picture is held at a time, so that a folder of them fits into memory.
    private static readonly SemaphoreSlim LargePictures = new(1, 1);

    private nint _front;
    private nint _back;
    private int _frontCapacity;
    private int _backCapacity;
    private bool _large;

    public int Width { get; private set; }

    public int Height { get; private set; }

    public Span<uint> Pixels => new((void*)_front, Width * Height);

    /// <summary>Makes room; what the buffer held is gone.</summary>
    public void Allocate(int width, int height)
    {
        ObjectDisposedException.ThrowIf(_frontCapacity < 0, this);
        var count = checked(width * height);
        if (_large) Shrink();
        if (count > LargePicture)
        {
            LargePictures.Wait();
            _large = true;
        }
        Grow(ref _front, ref _frontCapacity, count);
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
        if (_large) Shrink();
    }

    public void Dispose()
    {
        if (_frontCapacity < 0) return;
        Shrink();
        _frontCapacity = -1;
    }

    private void Shrink()
    {
        NativeMemory.AlignedFree((void*)_front);
        NativeMemory.AlignedFree((void*)_back);
        (_front, _back, _frontCapacity, _backCapacity, Width, Height) = (0, 0, 0, 0, 0, 0);
        if (_large) LargePictures.Release();
        _large = false;
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
