using Akka.Scheduler.Domain.Ids;

namespace Akka.Scheduler.Domain.Tasks;

/// <summary>How a task is split into parts when it would start, and whether it has been.</summary>
public abstract record TaskSplit
{
    private TaskSplit() { }

    /// <summary>What becomes of the task when a part does not succeed. Other than with <see cref="DependencyPolicy.Run"/>, its other parts are cancelled, and it ends with the last of them.</summary>
    public DependencyPolicy OnPartFailure { get; init; }

    /// <summary>Into so many parts, each of which knows its number.</summary>
    /// <param name="Parts">How many, 1 to <see cref="TaskPart.Most"/>.</param>
    public sealed record FanOut(int Parts) : TaskSplit
    {
        /// <summary>What the task itself runs when its parts have ended (<see cref="SplitRules"/> says which members count); absent: nothing.</summary>
        public TaskTemplate? Reduce { get; init; }
    }

    /// <summary>Into one part for each worker that is there and has the executor, the labels that the task requires, and these.</summary>
    /// <param name="Requires">Labels with their values.</param>
    public sealed record Broadcast(IReadOnlyDictionary<string, string> Requires) : TaskSplit
    {
        /// <inheritdoc cref="FanOut.Reduce"/>
        public TaskTemplate? Reduce { get; init; }

        /// <summary>Same in all members, and in the map by its pairs, whatever map holds them.</summary>
        public bool Equals(Broadcast? other) =>
            other is not null && OnPartFailure == other.OnPartFailure && Equals(Reduce, other.Reduce) && TaskTemplate.AreSame(Requires, other.Requires);

        /// <inheritdoc/>
        public override int GetHashCode() => HashCode.Combine(OnPartFailure, Requires.Count, Reduce);
    }

    /// <summary>It has been split, and gathers its parts: <see cref="TaskSpec.Parts"/> says how many they are.</summary>
    /// <param name="Reduces">Whether its template runs once they have ended; otherwise nothing does.</param>
    public sealed record Done(bool Reduces) : TaskSplit
    {
        /// <summary>How often parts were made: once with the split, and once more with each redrive that runs some again. 0: it was split when nothing was kept of how.</summary>
        public int Rounds { get; init; }

        /// <summary>What its parts run, without what is the task's own (<see cref="SplitRounds"/>); absent where nothing reduces, since the task itself says it then.</summary>
        public TaskTemplate? Part { get; init; }

        /// <summary>For which worker each part is, in order; absent for a fan-out.</summary>
        public IReadOnlyList<WorkerId>? Workers { get; init; }

        /// <summary>Same in all members, and in the workers one by one.</summary>
        public bool Equals(Done? other) =>
            other is not null && (Reduces, OnPartFailure, Rounds) == (other.Reduces, other.OnPartFailure, other.Rounds) && Equals(Part, other.Part)
            && (Workers is null ? other.Workers is null : other.Workers is not null && Workers.SequenceEqual(other.Workers));

        /// <inheritdoc/>
        public override int GetHashCode() => HashCode.Combine(Reduces, OnPartFailure, Rounds, Part, Workers?.Count);
    }
}
