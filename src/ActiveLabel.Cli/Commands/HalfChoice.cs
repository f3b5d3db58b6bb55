using ActiveLabel.Cli.Terminal;
using ActiveLabel.Core;
using ActiveLabel.Core.Features;
using ActiveLabel.Core.Images;
using ActiveLabel.Core.Projects;
using ActiveLabel.Vision.Networks;

namespace ActiveLabel.Cli.Commands;

/// <summary>What <c>featurize --half</c> means: the project's images are described by the half-precision form of its network.</summary>
internal static class HalfChoice
{
    /// <exception cref="WrongUseException">Nothing is won by it here, or the project has vectors in full precision.</exception>
    public static async Task<Project> TakeAsync(IServiceProvider services, Project project, FeaturizationOptions options, CancellationToken cancel)
    {
        if (DeviceChoice.TryParse(options.Device, out var choice) && (choice.Wish == DeviceWish.Cpu || !HalfNetworks.HaveDevice))
        {
            var why = choice.Wish == DeviceWish.Cpu ? "--device cpu was asked for" : "no NVIDIA device answers here";
            throw new WrongUseException($"Half precision is for GPUs, and {why}: on a CPU it would only be slower. Leave --half out.");
        }

        if (HalfNetworks.IsHalf(project.Network))
            return project;

        var featurizer = services.GetRequiredService<IFeaturizerCatalogue>().Find(project.Network);
        var counts = await services.GetRequiredService<IImageStore>().CountAsync(project.Id, featurizer?.Id, cancel);
        if (counts.Featurized > 0)
            throw new WrongUseException(
                $"'{project.Name}' has {counts.Featurized} vectors in full precision, with which others do not mix. Make a project with "
                + $"--featurizer {project.Network}-half after `activelabel models half {project.Network}`.");

        var half = await services.GetRequiredService<HalfNetworks>().AddAsync(project.Network, id: null, new Messages(), cancel);
        return await services.GetRequiredService<IProjectStore>().ChangeAsync(project.Id, p => p.DescribeBy(half.Network), cancel);
    }
}
