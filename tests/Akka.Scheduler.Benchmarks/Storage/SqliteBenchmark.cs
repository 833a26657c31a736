using System.Globalization;
using Akka.Scheduler.Storage.Sqlite;

namespace Akka.Scheduler.Benchmarks.Storage;

/// <summary>How many tasks a second the SQLite store starts and finishes (two commits each), and how long one small commit takes by itself.</summary>
internal static class SqliteBenchmark
{
    private const int Shards = 64;
    private const int SmallTasks = 64;

    /// <param name="args">Tasks in a run (40000), rounds (3), and a directory on the disk to be measured (the system's temporary one).</param>
    public static async Task<int> RunAsync(string[] args)
    {
        var tasks = int.Parse(args.ElementAtOrDefault(0) ?? "40000", CultureInfo.InvariantCulture);
        var rounds = int.Parse(args.ElementAtOrDefault(1) ?? "3", CultureInfo.InvariantCulture);
        var directory = Directory.CreateDirectory(Path.Combine(args.ElementAtOrDefault(2) ?? Path.GetTempPath(), $"bench-{Guid.NewGuid():N}")).FullName;
        try
        {
            await using var store = await SqliteStore.OpenAsync(new() { Directory = directory }, TimeProvider.System, CancellationToken.None);
            var load = await StoreLoad.JoinAsync(store.Ports, Shards);
            await load.RunAsync(tasks / 8, 60);
            Console.WriteLine("batch   tasks/s   changes/s   cpu us/task");
            foreach (var batch in new[] { 20, 60, 250 })
            {
                for (var round = 0; round < rounds; round++)
                {
                    var measured = await load.RunAsync(tasks, batch);
                    var rate = tasks / measured.Wall.TotalSeconds;
                    Console.WriteLine(string.Create(
                        CultureInfo.InvariantCulture, $"{batch,5} {rate,9:F0} {2 * rate,11:F0} {measured.Cpu.TotalMicroseconds / tasks,13:F1}"));
                }
            }

            // One shard with one task at a time: two commits a task, one after the other.
            var lone = await (await StoreLoad.JoinAsync(store.Ports, 1, Shards)).RunAsync(SmallTasks, 1);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"one small commit: {lone.Wall.TotalMilliseconds / (2 * SmallTasks):F2} ms"));
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }

        return 0;
    }
}
