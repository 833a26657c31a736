namespace Akka.Scheduler.Cli.Commands.Dev.Database;

/// <summary>Installs PostgreSQL's server as Debian packages it, without the server that the package would start for the machine.</summary>
internal static class DatabaseInstall
{
    private const string NoServer = "/etc/postgresql-common/createcluster.d/no-main.conf";

    /// <summary>Installs it.</summary>
    /// <param name="isRoot">Whether this process may.</param>
    /// <param name="cancel">Gives up.</param>
    /// <exception cref="UsageException">It cannot be installed here; the message says what to do.</exception>
    public static async Task RunAsync(bool isRoot, CancellationToken cancel)
    {
        if (!isRoot) throw new UsageException("--install needs root: run 'sudo apt-get install postgresql', and this again without --install.");
        if (!File.Exists("/usr/bin/apt-get")) throw new UsageException("--install knows apt-get alone: install PostgreSQL's server as this system does it.");
        await ForeignProgram.MustRunAsync(["apt-get", "update", "-qq"], "/", cancel);
        Directory.CreateDirectory(Path.GetDirectoryName(NoServer)!);
        if (!File.Exists(NoServer)) await File.WriteAllTextAsync(NoServer, "create_main_cluster = false\n", cancel);
        await ForeignProgram.MustRunAsync(
            ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "install", "-y", "-qq", "--no-install-recommends", "postgresql"], "/", cancel);
    }
}
