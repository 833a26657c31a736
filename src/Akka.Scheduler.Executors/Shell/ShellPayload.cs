using System.Text.Json;
using Akka.Scheduler.Engine.Executors;
using Akka.Scheduler.Executors.Payloads;

namespace Akka.Scheduler.Executors.Shell;

/// <summary>What a task of the executor <c>shell</c> asks for.</summary>
/// <param name="Command">A line for the shell, or a program where there are arguments.</param>
/// <param name="Arguments">Arguments, passed as they are; absent where a shell runs the command.</param>
/// <param name="Shell">Another shell than the configured one.</param>
/// <param name="Input">What the command reads on standard input.</param>
/// <param name="WorkingDirectory">Where it runs; that of the node if absent.</param>
/// <param name="Environment">Variables besides the clean set.</param>
internal sealed record ShellPayload(
    string Command,
    IReadOnlyList<string>? Arguments,
    string? Shell,
    string? Input,
    string? WorkingDirectory,
    IReadOnlyDictionary<string, string> Environment)
{
    public static PayloadProblem? Read(JsonElement? payload, out ShellPayload parsed)
    {
        var fields = PayloadFields.Of(payload);
        parsed = new ShellPayload(
            fields.RequiredText("command", "{\"command\":\"echo hello\"}"),
            fields.Texts("args"),
            fields.Text("shell"),
            fields.Text("stdin"),
            fields.Text("workingDirectory"),
            fields.Map("environment"));
        if (parsed.Shell is not null && parsed.Arguments is not null)
            fields.Refuse("shell", "With 'args' the program is started directly, without a shell: leave out one of the two.");
        if (parsed.Shell?.Length == 0) fields.Refuse("shell", "'shell' may not be empty.");
        foreach (var name in parsed.Environment.Keys)
        {
            if (name.Length == 0 || name.Contains('=', StringComparison.Ordinal) || name.Contains('\0', StringComparison.Ordinal))
                fields.Refuse($"environment.{name}", "A variable needs a name without '=' and NUL.");
            if (ShellEnvironment.IsReserved(name))
                fields.Refuse($"environment.{name}", "Names that begin with SCHEDULER, and TRACEPARENT, are set by the scheduler.");
        }

        return fields.End();
    }
}
