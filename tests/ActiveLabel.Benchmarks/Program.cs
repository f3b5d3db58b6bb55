using ActiveLabel.Benchmarks;
using BenchmarkDotNet.Running;

// What takes a whole pipeline or a server is measured by hand; the rest by BenchmarkDotNet.
switch (args)
{
    case ["featurize", .. var rest]: return await FeaturizeBenchmark.RunAsync(rest);
    case ["device", var images, var network, .. var rest]: return await DeviceBenchmark.RunAsync(images, network, rest);
    case ["score", .. var rest]: return ScoreBenchmark.Run(rest);
    case ["decode", .. var rest]: return await DecodeBenchmark.RunAsync(rest);
    case ["many", var source, .. var rest]: return await ManyImages.RunAsync(source, rest);
    case ["kill", var source, .. var rest]: return await KilledFeaturizing.RunAsync(source, rest);
    case ["round-trip"]: return await RoundTrip.RunAsync();
    case ["rounds", .. var rest]: return await PoolRounds.RunAsync(rest);
    case ["train", .. var rest]: return TrainBenchmark.Run(rest);
    case ["key-press"]: return await KeyPress.RunAsync();
    case ["vectors", var data, var network, var folder, var file]: return await Vectors.WriteAsync(data, network, folder, file);
    default:
        BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
        return 0;
}
