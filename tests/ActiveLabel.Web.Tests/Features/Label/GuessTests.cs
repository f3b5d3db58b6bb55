using System.Text.Json;
using ActiveLabel.Core.Features;
using ActiveLabel.Core.Images;
using ActiveLabel.Core.Models;
using ActiveLabel.Core.Projects;
using ActiveLabel.Core.Rounds;
using ActiveLabel.Core.Sampling;
using Shouldly;
using Xunit;

namespace ActiveLabel.Web.Tests.Features.Label;

public sealed class GuessTests
{
    [Fact]
    public async Task The_newest_models_guess_comes_with_the_image_where_the_project_shows_it()
    {
        await using var server = await LabelServer.StartAsync();
        var project = await server.ProjectAsync(images: 1, policy: new ProjectPolicy { ShowGuess = true });
        await TrainAsync(server, project);

        var guess = (await LeaseAsync(server, project)).GetProperty("guess");

        guess.GetProperty("classId").GetInt64().ShouldBe(project.FindClass("encased")!.Id);
        // Softmax of 0, 1 and 3, which the weights make of the vector.
        guess.GetProperty("probability").GetDouble().ShouldBe(Math.Exp(3) / (1 + Math.E + Math.Exp(3)), 1e-5);
    }

    [Fact]
    public async Task A_guess_is_as_sure_as_the_versions_temperature_makes_it()
    {
        await using var server = await LabelServer.StartAsync();
        var project = await server.ProjectAsync(images: 1, policy: new ProjectPolicy { ShowGuess = true });
        await TrainAsync(server, project, temperature: 2);

        var guess = (await LeaseAsync(server, project)).GetProperty("guess");

        guess.GetProperty("classId").GetInt64().ShouldBe(project.FindClass("encased")!.Id);
        guess.GetProperty("probability").GetDouble().ShouldBe(Math.Exp(1.5) / (1 + Math.Exp(0.5) + Math.Exp(1.5)), 1e-5);
    }

    [Fact]
    public async Task A_project_that_hides_guesses_sends_none()
    {
        await using var server = await LabelServer.StartAsync();
        var project = await server.ProjectAsync(images: 1);
        await TrainAsync(server, project);

        (await LeaseAsync(server, project)).GetProperty("guess").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task Before_the_first_model_there_is_no_guess()
    {
        await using var server = await LabelServer.StartAsync();
        var project = await server.ProjectAsync(images: 1, policy: new ProjectPolicy { ShowGuess = true });

        (await LeaseAsync(server, project)).GetProperty("guess").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task Why_an_image_was_picked_is_told_only_where_guesses_are_since_it_sways_as_they_do()
    {
        await using var server = await LabelServer.StartAsync();
        var telling = await server.ProjectAsync(images: 1, policy: new ProjectPolicy { ShowGuess = true });
        await TrainAsync(server, telling);

        (await LeaseAsync(server, telling)).GetProperty("why").GetString().ShouldBe("unsure between dry and encased");

        await using var other = await LabelServer.StartAsync();
        var silent = await other.ProjectAsync(images: 1);
        await TrainAsync(other, silent);
        (await LeaseAsync(other, silent)).GetProperty("why").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    private static async Task<JsonElement> LeaseAsync(LabelServer server, Project project) =>
        (await server.AskAsync($"/api/projects/{project.Id}/lease", new { session = "tab-one-1", most = 1 })).GetProperty("images")[0];

    private static async Task TrainAsync(LabelServer server, Project project, double temperature = 1)
    {
        var image = (await server.Get<IImageStore>().ListAsync(project.Id, default))[0].Image;
        await server.Get<IVectorIndex>().AddAsync(OneVector.Featurizer.Id, [new VectorRow(image.Hash, 0)], default);
        var model = new LinearModel(VectorLength: 2, ClassCount: 3, Scale: [1, 1], Weights: [0, 0, 1, 0, 0, 1], Bias: [0, 0, 0]);
        var version = await server.Get<IModelStore>().AddAsync(
            ModelVersion.Create(
                project.Id, 1, OneVector.Featurizer.Id, [.. project.Classes.Select(c => c.Id)], model, new TrainingOptions(), 3, new string('a', 64), null,
                LabelServer.Noon, "0.1.0", temperature),
            default);

        var rounds = server.Get<IRoundStore>();
        var round = (await rounds.BeginAsync(project.Id, QueryStrategy.Margin, 1, 1, LabelServer.Noon, default))!;
        round.Train(3);
        round.Score(version.Id);
        round.Select();
        round.Finish(LabelServer.Noon);
        await rounds.EndAsync(round, [new Pick(image.Id, PickReason.Strategy) { Why = new PickWhy(PickCause.UnsureBetween, project.Classes[1].Id, project.Classes[2].Id) }], default);
    }
}
