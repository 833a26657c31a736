using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.Engine.Executors;

namespace Akka.Scheduler.IntegrationTests.Executors;

/// <summary>Attempts to hand to an executor.</summary>
internal static class ExecutorAttempt
{
    public static TimeSpan Patience { get; } = TimeSpan.FromSeconds(60);

    /// <summary>An attempt of a task, with ten minutes to run.</summary>
    public static AttemptContext Of(string payload, string task = "mail-1") => new()
    {
        Task = new TaskId(task),
        Id = new AttemptId(new Guid("0195f2a1-7c3e-7000-8a1b-0123456789ab")),
        Number = 2,
        FencingToken = 7,
        Deadline = TimeProvider.System.GetUtcNow().AddMinutes(10),
        Payload = payload,
        Queue = "default",
        TraceParent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        Output = new Silence(),
        Progress = new(TimeProvider.System),
    };

    private sealed class Silence : IAttemptOutput
    {
        public void Write(OutputStream stream, ReadOnlySpan<char> text)
        {
        }

        public void Drop(long length)
        {
        }
    }
}
