using System.Globalization;
using ActiveLabel.Core;
using ActiveLabel.Core.Features;

namespace ActiveLabel.Vision.Storage;

/// <summary>
/// The files of one featurizer in the data folder's <c>vectors</c>: <c>ID.f32</c> or <c>ID.f16</c> the rows, <c>ID.sums</c>
/// their checksums (<c>ID.N.sums</c> after the N-th rewriting), <c>ID.lock</c> held by whoever writes, <c>.new</c> what is
/// not complete yet, <c>.damaged</c> what a repair put aside.
/// </summary>
internal sealed class StorePaths
{
    public const string Sums = ".sums";
    public const string Unfinished = ".new";
    public const string PutAside = ".damaged";
    private const string LockSuffix = ".lock";
    private const string FormerLock = ".f32.lock";

    private readonly string _stem;

    public StorePaths(DataFolder data, string id)
    {
        // 228 bytes are what a header has room for; a dot would mix up the names.
        if (id.Length is 0 or > 228 || !id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'))
            throw new ArgumentException($"'{id}' cannot name a file of vectors.", nameof(id));
        (Folder, Id) = (data.Vectors, id);
        _stem = Path.Combine(Folder, id);
    }

    public string Folder { get; }

    public string Id { get; }

    public string Lock => _stem + LockSuffix;

    public string RowsOf(VectorForm form) => _stem + Suffix(form);

    public string SumsOf(int generation) =>
        generation == 0 ? _stem + Sums : string.Create(CultureInfo.InvariantCulture, $"{_stem}.{generation}{Sums}");

    /// <summary>All that is there of this featurizer, but its lock and what was put aside.</summary>
    public IEnumerable<string> Existing() => !Directory.Exists(Folder) ? [] : Directory.EnumerateFiles(Folder, Id + ".*")
        .Where(path => path != Lock && !IsPutAside(path) && IdOf(path) == Id);

    /// <summary>Whose file it is by its name, or null for a name that is none of the store's.</summary>
    public static string? IdOf(string path)
    {
        var name = Path.GetFileName(path);
        var dot = name.IndexOf('.', StringComparison.Ordinal);
        if (dot <= 0) return null;
        var rest = name[dot..];
        if (rest == FormerLock || rest == LockSuffix || rest == Sums) return name[..dot];
        if (rest.EndsWith(PutAside, StringComparison.Ordinal)) rest = rest[..^PutAside.Length];
        else if (rest.EndsWith(Unfinished, StringComparison.Ordinal)) rest = rest[..^Unfinished.Length];
        var known = rest == Suffix(VectorForm.Float32) || rest == Suffix(VectorForm.Float16)
            || (rest.EndsWith(Sums, StringComparison.Ordinal) && rest.Length > Sums.Length && !rest.AsSpan(1, rest.Length - 1 - Sums.Length).ContainsAnyExceptInRange('0', '9'));
        return known ? name[..dot] : null;
    }

    public static bool IsLock(string path) => path.EndsWith(LockSuffix, StringComparison.Ordinal);

    public static bool IsPutAside(string path) => path.EndsWith(PutAside, StringComparison.Ordinal);

    private static string Suffix(VectorForm form) => form == VectorForm.Float32 ? ".f32" : ".f16";
}
