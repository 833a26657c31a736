namespace Akka.Scheduler.Storage.Sqlite;

/// <summary>Holds the store's directory for this process. The system gives it back when the process ends, however it ends.</summary>
/// <remarks>SQLite would let a second process write too; but then a second node would believe that it is alone.</remarks>
internal sealed class DirectoryLock : IDisposable
{
    private const string FileName = "scheduler.lock";

    // What the systems answer when somebody else holds a file.
    private const int WouldBlock = 11;
    private const int WouldBlockOnMac = 35;
    private const int SharingViolation = unchecked((int)0x80070020);
    private readonly FileStream _file;

    private DirectoryLock(FileStream file) => _file = file;

    /// <exception cref="StoreOpenException">The directory cannot be used, or another process uses it.</exception>
    public static DirectoryLock Take(string directory)
    {
        Make(directory);
        try
        {
            // Its content means nothing; what is held is the lock.
            return new(new(Path.Combine(directory, FileName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException taken) when (taken.HResult is WouldBlock or WouldBlockOnMac or SharingViolation)
        {
            throw new StoreOpenException(
                $"another process uses the store in '{directory}': stop it, or give this node a directory of its own; nodes that are to share one"
                + " store need PostgreSQL",
                taken);
        }
        catch (Exception trouble) when (trouble is UnauthorizedAccessException or IOException)
        {
            throw new StoreOpenException(
                $"the store's directory '{directory}' cannot be written ({trouble.Message}): give it to the user that runs this program, or name another one",
                trouble);
        }
    }

    public void Dispose() => _file.Dispose();

    /// <summary>Makes the last part of the path only: a missing parent is most often a mistake, or a disk that is not mounted.</summary>
    private static void Make(string directory)
    {
        if (File.Exists(directory)) throw new StoreOpenException($"the store's directory '{directory}' is a file: name a directory");
        if (Directory.Exists(directory)) return;
        var parent = Path.GetDirectoryName(Path.GetFullPath(directory));
        if (File.Exists(parent)) throw new StoreOpenException($"the store's directory '{directory}' cannot be made because '{parent}' is a file: name another one");
        if (!Directory.Exists(parent))
            throw new StoreOpenException($"the store's directory '{directory}' cannot be made because '{parent}' does not exist: make it, or name another one");
        try
        {
            Directory.CreateDirectory(directory);
        }
        catch (Exception trouble) when (trouble is UnauthorizedAccessException or IOException)
        {
            throw new StoreOpenException($"the store's directory '{directory}' cannot be made ({trouble.Message}): make it for the user that runs this program, or name another one", trouble);
        }
    }
}
