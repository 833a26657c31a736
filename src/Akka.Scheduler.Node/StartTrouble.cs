using Akka.Scheduler.Engine.Storage;
using Akka.Scheduler.Hosting.Configuration;
using Akka.Scheduler.Hosting.Runtime;
using Akka.Scheduler.Storage;

namespace Akka.Scheduler.Node;

/// <summary>What keeps a node from starting and an operator can mend: one line that names the key and the fix.</summary>
internal static class StartTrouble
{
    private const string DirectoryKey = "scheduler.store.directory";
    private const string ConnectionKey = "scheduler.store.connection-string";

    /// <summary>The line, or null for a bug, which keeps its stack.</summary>
    public static string? Words(Exception trouble, NodeOptions options)
    {
        var words = trouble switch
        {
            StoreOpenException => $"{StoreKey(options)}: {trouble.Message}",
            StoreUnavailableException => $"{StoreKey(options)}: {trouble.Message}. Start the database, or correct the address",
            ClusterRefusalException or IOException or ArgumentException or System.Net.Sockets.SocketException => trouble.Message,
            InvalidOperationException { Source: "Akka.Scheduler.Storage" } => $"{StoreKey(options)}: {trouble.Message}",
            _ => null,
        };
        return words?.ReplaceLineEndings(" ");
    }

    private static string StoreKey(NodeOptions options) => options.Store.Provider == StoreProvider.Sqlite ? DirectoryKey : ConnectionKey;
}
