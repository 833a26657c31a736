using Akka.Scheduler.TestKit.Processes;

namespace Akka.Scheduler.IntegrationTests.Processes;

/// <summary>How a start of the published node ended that was not meant to succeed.</summary>
/// <param name="Code">Its exit code.</param>
/// <param name="Output">Standard output.</param>
/// <param name="Error">Standard error.</param>
/// <param name="Written">The names of what it left in its working directory.</param>
internal sealed record NodeAttempt(int Code, string Output, string Error, IReadOnlyList<string> Written)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <summary>Starts the node in an empty directory and waits until it has given up.</summary>
    /// <param name="settings"><c>key=value</c>. HTTP is on a free port unless they say otherwise.</param>
    public static async Task<NodeAttempt> StartAsync(params string[] settings)
    {
        var directory = Directory.CreateTempSubdirectory("scheduler-attempt-");
        try
        {
            var arguments = settings.Prepend("scheduler.http.bind=127.0.0.1:0").SelectMany(setting => new[] { "--set", setting });
            await using var node = ChildProcess.Start(await PublishedPrograms.NodeAsync(), arguments, directory.FullName);
            var code = await node.ExitAsync(Patience);
            string[] written = [.. directory.EnumerateFileSystemInfos().Select(entry => entry.Name)];
            return new(code, node.Output.StandardOutput, node.Output.StandardError, written);
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }
}
