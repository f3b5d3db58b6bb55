using ActiveLabel.Core;
using ActiveLabel.Core.Features;
using ActiveLabel.TestKit;
using ActiveLabel.Vision.Networks;
using ActiveLabel.Vision.Networks.Keras;

namespace ActiveLabel.Tests.Vision.Networks;

public sealed class CatalogueTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("activelabel-test-").FullName;
    private readonly DataFolder _data;
    private readonly NetworkCatalogue _offline;

    public CatalogueTests()
    {
        _data = new DataFolder(Path.Combine(_folder, "data"));
        _offline = new NetworkCatalogue(_data, new NodeTools(Path.Combine(_folder, "no-npm"), "node"));
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_default_network_is_listed_before_it_is_installed()
    {
        var listing = _offline.List()[0];
        listing.Id.ShouldBe("mobilenetv2-taps");
        listing.ShouldSatisfyAllConditions(
            () => listing.Default.ShouldBeTrue(), () => listing.Installed.ShouldBeFalse(), () => listing.VectorLength.ShouldBe(736));
        _offline.Find(listing.Id).ShouldBeNull();
    }

    [Fact]
    public async Task The_default_network_needs_npm_only_once()
    {
        await DefaultNetworkFiles.InstallIntoAsync(_data);
        var featurizer = await _offline.EnsureAsync(_offline.DefaultNetwork, messages: null, Cancel);
        featurizer.VectorLength.ShouldBe(736);
        featurizer.Layers.ShouldBe(["block_9_add", "block_10_project_BN", "block_13_expand_relu"]);
        featurizer.Preprocessing.ShouldBe(
            new Preprocessing(224, 224, ResizeMode.Stretch, ChannelOrder.Rgb, 1f / 255, PerChannel.All(0), PerChannel.All(1)));
        _offline.List()[0].Featurizer.ShouldBe(featurizer.Id);
        featurizer.Id.ShouldBe("fc0df227d634a4d3", "vectors stored by earlier versions are found by this id");
    }

    [Fact]
    public async Task A_damaged_default_network_is_fetched_again()
    {
        await DefaultNetworkFiles.InstallIntoAsync(_data);
        Damage(_offline.DefaultNetwork);
        var ensure = _offline.EnsureAsync(_offline.DefaultNetwork, messages: null, Cancel);
        (await Should.ThrowAsync<WrongUseException>(ensure)).Message.ShouldContain("no-npm");
    }

    [Fact]
    public async Task Two_that_install_at_once_fetch_once()
    {
        var log = Path.Combine(_folder, "log");
        var npm = Path.Combine(_folder, "npm");
        await File.WriteAllTextAsync(npm, $"#!/bin/sh\necho fetch >> '{log}'\nexec npm \"$@\"\n", Cancel);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(npm, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        NetworkCatalogue[] both = [new(_data, new NodeTools(npm, "node")), new(_data, new NodeTools(npm, "node"))];
        var featurizers = await Task.WhenAll(both.Select(catalogue => catalogue.EnsureAsync(catalogue.DefaultNetwork, messages: null, Cancel)));
        featurizers[0].Id.ShouldBe(featurizers[1].Id);
        (await File.ReadAllLinesAsync(log, Cancel)).Length.ShouldBe(1);
        Directory.EnumerateFiles(_data.Networks).Select(Path.GetFileName)
            .ShouldBe([".lock", "mobilenetv2-taps.json", "mobilenetv2-taps.onnx"], ignoreOrder: true);
    }

    [Fact]
    public async Task A_network_in_the_shared_folder_is_not_fetched()
    {
        await DefaultNetworkFiles.InstallIntoAsync(_data);
        var other = new DataFolder(Path.Combine(_folder, "other"));
        var catalogue = new NetworkCatalogue(other, new NodeTools(Path.Combine(_folder, "no-npm"), "node"), _data.Networks);
        var featurizer = await catalogue.EnsureAsync(catalogue.DefaultNetwork, messages: null, Cancel);
        featurizer.Id.ShouldBe(_offline.Find(_offline.DefaultNetwork).ShouldNotBeNull().Id);
        featurizer.NetworkFile.ShouldStartWith(other.Networks);
        File.Exists(featurizer.NetworkFile).ShouldBeTrue();
    }

    [Fact]
    public async Task An_added_network_is_found_again_with_the_same_featurizer()
    {
        var added = await AddAsync("mine");
        var featurizer = await _offline.EnsureAsync("mine", messages: null, Cancel);
        featurizer.Id.ShouldBe(FeaturizerId.Of(added.Sha256, added.Layers, added.Preprocessing));
        new NetworkCatalogue(_data).Find("mine").ShouldNotBeNull().Id.ShouldBe(featurizer.Id);
        _offline.List().Select(listing => listing.Id).ShouldBe([.. KnownNetworks.All.Select(known => known.Id), "mine"]);
    }

    [Fact]
    public async Task Filter_and_views_are_kept_and_listed()
    {
        var added = await AddAsync("mine", new NetworkOptions("mine", Interpolation: Interpolation.Bicubic, Views: Views.FiveCrops));
        (added.Preprocessing.Interpolation, added.Preprocessing.Views).ShouldBe((Interpolation.Bicubic, Views.FiveCrops));
        new NetworkCatalogue(_data).Find("mine").ShouldNotBeNull().Preprocessing.ShouldBe(added.Preprocessing);
        _offline.List().Single(listing => listing.Id == "mine").Title.ShouldEndWith(", bicubic, five crops averaged");
    }

    [Fact]
    public async Task A_descriptor_from_before_there_was_a_choice_means_bilinear_and_a_single_view()
    {
        var added = await AddAsync("mine");
        var path = Path.Combine(_data.Networks, "mine.json");
        var lines = await File.ReadAllLinesAsync(path, Cancel);
        var old = lines.Where(line => !line.Contains("\"interpolation\"") && !line.Contains("\"views\"")).ToArray();
        old.Length.ShouldBe(lines.Length - 2);
        await File.WriteAllTextAsync(path, string.Join('\n', old).Replace("],\n  }", "]\n  }"), Cancel);
        new NetworkCatalogue(_data).Find("mine").ShouldNotBeNull().Preprocessing.ShouldBe(added.Preprocessing);
    }

    [Fact]
    public async Task Adding_the_same_again_changes_nothing_and_another_of_the_name_is_refused()
    {
        var first = await AddAsync("mine");
        (await AddAsync("mine")).Sha256.ShouldBe(first.Sha256);
        var other = AddAsync("mine", new NetworkOptions("mine", Scale: 1));
        (await Should.ThrowAsync<WrongUseException>(other)).Message.ShouldContain("already another network 'mine'");
    }

    [Fact]
    public async Task An_added_network_that_was_exchanged_is_not_used()
    {
        await AddAsync("mine");
        Damage("mine");
        var ensure = _offline.EnsureAsync("mine", messages: null, Cancel);
        (await Should.ThrowAsync<WrongUseException>(ensure)).Message.ShouldContain("is not the file that was added");
    }

    [Theory]
    [InlineData("{")]
    [InlineData("{}")]
    [InlineData("null")]
    public async Task A_damaged_descriptor_is_listed_with_its_problem(string descriptor)
    {
        await AddAsync("mine");
        await File.WriteAllTextAsync(Path.Combine(_data.Networks, "mine.json"), descriptor, Cancel);
        _offline.List().Single(listing => listing.Id == "mine").Problem.ShouldNotBeNull().ShouldContain("mine.json");
        _offline.Find("mine").ShouldBeNull();
    }

    [Theory]
    [InlineData("unknown")]
    [InlineData("../networks/mine")]
    public async Task An_unknown_network_is_refused_with_those_there_are(string id)
    {
        await AddAsync("mine");
        var ensure = _offline.EnsureAsync(id, messages: null, Cancel);
        (await Should.ThrowAsync<WrongUseException>(ensure)).Message.ShouldContain("squeezenet1.1, mine");
    }

    [Fact]
    public void Every_part_of_a_featurizer_is_part_of_its_id()
    {
        var preprocessing = new Preprocessing(8, 8, ResizeMode.Stretch, ChannelOrder.Rgb, 1, PerChannel.All(0), PerChannel.All(1));
        string[] ids =
        [
            FeaturizerId.Of("a", ["x", "y"], preprocessing),
            FeaturizerId.Of("b", ["x", "y"], preprocessing),
            FeaturizerId.Of("a", ["y", "x"], preprocessing),
            FeaturizerId.Of("a", ["x"], preprocessing),
            FeaturizerId.Of("a", ["x", "y"], preprocessing with { Width = 9 }),
            FeaturizerId.Of("a", ["x", "y"], preprocessing with { Height = 9 }),
            FeaturizerId.Of("a", ["x", "y"], preprocessing with { Resize = ResizeMode.Pad }),
            FeaturizerId.Of("a", ["x", "y"], preprocessing with { Channels = ChannelOrder.Bgr }),
            FeaturizerId.Of("a", ["x", "y"], preprocessing with { Scale = 2 }),
            FeaturizerId.Of("a", ["x", "y"], preprocessing with { Mean = new PerChannel(0, 0, 1) }),
            FeaturizerId.Of("a", ["x", "y"], preprocessing with { Deviation = new PerChannel(1, 1, 2) }),
            FeaturizerId.Of("a", ["x", "y"], preprocessing with { Interpolation = Interpolation.Bicubic }),
            FeaturizerId.Of("a", ["x", "y"], preprocessing with { Views = Views.Flip }),
            FeaturizerId.Of("a", ["x", "y"], preprocessing with { Views = Views.FiveCrops }),
        ];
        ids.Distinct().Count().ShouldBe(ids.Length);
        ids[0].ShouldMatch("^[0-9a-f]{16}$");
        FeaturizerId.Of("a", ["x", "y"], preprocessing with { }).ShouldBe(ids[0]);
    }

    [Fact]
    public async Task Inspecting_tells_shapes_parameters_and_what_can_serve()
    {
        await AddAsync("mine");
        var file = TinyOnnx.Classifier().Save(Path.Combine(_folder, "brought.onnx"));
        var seen = await _offline.InspectAsync(file, cancel: Cancel);
        seen.Input.ShouldBe(new NetworkInput("data", ChannelsLast: false, 8, 8));
        seen.Proposed.ShouldBe(["embedding"]);
        seen.Descriptor.ShouldBeNull();
        seen.Layers.Select(layer => (layer.Name, layer.Type, string.Join('x', layer.Shape), layer.Parameters, layer.FeatureWidth)).ShouldBe(
        [
            ("conv", "Conv", "1x6x4x4", 162, 6),
            ("relu", "Relu", "1x6x4x4", 0, 6),
            ("pool", "GlobalAveragePool", "1x6x1x1", 0, 6),
            ("flat", "Flatten", "1x6", 0, 6),
            ("hidden", "Gemm", "1x5", 35, 5),
            ("embedding", "Relu", "1x5", 0, 5),
            ("classes", "Gemm", "1x4", 24, 4),
            ("probabilities", "Softmax", "1x4", 0, 4),
        ]);
        seen.Parameters.ShouldBe(221);
        (await _offline.InspectAsync("mine", cancel: Cancel)).ShouldSatisfyAllConditions(
            mine => mine.Descriptor.ShouldNotBeNull().Id.ShouldBe("mine"), mine => mine.Proposed.ShouldBe(["embedding"]));
    }

    private Task<NetworkDescriptor> AddAsync(string id, NetworkOptions? options = null)
    {
        var file = TinyOnnx.Classifier().Save(Path.Combine(_folder, "file.onnx"));
        return _offline.AddAsync(file, options ?? new NetworkOptions(id), messages: null, Cancel);
    }

    private void Damage(string id)
    {
        var file = Path.Combine(_data.Networks, $"{id}.onnx");
        var bytes = File.ReadAllBytes(file);
        bytes[^1] ^= 1;
        File.WriteAllBytes(file, bytes);
    }
}
