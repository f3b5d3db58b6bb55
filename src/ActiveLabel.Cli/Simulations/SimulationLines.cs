using ActiveLabel.Core.Evaluation.Simulation;

namespace ActiveLabel.Cli.Simulations;

/// <summary>Tells on stderr, every few seconds, how far the replays are.</summary>
internal sealed class SimulationLines(TimeProvider time) : IProgress<SimulationProgress>
{
    private static readonly TimeSpan BetweenLines = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private readonly long _started = time.GetTimestamp();
    private TimeSpan _said;

    public void Report(SimulationProgress value)
    {
        lock (_gate)
        {
            var elapsed = time.GetElapsedTime(_started);
            if (value.Done == value.Total || elapsed - _said < BetweenLines)
                return;

            _said = elapsed;
            var left = elapsed / value.Done * (value.Total - value.Done);
            Console.Error.WriteLine($"Simulating: {value.Done} of {value.Total} models trained, about {left:m\\:ss} left");
        }
    }
}
