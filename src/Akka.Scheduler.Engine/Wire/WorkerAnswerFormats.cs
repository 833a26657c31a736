using Akka.Scheduler.Engine.Workers;

namespace Akka.Scheduler.Engine.Wire;

internal sealed class WorkerDrainedFormat : MessageFormat<WorkerDrained>
{
    public override byte Family => 7;

    public override void Write(ref WireWriter to, WorkerDrained message) => to.Count(message.Stopped);

    public override WorkerDrained Read(ref WireReader from) => new(from.Count());
}

internal sealed class WorkerStatusFormat : MessageFormat<WorkerStatus>
{
    public override byte Family => 8;

    public override void Write(ref WireWriter to, WorkerStatus message)
    {
        to.Write(message.Worker);
        to.Count(message.Capacity);
        to.Count(message.Running);
        to.Count(message.Unreported);
        to.Flag(message.Draining);
        to.Profile(message.Profile);
        to.Count(message.CreditsOut);
    }

    public override WorkerStatus Read(ref WireReader from) => new(from.WorkerId(), from.Count(), from.Count(), from.Count(), from.Flag()) { Profile = from.Profile(), CreditsOut = from.Count() };
}
