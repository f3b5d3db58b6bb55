using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Text;

namespace ActiveLabel.TestKit.Running;

/// <summary>
/// Which files of a folder and its sub-folders any process opens, as Linux tells it: so a test knows what a program
/// worked on, also what it was killed over. Sub-folders made later are not watched.
/// </summary>
public sealed partial class FileOpenings : IDisposable
{
    private const int CloseOnExec = 0x80000, DoNotBlock = 0x800;
    private const uint Opened = 0x20, IsFolder = 0x40000000, Overflowed = 0x4000;
    private const int TryAgain = 11;

    private readonly int _queue;
    private readonly byte[] _buffer = new byte[1 << 16];
    private readonly List<string> _names = [];

    public FileOpenings(string folder)
    {
        _queue = Initialize(CloseOnExec | DoNotBlock);
        if (_queue < 0) throw new Win32Exception();
        foreach (var path in (string[])[folder, .. Directory.GetDirectories(folder, "*", SearchOption.AllDirectories)])
        {
            if (Watch(_queue, path, Opened) < 0) throw new Win32Exception();
        }
    }

    /// <summary>The names of the files opened since this was asked last, as often as they were.</summary>
    public List<string> Take()
    {
        Note();
        var names = _names.ToList();
        _names.Clear();
        return names;
    }

    /// <summary>Takes them from the system, which keeps some 16,000 of them at most: to be called now and then.</summary>
    public void Note()
    {
        while (true)
        {
            var length = (int)Read(_queue, _buffer, _buffer.Length);
            if (length < 0 && Marshal.GetLastPInvokeError() == TryAgain) return;
            if (length <= 0) throw new Win32Exception();
            for (var rest = _buffer.AsSpan(0, length); rest.Length > 0;)
            {
                // struct inotify_event: watch, mask, cookie, length of the name, the name with zeros behind it.
                var mask = BitConverter.ToUInt32(rest[4..]);
                var end = 16 + BitConverter.ToInt32(rest[12..]);
                if ((mask & Overflowed) != 0) throw new InvalidOperationException("More files were opened than the system could keep in mind.");
                if ((mask & IsFolder) == 0 && end > 16) _names.Add(Encoding.UTF8.GetString(rest[16..end]).TrimEnd('\0'));
                rest = rest[end..];
            }
        }
    }

    public void Dispose() => _ = Close(_queue);

    [LibraryImport("libc", EntryPoint = "inotify_init1", SetLastError = true)]
    private static partial int Initialize(int flags);

    [LibraryImport("libc", EntryPoint = "inotify_add_watch", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Watch(int queue, string path, uint mask);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    private static partial nint Read(int queue, [Out] byte[] buffer, nint length);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int queue);
}
