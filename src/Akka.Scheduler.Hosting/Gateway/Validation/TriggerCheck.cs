using Akka.Scheduler.Domain.Cron;
using Akka.Scheduler.Domain.Schedules;
using Akka.Scheduler.Engine;
using Wire = Akka.Scheduler.Client.Wire;

namespace Akka.Scheduler.Hosting.Gateway.Validation;

/// <summary>Checks when a schedule is to fire.</summary>
internal static class TriggerCheck
{
    /// <summary>The trigger; <see langword="null"/> if <paramref name="faults"/> gained something.</summary>
    public static Trigger? Check(Wire.ScheduleRequest request, ScheduleId id, FaultList faults)
    {
        var given = (request.Cron is null ? 0 : 1) + (request.Every is null ? 0 : 1) + (request.At is null ? 0 : 1);
        if (given != 1)
        {
            faults.Add("cron", given == 0 ? "is missing; give one of cron, every and at" : ", every and at exclude each other; give one of them");
            return null;
        }

        if (request.Cron is not null && request.Phase is not null) faults.Add("phase", "goes with every only; leave it out");
        if (request.Cron is { } cron) return Cron(cron, request.TimeZone, request.DayRule, id, faults);
        if (request.DayRule is not null) faults.Add("dayRule", "goes with cron only; leave it out");
        if (request.TimeZone is not null) Zone(request.TimeZone, faults);
        if (request.Every is { } every) return new Trigger.Every(every, request.Phase);
        if (request.Phase is not null) faults.Add("phase", "goes with every only; leave it out");
        return new Trigger.At(EngineClock.Truncate(request.At!.Value));
    }

    /// <summary>A cron trigger; <see langword="null"/> if <paramref name="faults"/> gained something.</summary>
    public static Trigger.Cron? Cron(string text, string? zone, Wire.WireDayRule? dayRule, ScheduleId id, FaultList faults)
    {
        var found = Zone(zone ?? "UTC", faults);
        try
        {
            var rule = dayRule == Wire.WireDayRule.Either ? CronDayRule.Either : CronDayRule.Both;
            var trigger = Trigger.Cron.Parse(text, found ?? TimeZoneInfo.Utc, id, rule);
            if (!trigger.Expression.HasOccurrences) faults.Add("cron", $"'{text}' never occurs: no month has such a day");
            return found is null || !trigger.Expression.HasOccurrences ? null : trigger;
        }
        catch (CronFormatException wrong)
        {
            faults.Add("cron", $"'{text}': {wrong.Message}");
            return null;
        }
    }

    public static TimeZoneInfo? Zone(string id, FaultList faults)
    {
        if (TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone)) return zone;
        faults.Add("timeZone", $"'{id}' is not known; give an IANA id such as Europe/Berlin or UTC", "unknownTimeZone");
        return null;
    }
}
