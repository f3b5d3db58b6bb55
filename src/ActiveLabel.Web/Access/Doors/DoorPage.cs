using ActiveLabel.Core;
using ActiveLabel.Core.People;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;

namespace ActiveLabel.Web.Access.Doors;

/// <summary>A page with a plain form, rendered by the request that asks for it or posts it.</summary>
public abstract class DoorPage : ComponentBase
{
    [CascadingParameter]
    public HttpContext Http { get; set; } = null!;

    [Inject]
    internal IAccountStore Accounts { get; set; } = null!;

    [Inject]
    internal Sessions Sessions { get; set; } = null!;

    [Inject]
    internal Doorkeeper Door { get; set; } = null!;

    [Inject]
    internal NavigationManager Navigation { get; set; } = null!;

    /// <summary>Why the last form was refused.</summary>
    protected string? Refusal { get; set; }

    protected CancellationToken Gone => Http.RequestAborted;

    /// <summary>Signs the account in and leads on.</summary>
    protected async Task EnterAsync(AccountFacts account, string to)
    {
        Door.Forget();
        await Sessions.BeginAsync(Http, account);
        Navigation.NavigateTo(SignInAddress.Local(to));
    }

    /// <summary>Does what the form asks for, or says why not.</summary>
    protected async Task TryAsync(Func<Task> act)
    {
        try
        {
            await act();
        }
        catch (WrongUseException refused)
        {
            Refusal = refused.Message;
        }
    }
}
