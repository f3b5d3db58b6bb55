using System.Globalization;
using System.Reflection;
using System.Security.Claims;
using ActiveLabel.Web.Features.Projects.Overview;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace ActiveLabel.Web.Access;

/// <summary>
/// Shows a page to whom it is for, and takes it away from who is no longer: asked at every step from page to page, and
/// again every few seconds, since a page may stay open for days.
/// </summary>
public sealed partial class PageGate : IDisposable
{
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(10);

    private readonly CancellationTokenSource _closed = new();
    private Admission? _admission;
    private bool _judging;

    [Parameter, EditorRequired]
    public RouteData Route { get; set; } = null!;

    [Parameter, EditorRequired]
    public RenderFragment ChildContent { get; set; } = null!;

    [Inject]
    internal Doorkeeper Door { get; set; } = null!;

    [Inject]
    private AuthenticationStateProvider Authentication { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    private string Title => _admission?.Verdict == Verdict.NotInProject ? "This project is not yours to open" : "This page is for admins";

    public void Dispose()
    {
        _closed.Cancel();
        _closed.Dispose();
    }

    // The page before stays until it is known whether the next may be shown.
    protected override bool ShouldRender() => !_judging;

    protected override Task OnParametersSetAsync() => JudgeAsync();

    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender)
            _ = WatchAsync(_closed.Token);
    }

    private static Audience AudienceOf(RouteData route) =>
        route.PageType.GetCustomAttribute<OpenToAttribute>()?.Audience
        ?? (ProjectOf(route) is null ? Audience.ServerAdmins : Audience.ProjectAdmins);

    private static long? ProjectOf(RouteData route) =>
        route.RouteValues.TryGetValue("ProjectId", out var id) ? Convert.ToInt64(id, CultureInfo.InvariantCulture) : null;

    private async Task JudgeAsync()
    {
        _judging = true;
        try
        {
            var user = (await Authentication.GetAuthenticationStateAsync()).User;
            Follow(await Door.JudgeAsync(user, AudienceOf(Route), ProjectOf(Route), CancellationToken.None));
        }
        finally
        {
            _judging = false;
        }
    }

    private void Follow(Admission admission)
    {
        var here = "/" + Navigation.ToBaseRelativePath(Navigation.Uri);
        if (admission.Verdict == Verdict.SignIn)
            Navigation.NavigateTo(SignInAddress.For(here), forceLoad: true);
        else if (admission is { Verdict: Verdict.OnlyAdmins } && Route.PageType == typeof(OverviewPage))
            Navigation.NavigateTo($"{here.TrimEnd('/')}/label", replace: true);
        // An equal one is kept: what hangs on it is not rendered for nothing.
        else if (admission != _admission)
            _admission = admission;
    }

    private async Task WatchAsync(CancellationToken closed)
    {
        using var timer = new PeriodicTimer(Between, Time);
        try
        {
            while (await timer.WaitForNextTickAsync(closed))
            {
                await InvokeAsync(async () =>
                {
                    var before = _admission;
                    await JudgeAsync();
                    if (before != _admission)
                        StateHasChanged();
                });
            }
        }
        catch (Exception end) when (end is OperationCanceledException or ObjectDisposedException)
        {
            // The page is closed.
        }
    }
}
