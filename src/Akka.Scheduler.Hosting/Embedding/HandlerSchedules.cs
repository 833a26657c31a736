using System.Text.Json;
using Akka.Scheduler.Client.Json;
using Akka.Scheduler.Client.Wire;
using Akka.Scheduler.Domain.Schedules;
using Akka.Scheduler.Engine.Gates;
using Akka.Scheduler.Engine.Scheduling;
using Akka.Scheduler.Engine.Storage;
using Akka.Scheduler.Executors.Handlers;
using Akka.Scheduler.Hosting.Gateway.Validation;

namespace Akka.Scheduler.Hosting.Embedding;

/// <summary>
/// The schedules that stand beside handlers. The scheduler singleton decides on each of them, and one that is there just so is left alone, so nodes
/// that start at once do not get in each other's way. One that an operator has paused stays paused.
/// </summary>
internal sealed class HandlerSchedules(EmbeddedHandlers handlers, ScheduleCheck check)
{
    private const int MostTries = 10;
    private readonly TaskCompletionSource _allPut = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private IReadOnlyList<Schedule>? _schedules;

    /// <summary>Completes when every schedule stands.</summary>
    public Task AllPut => _allPut.Task;

    /// <summary>The schedules.</summary>
    /// <exception cref="TaskHandlersException">Something is wrong with handlers or schedules; all of it is named.</exception>
    public IReadOnlyList<Schedule> Checked()
    {
        if (_schedules is not null) return _schedules;
        var problems = handlers.Problems.ToList();
        var (schedules, owners) = (new List<Schedule>(), new Dictionary<string, string>(StringComparer.Ordinal));
        foreach (var handler in handlers.Registrations)
        {
            for (var i = 0; i < handler.Schedules.Count; i++)
            {
                var id = handler.Schedules[i].Id ?? (i == 0 ? handler.Name : $"{handler.Name}-{i + 1}");
                if (!owners.TryAdd(id, handler.Source)) problems.Add(new(handler.Source, $"its schedule '{id}' has the id of one of {owners[id]}; give it another Id"));
                else if (Read(handler, handler.Schedules[i], id, problems) is { } schedule) schedules.Add(schedule);
            }
        }

        if (problems.Count > 0) throw new TaskHandlersException(problems);
        return _schedules = schedules;
    }

    /// <summary>Puts every schedule where it is not there just so, and tries again until it is.</summary>
    /// <param name="gate">The way to the singleton.</param>
    /// <param name="store">The schedules that are there.</param>
    /// <param name="pause">What is between two tries; told which schedule could not be put, and why.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task PutAllAsync(IScheduleGate gate, IScheduleStore store, Func<ScheduleId, string, Task> pause, CancellationToken cancel)
    {
        foreach (var schedule in Checked())
        {
            while (await TryPutAsync(schedule, gate, store, cancel) is { } why) await pause(schedule.Id, why);
        }

        _allPut.TrySetResult();
    }

    private static async Task<string?> TryPutAsync(Schedule wanted, IScheduleGate gate, IScheduleStore store, CancellationToken cancel)
    {
        try
        {
            return await PutAsync(wanted, gate, store, cancel);
        }
        catch (StoreUnavailableException away)
        {
            return away.Message;
        }
    }

    /// <summary>Puts a schedule where it is not there just so.</summary>
    /// <returns>Why it could not be put; <see langword="null"/> when it stands.</returns>
    private static async Task<string?> PutAsync(Schedule wanted, IScheduleGate gate, IScheduleStore store, CancellationToken cancel)
    {
        for (var tries = 0; tries < MostTries; tries++)
        {
            var row = await store.GetAsync(wanted.Id.Value, cancel);
            var current = row is null ? null : ScheduleJson.ReadSchedule(row.Definition);
            var put = new ScheduleCommand.Put(wanted with { Pause = current?.Pause }, current?.Version ?? 0);
            switch (await gate.ApplyAsync(put, cancel))
            {
                case ScheduleReply.Done: return null;

                // Another node was quicker, or an operator: what stands there now is looked at anew.
                case ScheduleReply.OtherVersion: continue;
                case ScheduleReply.Refused refused: return refused.Why;
                case ScheduleReply.Unavailable unavailable: return unavailable.Why;
                case var other: throw new InvalidOperationException($"unknown reply {other.GetType().Name}");
            }
        }

        return "it is changed by others all the time";
    }

    private Schedule? Read(TaskHandlerRegistration handler, ScheduleAttribute attribute, string id, List<TaskHandlerProblem> problems)
    {
        // A handler that cannot be called is named already, and its schedules could only be blamed for the same.
        if (handlers.Registry.Find(handler.Name) is null) return null;
        if (!TryParse(attribute.Input, out var input, out var unreadable))
        {
            problems.Add(new(handler.Source, $"the Input of its schedule '{id}' is no JSON: {unreadable}"));
            return null;
        }

        var faults = new FaultList();
        var request = new ScheduleRequest
        {
            Cron = attribute.Cron,
            TimeZone = attribute.TimeZone,
            Task = new() { Executor = handler.Name, Name = handler.Name, Payload = input, Queue = attribute.Queue },
        };
        var schedule = check.Check(request, id, faults);
        problems.AddRange(faults.Faults.Select(fault => new TaskHandlerProblem(handler.Source, $"its schedule '{id}': {fault.Detail}")));
        return faults.Any ? null : schedule;
    }

    private static bool TryParse(string? text, out JsonElement? json, out string? problem)
    {
        (json, problem) = (null, null);
        try
        {
            if (text is not null) json = JsonElement.Parse(text);
            return true;
        }
        catch (JsonException fault)
        {
            problem = WireFault.From(fault).Detail;
            return false;
        }
    }
}
