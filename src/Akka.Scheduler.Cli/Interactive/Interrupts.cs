using System.Runtime.InteropServices;

namespace Akka.Scheduler.Cli.Interactive;

/// <summary>Turns Ctrl-C and SIGTERM into the cancellation of the command that runs, instead of the end of the program.</summary>
internal sealed class Interrupts : IDisposable
{
    private readonly List<PosixSignalRegistration> _registrations;
    private CancellationTokenSource _current = new();

    public Interrupts() => _registrations =
    [
        PosixSignalRegistration.Create(PosixSignal.SIGINT, Handle),
        PosixSignalRegistration.Create(PosixSignal.SIGTERM, Handle),
    ];

    /// <summary>The token of the next command; the one before is forgotten.</summary>
    public CancellationToken Next()
    {
        var next = new CancellationTokenSource();
        Interlocked.Exchange(ref _current, next).Dispose();
        return next.Token;
    }

    public void Dispose()
    {
        foreach (var registration in _registrations) registration.Dispose();
        _current.Dispose();
    }

    private void Handle(PosixSignalContext context)
    {
        context.Cancel = true;
        Volatile.Read(ref _current).Cancel();
    }
}
