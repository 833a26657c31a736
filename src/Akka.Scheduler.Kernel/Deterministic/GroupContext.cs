namespace Akka.Scheduler.Kernel;

/// <summary>Makes each continuation of asynchronous code a turn of the group that began it: what a killed group awaits never resumes.</summary>
internal sealed class GroupContext(DeterministicGroup group) : SynchronizationContext
{
    public override void Post(SendOrPostCallback d, object? state) => group.Enqueue(new Posted(d, state), 1);

    public override void Send(SendOrPostCallback d, object? state) => d(state);

    public override SynchronizationContext CreateCopy() => this;

    internal sealed class Posted(SendOrPostCallback work, object? state) : IThreadPoolWorkItem
    {
        public void Execute() => work(state);
    }
}
