namespace Akka.Scheduler.TestKit.Checking;

/// <summary>Something that must hold of every run, whatever went wrong in it.</summary>
/// <param name="number">Its number in the protocol.</param>
/// <param name="sentence">What must hold.</param>
public abstract class Invariant(int number, string sentence)
{
    public int Number { get; } = number;

    public string Sentence { get; } = sentence;

    /// <summary>Whether breaking it is counted and told, but does not condemn the run.</summary>
    public virtual bool IsSoft => false;

    /// <summary>Looks at every fact that it speaks of, and names those at fault.</summary>
    public abstract void Check(RunHistory run, Findings findings);
}
