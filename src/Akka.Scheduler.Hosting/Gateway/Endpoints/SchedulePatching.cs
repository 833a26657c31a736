using System.Text.Json;
using Akka.Scheduler.Client.Json;
using Akka.Scheduler.Client.Wire;
using Microsoft.AspNetCore.Http;

namespace Akka.Scheduler.Hosting.Gateway.Endpoints;

/// <summary>A change as it was read: what is given, and the members that are null, which are to be taken away.</summary>
internal readonly record struct ScheduleChange(SchedulePatch Given, IReadOnlySet<string> Taken);

/// <summary>
/// Lays a change over a schedule as it stands (RFC 7396). What the change leaves out stays, what is null goes back to its default, and one kind
/// of trigger takes the place of another.
/// </summary>
internal static class SchedulePatching
{
    /// <summary>Reads a change, or says what is wrong with it.</summary>
    public static async Task<(ScheduleChange Change, IResult? Problem)> ReadAsync(HttpRequest request, CancellationToken cancel)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, cancel);
        var text = body.GetBuffer().AsMemory(0, (int)body.Length);
        try
        {
            if (JsonSerializer.Deserialize(text.Span, WireJson.Default.SchedulePatch) is not { } given)
                return (default, Problems.Unreadable(new(null, "The body is null; give an object.")));
            using var document = JsonDocument.Parse(text);
            var taken = document.RootElement.EnumerateObject().Where(member => member.Value.ValueKind == JsonValueKind.Null).Select(member => member.Name);
            var change = new ScheduleChange(given, taken.ToHashSet(StringComparer.Ordinal));
            return (change, change.Taken.Contains("task") ? Problems.Invalid("task", "must not be null: give a task, or leave it out") : null);
        }
        catch (JsonException wrong)
        {
            return (default, Problems.Unreadable(WireFault.From(wrong), wrong.LineNumber, wrong.BytePositionInLine));
        }
    }

    /// <summary>The schedule as it shall be, whole.</summary>
    public static ScheduleRequest Merge(ScheduleView current, ScheduleChange change)
    {
        var patch = change.Given;
        var retimed = patch.Cron is not null || patch.Every is not null || patch.At is not null;
        var cron = retimed ? patch.Cron : Left("cron", null, current.Cron);
        return new()
        {
            Id = current.Id,
            Name = Left("name", patch.Name, current.Name),
            Cron = cron,
            Every = retimed ? patch.Every : LeftOf("every", null, current.Every),
            Phase = LeftOf("phase", patch.Phase, retimed ? null : current.Phase),
            At = retimed ? patch.At : LeftOf("at", null, current.At),
            TimeZone = Left("timeZone", patch.TimeZone, current.TimeZone),
            DayRule = LeftOf("dayRule", patch.DayRule, cron is null ? null : current.DayRule),
            Enabled = patch.Enabled,
            StartAt = LeftOf("startAt", patch.StartAt, current.StartAt),
            EndAt = LeftOf("endAt", patch.EndAt, current.EndAt),
            MaxRuns = LeftOf("maxRuns", patch.MaxRuns, current.MaxRuns),
            Jitter = LeftOf("jitter", patch.Jitter, current.Jitter),
            Misfire = LeftOf("misfire", patch.Misfire, current.Misfire),
            CatchUpWindow = LeftOf("catchUpWindow", patch.CatchUpWindow, current.CatchUpWindow),
            Overlap = LeftOf("overlap", patch.Overlap, current.Overlap),
            Calendars = Left("calendars", patch.Calendars, current.Calendars),
            Task = patch.Task ?? current.Task,
        };

        T? Left<T>(string member, T? given, T? now)
            where T : class => change.Taken.Contains(member) ? null : given ?? now;

        T? LeftOf<T>(string member, T? given, T? now)
            where T : struct => change.Taken.Contains(member) ? null : given ?? now;
    }
}
