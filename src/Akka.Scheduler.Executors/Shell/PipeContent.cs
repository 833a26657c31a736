using System.IO.Pipes;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Akka.Scheduler.Executors.Shell;

/// <summary>What lies in a pipe now, asked of the system itself.</summary>
/// <remarks>An asynchronous read that does not complete at once says only that the runtime has not heard of data yet.</remarks>
internal static partial class PipeContent
{
    /// <summary>Takes some of it. An empty pipe that somebody holds open answers 0, as a closed one does.</summary>
    /// <param name="stream">A pipe that was read asynchronously before: that made it non-blocking, so that nothing waits here.</param>
    /// <param name="buffer">Where it goes.</param>
    public static int Take(Stream stream, Span<byte> buffer) =>
        stream is PipeStream pipe && !OperatingSystem.IsWindows() ? (int)Math.Max(0, Read(pipe.SafePipeHandle, buffer, buffer.Length)) : 0;

    [LibraryImport("libc", EntryPoint = "read")]
    private static partial nint Read(SafePipeHandle pipe, Span<byte> buffer, nint count);
}
