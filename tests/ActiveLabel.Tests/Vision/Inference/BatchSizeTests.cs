using ActiveLabel.Vision.Inference;

namespace ActiveLabel.Tests.Vision.Inference;

/// <summary>How many images at once: as many as are worth it, and as the device has memory for.</summary>
public sealed class BatchSizeTests
{
    private static readonly Exception NoMemory = new InvalidOperationException("Failed to allocate memory for requested buffer of size 1024");

    [Fact]
    public void Batches_double_while_that_is_worth_it()
    {
        // 100, 150, 180, then only 3 % more.
        var rates = new Dictionary<int, double?> { [8] = 100, [16] = 150, [32] = 180, [64] = 185, [128] = 500 };
        BatchProbe.Find(1024, size => rates[size]).ShouldBe(32);
    }

    [Fact]
    public void Batches_stay_within_the_memory_of_the_device_and_of_the_program()
    {
        BatchProbe.Find(1024, size => size > 64 ? null : size).ShouldBe(64);
        BatchProbe.Find(100, size => size).ShouldBe(64);
        BatchProbe.Find(3, size => size).ShouldBe(3);
        BatchProbe.Find(1024, _ => null).ShouldBe(BatchProbe.Smallest);
    }

    [Fact]
    public void Without_memory_for_a_whole_batch_its_parts_are_computed_and_no_image_twice()
    {
        var parts = new PartsInMemory(PartsInMemory.SaysOutOfMemory);
        var seen = new List<int>();
        for (var batch = 0; batch < 2; batch++)
        {
            parts.Run(13, (from, count) =>
            {
                if (count > 4) throw NoMemory;
                seen.AddRange(Enumerable.Range(from, count));
            });
        }
        seen.ShouldBe([.. Enumerable.Range(0, 13), .. Enumerable.Range(0, 13)]);
        parts.Most.ShouldBe(4);
    }

    [Fact]
    public void Without_memory_for_one_image_or_for_another_reason_it_fails()
    {
        Should.Throw<InvalidOperationException>(() => new PartsInMemory(PartsInMemory.SaysOutOfMemory).Run(8, (_, _) => throw NoMemory));
        var calls = 0;
        Should.Throw<NotSupportedException>(() => new PartsInMemory(PartsInMemory.SaysOutOfMemory).Run(8, (_, _) =>
        {
            calls++;
            throw new NotSupportedException("the device is lost");
        }));
        calls.ShouldBe(1);
    }

    [Theory]
    [InlineData("BFCArena: Available memory of 1024 is smaller than requested bytes of 4096")]
    [InlineData("CUDA failure 2: out of memory ; GPU=0")]
    [InlineData("CUDNN_STATUS_ALLOC_FAILED")]
    public void Runtimes_say_it_in_several_ways(string message) => PartsInMemory.SaysOutOfMemory(new InvalidOperationException(message)).ShouldBeTrue();
}
