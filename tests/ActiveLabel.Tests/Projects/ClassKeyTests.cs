using ActiveLabel.Core;
using ActiveLabel.Core.Projects;

namespace ActiveLabel.Tests.Projects;

public sealed class ClassKeyTests
{
    [Fact]
    public void Classes_get_digits_and_then_letters_that_no_action_uses()
    {
        var project = Made([.. Enumerable.Range(0, 31).Select(n => $"class {n}")]);

        var keys = project.Classes.Select(c => c.Key).ToList();

        keys[..10].ShouldBe(["1", "2", "3", "4", "5", "6", "7", "8", "9", "a"]);
        keys.Where(k => k.Length > 0).Distinct().Count().ShouldBe(29);
        keys.ShouldNotContain(k => k.Length > 0 && ClassKeys.OfActions.Contains(k));
        keys[^2..].ShouldBe(["", ""]);
    }

    [Theory]
    [InlineData(" D ", "d")]
    [InlineData("7", "7")]
    [InlineData("  ", "")]
    public void A_digit_a_letter_or_nothing_is_a_key(string typed, string key) => ClassKeys.Read(typed).ShouldBe(key);

    [Theory]
    [InlineData("12", "'12' is no key for a class")]
    [InlineData("é", "'é' is no key for a class")]
    [InlineData("?", "'?' is no key for a class")]
    [InlineData("U", "The key U already means 'undo' on the Label page")]
    [InlineData("s", "The key S already means 'skip' on the Label page")]
    [InlineData("0", "The key 0 already means 'fit, or one to one' on the Label page")]
    public void What_a_class_cannot_have_is_refused_with_the_reason(string typed, string said) =>
        Should.Throw<WrongUseException>(() => ClassKeys.Read(typed)).Message.ShouldStartWith(said);

    [Fact]
    public void Two_classes_may_swap_their_names_and_keys_but_not_share_them()
    {
        var project = Made("sound", "dry");
        var stamp = ClassStamp.Of(project.Classes);

        // Both have id 0 until they are stored, so only the first is found: enough to see that a twin is refused.
        Should.Throw<WrongUseException>(() => project.FaceClasses([new ClassFace(0, "sound", "2")])).Message
            .ShouldBe("'sound' and 'dry' have the same key 2: give each a key of its own.");
        Should.Throw<WrongUseException>(() => project.FaceClasses([new ClassFace(0, "DRY", "1")])).Message.ShouldStartWith("Two classes are named");
        project.FaceClasses([new ClassFace(0, "sound", "")]);

        project.Classes[0].Key.ShouldBe("");
        ClassStamp.Of(project.Classes).ShouldNotBe(stamp);
    }

    [Fact]
    public void A_class_added_after_one_was_given_its_key_takes_another()
    {
        var project = Made("sound", "dry");
        project.FaceClasses([new ClassFace(0, "sound", "3")]);

        project.AddClass("encased").Key.ShouldBe("1");
        project.AddClass("decayed").Key.ShouldBe("4");
    }

    private static Project Made(params string[] classes) => Project.Create("Knots", classes, "net", DateTimeOffset.UnixEpoch);
}
