using ActiveLabel.Core.Projects.ClassChanges;
using ActiveLabel.Web.Shell;

namespace ActiveLabel.Web.Features.Settings.Classes;

/// <summary>What a change of classes will do, in sentences with numbers.</summary>
internal static class ForecastWords
{
    public static IReadOnlyList<string> Of(ClassForecast forecast)
    {
        List<string> said = [Labels(forecast)];
        if (forecast is { TestImages: > 0, Change.Kind: ClassChangeKind.Split or ClassChangeKind.Delete })
            said.Add($"{Wording.Count(forecast.TestImages, "of them is a test image", "of them are test images")}: no queue asks about those, and they judge no model until you label them again.");
        if (forecast.GoldImages > 0)
            said.Add(Gold(forecast));
        if (forecast.FreedKey.Length > 0)
            said.Add($"The key {forecast.FreedKey.ToUpperInvariant()} becomes free.");
        said.Add($"The next round trains with {Wording.Count(forecast.ClassesAfter, "class", "classes")} and starts by itself. Figures so far stay, as of the classes of then.");
        return said;
    }

    private static string Labels(ClassForecast forecast)
    {
        if (forecast.Labels == 0)
            return "No label that stands comes to mean something else.";

        var which = $"{Wording.Count(forecast.Labels, "label")} of {Wording.Count(forecast.Images, "image")}";
        var one = forecast.Labels == 1;
        return forecast.Change.Kind switch
        {
            ClassChangeKind.Merge => $"{which} will count as '{forecast.Change.NewName}'.",
            ClassChangeKind.Split => $"{which} will train nothing, and {(forecast.Images == 1 ? "the image comes" : "these images come")} up again before all others, until {(one ? "it is" : "they are")} answered anew.",
            ClassChangeKind.Delete => $"{which} will count as no answer, and {(forecast.Images == 1 ? "the image goes" : "these images go")} back to {(forecast.Images == 1 ? "its place" : "their places")} in the queue.",
            _ => $"{which} will count again as {(one ? "it" : "they")} did before.",
        };
    }

    private static string Gold(ClassForecast forecast)
    {
        var gold = Wording.Count(forecast.GoldImages, "gold image");
        return forecast.Change.Kind switch
        {
            ClassChangeKind.Merge => $"Practice: {gold} will be of '{forecast.Change.NewName}'.",
            ClassChangeKind.Split or ClassChangeKind.Delete => $"Practice: {gold} will be left out until {(forecast.GoldImages == 1 ? "it is" : "they are")} marked anew.",
            _ => $"Practice: {gold} will be what {(forecast.GoldImages == 1 ? "it was" : "they were")} before.",
        };
    }
}
