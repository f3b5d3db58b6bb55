namespace ActiveLabel.Benchmarks;

internal static class Figures
{
    /// <summary>One line: median, 95th percentile and maximum.</summary>
    public static void Print(string what, List<double> milliseconds)
    {
        if (milliseconds.Count == 0)
        {
            Console.WriteLine($"{what}: none");
            return;
        }

        milliseconds.Sort();
        var p95 = milliseconds[(int)Math.Ceiling(milliseconds.Count * 0.95) - 1];
        Console.WriteLine($"{what}: median {milliseconds[milliseconds.Count / 2]:0} ms, p95 {p95:0} ms, max {milliseconds[^1]:0} ms over {milliseconds.Count}");
    }
}
