namespace ActiveLabel.Benchmarks.Load;

/// <summary>An image that the server gave to a labeler.</summary>
/// <param name="Asked">When the request was sent that brought it.</param>
/// <param name="Got">When its answer was there: it was reserved between the two.</param>
internal sealed record Served(long Image, int Labeler, int Round, DateTimeOffset Asked, DateTimeOffset Got);

/// <summary>A label that the server acknowledged.</summary>
/// <param name="Due">When the key was pressed.</param>
/// <param name="Sent">When the request that got through was sent.</param>
internal sealed record Saved(Guid Id, long Image, DateTimeOffset Due, DateTimeOffset Sent, DateTimeOffset Acknowledged)
{
    /// <summary>What the person waits for, if the page did: with all that waited in the browser before it.</summary>
    public double FromKeyPress => (Acknowledged - Due).TotalMilliseconds;

    /// <summary>The one call that saves the label and leases the next image.</summary>
    public double Call => (Acknowledged - Sent).TotalMilliseconds;
}
