using System.Runtime.CompilerServices;
using Bunit;

namespace ActiveLabel.Web.Tests;

internal static class Patience
{
    /// <summary>bUnit waits a second by default: a busy machine needs more, and a test that passes waits no longer than it must.</summary>
    [ModuleInitializer]
    internal static void Wait() => BunitContext.DefaultWaitTimeout = TimeSpan.FromSeconds(20);
}
