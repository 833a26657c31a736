using Akka.Scheduler.Cli.Output;
using Akka.Scheduler.Client.Json;
using Akka.Scheduler.Client.Wire;

namespace Akka.Scheduler.Cli.Commands.Tasks;

/// <summary>How a task is to be split into parts, in words.</summary>
internal static class SplitText
{
    public static string? FanOut(FanOutSpec? fan) => fan is null ? null : $"{Cell.Of(fan.Parts)} parts{Rest(fan.Reduce, fan.OnPartFailure)}";

    public static string? Broadcast(BroadcastSpec? broadcast) =>
        broadcast is null ? null : $"each worker{(Cell.Of(broadcast.Requires) is { } labels ? $" with {labels}" : "")}{Rest(broadcast.Reduce, broadcast.OnPartFailure)}";

    private static string Rest(TaskTemplate? reduce, WireDependencyFailure? otherwise) =>
        $"{(reduce is null ? "" : $", then {reduce.Name ?? reduce.Executor}")}{(otherwise is { } what ? $"; {WireEnum.Name(what)} when one does not succeed" : "")}";
}
