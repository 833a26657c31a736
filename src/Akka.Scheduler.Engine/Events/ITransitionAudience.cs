namespace Akka.Scheduler.Engine.Events;

/// <summary>Those of this node who want to hear of steps that other nodes commit. Called from many threads: it must not block.</summary>
public interface ITransitionAudience
{
    /// <summary>What they want to hear of now.</summary>
    AudienceWish Wish { get; }

    /// <summary>Says who is to be called whenever more is wanted than a moment before; called in place of whoever was to be called so far.</summary>
    void Attach(Action wishGrew);

    /// <summary>Another node has committed steps. They may come twice, in another order, or not at all: the store has the truth.</summary>
    /// <param name="notices">The steps.</param>
    /// <param name="lost">How many more there were that could not be told.</param>
    void Heard(IReadOnlyList<TransitionNotice> notices, int lost);
}

/// <summary>What an audience wants to hear of; a greater one holds the smaller ones.</summary>
public enum AudienceWish : byte
{
    /// <summary>Nothing: nobody listens.</summary>
    Nothing = 0,

    /// <summary>Only that tasks have ended.</summary>
    Ends = 1,

    /// <summary>Every step.</summary>
    Steps = 2,
}
