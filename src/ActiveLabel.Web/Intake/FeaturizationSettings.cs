using ActiveLabel.Core.Features;
using Microsoft.Extensions.Options;

namespace ActiveLabel.Web.Intake;

/// <summary>What the server computes feature vectors on: the section <c>Featurization</c> of appsettings.json.</summary>
public sealed class FeaturizationSettings
{
    public const string Section = "Featurization";

    /// <summary><c>auto</c>, <c>cpu</c>, <c>cuda</c>, or <c>cuda:0,1</c> with the numbers of several GPUs.</summary>
    public string Device { get; set; } = new FeaturizationOptions().Device;

    /// <summary>Images in one inference; 0 lets the pipeline choose.</summary>
    public int BatchSize { get; set; } = new FeaturizationOptions().BatchSize;

    /// <summary>How much of a GPU's memory may be taken, above 0 and at most 1.</summary>
    public double GpuMemoryShare { get; set; } = new FeaturizationOptions().GpuMemoryShare;

    public FeaturizationOptions Options => new(Device, BatchSize, GpuMemoryShare: GpuMemoryShare);
}

/// <summary>Names every setting that cannot be, at the start of the server rather than at the first import.</summary>
internal sealed class FeaturizationSettingsValidator : IValidateOptions<FeaturizationSettings>
{
    public ValidateOptionsResult Validate(string? name, FeaturizationSettings options)
    {
        string[] problems = [.. options.Options.Problems().Select(problem => $"{FeaturizationSettings.Section}: {problem}")];
        return problems.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }
}
