using Akka.Scheduler.TestKit;

namespace Akka.Scheduler.UnitTests.Tidy;

/// <summary>All text files of the repository that people wrote: no build output, no history, no installed packages.</summary>
internal static class RepositoryTree
{
    private static readonly HashSet<string> LeftOut = [".git", "artifacts", "bin", "obj", "node_modules", "TestResults", "data", ".vs", ".idea"];

    private static readonly Lazy<IReadOnlyList<RepositoryFile>> All = new(Read);

    public static IReadOnlyList<RepositoryFile> Files => All.Value;

    public static IEnumerable<RepositoryFile> CSharpFiles => Files.Where(f => f.IsCSharp && f.IsIn("src", "tests"));

    private static List<RepositoryFile> Read()
    {
        var root = SolutionRoot.Find();
        var files = new List<RepositoryFile>();
        Collect(new DirectoryInfo(root), files, root);
        return [.. files.OrderBy(f => f.Path, StringComparer.Ordinal)];
    }

    private static void Collect(DirectoryInfo folder, List<RepositoryFile> into, string root)
    {
        foreach (var file in folder.EnumerateFiles())
        {
            var bytes = File.ReadAllBytes(file.FullName);
            var isText = !bytes.AsSpan().Contains((byte)0);
            if (isText && file.Name != ".git")
                into.Add(new RepositoryFile(Path.GetRelativePath(root, file.FullName), System.Text.Encoding.UTF8.GetString(bytes)));
        }
        foreach (var sub in folder.EnumerateDirectories())
            if (!LeftOut.Contains(sub.Name))
                Collect(sub, into, root);
    }
}
