using System.Globalization;
using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.TestKit.Checking.Facts;

namespace Akka.Scheduler.ClusterTests.Faults;

/// <summary>A file to which commands append a line when they begin and one when they are done; a line is one write, so lines do not mix.</summary>
internal sealed class EffectFile(string path)
{
    /// <summary>A command that lasts so long between its two lines.</summary>
    public string Work(TimeSpan lasts) => string.Create(
        CultureInfo.InvariantCulture,
        $"echo \"begin $SCHEDULER_TASK_ID $SCHEDULER_ATTEMPT_ID $(date +%s%N)\" >> {path} && sleep {lasts.TotalSeconds:0.###} && echo \"end $SCHEDULER_TASK_ID $SCHEDULER_ATTEMPT_ID $(date +%s%N)\" >> {path}");

    /// <summary>All lines so far.</summary>
    public IEnumerable<Effect> Read()
    {
        if (!File.Exists(path)) yield break;
        foreach (var line in File.ReadLines(path))
        {
            if (line.Split(' ') is not [var word, var task, var attempt, var nanoseconds]) throw new InvalidDataException($"a line that no command writes: {line}");
            var at = DateTimeOffset.UnixEpoch.AddTicks(long.Parse(nanoseconds, CultureInfo.InvariantCulture) / TimeSpan.NanosecondsPerTick);
            yield return new(new TaskId(task), new AttemptId(Guid.Parse(attempt)), word == "end", at);
        }
    }
}
