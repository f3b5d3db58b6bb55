namespace ActiveLabel.Web.Intake;

/// <summary>Passes reports on at once and in order, which <see cref="Progress{T}"/> does not.</summary>
internal sealed class Relay<T>(Action<T> report) : IProgress<T>
{
    public void Report(T value) => report(value);
}
