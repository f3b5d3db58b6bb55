using ActiveLabel.Benchmarks;
using ActiveLabel.Benchmarks.Big;
using ActiveLabel.Benchmarks.Load;
using BenchmarkDotNet.Running;

// What takes a whole pipeline or a server is measured by hand; the rest by BenchmarkDotNet.
switch (args)
{
    case ["featurize", .. var rest]: return await FeaturizeBenchmark.RunAsync(rest);
    case ["device", var images, var network, .. var rest]: return await DeviceBenchmark.RunAsync(images, network, rest);
    case ["score", .. var rest]: return ScoreBenchmark.Run(rest);
    case ["similar", .. var rest]: return SimilarBenchmark.Run(rest);
    case ["survey", .. var rest]: return SurveyBenchmark.Run(rest);
    case ["decode", .. var rest]: return await DecodeBenchmark.RunAsync(rest);
    case ["many", var source, .. var rest]: return await ManyImages.RunAsync(source, rest);
    case ["kill", var source, .. var rest]: return await KilledFeaturizing.RunAsync(source, rest);
    case ["round-trip"]: return await RoundTrip.RunAsync();
    case ["rounds", .. var rest]: return await PoolRounds.RunAsync(rest);
    case ["grid", .. var rest]: return await GridPages.RunAsync(rest);
    case ["load", .. var rest]: return await LoadBenchmark.RunAsync(rest);
    case ["train", .. var rest]: return TrainBenchmark.Run(rest);
    case ["key-press", .. var rest]: return await KeyPress.RunAsync(rest);
    case ["bulk-labels", .. var rest]: return await BulkLabelling.RunAsync(rest);
    case ["big-project", .. var rest]: return await BigProject.RunAsync(rest);
    case ["people-work", .. var rest]: return await PeopleAtScale.RunAsync(rest);
    case ["review-pages", .. var rest]: return await ReviewPages.RunAsync(rest);
    case ["consensus", .. var rest]: return await ConsensusBenchmark.RunAsync(rest);
    case ["open-pages", .. var rest]: return await OpenPages.RunAsync(rest);
    case ["vectors", var data, var network, var folder, var file]: return await Vectors.WriteAsync(data, network, folder, file);
    default:
        BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
        return 0;
}
