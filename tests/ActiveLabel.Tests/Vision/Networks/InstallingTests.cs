using System.Security.Cryptography;
using ActiveLabel.Core;
using ActiveLabel.Core.Features;
using ActiveLabel.TestKit;
using ActiveLabel.TestKit.Running;
using ActiveLabel.Vision.Networks;
using ActiveLabel.Vision.Networks.Downloads;
using ActiveLabel.Vision.Networks.Keras;

namespace ActiveLabel.Tests.Vision.Networks;

/// <summary>Networks that are fetched, kept whole, cut again, and removed.</summary>
public sealed class InstallingTests : IDisposable
{
    private static readonly byte[] Whole = TinyOnnx.Classifier(size: null).ToBytes();

    private readonly string _folder = Directory.CreateTempSubdirectory("activelabel-test-").FullName;
    private readonly UnreliableServer _server = new(Whole);
    private readonly DataFolder _data;

    public InstallingTests() => _data = new DataFolder(Path.Combine(_folder, "data"));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Originals => Path.Combine(_data.Networks, "originals");

    public void Dispose()
    {
        _server.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task A_known_network_is_fetched_cut_and_described()
    {
        var featurizer = await Catalogue().EnsureAsync("zoo", messages: null, Cancel);
        featurizer.Layers.ShouldBe(["embedding"]);
        featurizer.VectorLength.ShouldBe(5);
        var listing = Catalogue().List().Single(listing => listing.Id == "zoo");
        listing.Original.ShouldBe(new OriginalListing(Hash(Whole), Kept: true, Whole.Length, _server.Address.ToString()));
        listing.Licence.ShouldBe("Apache-2.0");
        Directory.EnumerateFiles(Originals).Select(Path.GetFileName).ShouldBe([$"{Hash(Whole)}.onnx"]);
    }

    [Fact]
    public async Task Two_that_install_at_once_fetch_once()
    {
        var both = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Catalogue().EnsureAsync("zoo", messages: null, Cancel)));
        both[0].Id.ShouldBe(both[1].Id);
        _server.Asked.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Without_a_connection_the_address_and_the_ways_out_are_told()
    {
        _server.Status = "404 Not Found";
        var message = (await Should.ThrowAsync<WrongUseException>(Catalogue().EnsureAsync("zoo", messages: null, Cancel))).Message;
        message.ShouldContain(_server.Address.ToString());
        message.ShouldContain(Hash(Whole));
        message.ShouldContain("models install zoo --from FILE");
        message.ShouldContain("models add");
    }

    [Fact]
    public async Task A_file_copied_by_hand_is_installed_with_from()
    {
        _server.Status = "404 Not Found";
        var copied = Path.Combine(_folder, "copied.onnx");
        await File.WriteAllBytesAsync(copied, Whole, Cancel);
        (await Catalogue().EnsureAsync("zoo", copied, messages: null, downloads: null, Cancel)).VectorLength.ShouldBe(5);
        _server.Asked.ShouldBeEmpty();
    }

    [Fact]
    public async Task Another_address_is_taken_with_from()
    {
        using var mirror = new UnreliableServer(Whole);
        await Catalogue().EnsureAsync("zoo", mirror.Address.ToString(), messages: null, downloads: null, Cancel);
        mirror.Asked.Count.ShouldBe(1);
        _server.Asked.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_network_in_the_shared_folder_is_not_fetched()
    {
        var shared = Path.Combine(_folder, "shared");
        await Catalogue(shared).EnsureAsync("zoo", messages: null, Cancel);
        Directory.Delete(_data.Root, recursive: true);
        await Catalogue(shared).EnsureAsync("zoo", messages: null, Cancel);
        _server.Asked.Count.ShouldBe(1);
        File.Exists(Path.Combine(Originals, $"{Hash(Whole)}.onnx")).ShouldBeTrue();
    }

    [Fact]
    public async Task An_installed_network_is_cut_elsewhere_without_its_file()
    {
        await Catalogue().EnsureAsync("zoo", messages: null, Cancel);
        var other = await Catalogue().AddAsync("zoo", new NetworkOptions("other", Layers: ["conv+embedding"]), messages: null, Cancel);
        other.Layers.ShouldBe(["conv", "embedding"]);
        other.VectorLength.ShouldBe(6 + 5);
        other.Original.ShouldBe(Hash(Whole));
        other.Preprocessing.ShouldBe(Zoo().Preprocessing);
        other.Licence.ShouldBe("Apache-2.0");
        // And so is one that was made so.
        (await Catalogue().AddAsync("other", new NetworkOptions("third", Layers: ["conv"]), messages: null, Cancel)).VectorLength.ShouldBe(6);
    }

    [Fact]
    public async Task Cut_elsewhere_it_needs_a_name()
    {
        await Catalogue().EnsureAsync("zoo", messages: null, Cancel);
        var add = Catalogue().AddAsync("zoo", new NetworkOptions(Layers: ["conv"]), messages: null, Cancel);
        (await Should.ThrowAsync<WrongUseException>(add)).Message.ShouldContain("--name");
    }

    [Fact]
    public async Task Inspecting_shows_all_layers_of_what_is_kept_whole()
    {
        await Catalogue().EnsureAsync("zoo", messages: null, Cancel);
        var seen = await Catalogue().InspectAsync("zoo", cancel: Cancel);
        seen.Whole.ShouldBeTrue();
        seen.Proposed.ShouldBe(["embedding"]);
        seen.Layers.ShouldContain(layer => layer.Name == "probabilities");
    }

    [Fact]
    public async Task The_whole_of_a_damaged_one_is_fetched_again()
    {
        await Catalogue().EnsureAsync("zoo", messages: null, Cancel);
        await File.WriteAllTextAsync(Path.Combine(Originals, $"{Hash(Whole)}.onnx"), "damaged", Cancel);
        await Catalogue().AddAsync("zoo", new NetworkOptions("other", Layers: ["conv"]), messages: null, Cancel);
        _server.Asked.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_descriptor_of_an_earlier_version_is_read_and_its_whole_is_known_to_be_missing()
    {
        var brought = TinyOnnx.Classifier().Save(Path.Combine(_folder, "brought.onnx"));
        await Catalogue().AddAsync(brought, new NetworkOptions("mine"), messages: null, Cancel);
        var file = Path.Combine(_data.Networks, "mine.json");
        var lines = (await File.ReadAllLinesAsync(file, Cancel)).Where(line => !line.Contains("\"original\"") && !line.Contains("\"pooling\"")).ToArray();
        lines[^2] = lines[^2].TrimEnd(',');
        await File.WriteAllLinesAsync(file, lines, Cancel);
        Catalogue().Find("mine").ShouldNotBeNull();
        var add = Catalogue().AddAsync("mine", new NetworkOptions("other", Layers: ["conv"]), messages: null, Cancel);
        (await Should.ThrowAsync<WrongUseException>(add)).Message.ShouldContain("earlier version");
    }

    [Fact]
    public async Task Removing_takes_the_whole_network_along_once_nobody_needs_it()
    {
        await Catalogue().EnsureAsync("zoo", messages: null, Cancel);
        await Catalogue().AddAsync("zoo", new NetworkOptions("other", Layers: ["conv"]), messages: null, Cancel);
        (await Catalogue().RemoveAsync("zoo", Cancel)).ShouldBeGreaterThan(0);
        Directory.EnumerateFiles(Originals).ShouldNotBeEmpty();
        Catalogue().List().Single(listing => listing.Id == "zoo").Installed.ShouldBeFalse();
        (await Catalogue().RemoveAsync("other", Cancel)).ShouldBeGreaterThan(Whole.Length);
        Directory.EnumerateFiles(Originals).ShouldBeEmpty();
        (await Should.ThrowAsync<WrongUseException>(Catalogue().RemoveAsync("other", Cancel))).Message.ShouldContain("no network 'other'");
        (await Should.ThrowAsync<WrongUseException>(Catalogue().RemoveAsync("zoo", Cancel))).Message.ShouldContain("not installed");
    }

    [Fact]
    public async Task The_whole_default_network_is_converted_when_it_is_asked_for()
    {
        var catalogue = new NetworkCatalogue(_data, NodeTools.Installed, DefaultNetworkFiles.Folder);
        await catalogue.EnsureAsync(catalogue.DefaultNetwork, messages: null, Cancel);
        (await catalogue.InspectAsync(catalogue.DefaultNetwork, cancel: Cancel)).Whole.ShouldBeFalse();
        var last = await catalogue.AddAsync(catalogue.DefaultNetwork, new NetworkOptions("last", Layers: ["out_relu"]), messages: null, Cancel);
        last.VectorLength.ShouldBe(1280);
        // The same layers cut out of the whole give the same features as the default network itself.
        await catalogue.AddAsync(catalogue.DefaultNetwork, new NetworkOptions("again"), messages: null, Cancel);
        Features(catalogue, "again").ShouldBe(Features(catalogue, catalogue.DefaultNetwork));
    }

    [Theory]
    [InlineData(Pooling.Max)]
    [InlineData(Pooling.Both)]
    public async Task Layers_can_be_pooled_otherwise(Pooling pooling)
    {
        await Catalogue().EnsureAsync("zoo", messages: null, Cancel);
        var added = await Catalogue().AddAsync("zoo", new NetworkOptions("pooled", Layers: ["conv,embedding"], Pooling: pooling), messages: null, Cancel);
        added.Pooling.ShouldBe(pooling);
        Catalogue().List().Single(listing => listing.Id == "pooled").Pooling.ShouldBe(pooling);

        using var trial = new TrialRun(TinyOnnx.Classifier(size: null).Output("conv").Output("embedding").ToBytes());
        var outputs = trial.Run(SampleImages.Create(1, 8, 8), 1, 3, 8, 8).ToDictionary(output => output.Name, output => output.Values);
        float[] means = [.. outputs["conv"].Chunk(16).Select(channel => channel.Average())];
        float[] maxima = [.. outputs["conv"].Chunk(16).Select(channel => channel.Max())];
        float[] expected = [.. pooling == Pooling.Both ? means : [], .. maxima, .. outputs["embedding"]];
        Features(Catalogue(), "pooled").Zip(expected, (found, wanted) => Math.Abs(found - wanted)).ShouldAllBe(difference => difference < 1e-5f);
        added.VectorLength.ShouldBe(expected.Length);
    }

    private static float[] Features(NetworkCatalogue catalogue, string network)
    {
        var featurizer = catalogue.Find(network).ShouldNotBeNull();
        using var trial = new TrialRun(File.ReadAllBytes(featurizer.NetworkFile));
        var size = featurizer.Preprocessing.Height;
        return trial.Run(SampleImages.Create(1, size, size), 1, 3, size, size)[0].Values;
    }

    private NetworkCatalogue Catalogue(string? shared = null) => new(
        _data, NodeTools.Installed, shared, [KnownNetworks.Default, Zoo()],
        new ModelDownload(new HttpClient(), TimeProvider.System) { Pauses = [TimeSpan.FromMilliseconds(1)] });

    private KnownNetwork Zoo() => new(
        "zoo", "A network of the zoo", new DownloadOrigin(_server.Address.ToString(), Whole.Length, Hash(Whole)), [],
        new Preprocessing(8, 8, ResizeMode.Stretch, ChannelOrder.Rgb, 1f / 255, PerChannel.All(0), PerChannel.All(1)), 5, "Apache-2.0", "the zoo");

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
