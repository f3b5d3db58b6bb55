using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;

namespace ActiveLabel.Vision.Featurization;

/// <summary>
/// Channels for threads that may wait. Decoding and inference keep cores busy for minutes, so they have threads of their
/// own, and the pool's stay free for those who visit the pages meanwhile.
/// </summary>
internal static class BlockingChannel
{
    /// <returns>False when the channel is complete and empty.</returns>
    public static bool Take<T>(this ChannelReader<T> reader, [MaybeNullWhen(false)] out T item, CancellationToken cancel)
    {
        while (!reader.TryRead(out item))
            if (!reader.WaitToReadAsync(cancel).AsTask().GetAwaiter().GetResult()) return false;
        cancel.ThrowIfCancellationRequested();
        return true;
    }

    /// <summary>Waits until there is room.</summary>
    public static void Put<T>(this ChannelWriter<T> writer, T item, CancellationToken cancel)
    {
        while (!writer.TryWrite(item))
            if (!writer.WaitToWriteAsync(cancel).AsTask().GetAwaiter().GetResult()) throw new ChannelClosedException();
    }
}
