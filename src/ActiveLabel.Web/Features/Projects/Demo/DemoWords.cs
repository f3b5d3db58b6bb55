namespace ActiveLabel.Web.Features.Projects.Demo;

/// <summary>What the demo project tells its labelers.</summary>
internal static class DemoWords
{
    /// <summary>In the order of their keys. After Kauppinen and Silvén, in our words.</summary>
    public static IReadOnlyList<(string Class, string Definition)> Definitions { get; } =
    [
        ("sound", "Grown firmly into the wood around it: no bark, no decay, and a colour close to the wood's."),
        ("dry", "Took no part in the tree's growth. Firm or partly firm, usually darker than the wood, with a thin dark ring, whole or partial."),
        ("encased", "Ringed wholly or partly by bark. The ring is thicker than a dry knot's."),
        ("decayed", "Holds decay: soft, stained or pitted wood. Often hard to see in a picture."),
    ];

    public const string Instructions =
        """
        **These pictures are drawn by this program, not photographed.** They show knots as a camera above a saw line would see them, so that you can try everything without images of your own. What a model scores here says nothing about real lumber.

        ## What to do

        You see one knot after another. Decide what kind of knot it is and press its key. Look at two things first:

        1. **The ring round the knot.** None: most likely sound. Thin and dark: dry. Thick, like bark: encased.
        2. **The colour inside.** Close to the wood: sound. Much darker: dry or encased. Blotched, with holes: decayed.

        ## When you are not sure

        - Neighbouring kinds overlap, and a few pictures are honestly doubtful. Take the kind that fits best, quickly.
        - Cracks, resin, saw marks and uneven light come with every kind and tell nothing.
        - If a picture shows no kind well, call it a **poor example**: it will train nothing.
        - If you would rather not say, **skip** it. It comes back later.
        - A slip is no harm: **undo** takes the last answer back.
        """;
}
