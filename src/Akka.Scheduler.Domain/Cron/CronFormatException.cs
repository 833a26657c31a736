namespace Akka.Scheduler.Domain.Cron;

/// <summary>The text is no cron expression. The message names the field and the position at fault.</summary>
public sealed class CronFormatException : FormatException
{
    /// <summary>An error without a place.</summary>
    public CronFormatException()
        : this("The text is not a cron expression.")
    {
    }

    /// <summary>An error without a place.</summary>
    /// <param name="message">What is wrong.</param>
    public CronFormatException(string message)
        : base(message)
    {
    }

    /// <summary>An error without a place.</summary>
    /// <param name="message">What is wrong.</param>
    /// <param name="innerException">What caused it.</param>
    public CronFormatException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>An error at a place of the text.</summary>
    /// <param name="message">What is wrong, in full.</param>
    /// <param name="field">The field at fault, or null if no single field is.</param>
    /// <param name="position">Index of the character at fault.</param>
    public CronFormatException(string message, CronField? field, int position)
        : base(message)
    {
        Field = field;
        Position = position;
    }

    /// <summary>The field at fault; null when the fault is the text as a whole (empty, unknown macro, too many fields).</summary>
    public CronField? Field { get; }

    /// <summary>Index in the text, from zero, of the first character at fault; the length of the text when it ends too early.</summary>
    public int Position { get; }
}
