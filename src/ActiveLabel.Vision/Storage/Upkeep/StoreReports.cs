using ActiveLabel.Core.Features;

namespace ActiveLabel.Vision.Storage.Upkeep;

/// <param name="Rows">Looked at so far, of <paramref name="Total"/> of this featurizer's.</param>
public sealed record StoreProgress(string Featurizer, long Rows, long Total);

/// <param name="Foreign">Paths in the folder that are none of the store's; left alone.</param>
/// <param name="Forgotten">Vectors that a repair dropped from the index, to be computed anew.</param>
public sealed record VerifyReport(
    IReadOnlyList<VerifiedFile> Files, IReadOnlyList<VectorDamage> Damages, IReadOnlyList<string> Foreign, long Forgotten);

/// <summary>The vectors of one featurizer.</summary>
/// <param name="Vectors">Null where there is no file that can be read.</param>
/// <param name="InUse">Rows that the index counts on, one for each image's bytes.</param>
/// <param name="WithoutChecksum">Rows of these whose checksums are not made yet; the next featurizing makes them.</param>
public sealed record VerifiedFile(string Featurizer, string File, VectorForm? Vectors, long InUse, long WithoutChecksum);

public enum DamageKind
{
    /// <summary>In the place of the file is something else.</summary>
    Unusable,

    /// <summary>The file ends before these rows, or is not there.</summary>
    Missing,

    /// <summary>The bytes are not those that were written.</summary>
    Changed,

    /// <summary>The checksum is damaged, so nobody knows whether the bytes are.</summary>
    ChecksumLost,

    /// <summary>The file says that nothing is kept there.</summary>
    Empty,

    /// <summary>The disk gives an error instead of the bytes.</summary>
    Unreadable,

    /// <summary>The bytes are those that were written, but no finite numbers.</summary>
    NotFinite,
}

/// <param name="Images">Images' bytes whose vectors lie there and have to be computed anew.</param>
public sealed record VectorDamage(string Featurizer, string File, long FirstRow, long LastRow, long Images, DamageKind Kind, string Reason);

/// <param name="Foreign">Paths in the folder that are none of the store's; left alone.</param>
public sealed record CompactReport(IReadOnlyList<CompactedFile> Files, IReadOnlyList<string> Foreign);

/// <param name="Vectors">The form that it has now; null where the files went, since no image has such vectors any more.</param>
/// <param name="Forgotten">Vectors that no image of any project had any more.</param>
/// <param name="BytesBefore">What the files took on the disk, holes not counted.</param>
public sealed record CompactedFile(
    string Featurizer, VectorForm? Vectors, long InUse, long Forgotten, long BytesBefore, long BytesAfter, bool Rewritten);
