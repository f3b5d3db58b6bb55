namespace ActiveLabel.Vision.Inference;

/// <summary>
/// Computes a batch in parts that fit a device's memory. It begins with the whole; where memory runs out, parts are halved,
/// and stay so for the batches to come.
/// </summary>
internal sealed class PartsInMemory(Func<Exception, bool> isOutOfMemory)
{
    // As runtimes and drivers word it: ONNX Runtime's arena, its limit, CUDA, cuBLAS and cuDNN.
    private static readonly string[] Words =
        ["Failed to allocate memory", "smaller than requested bytes", "out of memory", "ALLOC_FAILED", "bad allocation", "bad_alloc"];

    private volatile int _most = int.MaxValue;

    /// <summary>Images of one part at most.</summary>
    public int Most => _most;

    public static bool SaysOutOfMemory(Exception failure) => Array.Exists(Words, word => failure.Message.Contains(word, StringComparison.OrdinalIgnoreCase));

    /// <param name="compute">Given the first image of a part and how many.</param>
    /// <exception cref="Exception">What <paramref name="compute"/> threw, also where memory is not enough for one image.</exception>
    public void Run(int count, Action<int, int> compute)
    {
        for (var from = 0; from < count;)
        {
            var part = Math.Min(_most, count - from);
            try
            {
                compute(from, part);
                from += part;
            }
            catch (Exception failure) when (part > 1 && isOutOfMemory(failure))
            {
                _most = (part + 1) / 2;
            }
        }
    }
}
