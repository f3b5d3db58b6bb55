using ActiveLabel.Core;
using ActiveLabel.Core.Features;
using ActiveLabel.Core.Images;
using ActiveLabel.Core.Projects;
using ActiveLabel.Core.Rounds;
using Shouldly;
using Xunit;

namespace ActiveLabel.Tests.Rounds;

public sealed class ProjectSnapshotTests
{
    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.NegativeInfinity)]
    public void A_vector_that_is_not_finite_is_refused_by_the_name_of_its_image(float value)
    {
        var project = Project.Create("Knots", ["sound", "dry"], "net", DateTimeOffset.UnixEpoch);
        VectorisedImage[] images = [.. Enumerable.Range(0, 3).Select(n => new VectorisedImage(
            ProjectImage.Create(1, ImageHash.Of([(byte)n]), $"knot{n}.png", Split.Pool, 1, new ImageHeader(8, 8, "image/png"), DateTimeOffset.UnixEpoch),
            Answer: null, Row: 2 - n))];
        var vectors = new KnownVectors(3);
        var snapshot = new ProjectSnapshot(project, vectors.Featurizer, images);

        // The image in row 1 of the table is the second.
        Should.Throw<WrongUseException>(() => snapshot.Gather(images, new VectorTable(new[] { 1f, 2, value, 4, 5, 6 }, 2)))
            .Message.ShouldContain("'knot1.png'");
    }
}
