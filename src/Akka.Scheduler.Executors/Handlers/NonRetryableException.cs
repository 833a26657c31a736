namespace Akka.Scheduler.Executors.Handlers;

/// <summary>Thrown by a handler whose task has failed and would fail again: it is not tried again.</summary>
public sealed class NonRetryableException : Exception
{
    /// <summary>Makes one without a story.</summary>
    public NonRetryableException()
        : base("The task failed for good.")
    {
    }

    /// <summary>Makes one.</summary>
    /// <param name="message">Why, in words: it becomes the task's error.</param>
    public NonRetryableException(string message)
        : base(message)
    {
    }

    /// <summary>Makes one.</summary>
    /// <param name="message">Why, in words: it becomes the task's error.</param>
    /// <param name="innerException">What it came from.</param>
    public NonRetryableException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
