namespace ActiveLabel.Benchmarks;

/// <summary>Numbers given as <c>--name N</c>.</summary>
internal sealed class Arguments(string[] args)
{
    public int Number(string name, int otherwise)
    {
        var at = Array.IndexOf(args, $"--{name}");
        return at >= 0 && at + 1 < args.Length ? int.Parse(args[at + 1]) : otherwise;
    }
}
