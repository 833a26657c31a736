namespace Akka.Scheduler.UnitTests.Tidy;

/// <summary>A text file of the repository; its path is relative to the top, with slashes.</summary>
internal sealed record RepositoryFile(string Path, string Text)
{
    private CSharpText? _csharp;

    public string Name => Path[(Path.LastIndexOf('/') + 1)..];

    public bool IsCSharp => Path.EndsWith(".cs", StringComparison.Ordinal);

    public bool IsIn(params string[] folders) => folders.Any(f => Path.StartsWith(f + "/", StringComparison.Ordinal));

    public int LineCount => Text.Count(c => c == '\n') + (Text.EndsWith('\n') ? 0 : 1);

    /// <summary>The file as C#, with strings and comments told apart from code.</summary>
    public CSharpText CSharp => _csharp ??= CSharpText.Scan(Text);

    public int LineOf(int offset) => Text.AsSpan(0, offset).Count('\n') + 1;

    public string Offence(int offset, string what) => $"{Path}:{LineOf(offset)}: {what}";
}
