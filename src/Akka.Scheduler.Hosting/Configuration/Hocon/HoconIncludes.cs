using System.Text;

namespace Akka.Scheduler.Hosting.Configuration.Hocon;

/// <summary>
/// Reads files and what they include, relative to the including file. A file that includes itself, however indirectly, is refused,
/// and so are more than <see cref="MaxFiles"/> files or a file of more than <see cref="MaxBytes"/>: reading always ends.
/// </summary>
internal sealed class HoconIncludes
{
    public const int MaxFiles = 100;

    public const int MaxBytes = 4 * 1024 * 1024;

    private readonly List<string> _open = [];
    private int _files;

    /// <summary>Reads a root document. The file must exist.</summary>
    /// <param name="file">The name to open, which errors repeat as it is.</param>
    /// <param name="directory">What a relative name is relative to.</param>
    public static HoconObject LoadFile(string file, string directory) =>
        new HoconIncludes().Read(file, Path.GetFullPath(file, directory), HoconPath.Empty, HoconOrigin.Of(file));

    /// <summary>Reads an included file, or answers null if it does not exist and need not.</summary>
    public HoconObject? Load(HoconIncludeDirective directive, HoconPath scope)
    {
        var full = Path.GetFullPath(directive.File, Path.GetDirectoryName(_open[^1])!);
        if (!File.Exists(full) && !Path.HasExtension(full))
            full += ".conf";
        if (File.Exists(full))
            return Read(directive.File, full, scope, directive.Origin);
        return directive.Required
            ? throw new HoconException(directive.Origin, $"expected the required file {full}, which does not exist")
            : null;
    }

    private HoconObject Read(string shownAs, string full, HoconPath scope, HoconOrigin origin)
    {
        if (_open.Contains(full))
            throw new HoconException(origin, $"expected a file that does not include itself: {string.Join(" -> ", _open.Append(full))}");
        if (++_files > MaxFiles)
            throw new HoconException(origin, $"expected at most {MaxFiles} included files");
        _open.Add(full);
        var document = HoconParser.ParseDocument(shownAs, ReadText(full, origin), scope, this);
        _open.RemoveAt(_open.Count - 1);
        return document;
    }

    private static string ReadText(string full, HoconOrigin origin)
    {
        try
        {
            using var stream = File.OpenRead(full);
            var buffer = new byte[MaxBytes + 1];
            var length = stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
            if (length > MaxBytes)
                throw new HoconException(origin, $"expected a file of at most {MaxBytes / 1024 / 1024} MiB: {full}");
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(buffer, 0, length);
        }
        catch (DecoderFallbackException)
        {
            throw new HoconException(origin, $"expected UTF-8 text in {full}");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new HoconException(origin, $"cannot read {full}: {error.Message}");
        }
    }
}
