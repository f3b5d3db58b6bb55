using ActiveLabel.Core.Evaluation;
using ActiveLabel.Core.Models;
using ActiveLabel.Core.Projects;

namespace ActiveLabel.Tests.Data;

public sealed class ModelStoreTests
{
    [Fact]
    public async Task A_model_is_read_to_the_bit()
    {
        await using var installation = await Installation.CreateAsync();
        var project = await installation.ProjectAsync();
        var model = new LinearModel(2, 3, [0.5f, 2f], [1, float.Epsilon, -0f, 4, 5, float.MaxValue], [0.1f, float.NegativeInfinity, 3]);
        var summary = new EvaluationSummary(EvaluationBasis.AuditCrossFitting, 40, 0.9, 0.85, 0.8, 0.3, [0.99, null, 0.7]);
        var added = await installation.Models.AddAsync(Version(project, 1, model, summary), default);

        var read = (await installation.Models.FindAsync(added.Id, default))!;

        var stored = read.Model.ShouldBeOfType<LinearModel>();
        stored.Weights.Select(BitConverter.SingleToInt32Bits).ShouldBe(model.Weights.Select(BitConverter.SingleToInt32Bits));
        stored.Bias.ShouldBe(model.Bias);
        stored.Scale.ShouldBe(model.Scale);
        (read.Model.VectorLength, read.Model.ClassCount).ShouldBe((2, 3));
        read.ClassIds.ShouldBe(project.Classes.Select(c => c.Id));
        read.Options.ShouldBe(new TrainingOptions(0.1f, 0.2f, 3) { PenaltiesChosenAt = 18 });
        read.Temperature.ShouldBe(1.0 / 3);
        read.Outcome.ShouldBe(new TrainingOutcome(false, 2000, 40, "too few"));
        read.Evaluation!.Auc.ShouldBe(summary.Auc);
        (read.Evaluation with { Auc = summary.Auc }).ShouldBe(summary);
    }

    [Fact]
    public async Task Trees_are_read_as_they_were_written()
    {
        await using var installation = await Installation.CreateAsync();
        var project = await installation.ProjectAsync();
        var tree = new BoostedTree(2, [1, 0], [0.5f, float.Epsilon], [1, -1], [-2, -3], [1, 2, -3]);
        var model = new TreeModel(2, 3, [1, 0.5f], [0, float.NegativeInfinity, 0.1f], [tree, new BoostedTree(0, [], [], [], [], [7])]);
        var added = await installation.Models.AddAsync(Version(project, 1, model, null), default);

        var read = (await installation.Models.FindAsync(added.Id, default))!.Model.ShouldBeOfType<TreeModel>();

        (read.VectorLength, read.ClassCount).ShouldBe((2, 3));
        read.Scale.ShouldBe(model.Scale);
        read.Bias.ShouldBe(model.Bias);
        read.Trees.Select(Flat).ShouldBe(model.Trees.Select(Flat));

        static string Flat(BoostedTree t) => string.Join('|', t.Class, string.Join(',', t.Columns), string.Join(',', t.Thresholds), string.Join(',', t.Left), string.Join(',', t.Right), string.Join(',', t.Leaves));
    }

    [Fact]
    public async Task A_number_that_is_taken_becomes_the_next_free_one()
    {
        await using var installation = await Installation.CreateAsync();
        var project = await installation.ProjectAsync();
        var model = new LinearModel(1, 2, [1], [1, 2], [0, 0]);
        await installation.Models.AddAsync(Version(project, 1, model, null), default);

        var second = await installation.Models.AddAsync(Version(project, 1, model, null), default);

        second.Number.ShouldBe(2);
        (await installation.Models.LatestAsync(project.Id, default))!.Id.ShouldBe(second.Id);
        (await installation.Models.ListAsync(project.Id, default)).Select(m => m.Number).ShouldBe([1, 2]);
    }

    private static ModelVersion Version(Project project, int number, Classifier model, EvaluationSummary? evaluation) => ModelVersion.Create(
        project.Id, number, "net", [.. project.Classes.Select(c => c.Id)], model, new TrainingOptions(0.1f, 0.2f, 3) { PenaltiesChosenAt = 18 }, 18, new string('a', 64), evaluation,
        Installation.Noon, "0.1.0", temperature: 1.0 / 3,
        new TrainingOutcome(false, 2000, 40, "too few"));
}
