using System.Text.Json.Serialization;
using Akka.Scheduler.Client.Json;

namespace Akka.Scheduler.Client.Wire;

/// <summary>Where a task stands, as the outside sees it.</summary>
[JsonConverter(typeof(WireEnumConverter<WireStatus>))]
public enum WireStatus
{
    /// <summary>Not due yet, or waiting for the tasks it depends on.</summary>
    Pending,

    /// <summary>Due and ready: waits for a worker, a limit or a turn.</summary>
    Queued,

    /// <summary>An attempt is open.</summary>
    Running,

    /// <summary>The last attempt failed; the next one waits for its delay.</summary>
    Retrying,

    /// <summary>Finished well. Terminal.</summary>
    Succeeded,

    /// <summary>Every permitted attempt failed, or the task was lost. Terminal.</summary>
    Failed,

    /// <summary>Cancelled by a command, an overlap rule or a dependency. Terminal.</summary>
    Cancelled,

    /// <summary>Did not start within its time to live. Terminal.</summary>
    Expired,
}

/// <summary>Which of two ready tasks of a queue goes first.</summary>
[JsonConverter(typeof(WireEnumConverter<WirePriority>))]
public enum WirePriority
{
    /// <summary>After everything else.</summary>
    Low,

    /// <summary>The default.</summary>
    Normal,

    /// <summary>Before normal.</summary>
    High,

    /// <summary>Before everything else.</summary>
    Urgent,
}

/// <summary>How often a task may be started when its outcome is not known.</summary>
[JsonConverter(typeof(WireEnumConverter<WireDelivery>))]
public enum WireDelivery
{
    /// <summary>Started again after the loss of a worker. The default.</summary>
    AtLeastOnce,

    /// <summary>Never started a second time; a lost attempt fails the task with reason <c>lost</c>.</summary>
    AtMostOnce,
}

/// <summary>What becomes of a task when one it depends on does not succeed.</summary>
[JsonConverter(typeof(WireEnumConverter<WireDependencyFailure>))]
public enum WireDependencyFailure
{
    /// <summary>It fails too. The default.</summary>
    Fail,

    /// <summary>It runs all the same.</summary>
    Run,

    /// <summary>It is cancelled.</summary>
    Cancel,
}

/// <summary>What happens to a task whose unique key another one has.</summary>
[JsonConverter(typeof(WireEnumConverter<WireKeyConflict>))]
public enum WireKeyConflict
{
    /// <summary>409 with the code <c>uniqueKeyTaken</c> and the id of the other one. The default.</summary>
    Reject,

    /// <summary>200 with the other one.</summary>
    Existing,

    /// <summary>The other one is cancelled if it waits, and the new one made; otherwise 409.</summary>
    Replace,
}

/// <summary>What a schedule does with instants that nobody could fire in time.</summary>
[JsonConverter(typeof(WireEnumConverter<WireMisfire>))]
public enum WireMisfire
{
    /// <summary>One task for all of them. The default.</summary>
    FireOnce,

    /// <summary>None: each is recorded as skipped.</summary>
    Skip,

    /// <summary>One task for each instant inside the catch-up window.</summary>
    FireAll,
}

/// <summary>What a schedule does when an instant comes and the task of an earlier one has not finished.</summary>
[JsonConverter(typeof(WireEnumConverter<WireOverlap>))]
public enum WireOverlap
{
    /// <summary>The new instant is recorded as skipped. The default.</summary>
    Skip,

    /// <summary>The new task waits for the earlier one.</summary>
    Queue,

    /// <summary>Both run.</summary>
    Allow,

    /// <summary>The earlier one is cancelled.</summary>
    CancelPrevious,
}

/// <summary>How day-of-month and day-of-week combine when a cron expression restricts both.</summary>
[JsonConverter(typeof(WireEnumConverter<WireDayRule>))]
public enum WireDayRule
{
    /// <summary>Both must match. The default.</summary>
    Both,

    /// <summary>Either is enough, as a system's crontab has it.</summary>
    Either,
}
