namespace ActiveLabel.Benchmarks;

/// <summary>What is given as <c>--name N</c>.</summary>
internal sealed class Arguments(string[] args)
{
    public int Number(string name, int otherwise)
    {
        var at = Array.IndexOf(args, $"--{name}");
        return at >= 0 && at + 1 < args.Length ? int.Parse(args[at + 1]) : otherwise;
    }

    /// <summary>What follows <c>--name</c>, or null.</summary>
    public string? Text(string name)
    {
        var at = Array.IndexOf(args, $"--{name}");
        return at >= 0 && at + 1 < args.Length ? args[at + 1] : null;
    }
}
