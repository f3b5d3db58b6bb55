using System.Diagnostics;
using ActiveLabel.Core.Features;
using ActiveLabel.Vision.Inference;
using ActiveLabel.Vision.Networks;
using Microsoft.ML.OnnxRuntime;

namespace ActiveLabel.Vision.Comparison;

/// <summary>How many images a second a network computes, used as featurizing uses it, but without decoding.</summary>
internal static class CutSpeed
{
    private const int Images = 64;

    public static double Measure(Featurizer featurizer, string device, CancellationToken cancel)
    {
        using var devices = Devices.Open(featurizer, DeviceChoice.Parse(device), Environment.ProcessorCount);
        var session = devices.Sessions[0];
        var runs = Math.Max(2, Images / (session.Lanes * session.DefaultBatch));
        var sample = SampleImages.Create(1, featurizer.Preprocessing.Height, featurizer.Preprocessing.Width);
        var start = 0L;
        using var ready = new Barrier(session.Lanes, _ => start = Stopwatch.GetTimestamp());
        Task[] lanes = [.. Enumerable.Range(0, session.Lanes).Select(_ => Task.Factory.StartNew(Run, cancel, TaskCreationOptions.LongRunning, TaskScheduler.Default))];
        Task.WaitAll(lanes, cancel);
        return session.Lanes * runs * session.DefaultBatch / Stopwatch.GetElapsedTime(start).TotalSeconds;

        void Run()
        {
            using var batch = session.CreateBatch(session.DefaultBatch);
            using var options = new RunOptions();
            for (var image = 0; image < session.DefaultBatch; image++)
            {
                var input = batch.Image(image);
                for (var at = 0; at < input.Length; at += sample.Length)
                    sample.CopyTo(input[at..]);
            }
            // The first run of a lane allocates.
            session.Run(batch, session.DefaultBatch, options);
            ready.SignalAndWait(cancel);
            for (var run = 0; run < runs; run++)
                session.Run(batch, session.DefaultBatch, options);
        }
    }
}
