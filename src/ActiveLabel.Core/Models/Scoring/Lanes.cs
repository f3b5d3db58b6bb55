using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ActiveLabel.Core.Models.Scoring;

/// <summary>Several floats at a time, in registers of one width: the same kernel for all processors.</summary>
internal interface ILanes<TVector>
    where TVector : struct
{
    static abstract int Count { get; }

    static abstract TVector Load(ref float start, nuint at);

    static abstract TVector MultiplyAdd(TVector left, TVector right, TVector sum);

    static abstract float Sum(TVector vector);

    static abstract TVector Fill(float value);

    static abstract void Store(TVector vector, ref float start, nuint at);

    /// <returns>A bit for each lane that is greater, the first lane's the lowest.</returns>
    static abstract uint Above(TVector vector, TVector bound);
}

internal readonly struct Lanes512 : ILanes<Vector512<float>>
{
    public static int Count => Vector512<float>.Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Load(ref float start, nuint at) => Vector512.LoadUnsafe(ref start, at);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> MultiplyAdd(Vector512<float> left, Vector512<float> right, Vector512<float> sum) =>
        Vector512.MultiplyAddEstimate(left, right, sum);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sum(Vector512<float> vector) => Lanes256.Sum(vector.GetLower() + vector.GetUpper());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Fill(float value) => Vector512.Create(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector512<float> vector, ref float start, nuint at) => vector.StoreUnsafe(ref start, at);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Above(Vector512<float> vector, Vector512<float> bound) => (uint)Vector512.GreaterThan(vector, bound).ExtractMostSignificantBits();
}

internal readonly struct Lanes256 : ILanes<Vector256<float>>
{
    public static int Count => Vector256<float>.Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Load(ref float start, nuint at) => Vector256.LoadUnsafe(ref start, at);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> MultiplyAdd(Vector256<float> left, Vector256<float> right, Vector256<float> sum) =>
        Vector256.MultiplyAddEstimate(left, right, sum);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sum(Vector256<float> vector) => Lanes128.Sum(vector.GetLower() + vector.GetUpper());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Fill(float value) => Vector256.Create(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector256<float> vector, ref float start, nuint at) => vector.StoreUnsafe(ref start, at);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Above(Vector256<float> vector, Vector256<float> bound) => Vector256.GreaterThan(vector, bound).ExtractMostSignificantBits();
}

internal readonly struct Lanes128 : ILanes<Vector128<float>>
{
    public static int Count => Vector128<float>.Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Load(ref float start, nuint at) => Vector128.LoadUnsafe(ref start, at);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> MultiplyAdd(Vector128<float> left, Vector128<float> right, Vector128<float> sum) =>
        Vector128.MultiplyAddEstimate(left, right, sum);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sum(Vector128<float> vector) => Vector128.Sum(vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Fill(float value) => Vector128.Create(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector128<float> vector, ref float start, nuint at) => vector.StoreUnsafe(ref start, at);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Above(Vector128<float> vector, Vector128<float> bound) => Vector128.GreaterThan(vector, bound).ExtractMostSignificantBits();
}
