using ActiveLabel.Core.Features;

namespace ActiveLabel.Vision.Networks;

/// <summary>What is said of a preprocessing only where it is not the usual.</summary>
public static class PreprocessingText
{
    /// <summary>Filter and views, each after a comma; empty for bilinear and a single view.</summary>
    public static string Unusual(Preprocessing preprocessing)
    {
        var filter = preprocessing.Interpolation == Interpolation.Bicubic ? ", bicubic" : "";
        var views = preprocessing.Views switch
        {
            Views.Flip => ", averaged with the mirror image",
            Views.FiveCrops => ", five crops averaged",
            _ => "",
        };
        return filter + views;
    }
}
