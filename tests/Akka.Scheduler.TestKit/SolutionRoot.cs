namespace Akka.Scheduler.TestKit;

/// <summary>The top folder of the repository, for tests that read it.</summary>
public static class SolutionRoot
{
    private const string Mark = "Akka.Scheduler.sln";

    /// <summary>The nearest folder above the running test assembly that holds the solution.</summary>
    /// <exception cref="InvalidOperationException">There is none: the tests run outside of their repository.</exception>
    public static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, Mark)))
                return folder.FullName;
        throw new InvalidOperationException($"No folder above {AppContext.BaseDirectory} holds {Mark}.");
    }
}
