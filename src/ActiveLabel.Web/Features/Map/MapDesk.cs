using System.Buffers.Binary;
using System.Runtime.InteropServices;
using ActiveLabel.Core;
using ActiveLabel.Core.Features;
using ActiveLabel.Core.Features.Map;
using ActiveLabel.Core.Images;
using ActiveLabel.Core.Labels;
using ActiveLabel.Core.Models;
using ActiveLabel.Core.People;
using ActiveLabel.Core.Projects;
using ActiveLabel.Web.Access;
using ActiveLabel.Web.Features.Images;
using ActiveLabel.Web.Features.Similar;

namespace ActiveLabel.Web.Features.Map;

/// <summary>Serves the map: where the points lie, what they are, and labels for many of them at once.</summary>
internal sealed class MapDesk(
    SurveyBook surveys, IMapFacts facts, IModelStore models, IVectorIndex index, IVectorStore vectors, IFeaturizerCatalogue networks, IPersonStore people,
    IImageStore images, SelectionLabels labels)
{
    public const int MostShown = 60;

    public const int MostLabelled = 250;

    /// <summary>People with a colour of their own; the others share one.</summary>
    private const int MostPeople = 11;

    /// <summary>int32 n, int32 mark of these images, float32 [n, 2] places, float64 [n] image ids, uint8 [n] regions, little-endian: what a script can use without reading it first.</summary>
    public async Task<byte[]?> PointsAsync(Project project, CancellationToken cancel)
    {
        if (await surveys.FindAsync(project, cancel) is not { } survey)
            return null;

        var bytes = new byte[8 + (17 * survey.Count)];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, survey.Count);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(4), MarkOf(survey.ImageIds));
        MemoryMarshal.AsBytes(survey.Places).CopyTo(bytes.AsSpan(8));
        survey.Regions.CopyTo(bytes.AsSpan(8 + (16 * survey.Count)));
        var ids = MemoryMarshal.Cast<byte, double>(bytes.AsSpan(8 + (8 * survey.Count), 8 * survey.Count));
        for (var i = 0; i < ids.Length; i++) ids[i] = survey.ImageIds[i];
        return bytes;
    }

    public async Task<MapColours?> ColoursAsync(Project project, MapColouring by, CancellationToken cancel)
    {
        if (await surveys.FindAsync(project, cancel) is not { } survey)
            return null;

        var known = (await facts.ListAsync(project.Id, cancel)).ToDictionary(f => f.ImageId);
        MapFact[] of = [.. survey.ImageIds.ToArray().Select(id => known.GetValueOrDefault(id, new MapFact(id, Split.Pool, null, IsAnswered: false)))];
        return by switch
        {
            MapColouring.Label => ByLabel(project, of),
            MapColouring.Split => Colours(by, of, [("Pool", 0), ("Test", 1)], f => f.Split == Split.Test ? 1 : 0, null),
            MapColouring.Person => await ByPersonAsync(project, of, cancel),
            _ => await ByModelAsync(project, by, of, cancel),
        };
    }

    public async Task<MapImagesAnswer> ShowAsync(Project project, MapImagesRequest request, CancellationToken cancel)
    {
        if (request.ImageIds.Count is 0 or > MostShown)
            throw new WrongUseException($"'imageIds' are 1 to {MostShown}, not {request.ImageIds.Count}.");

        var found = await images.FindAsync(project.Id, request.ImageIds, cancel);
        return new MapImagesAnswer(
        [
            .. request.ImageIds.Where(found.ContainsKey).Select(id => found[id]).Select(i => new MapImage(
                i.Image.Id, i.Image.FileName, ImageAddress.For(i.Image, ImageAddress.Thumbnail),
                i.Answer is null ? null : project.Classes.FirstOrDefault(c => c.Id == i.Answer.ClassId)?.Name ?? "poor example",
                i.Image.Split.ToString().ToLowerInvariant())),
        ]);
    }

    public async Task<MapLabelsAnswer> LabelAsync(Project project, Visitor visitor, MapLabelsRequest request, CancellationToken cancel)
    {
        if (request.ImageIds.Count is 0 or > MostLabelled)
            throw new WrongUseException($"'imageIds' are 1 to {MostLabelled}, not {request.ImageIds.Count}.");

        var entries = await labels.AppendAsync(visitor, project, [.. request.ImageIds], request.ClassId, cancel);
        return new MapLabelsAnswer([.. entries.Select(e => new MapLabel(e.Id, e.ImageId))]);
    }

    public async Task<MapUndoAnswer> UndoAsync(Project project, Visitor visitor, MapUndoRequest request, CancellationToken cancel)
    {
        if (request.Labels.Count is 0 or > MostLabelled)
            throw new WrongUseException($"'labels' are 1 to {MostLabelled}, not {request.Labels.Count}.");

        await labels.TakeBackAsync(visitor, project, [.. request.Labels.Select(l => (l.Id, l.ImageId))], cancel);
        return new MapUndoAnswer(request.Labels.Count);
    }

    private static MapColours ByLabel(Project project, MapFact[] of)
    {
        var ordinals = project.Classes.Index().ToDictionary(c => c.Item.Id, c => c.Index);
        var classes = project.Classes.Count;
        return Colours(
            MapColouring.Label, of, [.. project.Classes.Select(c => (c.Name, (int?)c.Ordinal)), ("Poor example", null), ("No label", null)],
            f => f.ClassId is { } id && ordinals.TryGetValue(id, out var at) ? at : f.IsPoorExample ? classes : classes + 1, null);
    }

    private async Task<MapColours> ByPersonAsync(Project project, MapFact[] of, CancellationToken cancel)
    {
        var who = await facts.PeopleAsync(project.Id, cancel);
        var names = await people.ListAsync(cancel);
        long[] most = [.. who.Values.CountBy(id => id).OrderByDescending(p => p.Value).ThenBy(p => p.Key).Take(MostPeople).Select(p => p.Key)];
        var places = most.Index().ToDictionary(p => p.Item, p => p.Index);
        return Colours(
            MapColouring.Person, of,
            [.. most.Select((id, at) => (names.TryGetValue(id, out var person) ? person.Name : $"Person {id}", (int?)at)), ("Others", MostPeople), ("No label", null)],
            f => !who.TryGetValue(f.ImageId, out var person) ? most.Length + 1 : places.GetValueOrDefault(person, most.Length), null);
    }

    private async Task<MapColours> ByModelAsync(Project project, MapColouring by, MapFact[] of, CancellationToken cancel)
    {
        var version = await models.LatestAsync(project.Id, cancel);
        var featurizer = networks.Find(project.Network)!;
        if (version is null || version.FeaturizerId != featurizer.Id)
            return Colours(by, of, [("Not predicted", null)], _ => 0, "No model has been trained yet on what the network sees in these images.");

        var rows = await index.RowsAsync(project.Id, featurizer.Id, cancel);
        using var reader = vectors.OpenRead(featurizer);
        int[] at = [.. Enumerable.Range(0, of.Length).Where(i => rows.ContainsKey(of[i].ImageId))];
        var predictions = await Task.Run(
            () => version.Model.CreateScorer().Score(new VectorRows(reader, Array.ConvertAll(at, i => rows[of[i].ImageId])), cancel: cancel), cancel);
        var predicted = new Dictionary<long, long>(at.Length);
        for (var i = 0; i < at.Length; i++)
        {
            if (float.IsFinite(predictions[i][0]))
                predicted[of[at[i]].ImageId] = version.ClassIds[predictions.Best(i)];
        }

        if (by == MapColouring.Error)
        {
            return Colours(
                by, of, [("As labelled", 2), ("Not as labelled", 1), ("No label", null)],
                f => f.ClassId is null || !predicted.TryGetValue(f.ImageId, out var p) ? 2 : p == f.ClassId ? 0 : 1,
                $"What version {version.Number} says beside the labels. It was trained on those of the pool, so that it mostly agrees with them: how good it is stands on Review.");
        }

        var ordinals = version.ClassIds.Index().ToDictionary(c => c.Item, c => c.Index);
        var names = project.Classes.ToDictionary(c => c.Id);
        return Colours(
            by, of,
            [.. version.ClassIds.Select(id => names.TryGetValue(id, out var c) ? (c.Name, (int?)c.Ordinal) : ("A class that is gone", null)), ("Not predicted", null)],
            f => predicted.TryGetValue(f.ImageId, out var p) ? ordinals[p] : ordinals.Count, $"By version {version.Number}.");
    }

    private static MapColours Colours(MapColouring by, MapFact[] of, (string Name, int? Colour)[] groups, Func<MapFact, int> groupOf, string? note)
    {
        var codes = Array.ConvertAll(of, f => (ushort)groupOf(f));
        var counts = codes.CountBy(c => c).ToDictionary(c => (int)c.Key, c => c.Value);
        return new MapColours(
            by, MarkOf(Array.ConvertAll(of, f => f.ImageId)), [.. groups.Select((g, at) => new MapGroup(g.Name, counts.GetValueOrDefault(at), g.Colour))], MemoryMarshal.AsBytes<ushort>(codes).ToArray(), note);
    }

    /// <summary>Tells images from others for as long as the program runs.</summary>
    private static int MarkOf(ReadOnlySpan<long> imageIds)
    {
        var hash = new HashCode();
        hash.AddBytes(MemoryMarshal.AsBytes(imageIds));
        return hash.ToHashCode();
    }
}
