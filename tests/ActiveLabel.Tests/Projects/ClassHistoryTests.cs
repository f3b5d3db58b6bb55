using ActiveLabel.Core.Projects.ClassChanges;

namespace ActiveLabel.Tests.Projects;

public sealed class ClassHistoryTests
{
    private const long A = 1, B = 2, C = 3, A1 = 4, A2 = 5;

    [Fact]
    public void A_chain_of_mergers_ends_at_the_last_class()
    {
        var history = Of(Merge(A, B), Merge(B, C));

        history.MeaningOf(A).ShouldBe(new ClassMeaning(C));
        history.MeaningOf(B).ShouldBe(new ClassMeaning(C));
        history.MeaningOf(C).ShouldBe(new ClassMeaning(C));
    }

    [Fact]
    public void A_class_that_is_merged_into_a_deleted_one_counts_as_nothing() =>
        Of(Merge(A, B), Delete(B)).MeaningOf(A).ShouldBe(ClassMeaning.Nothing);

    [Fact]
    public void All_labels_of_a_split_class_are_to_be_looked_at_again()
    {
        var meaning = Of(Split(A, mark: 10, A1, A2)).MeaningOf(A);

        meaning.CountsAs.ShouldBeNull();
        meaning.IsAgain(11).ShouldBeTrue("also one that comes late");
    }

    [Fact]
    public void Where_a_class_goes_on_as_a_part_only_labels_from_before_the_split_are_to_be_looked_at_again()
    {
        var meaning = Of(Split(A, mark: 10, A, A2)).MeaningOf(A);

        meaning.Read(10).ShouldBeNull();
        meaning.Read(11).ShouldBe(A);
    }

    [Fact]
    public void A_class_merged_into_one_that_was_split_before_is_not_looked_at_again()
    {
        var history = Of(Split(B, mark: 10, B, A2), Merge(A, B));

        history.MeaningOf(A).Read(5).ShouldBe(B);
        history.MeaningOf(B).Read(5).ShouldBeNull();
    }

    [Fact]
    public void A_part_whose_split_was_undone_counts_as_the_whole_and_follows_it()
    {
        var history = Of(Split(A, mark: 10, A1, A2), Undo(1, A), Merge(A, B));

        history.MeaningOf(A1).ShouldBe(new ClassMeaning(B));
        history.MeaningOf(A).ShouldBe(new ClassMeaning(B));
    }

    [Fact]
    public void As_of_an_earlier_place_labels_count_as_they_did_then()
    {
        var history = Of(Merge(A, B), Delete(C), Undo(1, A));

        history.MeaningOf(A).CountsAs.ShouldBe(A);
        history.AsOf(2).MeaningOf(A).CountsAs.ShouldBe(B);
        history.AsOf(1).MeaningOf(C).CountsAs.ShouldBe(C);
        history.AsOf(0).MeaningOf(A).CountsAs.ShouldBe(A);
        history.AsOf(DateTimeOffset.UnixEpoch.AddMinutes(2)).MeaningOf(A).CountsAs.ShouldBe(B);
    }

    [Fact]
    public void Undoing_brings_the_stamp_back_and_names_do_not_touch_it()
    {
        var (before, merged) = (Of(Delete(C)), Of(Delete(C), Merge(A, B)));

        merged.Stamp.ShouldNotBe(before.Stamp);
        Of(Delete(C), Merge(A, B), Undo(2, A)).Stamp.ShouldBe(before.Stamp);
        Of(Delete(C), Rename(A)).Stamp.ShouldBe(before.Stamp);
        Of(Delete(C), Rename(A)).Mark.ShouldBe(1);
        Of(Delete(C), Merge(A, B), Undo(2, A)).Mark.ShouldBe(3);
    }

    [Fact]
    public void What_builds_on_a_change_has_to_be_undone_before_it()
    {
        Of(Merge(A, B), Merge(B, C)).ShouldSatisfyAllConditions(h => h.BuiltOn(h.Entries[0]).ShouldBe(h.Entries[1]), h => h.BuiltOn(h.Entries[1]).ShouldBeNull());
        Of(Split(A, 0, A1, A2), Merge(B, A1)).ShouldSatisfyAllConditions(h => h.BuiltOn(h.Entries[0]).ShouldBe(h.Entries[1]));
        Of(Split(A, 0, A1, A2), Delete(A2)).ShouldSatisfyAllConditions(h => h.BuiltOn(h.Entries[0]).ShouldBe(h.Entries[1]));
        Of(Rename(A), Merge(A, B)).ShouldSatisfyAllConditions(h => h.BuiltOn(h.Entries[0]).ShouldBe(h.Entries[1]));
    }

    [Fact]
    public void What_does_not_touch_a_change_stands_in_no_ones_way()
    {
        Of(Merge(A, B), Merge(C, B)).ShouldSatisfyAllConditions(h => h.BuiltOn(h.Entries[0]).ShouldBeNull());
        Of(Merge(A, B), Rename(B)).ShouldSatisfyAllConditions(h => h.BuiltOn(h.Entries[0]).ShouldBeNull());
        Of(Merge(A, B), Merge(B, C), Undo(2, B)).ShouldSatisfyAllConditions(h => h.BuiltOn(h.Entries[0]).ShouldBeNull());
    }

    [Fact]
    public void It_says_what_became_of_a_name()
    {
        var history = Of(Merge(A, B), Split(C, 0, A1, A2));

        history.WhatBecameOf("CLASS 1").ShouldBe("'class 1' was merged into 'class 2' on 1970-01-01");
        history.WhatBecameOf("class 3").ShouldBe("'class 3' was split into 'class 4' and 'class 5' on 1970-01-01");
        history.WhatBecameOf("oak").ShouldBeNull();
    }

    private static ClassHistory Of(params ClassChange[] changes) => new([.. changes.Select((c, at) => c with { Sequence = at + 1, At = DateTimeOffset.UnixEpoch.AddMinutes(at + 1) })]);

    private static ClassChange Change(ClassChangeKind kind, long classId, long mark = 0) => new(1, kind, classId, $"class {classId}", 1, default, mark);

    private static ClassChange Merge(long classId, long into) => Change(ClassChangeKind.Merge, classId) with { Into = into, NewName = $"class {into}" };

    private static ClassChange Delete(long classId) => Change(ClassChangeKind.Delete, classId);

    private static ClassChange Rename(long classId) => Change(ClassChangeKind.Rename, classId) with { NewName = "another" };

    private static ClassChange Split(long classId, long mark, params long[] parts) =>
        Change(ClassChangeKind.Split, classId, mark) with { Parts = [.. parts.Select(part => new ClassPart(part, $"class {part}", Made: part >= A1))] };

    private static ClassChange Undo(long sequence, long classId) => Change(ClassChangeKind.Undo, classId) with { Undoes = sequence };
}
