using ActiveLabel.Core.Models;
using ActiveLabel.Learning.Boosting;
using ActiveLabel.Learning.Softmax;
using ActiveLabel.Learning.WithinClass;

namespace ActiveLabel.Learning;

/// <summary>
/// What the options ask for. An elastic net is trained by our own solver, but for what only ML.NET can do: come to rest just
/// where the workshop's published figures did, which hangs on its rounding (docs/evaluation.md). Those trainings have an L1
/// penalty and go on to the last digit of floats.
/// </summary>
internal sealed class TrainerChoice : ITrainer
{
    private const float LastDigit = 1e-12f;

    private readonly SoftmaxTrainer _ours = new();
    private readonly WithinClassTrainer _withinClass = new();
    private readonly ElasticNetTrainer _mlNet = new();
    private readonly SdcaTrainer _sdca = new();
    private readonly LightGbmTrainer _lightGbm = new();

    public TrainedModel Train(TrainingSet set, TrainingOptions options, CancellationToken cancel) => Choose(set, options).Train(set, options, cancel);

    public IEnumerable<TrainedModel> TrainEach(TrainingSet set, IReadOnlyList<TrainingOptions> path, CancellationToken cancel)
    {
        var chosen = path.Select(options => Choose(set, options)).Distinct().ToList();
        return chosen is [var one] ? one.TrainEach(set, path, cancel) : path.Select(options => Train(set, options, cancel));
    }

    internal ITrainer Choose(TrainingSet set, TrainingOptions options) => options switch
    {
        { Trainer: TrainerKind.Sdca } => _sdca,
        { Trainer: TrainerKind.LightGbm } => _lightGbm,
        { Normalisation: Normalisation.WithinClass, L1: 0 } => _withinClass,
        { L1: > 0, Tolerance: <= LastDigit } when set.Guesses is null => _mlNet,
        _ => _ours,
    };
}
