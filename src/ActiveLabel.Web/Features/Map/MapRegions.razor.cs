using ActiveLabel.Core.Features.Map;
using ActiveLabel.Core.Images;
using ActiveLabel.Core.Projects;
using ActiveLabel.Web.Shell;
using Microsoft.AspNetCore.Components;

namespace ActiveLabel.Web.Features.Map;

/// <summary>What lies in each part of the map.</summary>
public sealed partial class MapRegions
{
    private const int Examples = 3;
    private const int MostLabels = 3;

    private List<Region>? _regions;
    private ImageSurvey? _shown;

    [CascadingParameter]
    public ProjectContext Context { get; set; } = null!;

    [CascadingParameter]
    public ImageSurvey Survey { get; set; } = null!;

    [Inject] private IMapFacts Facts { get; set; } = null!;

    [Inject] private IImageStore Store { get; set; } = null!;

    protected override async Task OnParametersSetAsync()
    {
        if (ReferenceEquals(_shown, Survey))
            return;

        _shown = Survey;
        var facts = (await Facts.ListAsync(Context.Id, CancellationToken.None)).ToDictionary(f => f.ImageId);
        var parts = Survey.ImageIds.ToArray().Index().Where(i => facts.ContainsKey(i.Item)).GroupBy(i => Survey.Regions[i.Index], i => i.Item).OrderBy(g => g.Key).ToList();
        var examples = await Store.FindAsync(Context.Id, [.. parts.SelectMany(p => Spread([.. p]))], CancellationToken.None);
        _regions = parts.ConvertAll(part =>
        {
            long[] ids = [.. part];
            var labels = ids.Select(id => facts[id].ClassId).OfType<long>().CountBy(id => id)
                .Select(l => (Class: Context.FindClass(l.Key), l.Value)).Where(l => l.Class is not null).OrderByDescending(l => l.Value).Take(MostLabels);
            return new Region(
                part.Key, ids.Length, ids.Count(id => facts[id].IsAnswered), [.. labels.Select(l => (l.Class!, l.Value))],
                [.. Spread(ids).Where(examples.ContainsKey).Select(id => examples[id].Image)]);
        });
    }

    private static IEnumerable<long> Spread(long[] ids) => Enumerable.Range(0, Math.Min(Examples, ids.Length)).Select(i => ids[i * ids.Length / Examples]).Distinct();

    private sealed record Region(int Number, int Count, int Labelled, IReadOnlyList<(ProjectClass Class, int Count)> Labels, IReadOnlyList<ProjectImage> Examples);
}
