using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Akka.Scheduler.Client.Wire;

namespace Akka.Scheduler.Cli.Crontab;

/// <summary>
/// Makes schedules of a crontab's lines. As cron has it, a failed command is not run again, and a long one is not cut short soon. The
/// id of a line is made of its text alone, so that the same line imported again is the same schedule; equal lines are numbered.
/// </summary>
internal sealed partial class CrontabSchedules(string prefix, string defaultZone, TimeSpan timeout, string? queue)
{
    private const int SlugLength = 24;
    private readonly Dictionary<string, int> _seen = new(StringComparer.Ordinal);

    /// <summary>The id of the next line; lines must be given in the file's order.</summary>
    public string NextId(CrontabLine.Job job)
    {
        var identity = string.Join('\n', job.Cron ?? "@reboot", job.TimeZone, job.User, job.Command, job.StandardInput);
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(identity)))[..8];
        var slug = NotASlug().Replace(job.Command.ToLowerInvariant(), "-").Trim('-');
        slug = (slug.Length > SlugLength ? slug[..SlugLength] : slug).Trim('-');
        var id = slug.Length == 0 ? $"{prefix}{hash}" : $"{prefix}{slug}-{hash}";
        var times = _seen[id] = _seen.GetValueOrDefault(id) + 1;
        return times == 1 ? id : $"{id}-{times}";
    }

    public string ZoneOf(CrontabLine.Job job) => job.TimeZone ?? defaultZone;

    /// <summary>The schedule of a line that has instants.</summary>
    public ScheduleRequest ToSchedule(CrontabLine.Job job, string id) => new()
    {
        Id = id,
        Name = job.Command,
        Cron = job.Cron,
        TimeZone = ZoneOf(job),
        DayRule = WireDayRule.Either,
        Task = ToTask(job),
    };

    /// <summary>The task of a line, once.</summary>
    public TaskTemplate ToTask(CrontabLine.Job job) => new()
    {
        Name = job.Command,
        Labels = Labels(job),
        Executor = "shell",
        Payload = Payload(job),
        Queue = queue,
        Timeout = timeout,
        Retry = new RetrySpec { MaxRetries = 0 },
    };

    private static Dictionary<string, string> Labels(CrontabLine.Job job)
    {
        var labels = new Dictionary<string, string>(StringComparer.Ordinal) { ["source"] = "crontab" };
        if (job.User is not null) labels["crontab-user"] = job.User;
        return labels;
    }

    private static JsonElement Payload(CrontabLine.Job job)
    {
        var payload = new JsonObject { ["command"] = job.Command };
        if (job.StandardInput is not null) payload["stdin"] = job.StandardInput;
        if (job.Environment.Count > 0)
            payload["environment"] = new JsonObject(job.Environment.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value)));
        payload["shell"] = job.Shell;
        using var document = JsonDocument.Parse(payload.ToJsonString());
        return document.RootElement.Clone();
    }

    [GeneratedRegex("[^a-z0-9]+")]
    private static partial Regex NotASlug();
}
