namespace Akka.Scheduler.Cli.Options;

/// <summary>Text that the command line points to: a file, or standard input as <c>-</c>.</summary>
internal static class InputText
{
    /// <exception cref="UsageException">It cannot be read.</exception>
    public static string ReadAll(string file, TextReader standardInput)
    {
        if (file == "-") return standardInput.ReadToEnd();
        using var reader = Open(file, standardInput);
        return reader.ReadToEnd();
    }

    /// <summary>Opens it for reading line by line; disposing of the reader is harmless for standard input.</summary>
    /// <exception cref="UsageException">It cannot be read.</exception>
    public static TextReader Open(string file, TextReader standardInput)
    {
        if (file == "-") return standardInput;
        try
        {
            return new StreamReader(file);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new UsageException($"Cannot read '{file}': {unreadable.Message}");
        }
    }
}
