using ActiveLabel.Core.Images;

namespace ActiveLabel.Core.Features;

/// <summary>Append-only files of feature vectors, one a featurizer. A row once written never moves or changes.</summary>
public interface IVectorStore
{
    /// <summary>A view of the rows that are on disk now; later rows need a new view. Many may be open at once.</summary>
    IVectorReader OpenRead(Featurizer featurizer);

    /// <summary>The one writer; cuts off what a crash left half written.</summary>
    /// <param name="form">Of a file that begins now, float32 for null. A file that is there keeps its form.</param>
    /// <param name="committedRows">Rows that the index counts on.</param>
    /// <exception cref="IOException">Another process writes to it.</exception>
    /// <exception cref="InvalidDataException">It is no such file, or lacks rows that are counted on.</exception>
    IVectorWriter OpenWrite(Featurizer featurizer, VectorForm? form, long committedRows);
}

/// <summary>Memory-mapped rows of one featurizer.</summary>
public interface IVectorReader : IDisposable
{
    int VectorLength { get; }

    long RowCount { get; }

    /// <param name="scratch">[<see cref="VectorLength"/>], written to where the file's own bytes are no 32-bit floats.</param>
    /// <returns><see cref="VectorLength"/> values, valid until the reader is disposed or the scratch is used again.</returns>
    ReadOnlySpan<float> Row(long row, Span<float> scratch);
}

public interface IVectorWriter : IDisposable
{
    VectorForm Form { get; }

    long RowCount { get; }

    /// <summary>Appends whole rows, [n, VectorLength], and returns the number of the first, once they are on disk.</summary>
    /// <exception cref="InvalidDataException">A value that <see cref="Form"/> cannot hold; nothing is appended.</exception>
    /// <exception cref="IOException">The disk is full, or fails; the rows before stay, and appending may be tried again.</exception>
    long Append(ReadOnlySpan<float> rows);
}

/// <summary>Which image's vector lies in which row, committed after the rows are on disk.</summary>
public interface IVectorIndex
{
    /// <summary>In one transaction. An image's earlier failure is forgotten; one that has a row keeps it.</summary>
    /// <exception cref="IOException">The disk is full; nothing was added.</exception>
    Task AddAsync(string featurizerId, IReadOnlyList<VectorRow> rows, CancellationToken cancel);

    /// <summary>Those of the hashes that have no row yet, in their order, whether they failed before or not.</summary>
    Task<IReadOnlyList<ImageHash>> WithoutRowAsync(
        string featurizerId, IReadOnlyList<ImageHash> hashes, CancellationToken cancel);

    /// <summary>Records why an image has no vector, so that it is not tried again and again.</summary>
    /// <exception cref="IOException">The disk is full; nothing was recorded.</exception>
    Task AddFailureAsync(string featurizerId, ImageHash hash, string reason, CancellationToken cancel);

    /// <summary>Rows in use: one more than the highest, 0 where there is none.</summary>
    Task<long> CountRowsAsync(string featurizerId, CancellationToken cancel);

    /// <summary>Rows of the project's images, by image id. Images without a vector are missing.</summary>
    Task<IReadOnlyDictionary<long, long>> RowsAsync(long projectId, string featurizerId, CancellationToken cancel);

    /// <summary>The same with images that were removed from the project: earlier rounds may have read them.</summary>
    Task<IReadOnlyDictionary<long, long>> AllRowsAsync(long projectId, string featurizerId, CancellationToken cancel);

    /// <summary>File name and reason of the project's images that could not be featurized.</summary>
    Task<IReadOnlyList<ImageFailure>> FailuresAsync(long projectId, string featurizerId, CancellationToken cancel);

    /// <summary>Ids of all featurizers that have rows.</summary>
    Task<IReadOnlyList<string>> FeaturizersAsync(CancellationToken cancel);

    /// <summary>The next rows in use from <paramref name="first"/> on, ascending, at most <paramref name="most"/>.</summary>
    Task<IReadOnlyList<long>> RowsInUseAsync(string featurizerId, long first, int most, CancellationToken cancel);

    /// <summary>Forgets whose vectors lie in these rows, so that they are computed anew. The rows stay unused for good.</summary>
    /// <returns>How many were in use.</returns>
    Task<int> ForgetAsync(string featurizerId, IReadOnlyList<long> rows, CancellationToken cancel);

    /// <summary>Forgets the rows and failures of bytes that no image of any project has.</summary>
    /// <returns>How many rows.</returns>
    Task<int> ForgetUnusedAsync(string featurizerId, CancellationToken cancel);
}

public readonly record struct VectorRow(ImageHash Hash, long Row);

public sealed record ImageFailure(string FileName, string Reason);
