using System.Globalization;
using ActiveLabel.Core;
using ActiveLabel.Core.People;
using ActiveLabel.Web.Access;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace ActiveLabel.Web.Features.People;

/// <summary>Members, invitations and new passwords.</summary>
public sealed partial class PeoplePage
{
    private IReadOnlyList<Member>? _members;
    private IReadOnlyList<Invitation>? _invitations;
    private IReadOnlyList<string> _admins = [];
    private ProjectRole _role = ProjectRole.Labeler;
    private int _uses = 5;
    private int _days = 7;
    private long? _leaving;
    private ShownLink? _link;
    private ElementReference _linkField;
    private bool _copied;
    private string? _refusal;

    [Inject]
    internal PeopleDesk Desk { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private IJSRuntime Script { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    private Visitor Me => Context.Visitor;

    private string AdminsText => _admins.Count == 0 ? "" : $"Admins of the server are admins here too: {string.Join(", ", _admins)}.";

    protected override Task OnInitializedAsync() => Me.AccountId is null ? Task.CompletedTask : LoadAsync();

    private async Task LoadAsync()
    {
        _members = await Desk.MembersAsync(ProjectId, CancellationToken.None);
        _invitations = await Desk.OpenInvitationsAsync(ProjectId, CancellationToken.None);
        _admins = await Desk.ServerAdminsAsync(CancellationToken.None);
    }

    private async Task ActAsync(Func<Task> act)
    {
        (_refusal, _leaving) = (null, null);
        try
        {
            await act();
        }
        catch (WrongUseException refused)
        {
            _refusal = refused.Message;
        }

        await LoadAsync();
    }

    private Task ChangeRoleAsync(Member member, ChangeEventArgs change) => ActAsync(() =>
        Enum.TryParse<ProjectRole>(change.Value as string, out var role)
            ? Desk.ChangeRoleAsync(Me, ProjectId, member.Membership.PersonId, role, CancellationToken.None)
            : Task.CompletedTask);

    private Task RemoveAsync(Member member) => ActAsync(() => Desk.RemoveAsync(Me, ProjectId, member.Membership.PersonId, CancellationToken.None));

    private Task WithdrawAsync(Invitation invitation) => ActAsync(() => Desk.WithdrawAsync(Me, ProjectId, invitation.Id, CancellationToken.None));

    private Task InviteAsync() => ActAsync(async () => Show(
        "The invitation's link",
        $"For {Shell.Wording.Count(_uses, "person", "people")}. It is shown only now: copy it and send it.",
        await Desk.InviteAsync(Me, ProjectId, _role, _uses, _days, CancellationToken.None)));

    private Task ResetAsync(Member member) => ActAsync(async () => Show(
        $"A new password for {member.Name}",
        "Hand this link over yourself: whoever opens it chooses the password. It works once, within two days.",
        await Desk.ResetAsync(Me, ProjectId, member, CancellationToken.None)));

    private void Show(string title, string text, string path) => (_link, _copied) = (new ShownLink(title, text, Navigation.ToAbsoluteUri(path).ToString()), false);

    private async Task CopyAsync() => _copied = await Script.InvokeAsync<bool>("activelabel.copy", _linkField);

    private static string Day(DateTimeOffset at) => at.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private string Seen(AccountFacts? account) => account switch
    {
        null => "account removed",
        { LastSeenAt: null } => "never",
        { LastSeenAt: { } at } when Time.GetUtcNow() - at < TimeSpan.FromMinutes(2) => "now",
        { LastSeenAt: { } at } when Time.GetUtcNow() - at < TimeSpan.FromHours(24) => at.ToString("HH:mm 'UTC'", CultureInfo.InvariantCulture),
        { LastSeenAt: { } at } => Day(at),
    };

    private sealed record ShownLink(string Title, string Text, string Url);
}
