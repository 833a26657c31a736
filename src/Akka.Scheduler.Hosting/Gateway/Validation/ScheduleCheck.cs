using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.Domain.Schedules;
using Akka.Scheduler.Engine;
using Wire = Akka.Scheduler.Client.Wire;

namespace Akka.Scheduler.Hosting.Gateway.Validation;

/// <summary>Checks requests to make or replace a schedule, and turns them into the domain's words.</summary>
internal sealed class ScheduleCheck(TemplateCheck templates, TimeSpan defaultCatchUpWindow, TimeProvider time)
{
    /// <summary>The schedule; <see langword="null"/> only if <paramref name="faults"/> gained something.</summary>
    /// <param name="request">What was asked.</param>
    /// <param name="idOfPath">The id in the address, if it has one.</param>
    /// <param name="faults">What is wrong.</param>
    public Schedule? Check(Wire.ScheduleRequest request, string? idOfPath, FaultList faults)
    {
        var id = IdOf(request, idOfPath, faults);
        TextRules.Name(request.Name, faults);
        var task = templates.Check(request.Task, faults.Below("task"));
        DependencyCheck.Refuse(request.Task, faults.Below("task"));
        if (TriggerCheck.Check(request, id, faults) is not { } trigger) return null;
        var now = EngineClock.Now(time);
        var schedule = new Schedule
        {
            Id = id,
            Name = request.Name,
            Trigger = trigger,
            Pause = request.Enabled == false ? new(null, null, now) : null,
            StartAt = request.StartAt is { } start ? EngineClock.Truncate(start) : null,
            EndAt = request.EndAt is { } end ? EngineClock.Truncate(end) : null,
            MaxRuns = request.MaxRuns,
            Jitter = request.Jitter ?? TimeSpan.Zero,
            Misfire = (MisfirePolicy)(request.Misfire ?? Wire.WireMisfire.FireOnce),
            CatchUpWindow = request.CatchUpWindow ?? defaultCatchUpWindow,
            Overlap = OverlapWords.Of(request.Overlap ?? Wire.WireOverlap.Skip),
            Calendars = Calendars(request.Calendars, faults),
            Task = task,
            CreatedAt = now,
        };
        foreach (var problem in ScheduleRules.Problems(schedule).Where(problem => problem.Field != "id")) faults.Add(problem.Field, problem.Message);
        return schedule;
    }

    private static CalendarNames Calendars(IReadOnlyList<string>? names, FaultList faults)
    {
        if (names is null || names.Count == 0) return CalendarNames.None;
        for (var i = 0; i < names.Count; i++)
        {
            if (IdText.Problem(names[i]) is { } problem) faults.Add($"calendars[{i}]", problem);
        }

        return new(names.Where(name => IdText.Problem(name) is null).Select(name => new CalendarId(name)));
    }

    private static ScheduleId IdOf(Wire.ScheduleRequest request, string? idOfPath, FaultList faults)
    {
        var text = idOfPath ?? request.Id;
        if (request.Id is not null && text != request.Id) faults.Add("id", $"must be '{idOfPath}', as in the address, or left out");
        if (text is null) faults.Add("id", "is required: a schedule is found and replaced by it", "required");
        else if (ScheduleId.Problem(text) is { } problem) faults.Add("id", problem);
        return new(text ?? "none");
    }
}
