namespace ActiveLabel.Cli.Terminal;

/// <summary>What is being done, for a person, on stderr; at once, unlike <see cref="Progress{T}"/>, which would print after the end.</summary>
internal sealed class Messages : IProgress<string>
{
    public void Report(string value) => Console.Error.WriteLine(value);
}
