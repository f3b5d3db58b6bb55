using ActiveLabel.Core.Features;
using ActiveLabel.Core.Features.Likeness;
using ActiveLabel.Core.Features.Map;
using ActiveLabel.Core.Images;
using Shouldly;
using Xunit;

namespace ActiveLabel.Tests.Features.Map;

public sealed class SurveyTests
{
    private const int Length = 20;
    private const int Groups = 5;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(16)]
    public void Of_few_images_all_lie_somewhere(int count)
    {
        var survey = Make(Values(count));

        survey.Count.ShouldBe(count);
        survey.Places.ToArray().ShouldAllBe(p => float.IsFinite(p));
        survey.Loneliness.ToArray().ShouldAllBe(d => float.IsFinite(d) && d >= 0);
        survey.Loneliest().Count().ShouldBe(count);
        survey.Regions.Length.ShouldBe(count);
    }

    [Fact]
    public void Images_that_are_all_the_same_are_one_group_and_still_lie_beside_each_other()
    {
        var survey = Make([.. Enumerable.Repeat(Values(1), 40).SelectMany(v => v)]);

        survey.Groups.ShouldHaveSingleItem().ImageIds.Count.ShouldBe(40);
        survey.Places.ToArray().ShouldAllBe(p => float.IsFinite(p));
        survey.Places.ToArray().Distinct().Count().ShouldBeGreaterThan(40);
        survey.Loneliness.ToArray().ShouldAllBe(d => d == 0);
    }

    [Fact]
    public void An_image_without_a_usable_vector_is_left_out_and_counted()
    {
        var values = Values(30);
        values[(4 * Length) + 2] = float.NaN;

        var survey = Make(values);

        survey.Count.ShouldBe(29);
        survey.LeftOut.ShouldBe(1);
        survey.IndexOf(IdOf(4)).ShouldBeLessThan(0);
        survey.IndexOf(IdOf(5)).ShouldBeGreaterThanOrEqualTo(0);
    }

    [Fact]
    public void The_same_images_give_the_same_survey_on_any_number_of_threads()
    {
        var (one, three) = (Make(Values(300), threads: 1), Make(Values(300), threads: 3));

        one.Places.ToArray().ShouldBe(three.Places.ToArray());
        one.Loneliness.ToArray().ShouldBe(three.Loneliness.ToArray());
        one.Groups.SelectMany(g => g.ImageIds).ShouldBe(three.Groups.SelectMany(g => g.ImageIds));
    }

    [Fact]
    public void What_looks_alike_lies_together_and_more_truly_so_than_along_the_main_directions()
    {
        var values = Values(400);
        var rows = Rows(values);
        var survey = Make(values);
        var whitening = ActiveLabel.Core.Sampling.Neighbours.Whitening.Of(rows, 1, default);
        var points = PointsOf.All(whitening, rows, 2, out var length, default);
        var start = MapStart.Of(points, length, Ids(400), 1, default);

        var (map, plane) = (Trustworthiness.Of(points, length, survey.Places, 12), Trustworthiness.Of(points, length, start, 12));

        map.ShouldBeGreaterThan(plane);
        map.ShouldBeGreaterThan(0.85);
        Neighbours(survey).Average(pair => pair.Image % Groups == pair.Nearest % Groups ? 1 : 0).ShouldBeGreaterThan(0.97);
    }

    [Fact]
    public void The_image_that_is_like_no_other_is_the_loneliest()
    {
        var values = Values(200);
        for (var j = 0; j < Length; j++) values[(77 * Length) + j] = j == 3 ? 9 : 0;

        Make(values).Loneliest().First().ImageId.ShouldBe(IdOf(77));
    }

    [Fact]
    public void New_images_come_to_those_that_they_look_like_and_no_other_moves()
    {
        var values = Values(260);
        var before = Make(values[..(200 * Length)]);

        var after = Surveying.Add(before, Rows(values[..(200 * Length)]), Ids(260)[200..], Rows(values[(200 * Length)..]), 2, default);

        after.Count.ShouldBe(260);
        for (var i = 0; i < 200; i++)
            (after.Places[2 * i], after.Places[(2 * i) + 1]).ShouldBe((before.Places[2 * i], before.Places[(2 * i) + 1]));
        Neighbours(after).Where(pair => pair.Image >= 200).Average(pair => pair.Image % Groups == pair.Nearest % Groups ? 1 : 0).ShouldBeGreaterThan(0.95);
    }

    [Fact]
    public void New_images_without_a_usable_vector_are_not_asked_for_again()
    {
        var values = Values(31);
        var before = Make(values[..(30 * Length)]);
        Array.Fill(values, float.NaN, 30 * Length, Length);

        var after = Surveying.Add(before, Rows(values[..(30 * Length)]), [IdOf(30)], Rows(values[(30 * Length)..]), 2, default);

        (after.Count, after.LeftOut).ShouldBe((30, 1));
    }

    [Fact]
    public void A_survey_is_read_as_it_was_written_and_one_that_was_cut_off_is_none()
    {
        var survey = Make([.. Values(60), .. Values(1)]);
        survey.Groups.ShouldNotBeEmpty();
        using var bytes = new MemoryStream();
        SurveyBytes.Write(survey, bytes);

        var read = SurveyBytes.Read(new MemoryStream(bytes.ToArray())).ShouldNotBeNull();

        read.ImageIds.ToArray().ShouldBe(survey.ImageIds.ToArray());
        read.Places.ToArray().ShouldBe(survey.Places.ToArray());
        read.Loneliness.ToArray().ShouldBe(survey.Loneliness.ToArray());
        read.Regions.ToArray().ShouldBe(survey.Regions.ToArray());
        (read.FeaturizerId, read.MadeAt, read.LeftOut, read.HasGroups).ShouldBe((survey.FeaturizerId, survey.MadeAt, survey.LeftOut, true));
        read.Groups.Select(g => g.ImageIds).ShouldBe(survey.Groups.Select(g => g.ImageIds));
        foreach (var cut in (int[])[0, 5, 40, 300, (int)bytes.Length - 1])
            SurveyBytes.Read(new MemoryStream(bytes.ToArray()[..cut])).ShouldBeNull();
        SurveyBytes.Read(new MemoryStream(new byte[1000])).ShouldBeNull();
    }

    [Fact]
    public void It_can_be_stopped_and_tells_how_far_it_is()
    {
        var told = new List<SurveyProgress>();
        using var stop = new CancellationTokenSource();
        var progress = new Told(p =>
        {
            lock (told) told.Add(p);
            if (p is { Step: SurveyStep.Map, Done: > 10 }) stop.Cancel();
        });

        Should.Throw<OperationCanceledException>(() => Surveying.Begin("f", Ids(300), Rows(Values(300)), 1, 2, DateTimeOffset.UnixEpoch, progress, stop.Token));

        told.ShouldContain(p => p.Step == SurveyStep.Neighbours && p.Done == 300);
        told.ShouldContain(p => p.Step == SurveyStep.Map && p.Done > 10);
        told.Max(p => p.Step == SurveyStep.Map ? p.Done : 0).ShouldBeLessThan(50);
    }

    [Fact]
    public void Near_duplicates_are_those_whose_sketches_are_the_same()
    {
        var random = new Random(1);
        var sketches = Enumerable.Range(0, 60).Select(_ => Sketch.Of([.. Enumerable.Range(0, IImageSketch.Side * IImageSketch.Side).Select(_ => 255 * random.NextSingle())])!).ToArray();
        // 7 and 12 are of one group of looks; 12 is a copy of 7, 17 looks like it and is another picture.
        sketches[12] = sketches[7];

        var survey = Make(Values(60), id => sketches[(int)((id - 100) / 3)]);

        survey.Groups.ShouldHaveSingleItem().ImageIds.ShouldBe([IdOf(7), IdOf(12)]);
    }

    /// <summary>Values of scikit-learn 1.2.1: trustworthiness(X, E, n_neighbors=k, metric='cosine').</summary>
    [Theory]
    [InlineData(3, 0.475, 0.9719047619047619)]
    [InlineData(5, 0.47281249999999997, 0.97296875)]
    [InlineData(12, 0.5201550387596899, 0.9570736434108527)]
    public void Trustworthiness_is_that_of_scikit_learn(int k, double elsewhere, double alike)
    {
        const int N = 40, D = 5;
        var directions = new float[N * D];
        var (first, second) = (new float[2 * N], new float[2 * N]);
        for (var i = 0; i < N; i++)
        {
            double[] x = [.. Enumerable.Range(0, D).Select(j => Math.Sin(1 + (i * 1.7) + (j * j * 0.9)) + (0.3 * Math.Cos(i * 0.37 * j)))];
            var norm = Math.Sqrt(x.Sum(v => v * v));
            for (var j = 0; j < D; j++) directions[(i * D) + j] = (float)(x[j] / norm);
            (first[2 * i], first[(2 * i) + 1]) = ((float)Math.Sin(i * 0.71), (float)Math.Cos(i * 1.13));
            (second[2 * i], second[(2 * i) + 1]) = (directions[i * D], directions[(i * D) + 1]);
        }

        Trustworthiness.Of(directions, D, first, k).ShouldBe(elsewhere, 1e-6);
        Trustworthiness.Of(directions, D, second, k).ShouldBe(alike, 1e-6);
    }

    private static ImageSurvey Make(float[] values, Func<long, Sketch?>? sketch = null, int threads = -1)
    {
        var count = values.Length / Length;
        var draft = Surveying.Begin("f", Ids(count), Rows(values), 1, threads, DateTimeOffset.UnixEpoch, progress: null, default);
        draft.Survey.HasGroups.ShouldBe(count == 0);
        return Surveying.Finish(draft, sketch ?? (_ => null), threads, progress: null, default);
    }

    /// <summary>Each image with its nearest on the map, by their places in the order of the ids.</summary>
    private static IEnumerable<(int Image, int Nearest)> Neighbours(ImageSurvey survey)
    {
        var places = survey.Places.ToArray();
        double Square(int i, int j) => Math.Pow(places[2 * i] - places[2 * j], 2) + Math.Pow(places[(2 * i) + 1] - places[(2 * j) + 1], 2);
        return Enumerable.Range(0, survey.Count).Select(i => (i, Enumerable.Range(0, survey.Count).Where(j => j != i).MinBy(j => Square(i, j))));
    }

    private static long IdOf(int place) => 100 + (3 * place);

    private static long[] Ids(int count) => [.. Enumerable.Range(0, count).Select(IdOf)];

    private static VectorRows Rows(float[] values) => new(new VectorTable(values, Length), [.. Enumerable.Range(0, values.Length / Length).Select(i => (long)i)]);

    /// <summary>Around a few centres, by turns.</summary>
    private static float[] Values(int count)
    {
        var values = new float[count * Length];
        for (var i = 0; i < count; i++)
        {
            var (centre, noise) = (new Random(-1 - (i % Groups)), new Random(i));
            for (var j = 0; j < Length; j++) values[(i * Length) + j] = (3 * centre.NextSingle()) + (0.6f * noise.NextSingle());
        }

        return values;
    }

    private sealed class Told(Action<SurveyProgress> report) : IProgress<SurveyProgress>
    {
        public void Report(SurveyProgress value) => report(value);
    }
}
