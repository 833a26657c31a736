using System.Globalization;
using Akka.Scheduler.Domain.Schedules;
using Akka.Scheduler.Engine.Scheduling;
using Akka.Scheduler.TestKit.Checking.Facts;

namespace Akka.Scheduler.ClusterTests.Faults;

/// <summary>A few schedules, each with a client of its own that pauses, changes, resumes and triggers it.</summary>
internal sealed class ScheduleWorkload(ClusterRig rig, StoreReader store, ClientLog log, TimeProvider time, FaultRunOptions options) : IDisposable
{
    private static readonly string[] Misfires = ["fireOnce", "skip", "fireAll"];
    private readonly Gateway _gateway = new(rig, options.Seed + 2_000);

    public static IReadOnlyList<ScheduleId> Ids { get; } = [new("every"), new("cron"), new("zoned")];

    /// <summary>Makes the schedules, changes them until it is told to stop, and pauses them all in the end.</summary>
    public Task RunAsync(CancellationToken stop, CancellationToken cancel) =>
        Task.WhenAll(Ids.Select((id, i) => KeepAsync(id, new Random(options.Seed + 100 + i), stop, cancel)));

    public void Dispose() => _gateway.Dispose();

    private async Task KeepAsync(ScheduleId id, Random random, CancellationToken stop, CancellationToken cancel)
    {
        var (version, misfire, enabled) = (0L, Misfires[random.Next(3)], true);
        version = await PutAsync(id, version, misfire, enabled, cancel);
        try
        {
            while (true)
            {
                await Task.Delay(options.Replica ? Timeout.InfiniteTimeSpan : TimeSpan.FromSeconds(4 + random.Next(8)), stop);
                if (random.Next(3) == 0) await TriggerAsync(id, stop);
                enabled = !enabled;
                if (enabled) misfire = Misfires[random.Next(3)];
                version = await PutAsync(id, version, misfire, enabled, cancel);
            }
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            if (enabled) await PutAsync(id, version, misfire, enabled: false, cancel);
        }
    }

    // Only this client changes the schedule, and it says which version it changes: an answer that it is another one means that an earlier try was done.
    private async Task<long> PutAsync(ScheduleId id, long version, string misfire, bool enabled, CancellationToken cancel)
    {
        var before = time.GetUtcNow();
        var match = version == 0 ? null : version.ToString(CultureInfo.InvariantCulture);
        var reply = await _gateway.InsistAsync(HttpMethod.Put, $"schedules/{id}", Body(id, misfire, enabled), cancel, match);
        var row = await store.ScheduleAsync(id, cancel) ?? throw new InvalidOperationException($"schedule {id} was answered with {reply.Status} and is not there");
        var schedule = ScheduleJson.ReadSchedule(row.Definition);
        if (schedule.Version != version + 1) throw new InvalidOperationException($"schedule {id} has version {schedule.Version} after {version}; the answer was {reply.Status}");
        log.Note(new ScheduleVersion(schedule, before, time.GetUtcNow()));
        return schedule.Version;
    }

    private async Task TriggerAsync(ScheduleId id, CancellationToken stop)
    {
        store.NoteTrigger(id);
        await _gateway.SendAsync(HttpMethod.Post, $"schedules/{id}/trigger", null, stop);
    }

    private object Body(ScheduleId id, string misfire, bool enabled)
    {
        var work = new { url = rig.Effects.Work(TimeSpan.FromMilliseconds(30), 0), method = "POST" };
        var task = new { executor = "http", payload = work, timeout = "20s", retry = new { maxRetries = 1000, delay = "200ms", backoffRate = 1.5, maxDelay = "2s" } };
        return id.Value switch
        {
            "every" => new { every = "1500ms", enabled, misfire, overlap = "allow", task },
            "cron" => new { cron = "*/3 * * * * *", enabled, misfire, overlap = "skip", task },
            _ => (object)new { cron = "*/2 * * * * *", timeZone = "Europe/Berlin", enabled, misfire, overlap = "allow", task },
        };
    }
}
