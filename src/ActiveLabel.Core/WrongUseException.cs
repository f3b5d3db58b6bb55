namespace ActiveLabel.Core;

/// <summary>
/// What a person asked for cannot be done as asked. The message names the thing and what to do about it, and may be
/// shown to that person as it is. The command line ends with exit code 2, the pages show the message.
/// </summary>
public sealed class WrongUseException : Exception
{
    public WrongUseException(string message) : base(message) { }

    public WrongUseException(string message, Exception inner) : base(message, inner) { }
}
