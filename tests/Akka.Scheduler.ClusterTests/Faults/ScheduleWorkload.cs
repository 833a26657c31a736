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
    private readonly Kept[] _kept = [.. Ids.Select((id, i) => new Kept(id, new Random(options.Seed + 100 + i)))];

    public static IReadOnlyList<ScheduleId> Ids { get; } = [new("every"), new("cron"), new("zoned"), new("line"), new("newest")];

    /// <summary>Makes the schedules.</summary>
    public Task MakeAsync(CancellationToken cancel) => Task.WhenAll(_kept.Select(kept => PutAsync(kept, cancel)));

    /// <summary>Changes them until it is told to stop, and pauses them all in the end.</summary>
    public Task RunAsync(CancellationToken stop, CancellationToken cancel) => Task.WhenAll(_kept.Select(kept => KeepAsync(kept, stop, cancel)));

    public void Dispose() => _gateway.Dispose();

    private async Task KeepAsync(Kept kept, CancellationToken stop, CancellationToken cancel)
    {
        try
        {
            while (true)
            {
                await Task.Delay(TimeSpan.FromSeconds(4 + kept.Random.Next(8)), stop);
                if (kept.Random.Next(3) == 0) await TriggerAsync(kept.Id, stop);
                if (kept.Random.Next(2) == 0) await BackfillAsync(kept.Id, kept.Random, stop);
                kept.Enabled = !kept.Enabled;
                if (kept.Enabled) kept.Misfire = Misfires[kept.Random.Next(3)];
                await PutAsync(kept, cancel);
            }
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            // Even where it was paused: that may have been taken back.
            kept.Enabled = false;
            await PutAsync(kept, cancel);
        }
    }

    // Only this client changes the schedule, and it says which version it changes: an answer that it is another one means that an earlier try was done, or
    // that a fail-over took back what this client had done before.
    private async Task PutAsync(Kept kept, CancellationToken cancel)
    {
        while (true)
        {
            var (id, version, before) = (kept.Id, kept.Version, time.GetUtcNow());
            (string, string)? match = version == 0 ? null : ("If-Match", string.Create(CultureInfo.InvariantCulture, $"\"{version}\""));
            var reply = await _gateway.InsistAsync(HttpMethod.Put, $"schedules/{id}", Body(id, kept.Misfire, kept.Enabled), cancel, match);
            var row = await store.ScheduleAsync(id, cancel) ?? throw new InvalidOperationException($"schedule {id} was answered with {reply.Status} and is not there");
            var schedule = ScheduleJson.ReadSchedule(row.Definition);
            var isNext = schedule.Version == version + 1;
            if (isNext) log.Note(new ScheduleVersion(schedule, before, time.GetUtcNow()));
            kept.Version = schedule.Version;
            if (schedule.Enabled == kept.Enabled && (isNext || (reply.IsDone && schedule.Version == version))) return;
            if (!options.Replica) throw new InvalidOperationException($"schedule {id} has version {schedule.Version} after {version}; the answer was {reply.Status}");
        }
    }

    private async Task TriggerAsync(ScheduleId id, CancellationToken stop)
    {
        store.NoteTrigger(id);
        await _gateway.SendAsync(HttpMethod.Post, $"schedules/{id}/trigger", null, stop);
    }

    // Some seconds of the recent past, part of which was skipped while the schedule was paused, or was missed.
    private async Task BackfillAsync(ScheduleId id, Random random, CancellationToken stop)
    {
        var from = time.GetUtcNow().AddSeconds(-20 - random.Next(20));
        var to = from.AddSeconds(1 + random.Next(10));
        var sent = time.GetUtcNow();
        var reply = await _gateway.SendAsync(HttpMethod.Post, $"schedules/{id}/backfill", new { from, to }, stop);
        log.Note(new BackfillOrder(id, from, to, reply.IsDone ? Answer.Acknowledged : Answer.Unknown, sent));
    }

    private object Body(ScheduleId id, string misfire, bool enabled)
    {
        // The newest one is always cancelled by the next, and the line never comes to its end.
        var lasts = TimeSpan.FromMilliseconds(id.Value switch { "newest" => 3_000, "line" => 1_200, _ => 30 });
        var work = new { url = rig.Effects.Work(lasts, 0), method = "POST" };
        var task = new { executor = "http", payload = work, timeout = "20s", retry = new { maxRetries = 1000, delay = "200ms", backoffRate = 1.5, maxDelay = "2s" } };
        return id.Value switch
        {
            "every" => new { every = "1500ms", enabled, misfire, overlap = "allow", task },
            "line" => new { every = "1s", phase = "250ms", enabled, misfire, overlap = "queue", task },
            "newest" => new { every = "2s", enabled, misfire, overlap = "cancelPrevious", task },
            "cron" => new { cron = "*/3 * * * * *", enabled, misfire, overlap = "skip", task },
            _ => (object)new { cron = "*/2 * * * * *", timeZone = "Europe/Berlin", enabled, misfire, overlap = "allow", task },
        };
    }

    // One schedule, as its only client knows it.
    private sealed class Kept(ScheduleId id, Random random)
    {
        public ScheduleId Id => id;

        public Random Random => random;

        public long Version { get; set; }

        public string Misfire { get; set; } = Misfires[random.Next(3)];

        public bool Enabled { get; set; } = true;
    }
}
