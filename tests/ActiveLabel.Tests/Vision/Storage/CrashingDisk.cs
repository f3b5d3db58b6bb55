using ActiveLabel.Vision.Storage;

namespace ActiveLabel.Tests.Vision.Storage;

/// <summary>What a crash leaves.</summary>
public enum Aftermath
{
    /// <summary>The process was killed: all that it wrote is there.</summary>
    Killed,

    /// <summary>As killed, in the middle of its last write.</summary>
    KilledWriting,

    /// <summary>Power was lost: only what was flushed is there, files and folder.</summary>
    PowerLost,

    /// <summary>As power lost, but the folder's entries got to the disk by themselves.</summary>
    PowerLostAfterNames,
}

internal sealed class CrashException : IOException;

/// <summary>A real folder that crashes after so many steps, and remembers what of it was flushed by then.</summary>
internal sealed class CrashingDisk : IStoreDisk
{
    private readonly StoreDisk _disk = new();
    private readonly string _folder;
    private readonly int _stepsLeft;
    private Dictionary<string, Contents> _names = [];
    private Dictionary<string, Contents> _flushedNames;
    private (string Path, long Offset, int Length) _lastWrite;

    public CrashingDisk(string folder, int steps)
    {
        (_folder, _stepsLeft) = (folder, steps);
        if (Directory.Exists(folder))
            _names = Directory.GetFiles(folder).ToDictionary(path => path, path => new Contents { Flushed = ReadShared(path) });
        _flushedNames = new(_names);
    }

    public int Steps { get; private set; }

    public StoreFile Open(string path) => Step(() =>
    {
        _names.TryAdd(path, new Contents());
        return _disk.Open(path);
    });

    public void Write(StoreFile file, ReadOnlySpan<byte> bytes, long offset)
    {
        var kept = bytes.ToArray();
        Step(() =>
        {
            _disk.Write(file, kept, offset);
            _lastWrite = (file.Path, offset, kept.Length);
        });
    }

    public void SetLength(StoreFile file, long length) => Step(() => _disk.SetLength(file, length));

    public void Flush(StoreFile file) => Step(() => _names[file.Path].Flushed = ReadShared(file.Path));

    public void FlushFolder(string path) => Step(() => _flushedNames = new(_names));

    public void Rename(string from, string to) => Step(() =>
    {
        _disk.Rename(from, to);
        _names[to] = _names[from];
        _names.Remove(from);
    });

    public void Delete(string path) => Step(() =>
    {
        _disk.Delete(path);
        _names.Remove(path);
    });

    /// <summary>How the folder looks to whoever starts after the crash.</summary>
    public void Leave(Aftermath aftermath, string target)
    {
        Directory.CreateDirectory(target);
        if (aftermath is Aftermath.Killed or Aftermath.KilledWriting)
        {
            foreach (var path in Directory.GetFiles(_folder)) File.WriteAllBytes(In(target, path), ReadShared(path));
            if (aftermath == Aftermath.KilledWriting && _lastWrite.Path is { } path2 && File.Exists(In(target, path2)))
                Tear(In(target, path2));
            return;
        }
        foreach (var (path, contents) in aftermath == Aftermath.PowerLost ? _flushedNames : _names)
            File.WriteAllBytes(In(target, path), contents.Flushed);
    }

    private void Tear(string path)
    {
        using var file = File.OpenWrite(path);
        if (file.Length == _lastWrite.Offset + _lastWrite.Length) file.SetLength(_lastWrite.Offset + (_lastWrite.Length / 2));
    }

    private static string In(string target, string path) => Path.Combine(target, Path.GetFileName(path));

    private static byte[] ReadShared(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return bytes;
    }

    private void Step(Action work) => Step(() =>
    {
        work();
        return true;
    });

    private T Step<T>(Func<T> work)
    {
        if (Steps >= _stepsLeft) throw new CrashException();
        var result = work();
        Steps++;
        return result;
    }

    private sealed class Contents
    {
        public byte[] Flushed { get; set; } = [];
    }
}
