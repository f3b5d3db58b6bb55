using ActiveLabel.Web.Intake;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace ActiveLabel.Web.Tests.Intake;

public sealed class FeaturizationSettingsTests
{
    [Fact]
    public void What_is_set_is_what_featurizing_gets()
    {
        var options = Read(("Device", "cuda:0,1"), ("BatchSize", "16"), ("GpuMemoryShare", "0.5")).Value.Options;
        (options.Device, options.BatchSize, options.GpuMemoryShare).ShouldBe(("cuda:0,1", 16, 0.5));
        Read().Value.Options.ShouldBe(new());
    }

    [Fact]
    public void Every_setting_that_cannot_be_is_named_at_once()
    {
        var wrong = Should.Throw<OptionsValidationException>(() => Read(("Device", "cuda:x"), ("BatchSize", "-2"), ("GpuMemoryShare", "2")).Value);
        wrong.Failures.Count().ShouldBe(3);
        wrong.Message.ShouldContain("'cuda:x'");
        wrong.Message.ShouldContain("-2");
        wrong.Message.ShouldContain("not 2");
    }

    private static IOptions<FeaturizationSettings> Read(params (string Key, string Value)[] set)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(set.Select(s => KeyValuePair.Create($"{FeaturizationSettings.Section}:{s.Key}", (string?)s.Value))).Build();
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(configuration).AddIntake();
        return services.BuildServiceProvider().GetRequiredService<IOptions<FeaturizationSettings>>();
    }
}
