using ActiveLabel.Core.Images;
using ActiveLabel.Core.Images.Gallery;
using ActiveLabel.Core.Labels;
using ActiveLabel.Web.Features.Images.Gallery;

namespace ActiveLabel.Web.Tests.Features.Images;

public sealed class GalleryQueryTests
{
    public static TheoryData<GalleryFilter, GalleryOrder> Filters => new()
    {
        { new GalleryFilter(), GalleryOrder.Newest },
        { new GalleryFilter { Label = LabelState.Unanswered, Split = Split.Pool }, GalleryOrder.Novelty },
        { new GalleryFilter { ClassId = 7, PredictedId = 8, LeastConfidence = 0.25f, MostConfidence = 0.9f }, GalleryOrder.Suspicion },
        { new GalleryFilter { Opinions = OpinionState.Disagree, Round = 3, PersonId = 12, Source = LabelSource.LabelPage }, GalleryOrder.Disagreement },
        { new GalleryFilter { Gold = true, Failed = true, Differs = true, Text = "a&b=c #1 <ü>" }, GalleryOrder.Oldest },
    };

    [Theory]
    [MemberData(nameof(Filters))]
    public void An_address_leads_back_to_the_filter_that_made_it(GalleryFilter filter, GalleryOrder order)
    {
        var read = GalleryQuery.Read($"http://localhost/projects/1/images{new GalleryQuery(filter, order)}");

        read.Filter.ShouldBe(filter);
        read.Order.ShouldBe(order);
        read.Ignored.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("?label=abc", "label")]
    [InlineData("?split=sideways", "split")]
    [InlineData("?split=1", "split")]
    [InlineData("?from=200", "from")]
    [InlineData("?to=-1", "to")]
    [InlineData("?round=99999999999999999999", "round")]
    [InlineData("?person=1;DROP TABLE", "person")]
    [InlineData("?source=<script>", "source")]
    [InlineData("?gold=perhaps", "gold")]
    [InlineData("?sort=", null)]
    [InlineData("?sort=beauty", "sort")]
    [InlineData("?unknown=1&&&==", null)]
    public void Nonsense_is_passed_over_and_named(string address, string? ignored)
    {
        var read = GalleryQuery.Read(address);

        read.Filter.ShouldBe(new GalleryFilter());
        read.Order.ShouldBe(GalleryOrder.Newest);
        read.Ignored.ShouldBe(ignored is null ? [] : [ignored]);
    }

    [Fact]
    public void A_huge_text_is_cut()
    {
        GalleryQuery.Read($"?text={new string('x', 100_000)}").Filter.Text.Length.ShouldBe(200);
    }

    [Fact]
    public void A_range_goes_from_the_image_pressed_before_to_this_one_in_either_direction()
    {
        long[] shown = [9, 8, 7, 6, 5, 4];
        var chosen = new Chosen();

        chosen.Toggle(shown, 4);
        chosen.Extend(shown, 1);
        chosen.Of(shown).ShouldBe([8, 7, 6, 5]);
        chosen.Toggle(shown, 2);
        chosen.Of(shown).ShouldBe([8, 6, 5]);
        chosen.All(shown);
        chosen.Count.ShouldBe(6);
        chosen.Clear();
        chosen.Extend(shown, 3);
        chosen.Of(shown).ShouldBe([6]);
    }
}
