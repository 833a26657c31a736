using Akka.Scheduler.Engine.Limits;

namespace Akka.Scheduler.Engine.Wire;

internal sealed class LimitStandingFormat : MessageFormat<LimitStanding>
{
    public override byte Family => 50;

    public override void Write(ref WireWriter to, LimitStanding message)
    {
        to.OptionalText(message.Limit?.Value);
        to.Write(message.Terms);
        to.Count(message.Held);
        to.Count(message.Position);
    }

    public override LimitStanding Read(ref WireReader from) =>
        new(from.OptionalText() is { } name ? new LimitName(name) : null, from.LimitTerms(), from.Count(), from.Count());
}
