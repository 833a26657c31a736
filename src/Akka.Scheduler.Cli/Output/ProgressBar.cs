using System.Globalization;

namespace Akka.Scheduler.Cli.Output;

/// <summary>
/// A bar on standard error for work that takes longer than a second. Shorter work, and work that nobody watches, shows nothing.
/// </summary>
internal sealed class ProgressBar(Surroundings around, string what) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Redraw = TimeSpan.FromMilliseconds(100);
    private const int Width = 30;
    private readonly long _began = around.Time.GetTimestamp();
    private TimeSpan _drawnAt = TimeSpan.Zero;
    private int _drawnLength;

    /// <summary>Tells how far the work is.</summary>
    /// <param name="done">The part of it, 0.0 to 1.0.</param>
    /// <param name="detail">Numbers beside the bar.</param>
    public void Report(double done, string detail)
    {
        if (!around.ErrorIsTerminal) return;
        var elapsed = around.Time.GetElapsedTime(_began);
        if (elapsed < Patience || (elapsed - _drawnAt < Redraw && done < 1)) return;
        _drawnAt = elapsed;
        var full = (int)(Math.Clamp(done, 0, 1) * Width);
        var text = string.Create(
            CultureInfo.InvariantCulture, $"{what} [{new string('#', full)}{new string('.', Width - full)}] {done * 100,3:0}% {detail}");
        around.Error.Write('\r' + text.PadRight(_drawnLength));
        _drawnLength = text.Length;
    }

    /// <summary>Makes room for a line of its own on standard error.</summary>
    public void Clear()
    {
        if (_drawnLength == 0) return;
        around.Error.Write('\r' + new string(' ', _drawnLength) + '\r');
        _drawnLength = 0;
    }

    public void Dispose() => Clear();
}
