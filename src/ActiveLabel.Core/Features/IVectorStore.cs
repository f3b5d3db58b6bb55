using ActiveLabel.Core.Images;

namespace ActiveLabel.Core.Features;

/// <summary>Append-only files of feature vectors, one a featurizer. A row once written never moves or changes.</summary>
public interface IVectorStore
{
    /// <summary>A view of the rows that are on disk now; later rows need a new view. Many may be open at once.</summary>
    IVectorReader OpenRead(Featurizer featurizer);

    /// <summary>The one writer; cuts off what a crash left behind the last committed row.</summary>
    /// <exception cref="IOException">Another process writes to it.</exception>
    IVectorWriter OpenWrite(Featurizer featurizer, long committedRows);
}

/// <summary>Memory-mapped rows of one featurizer.</summary>
public interface IVectorReader : IDisposable
{
    int VectorLength { get; }

    long RowCount { get; }

    /// <returns><see cref="VectorLength"/> values, valid until the reader is disposed.</returns>
    ReadOnlySpan<float> Row(long row);
}

public interface IVectorWriter : IDisposable
{
    long RowCount { get; }

    /// <summary>Appends whole rows, [n, VectorLength], and returns the number of the first, once they are on disk.</summary>
    long Append(ReadOnlySpan<float> rows);
}

/// <summary>Which image's vector lies in which row, committed after the rows are on disk.</summary>
public interface IVectorIndex
{
    /// <summary>In one transaction. An image's earlier failure is forgotten; one that has a row keeps it.</summary>
    Task AddAsync(string featurizerId, IReadOnlyList<VectorRow> rows, CancellationToken cancel);

    /// <summary>Those of the hashes that have no row yet, in their order, whether they failed before or not.</summary>
    Task<IReadOnlyList<ImageHash>> WithoutRowAsync(
        string featurizerId, IReadOnlyList<ImageHash> hashes, CancellationToken cancel);

    /// <summary>Records why an image has no vector, so that it is not tried again and again.</summary>
    Task AddFailureAsync(string featurizerId, ImageHash hash, string reason, CancellationToken cancel);

    /// <summary>Rows in use: one more than the highest, 0 where there is none.</summary>
    Task<long> CountRowsAsync(string featurizerId, CancellationToken cancel);

    /// <summary>Rows of the project's images, by image id. Images without a vector are missing.</summary>
    Task<IReadOnlyDictionary<long, long>> RowsAsync(long projectId, string featurizerId, CancellationToken cancel);

    /// <summary>File name and reason of the project's images that could not be featurized.</summary>
    Task<IReadOnlyList<ImageFailure>> FailuresAsync(long projectId, string featurizerId, CancellationToken cancel);
}

public readonly record struct VectorRow(ImageHash Hash, long Row);

public sealed record ImageFailure(string FileName, string Reason);
