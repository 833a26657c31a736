namespace Akka.Scheduler.Domain.Timing;

/// <summary>What one pass of a <see cref="TtlQueue{TKey}"/> did, and when the next is wanted.</summary>
/// <param name="Fired">How many times the callback was called.</param>
/// <param name="Retried">How many failed or overdue entries were taken up again; those fired in the same pass count in both.</param>
/// <param name="Wake">How long to sleep: exact to the nearest thing to do; zero where a batch limit left work that is ready now.</param>
/// <param name="Blocked">
/// Due entries were left because <see cref="TtlQueueOptions.MaxPending"/> submissions await their outcome: run again when one arrives.
/// </param>
public readonly record struct TtlPass(int Fired, int Retried, TimeSpan Wake, bool Blocked);
