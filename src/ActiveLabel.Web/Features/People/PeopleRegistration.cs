using ActiveLabel.Web.Features.People.Models;
using ActiveLabel.Web.Features.People.Work;
using Microsoft.Extensions.DependencyInjection;

namespace ActiveLabel.Web.Features.People;

internal static class PeopleRegistration
{
    /// <summary>What the pages about how people label need beyond the stores.</summary>
    public static IServiceCollection AddPeopleWork(this IServiceCollection services) => services.AddSingleton<WorkBook>().AddSingleton<StudyDesk>();
}
