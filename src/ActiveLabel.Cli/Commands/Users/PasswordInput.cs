using System.Text;
using ActiveLabel.Core;

namespace ActiveLabel.Cli.Commands.Users;

/// <summary>A password, typed unseen or from a pipe.</summary>
internal static class PasswordInput
{
    public static string Read()
    {
        if (Console.IsInputRedirected)
            return Console.In.ReadLine() is { Length: > 0 } line ? line : throw new WrongUseException("Give the password as the first line of stdin.");

        var password = Ask("Password: ");
        return password == Ask("Once more: ") ? password : throw new WrongUseException("The two passwords differ.");
    }

    private static string Ask(string prompt)
    {
        Console.Error.Write(prompt);
        var typed = new StringBuilder();
        while (Console.ReadKey(intercept: true) is { Key: not ConsoleKey.Enter } key)
        {
            if (key.Key == ConsoleKey.Backspace)
                typed.Length = Math.Max(0, typed.Length - 1);
            else if (!char.IsControl(key.KeyChar))
                typed.Append(key.KeyChar);
        }

        Console.Error.WriteLine();
        return typed.ToString();
    }
}
