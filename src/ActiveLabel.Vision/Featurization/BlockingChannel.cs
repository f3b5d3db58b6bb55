using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;

namespace ActiveLabel.Vision.Featurization;

/// <summary>Channels for threads that may wait.</summary>
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
}
