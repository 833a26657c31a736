using Akka.Scheduler.Engine.Shards;

namespace Akka.Scheduler.Engine.Wire;

internal sealed class AttemptStandingFormat : MessageFormat<AttemptStanding>
{
    public override byte Family => 10;

    public override void Write(ref WireWriter to, AttemptStanding message)
    {
        to.Flag(message.Attempt is not null);
        if (message.Attempt is { } attempt) to.Write(attempt);
        to.OptionalTime(message.HeardAt);
        to.Write(message.Progress);
    }

    public override AttemptStanding Read(ref WireReader from) => new(from.Flag() ? from.AttemptId() : null, from.OptionalTime(), from.Progress());
}
