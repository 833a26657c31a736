using Akka.Scheduler.Engine.Executors;

namespace Akka.Scheduler.Engine.Wire;

/// <summary>How far an attempt has come, on the wire.</summary>
internal static class ProgressFields
{
    public static void Write(this ref WireWriter to, AttemptProgress.Mark? mark)
    {
        to.Flag(mark is not null);
        if (mark is null) return;
        to.Real(mark.Fraction);
        to.OptionalText(mark.Note);
        to.Time(mark.At);
    }

    public static AttemptProgress.Mark? Progress(this ref WireReader from) => from.Flag() ? new(from.Real(), from.OptionalText(), from.Time()) : null;
}
