namespace Akka.Scheduler.Kernel;

/// <summary>Questions to actors, for callers that are not actors.</summary>
public static class ActorRefAsk
{
    /// <summary>Sends a message that carries an address for the answer, and waits for the first answer. Later ones are ignored.</summary>
    /// <param name="actor">Whom to ask.</param>
    /// <param name="message">Makes the message from the address for the answer.</param>
    /// <param name="timeout">How long to wait; more than zero.</param>
    /// <param name="time">Measures the timeout.</param>
    /// <param name="cancellationToken">Ends the wait, not the work of the actor.</param>
    /// <returns>The answer; fails with <see cref="AskTimeoutException"/>, at once if the mailbox is full or stopped.</returns>
    public static Task<TReply> Ask<T, TReply>(
        this ActorRef<T> actor,
        Func<ActorRef<TReply>, T> message,
        TimeSpan timeout,
        TimeProvider time,
        CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(timeout, TimeSpan.Zero);
        var promise = new Promise<TReply>(actor.Path, timeout, time);
        promise.Arm(cancellationToken);
        if (!actor.TryTell(message(promise)))
            promise.Refused();
        return promise.Task;
    }

    /// <summary>The address for one answer.</summary>
    private sealed class Promise<TReply>(ActorPath asked, TimeSpan timeout, TimeProvider time) : ActorRef<TReply>
    {
        private readonly Handover<TReply> _reply = new();
        private ITimer? _timer;
        private CancellationTokenRegistration _cancellation;

        public override ActorPath Path => asked.Child("$ask");

        public override bool TakesOneMessage => true;

        internal Task<TReply> Task => _reply.Task;

        internal void Arm(CancellationToken cancellationToken)
        {
            _cancellation = cancellationToken.UnsafeRegister(static (promise, token) => ((Promise<TReply>)promise!).Cancelled(token), this);
            _timer = time.CreateTimer(static promise => ((Promise<TReply>)promise!).TimedOut(), this, timeout, Timeout.InfiniteTimeSpan);
            // Cancelled meanwhile: the canceller did not see the timer.
            if (_reply.IsDecided)
                _timer.Dispose();
        }

        public override void Tell(TReply message) => TryTell(message);

        public override bool TryTell(TReply message) => Release(_reply.TrySetResult(message));

        internal void Refused() => Release(_reply.TrySetException(new AskTimeoutException(asked, timeout, wasRefused: true)));

        private void TimedOut() => Release(_reply.TrySetException(new AskTimeoutException(asked, timeout, wasRefused: false)));

        private void Cancelled(CancellationToken token) => Release(_reply.TrySetCanceled(token));

        private bool Release(bool isFirst)
        {
            if (!isFirst)
                return false;
            Volatile.Read(ref _timer)?.Dispose();
            _cancellation.Unregister();
            return true;
        }
    }
}
