using ActiveLabel.Core;
using ActiveLabel.TestKit.Running;
using ActiveLabel.Vision.Inference;
using Microsoft.ML.OnnxRuntime;
using Shouldly;
using Xunit;

namespace ActiveLabel.Tests.Vision.Inference;

public sealed class DeviceTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("auto", 0, new[] { 0 })]
    [InlineData("cpu", 1, new[] { 0 })]
    [InlineData("CUDA", 2, new[] { 0 })]
    [InlineData("cuda:1", 2, new[] { 1 })]
    [InlineData("cuda:0,2", 2, new[] { 0, 2 })]
    public void Devices_are_named_as_the_command_line_has_it(string text, int wish, int[] devices)
    {
        var choice = DeviceChoice.Parse(text);
        choice.Wish.ShouldBe((DeviceWish)wish);
        choice.Devices.ShouldBe(devices);
    }

    [Theory]
    [InlineData("gpu")]
    [InlineData("cuda:")]
    [InlineData("cuda:x")]
    [InlineData("cuda:-1")]
    [InlineData("cuda:0,0")]
    [InlineData("")]
    public void Other_devices_are_wrong_use(string text) => Should.Throw<WrongUseException>(() => DeviceChoice.Parse(text));

    [Theory]
    [InlineData("auto")]
    [InlineData("cuda:99")]
    public void Without_cuda_the_cpu_computes_and_it_is_said_why(string wish)
    {
        // Device 99 exists nowhere, so this holds on a machine with a GPU as well, except for auto.
        using var devices = Devices.Open(TinyNetwork.Write(_folder.Path), DeviceChoice.Parse(wish), cores: 2);
        if (devices.Description.StartsWith("CUDA", StringComparison.Ordinal)) Assert.Skip("This machine has CUDA.");
        devices.Description.ShouldStartWith("CPU, 2 cores, since ");
        devices.Sessions.Single().Lanes.ShouldBe(2);
    }

    [Fact]
    public void A_network_that_does_not_fit_its_descriptor_is_refused_with_both_shapes()
    {
        var tiny = TinyNetwork.Write(_folder.Path);
        var cpu = DeviceChoice.Parse("cpu");
        Should.Throw<WrongUseException>(() => Devices.Open(tiny with { VectorLength = 13 }, cpu, 1)).Message
            .ShouldContain("gives Single [any, 12] instead of 32-bit floats [N, 13]");
        Should.Throw<WrongUseException>(() => Devices.Open(tiny with { Preprocessing = TinyNetwork.Input with { Width = 9 } }, cpu, 1)).Message
            .ShouldContain("takes Single [any, 3, 8, 8] instead of 32-bit floats [N, 3, 8, 9]");
    }

    [Fact]
    public void A_file_that_is_no_network_is_refused()
    {
        var tiny = TinyNetwork.Write(_folder.Path);
        File.WriteAllText(tiny.NetworkFile, "no network");
        Should.Throw<WrongUseException>(() => Devices.Open(tiny, DeviceChoice.Parse("auto"), 1)).Message.ShouldContain("cannot be loaded");
    }

    [Fact]
    public void Inference_allocates_nothing_for_each_image()
    {
        using var devices = Devices.Open(TinyNetwork.Write(_folder.Path), DeviceChoice.Parse("cpu"), cores: 1);
        var session = devices.Sessions[0];
        using var batch = session.CreateBatch(64);
        using var options = new RunOptions();
        for (var i = 0; i < 5; i++) session.Run(batch, 64, options);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++) session.Run(batch, 64, options);
        // What the runtime's binding allocates is by the call, some hundred bytes, whatever the batch.
        ((GC.GetAllocatedBytesForCurrentThread() - before) / 6400d).ShouldBeLessThan(16);
    }
}
