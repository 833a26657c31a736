using Akka.Scheduler.Kernel;

namespace Akka.Scheduler.UnitTests.Kernel;

/// <summary>An actor's behaviour written in the test itself. Any message but its own kind is passed to <see cref="Receive"/>.</summary>
internal sealed record Script
{
    internal Action<IActorContext<object>, object> Receive { get; init; } = (_, _) => { };

    internal Action<IActorContext<object>> Start { get; init; } = _ => { };

    internal Action Stop { get; init; } = () => { };

    internal Action<IActorContext<object>, Signal> Signal { get; init; } = (_, _) => { };

    /// <summary>Writes each message, start and stop into the journal.</summary>
    internal static Script Recording(Journal journal, string name = "") => new()
    {
        Receive = (_, message) => journal.Add($"{name}{message}"),
        Stop = () => journal.Add($"{name}stopped"),
    };

    internal Props<object> Props(int capacity = 10_000, Supervision? supervision = null) =>
        Akka.Scheduler.Kernel.Props.Create(() => new Scripted(this)) with
        {
            MailboxCapacity = capacity,
            Supervision = supervision ?? Supervision.Default,
        };

    /// <summary>Runs an action on the actor's turn.</summary>
    internal sealed record Do(Action<IActorContext<object>> Action);

    /// <summary>Answers when its turn has come.</summary>
    internal sealed record Probe(ActorRef<int> Reply);

    private sealed class Scripted(Script script) : Actor<object>
    {
        protected override void Receive(object message)
        {
            switch (message)
            {
                case Do work:
                    work.Action(Context);
                    break;
                case Probe probe:
                    probe.Reply.Tell(0);
                    break;
                default:
                    script.Receive(Context, message);
                    break;
            }
        }

        protected override void OnStart() => script.Start(Context);

        protected override void OnStop() => script.Stop();

        protected override void OnSignal(Signal signal) => script.Signal(Context, signal);
    }
}

internal static class ScriptedActor
{
    internal static void Do(this ActorRef<object> actor, Action<IActorContext<object>> action) => actor.Tell(new Script.Do(action));
}

/// <summary>A failure that a test wants.</summary>
internal sealed class Planned(string message) : Exception(message);
