using Shouldly;
using Xunit;

namespace ActiveLabel.EndToEnd.Browser.EveryPage;

/// <summary>axe finds nothing on any page, in light and dark, on a desktop and on a phone.</summary>
[Collection(nameof(WholeProduct))]
public sealed class AxeTests(PreparedServer server)
{
    [Fact]
    public void Every_route_is_among_the_pages_that_are_looked_at()
    {
        PageStates.Routes.ShouldNotBeEmpty();
        PageStates.Routes.Except(PageStates.All.Select(state => state.Route)).ShouldBeEmpty("pages that PageStates.cs does not know");
    }

    [Theory]
    [MemberData(nameof(PageStates.Names), MemberType = typeof(PageStates))]
    public async Task Axe_finds_nothing(string name) => string.Join('\n', (await server.Visits.OfAsync(name)).Axe).ShouldBeEmpty(name);
}
