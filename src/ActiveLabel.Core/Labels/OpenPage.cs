namespace ActiveLabel.Core.Labels;

/// <summary>A page that one person has open to label. What it holds no other page gets, be it the same person's.</summary>
/// <param name="Session">The page's own name, made by it.</param>
public readonly record struct OpenPage(long ProjectId, long PersonId, string Session);

/// <summary>From when until when a lease holds that is taken or renewed now, by the <see cref="LeaseClock"/>.</summary>
public readonly record struct LeaseSpan(DateTimeOffset Now, TimeSpan Duration)
{
    public DateTimeOffset Until => Now + Duration;
}
