using ActiveLabel.Core.Images;
using ActiveLabel.Core.Rounds;
using ActiveLabel.Core.Rounds.Lineage;

namespace ActiveLabel.Web.Tests.Features;

/// <summary>What a round keeps of what it read, for versions that no round has made.</summary>
internal static class Recording
{
    public static RecordedOrigin Of(ProjectSnapshot snapshot)
    {
        var pool = IdSet.Of(snapshot.Images.Where(i => i.Split == Split.Pool).Select(i => i.Id));
        var test = IdSet.Of(snapshot.Images.Where(i => i.Split == Split.Test).Select(i => i.Id));
        var answers = RecordedAnswers.Of(snapshot.Images.Where(i => i.Answer is not null).Select(i => RecordedAnswer.Of(i.Id, i.Answer!)), before: null);
        return new RecordedOrigin(
            new ModelOrigin(
                snapshot.LabelMark, answers.Hash, pool.Hash, test.Hash, [.. snapshot.Project.Classes.Select(c => c.Name)], snapshot.Policy, snapshot.Featurizer,
                BeforeVersionId: null, Graph: null, GraphHash: null, GuessesHash: null, "vectors", "weights", ProgramFacts.Present),
            answers, pool, test, Making: null);
    }
}
