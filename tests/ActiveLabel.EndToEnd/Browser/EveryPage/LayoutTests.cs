using Shouldly;
using Xunit;

namespace ActiveLabel.EndToEnd.Browser.EveryPage;

/// <summary>
/// Every page fits narrow windows, 200 % zoom and wide text spacing, has targets to hit, keeps still for who asks for it, and
/// says in words what it shows.
/// </summary>
[Collection(nameof(WholeProduct))]
public sealed class LayoutTests(PreparedServer server)
{
    [Theory]
    [MemberData(nameof(PageStates.Names), MemberType = typeof(PageStates))]
    public async Task Nothing_is_cut_off_or_too_small_to_hit(string name) => string.Join('\n', (await server.Visits.OfAsync(name)).Layout).ShouldBeEmpty(name);
}
