using ActiveLabel.Core.People;

namespace ActiveLabel.Web.Access;

/// <summary>
/// What the first admin shows to be whoever started the server: printed at its start, another at the next. It holds
/// until there is an account.
/// </summary>
internal sealed class SetupToken
{
    public string Value { get; } = LinkToken.New();

    public bool Is(string? token) => token is not null && LinkToken.AreSame(token, Value);
}
