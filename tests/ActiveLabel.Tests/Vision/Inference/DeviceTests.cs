using ActiveLabel.Core;
using ActiveLabel.Core.Features;
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
    [InlineData("auto", DeviceWish.Auto, new[] { 0 })]
    [InlineData("cpu", DeviceWish.Cpu, new[] { 0 })]
    [InlineData("CUDA", DeviceWish.Cuda, new[] { 0 })]
    [InlineData("cuda:1", DeviceWish.Cuda, new[] { 1 })]
    [InlineData("cuda:0,2", DeviceWish.Cuda, new[] { 0, 2 })]
    public void Devices_are_named_as_the_command_line_has_it(string text, DeviceWish wish, int[] devices)
    {
        DeviceChoice.TryParse(text, out var choice).ShouldBeTrue();
        choice!.Wish.ShouldBe(wish);
        choice.Devices.ShouldBe(devices);
    }

    [Theory]
    [InlineData("gpu")]
    [InlineData("cuda:")]
    [InlineData("cuda:x")]
    [InlineData("cuda:-1")]
    [InlineData("cuda:99")]
    [InlineData("cuda:0,0")]
    [InlineData("cuda:0,,1")]
    [InlineData("")]
    public void Other_devices_are_none(string text) => DeviceChoice.TryParse(text, out _).ShouldBeFalse();

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(2)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_share_of_memory_that_is_none_is_told(double share) =>
        new FeaturizationOptions(GpuMemoryShare: share).Problems().ShouldHaveSingleItem().ShouldContain("share of the GPU's memory");

    [Fact]
    public void Every_option_that_cannot_be_is_named()
    {
        new FeaturizationOptions().Problems().ShouldBeEmpty();
        new FeaturizationOptions("cuda:0,1", 1024, GpuMemoryShare: 1).Problems().ShouldBeEmpty();
        new FeaturizationOptions("tpu", -1, GpuMemoryShare: 0).Problems().Count().ShouldBe(3);
    }

    [Theory]
    [InlineData("auto")]
    [InlineData("cuda:63")]
    public void Without_a_gpu_the_cpu_computes_and_it_is_said_why(string wish)
    {
        if (CudaDriver.Devices().Count > 0) Assert.Skip("This machine has a GPU.");
        DeviceChoice.TryParse(wish, out var choice).ShouldBeTrue();
        using var devices = Devices.Open(TinyNetwork.Write(_folder.Path), choice.ShouldNotBeNull(), cores: 2);
        devices.Name.ShouldBe("CPU, 2 cores");
        devices.Reason.ShouldBe("no NVIDIA device answers here");
        devices.Sessions.Single().Lanes.ShouldBe(2);
    }

    [Theory]
    [InlineData("[ErrorCode:Fail] /src/provider.cc:2043 Get() [ONNXRuntimeError] : 1 : FAIL : Failed to load library x.so with error: y.so.13\n", "Failed to load library x.so with error: y.so.13")]
    [InlineData("[ErrorCode:InvalidProtobuf] no network\nmore", "[ErrorCode:InvalidProtobuf] no network")]
    public void Why_cuda_does_not_load_is_told_without_places_in_source_files(string message, string told) => RuntimeMessage.Of(message).ShouldBe(told);

    [Fact]
    public void A_gpu_is_given_its_share_of_memory_and_no_shortened_products()
    {
        var options = CudaOptions.Of(new CudaDevice(3, "some GPU", 16UL << 30), 0.25);
        options["device_id"].ShouldBe("3");
        options["gpu_mem_limit"].ShouldBe($"{4UL << 30}");
        options["use_tf32"].ShouldBe("0");
    }

    [Fact]
    public void A_batch_never_takes_more_memory_than_is_meant_for_it()
    {
        using var devices = Devices.Open(TinyNetwork.Write(_folder.Path), Cpu, 1);
        // 768 bytes an image: any batch goes.
        devices.Sessions[0].BatchFor(1000).ShouldBe(1000);
        var large = TinyNetwork.Write(_folder.Path, id: "large", size: 1024);
        using var few = Devices.Open(large, Cpu, 1);
        few.Sessions[0].BatchFor(1000).ShouldBe(10);
    }

    private static DeviceChoice Cpu { get; } = new(DeviceWish.Cpu, [0]);

    [Fact]
    public void A_network_that_does_not_fit_its_descriptor_is_refused_with_both_shapes()
    {
        var tiny = TinyNetwork.Write(_folder.Path);
        Should.Throw<WrongUseException>(() => Devices.Open(tiny with { VectorLength = 13 }, Cpu, 1)).Message
            .ShouldContain("gives Single [any, 12] instead of 32-bit floats [N, 13]");
        Should.Throw<WrongUseException>(() => Devices.Open(tiny with { Preprocessing = TinyNetwork.Input with { Width = 9 } }, Cpu, 1)).Message
            .ShouldContain("takes Single [any, 3, 8, 8] instead of 32-bit floats [N, 3, 8, 9]");
    }

    [Fact]
    public void A_file_that_is_no_network_is_refused()
    {
        var tiny = TinyNetwork.Write(_folder.Path);
        File.WriteAllText(tiny.NetworkFile, "no network");
        Should.Throw<WrongUseException>(() => Devices.Open(tiny, new DeviceChoice(DeviceWish.Auto, [0]), 1)).Message.ShouldContain("cannot be loaded");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(64)]
    public void Inference_on_the_cpu_allocates_nothing(int count)
    {
        using var devices = Devices.Open(TinyNetwork.Write(_folder.Path), Cpu, cores: 1);
        var session = devices.Sessions[0];
        using var batch = session.CreateBatch(64);
        using var options = new RunOptions();
        for (var i = 0; i < 5; i++) session.Run(batch, count, options);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++) session.Run(batch, count, options);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }
}
