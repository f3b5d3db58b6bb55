using ActiveLabel.Core.Evaluation;
using ActiveLabel.Web.Features.Review;

namespace ActiveLabel.Web.Tests.Features.Review;

public sealed class ReviewAddressTests
{
    [Fact]
    public void What_an_address_says_is_read_from_it()
    {
        var address = new ReviewAddress(3, EvaluationBasis.PoolCrossFitting, ClassId: 12, From: 0.425, Cell: (12, 13));

        address.Query().ShouldBe("?version=3&by=pool&class=12&from=0.425&cell=12-13");
        ReviewAddress.Read("3", "pool", "12", "0.425", "12-13").ShouldBe(address);
        ReviewAddress.Read(null, null, "all", null, null).Query().ShouldBe("?class=all");
        ReviewAddress.Read(null, null, null, null, null).Query().ShouldBe("");
    }

    [Theory]
    [InlineData("x", "everything", "-1", "7", "1")]
    [InlineData("-1", "", "", "NaN", "a-b")]
    [InlineData("99999999999", "TEST", "1e3", "-0.1", "1-2-3")]
    public void What_makes_no_sense_is_as_if_it_were_not_there(string version, string by, string @class, string from, string cell) =>
        ReviewAddress.Read(version, by, @class, from, cell).ShouldBe(new ReviewAddress(null, null));
}
