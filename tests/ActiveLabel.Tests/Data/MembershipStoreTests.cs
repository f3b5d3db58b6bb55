using ActiveLabel.Core;
using ActiveLabel.Core.People;
using ActiveLabel.Core.Projects;
using Shouldly;
using Xunit;

namespace ActiveLabel.Tests.Data;

public sealed class MembershipStoreTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_member_has_a_role_until_taken_out()
    {
        await using var installation = await Installation.CreateAsync();
        var (project, person) = await PrepareAsync(installation);
        var members = installation.Get<IMembershipStore>();
        (await members.FindAsync(project, person, default)).ShouldBeNull();

        await members.AddAsync(Membership.Create(project, person, ProjectRole.Labeler, Noon), default);
        var found = (await members.FindAsync(project, person, default)).ShouldNotBeNull();
        (found.Role, found.Since).ShouldBe((ProjectRole.Labeler, Noon));
        (await members.OfPersonAsync(person, default)).Single().ProjectId.ShouldBe(project);

        (await members.RemoveAsync(project, person, default)).ShouldBeTrue();
        (await members.RemoveAsync(project, person, default)).ShouldBeFalse();
        (await members.ListAsync(project, default)).ShouldBeEmpty();
        (await Should.ThrowAsync<WrongUseException>(() => members.ChangeAsync(project, person, m => m.Become(ProjectRole.Admin), default)))
            .Message.ShouldContain("not in this project any more");
    }

    [Fact]
    public async Task Joining_again_never_takes_a_role_away()
    {
        await using var installation = await Installation.CreateAsync();
        var (project, person) = await PrepareAsync(installation);
        var members = installation.Get<IMembershipStore>();
        foreach (var role in new[] { ProjectRole.Labeler, ProjectRole.Admin, ProjectRole.Labeler })
            await members.AddAsync(Membership.Create(project, person, role, Noon), default);

        var member = (await members.ListAsync(project, default)).Single();
        member.Role.ShouldBe(ProjectRole.Admin);
    }

    [Fact]
    public async Task A_waiver_of_practice_tells_who_gave_it_and_when()
    {
        await using var installation = await Installation.CreateAsync();
        var (project, person) = await PrepareAsync(installation);
        var members = installation.Get<IMembershipStore>();
        await members.AddAsync(Membership.Create(project, person, ProjectRole.Labeler, Noon), default);

        await members.ChangeAsync(project, person, m => m.WaivePractice(7, Noon.AddHours(1)), default);
        await members.ChangeAsync(project, person, m => m.WaivePractice(8, Noon.AddHours(2)), default);
        var waived = (await members.FindAsync(project, person, default))!;
        (waived.PracticeWaivedAt, waived.PracticeWaivedBy).ShouldBe((Noon.AddHours(1), 7));

        await members.ChangeAsync(project, person, m => m.RequirePractice(), default);
        (await members.FindAsync(project, person, default))!.PracticeWaivedAt.ShouldBeNull();
    }

    private static async Task<(long Project, long Person)> PrepareAsync(Installation installation)
    {
        var project = await installation.Get<IProjectStore>().AddAsync(Project.Create("Knots", ["sound", "dry"], "net", Noon), default);
        return (project.Id, await installation.PersonAsync());
    }
}
