namespace Akka.Scheduler.Domain.Tasks;

/// <summary>How the tasks stand that another one waits for, as that one knows it: one letter for each edge, in order. The letters are stored and never change.</summary>
public static class DependencyMarks
{
    /// <summary>Has not ended, as far as is known.</summary>
    public const char Open = '.';

    /// <summary>Does not exist: it was dropped, or never made.</summary>
    public const char Missing = 'x';

    /// <summary>Is not waited for any more: the task was run again by command.</summary>
    public const char Waived = 'w';

    /// <summary>All of them open.</summary>
    public static string None(int edges) => new(Open, edges);

    /// <summary>The letter for an end; <see langword="null"/> stands for a task that does not exist.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The state is not terminal.</exception>
    public static char Of(TaskState? end) => end switch
    {
        null => Missing,
        TaskState.Succeeded => 's',
        TaskState.Failed => 'f',
        TaskState.Cancelled => 'c',
        TaskState.Expired => 'e',
        _ => throw new ArgumentOutOfRangeException(nameof(end), end, "not an end"),
    };

    /// <summary>The end that a letter stands for; <see langword="null"/> for an open one, and for one that does not exist.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such letter.</exception>
    public static TaskState? EndOf(char mark) => mark switch
    {
        Open or Missing or Waived => null,
        's' => TaskState.Succeeded,
        'f' => TaskState.Failed,
        'c' => TaskState.Cancelled,
        'e' => TaskState.Expired,
        _ => throw new ArgumentOutOfRangeException(nameof(mark), mark, "no such mark"),
    };
}
