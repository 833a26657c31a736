namespace Akka.Scheduler.Domain.Tasks;

/// <summary>How the tasks stand that another one waits for, as that one knows it: one letter for each edge, in order. The letters are stored and never change.</summary>
public static class DependencyMarks
{
    /// <summary>Has not ended, as far as is known.</summary>
    public const char Open = '.';

    /// <summary>All of them open.</summary>
    public static string None(int edges) => new(Open, edges);

    /// <summary>The letter for an end.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The state is not terminal.</exception>
    public static char Of(TaskState end) => end switch
    {
        TaskState.Succeeded => 's',
        TaskState.Failed => 'f',
        TaskState.Cancelled => 'c',
        TaskState.Expired => 'e',
        _ => throw new ArgumentOutOfRangeException(nameof(end), end, "not an end"),
    };

    /// <summary>The end that a letter stands for; <see langword="null"/> for an open one.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such letter.</exception>
    public static TaskState? EndOf(char mark) => mark switch
    {
        Open => null,
        's' => TaskState.Succeeded,
        'f' => TaskState.Failed,
        'c' => TaskState.Cancelled,
        'e' => TaskState.Expired,
        _ => throw new ArgumentOutOfRangeException(nameof(mark), mark, "no such mark"),
    };
}
