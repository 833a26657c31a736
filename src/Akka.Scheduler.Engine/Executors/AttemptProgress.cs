namespace Akka.Scheduler.Engine.Executors;

/// <summary>How far an attempt has come, by its own word: the last one counts. Safe from any thread.</summary>
public sealed class AttemptProgress
{
    private Mark _last = new(0, null);

    /// <summary>What was said last.</summary>
    public Mark Last => Volatile.Read(ref _last);

    /// <summary>Says how far it has come.</summary>
    /// <param name="fraction">From 0 to 1.</param>
    /// <param name="note">A few words, or none.</param>
    public void Report(double fraction, string? note) => Volatile.Write(ref _last, new(double.IsNaN(fraction) ? 0 : Math.Clamp(fraction, 0, 1), note));

    /// <summary>A place on the way.</summary>
    /// <param name="Fraction">From 0 to 1; 0 also when nothing was said.</param>
    /// <param name="Note">A few words, or none.</param>
    public sealed record Mark(double Fraction, string? Note);
}
