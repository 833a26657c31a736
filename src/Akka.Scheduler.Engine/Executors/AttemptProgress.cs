namespace Akka.Scheduler.Engine.Executors;

/// <summary>How far an attempt has come, by its own word: the last one counts. Safe from any thread.</summary>
/// <param name="time">The clock that its words are dated by.</param>
public sealed class AttemptProgress(TimeProvider time)
{
    /// <summary>How many characters of a note are kept.</summary>
    public const int MaxNote = 500;

    private Mark? _last;

    /// <summary>What was said last; <see langword="null"/> before the first word.</summary>
    public Mark? Last => Volatile.Read(ref _last);

    /// <summary>Says how far it has come.</summary>
    /// <param name="fraction">From 0 to 1; what lies outside is moved to the nearer end.</param>
    /// <param name="note">A few words, or none; what is past <see cref="MaxNote"/> characters is dropped.</param>
    public void Report(double fraction, string? note) =>
        Volatile.Write(ref _last, new(double.IsNaN(fraction) ? 0 : Math.Clamp(fraction, 0, 1), Short(note), EngineClock.Now(time)));

    private static string? Short(string? note)
    {
        if (note is null || note.Length <= MaxNote) return note;
        return note[..(char.IsHighSurrogate(note[MaxNote - 1]) ? MaxNote - 1 : MaxNote)];
    }

    /// <summary>A place on the way.</summary>
    /// <param name="Fraction">From 0 to 1.</param>
    /// <param name="Note">A few words, or none.</param>
    /// <param name="At">When it was said.</param>
    public sealed record Mark(double Fraction, string? Note, DateTimeOffset At);
}
