using System.Reflection;
using System.Xml.Linq;
using ActiveLabel.TestKit;
using Shouldly;
using Xunit;

namespace ActiveLabel.Tests.Architecture;

/// <summary>Who may know whom. Read from the compiled assemblies, so that a type used is a type found.</summary>
public sealed class LayeringTests
{
    private static readonly string[] House = ["Core", "Vision", "Learning", "Data", "Web"];

    private static Assembly Load(string project) => Assembly.Load($"ActiveLabel.{project}");

    private static string[] References(string project)
    {
        var assembly = Load(project);
        assembly.GetTypes().Length.ShouldBeGreaterThan(3, $"{project} has types to look at");
        var references = assembly.GetReferencedAssemblies().Select(a => a.Name!).ToArray();
        references.ShouldContain("System.Runtime", $"{project} has references to look at");
        return references;
    }

    [Fact]
    public void Core_knows_no_library_but_the_base_class_library()
    {
        References("Core").ShouldAllBe(name => name.StartsWith("System.", StringComparison.Ordinal) && name != "System.CommandLine");
    }

    [Theory]
    [InlineData("Vision")]
    [InlineData("Learning")]
    [InlineData("Data")]
    public void Vision_learning_and_data_know_core_and_not_each_other(string project)
    {
        References(project).Where(n => n.StartsWith("ActiveLabel.", StringComparison.Ordinal)).ShouldBe(["ActiveLabel.Core"]);
    }

    [Theory]
    [InlineData("Vision", "Microsoft.ML.OnnxRuntime")]
    [InlineData("Vision", "SkiaSharp")]
    [InlineData("Vision", "NetVips")]
    [InlineData("Learning", "Microsoft.ML.StandardTrainers")]
    [InlineData("Data", "Microsoft.EntityFrameworkCore")]
    [InlineData("Data", "Microsoft.AspNetCore.Identity.EntityFrameworkCore")]
    [InlineData("Web", "Microsoft.AspNetCore.Authentication.OpenIdConnect")]
    public void A_library_lives_in_one_project_and_nowhere_else(string home, string library)
    {
        References(home).ShouldContain(name => name.StartsWith(library, StringComparison.Ordinal), $"{home} uses {library}");
        foreach (var other in House.Where(p => p != home))
        {
            References(other).ShouldNotContain(name => name.StartsWith(library, StringComparison.Ordinal), $"{other} must not use {library}");
        }
    }

    [Fact]
    public void Vision_never_sees_a_label_and_learning_never_sees_a_pixel()
    {
        Uses("Vision", "ActiveLabel.Core.Images").ShouldBeTrue("the check must be able to find a namespace in use");
        Uses("Vision", "ActiveLabel.Core.Labels").ShouldBeFalse();
        Uses("Learning", "ActiveLabel.Core.Models").ShouldBeTrue("the check must be able to find a namespace in use");
        Uses("Learning", "ActiveLabel.Core.Images").ShouldBeFalse();

        static bool Uses(string project, string space) =>
            Directory.EnumerateFiles(Path.Combine(Repository.Root, "src", $"ActiveLabel.{project}"), "*.cs", SearchOption.AllDirectories)
                .Where(f => !f.Contains("/obj/", StringComparison.Ordinal))
                .Any(f => File.ReadAllText(f).Contains($"using {space};", StringComparison.Ordinal));
    }

    [Fact]
    public void No_folder_is_a_drawer()
    {
        var folders = Directory.EnumerateDirectories(Path.Combine(Repository.Root, "src"), "*", SearchOption.AllDirectories)
            .Where(d => !d.Contains("/obj", StringComparison.Ordinal) && !d.Contains("/bin", StringComparison.Ordinal))
            .Select(d => Path.GetFileName(d)!).ToList();

        folders.Count.ShouldBeGreaterThan(15);
        folders.Intersect(["Services", "Helpers", "Utils", "Common"], StringComparer.OrdinalIgnoreCase).ShouldBeEmpty();
    }

    [Fact]
    public void Package_versions_stand_in_one_place()
    {
        var projects = Directory.EnumerateFiles(Repository.Root, "*.csproj", SearchOption.AllDirectories).ToList();
        projects.Count.ShouldBeGreaterThanOrEqualTo(11);
        foreach (var file in projects)
        {
            XDocument.Load(file).Descendants("PackageReference").ShouldAllBe(p => p.Attribute("Version") == null, file);
        }
    }
}
