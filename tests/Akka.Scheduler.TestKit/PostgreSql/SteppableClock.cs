using System.Globalization;

namespace Akka.Scheduler.TestKit.PostgreSql;

/// <summary>
/// The time of day as one server sees it, which can be stepped while it runs: libfaketime answers for the system, and looks each time into a file how far
/// it is to be off. How long something takes is measured as before.
/// </summary>
/// <param name="file">Says how far it is off; in a directory that the server may read.</param>
internal sealed class SteppableClock(string file)
{
    /// <summary>The library of the Debian package <c>libfaketime</c>; null where it is not installed.</summary>
    public static string? Library { get; } = Directory.EnumerateDirectories("/usr/lib")
        .Select(folder => Path.Combine(folder, "faketime", "libfaketime.so.1")).FirstOrDefault(File.Exists);

    /// <summary>The variables under which a program lives by it.</summary>
    /// <exception cref="InvalidOperationException">The library is not installed.</exception>
    public IReadOnlyList<string> Variables { get; } =
    [
        $"LD_PRELOAD={Library ?? throw new InvalidOperationException("A clock of its own needs the Debian package 'libfaketime' (apt-get install libfaketime).")}",
        $"FAKETIME_TIMESTAMP_FILE={file}", "FAKETIME_NO_CACHE=1", "FAKETIME_DONT_FAKE_MONOTONIC=1", "NO_FAKE_STAT=1",
    ];

    /// <summary>Steps it, at once and for all sessions.</summary>
    public void Step(TimeSpan offset)
    {
        var next = file + ".next";
        File.WriteAllText(next, string.Create(CultureInfo.InvariantCulture, $"{offset.TotalSeconds:+0.000;-0.000;+0}\n"));
        File.Move(next, file, overwrite: true);
    }
}
