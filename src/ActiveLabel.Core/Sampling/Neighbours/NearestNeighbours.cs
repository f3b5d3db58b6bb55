using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace ActiveLabel.Core.Sampling.Neighbours;

/// <summary>For each of some points of length one, the others nearest by angle, found by comparing all with all.</summary>
internal sealed class NearestNeighbours
{
    private readonly int[] _others;
    private readonly float[] _similarities;

    private NearestNeighbours(int points, int count)
    {
        (Points, Count) = (points, count);
        (_others, _similarities) = (new int[points * count], new float[points * count]);
    }

    public int Points { get; }

    public void Write(BinaryWriter writer)
    {
        writer.Write(Points);
        writer.Write(Count);
        writer.Write(MemoryMarshal.AsBytes<int>(_others));
        Floats.Write(writer, _similarities);
    }

    public static NearestNeighbours Read(BinaryReader reader)
    {
        var read = new NearestNeighbours(reader.ReadInt32(), reader.ReadInt32());
        reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(read._others.AsSpan()));
        Floats.Read(reader).CopyTo(read._similarities, 0);
        return read;
    }

    /// <summary>Neighbours of each point.</summary>
    public int Count { get; }

    /// <summary>The neighbours of a point, the nearest first; equally near ones by their number.</summary>
    public ReadOnlySpan<int> Others(int point) => _others.AsSpan(point * Count, Count);

    /// <summary>The cosines to them.</summary>
    public ReadOnlySpan<float> Similarities(int point) => _similarities.AsSpan(point * Count, Count);

    /// <param name="points">[<paramref name="n"/>, <paramref name="length"/>] row-major.</param>
    /// <param name="count">Neighbours wanted; fewer where there are fewer points.</param>
    public static NearestNeighbours Of(float[] points, int n, int length, int count, CancellationToken cancel)
    {
        var found = new NearestNeighbours(n, Math.Max(0, Math.Min(count, n - 1)));
        Array.Fill(found._similarities, float.NegativeInfinity);
        Parallel.For(0, n, BackgroundThreads.Loop(cancel), i => found.Search(points, length, i, first: 0));
        return found;
    }

    /// <summary>The same as of all the points at once, but only what is new is compared. There are more points than neighbours already.</summary>
    /// <param name="points">[<paramref name="n"/>, <paramref name="length"/>] these points, and after them others.</param>
    public NearestNeighbours With(float[] points, int n, int length, CancellationToken cancel)
    {
        var found = new NearestNeighbours(n, Count);
        Array.Fill(found._similarities, float.NegativeInfinity);
        _others.CopyTo(found._others, 0);
        _similarities.CopyTo(found._similarities, 0);
        Parallel.For(0, n, BackgroundThreads.Loop(cancel), i => found.Search(points, length, i, first: i < Points ? Points : 0));
        return found;
    }

    private void Search(float[] points, int length, int point, int first)
    {
        var others = _others.AsSpan(point * Count, Count);
        var similarities = _similarities.AsSpan(point * Count, Count);
        var own = points.AsSpan(point * length, length);
        for (var i = first; i < Points && Count > 0; i++)
        {
            if (i == point) continue;
            var similarity = TensorPrimitives.Dot(own, points.AsSpan(i * length, length));
            if (similarity <= similarities[^1]) continue;
            var place = Count - 1;
            for (; place > 0 && similarities[place - 1] < similarity; place--)
                (others[place], similarities[place]) = (others[place - 1], similarities[place - 1]);
            (others[place], similarities[place]) = (i, similarity);
        }
    }
}
