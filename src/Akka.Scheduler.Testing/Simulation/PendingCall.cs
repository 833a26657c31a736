using Akka.Scheduler.Engine.Storage;

namespace Akka.Scheduler.Testing.Simulation;

/// <summary>One call under way. The store applies it whether or not anybody still waits for it.</summary>
/// <param name="apply">Applies it and gives its answer.</param>
/// <param name="failed">The answer to a failure; absent: an exception.</param>
internal sealed class PendingCall<T>(Func<T> apply, Func<CallFailure, T>? failed)
{
    // Continuations run where their awaiter wants them: on its own context in a simulation, inline without one.
    private readonly TaskCompletionSource<T> _reply = new();
    private T? _answer;
    private Exception? _broken;

    public Task<T> Reply => _reply.Task;

    public void Apply()
    {
        try
        {
            _answer = apply();
        }
        catch (Exception bug) when (bug is ArgumentException or FormatException)
        {
            _broken = bug;
        }
    }

    public void Answer()
    {
        if (_broken is { } broken) _reply.TrySetException(broken);
        else _reply.TrySetResult(_answer!);
    }

    public void Fail(CallFailure failure)
    {
        if (failed is not null) _reply.TrySetResult(failed(failure));
        else if (failure == CallFailure.GivenUp) _reply.TrySetCanceled();
        else _reply.TrySetException(new StoreUnavailableException(failure == CallFailure.Refused ? "the store refused" : "no answer in time"));
    }
}
