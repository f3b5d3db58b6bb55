using ActiveLabel.Web.Shell.Charts;
using CsCheck;

namespace ActiveLabel.Web.Tests.Shell.Charts;

public sealed class LabelPlacementTests
{
    [Fact]
    public void Labels_far_apart_stay_where_they_are() => LabelPlacement.Spread([700, 200], 100, 1000).ShouldBe([700, 200]);

    [Fact]
    public void Close_labels_move_apart_by_the_same_amount() => LabelPlacement.Spread([510, 490], 100, 1000).ShouldBe([550, 450]);

    [Fact]
    public void A_label_at_the_edge_pushes_its_neighbour_and_not_itself_out() => LabelPlacement.Spread([0, 10], 100, 1000).ShouldBe([0, 100]);

    [Fact]
    public void They_are_always_apart_in_order_and_within() =>
        Gen.Double[0, 1000].Array[1, 9].Sample(places =>
        {
            var spread = LabelPlacement.Spread(places, 100, 1000);
            var order = Enumerable.Range(0, places.Length).OrderBy(i => places[i]).ToArray();
            return spread.All(s => s is >= -1e-9 and <= 1000 + 1e-9)
                && order.Zip(order.Skip(1)).All(pair => spread[pair.Second] - spread[pair.First] >= 100 - 1e-9);
        });
}
