using Akka.Scheduler.ClusterTests.Faults;

// The tests are run by the test command; this is for runs of hours.
if (FaultCommandLine.Read(args) is not var (options, runs, path))
{
    Console.Error.WriteLine(FaultCommandLine.Usage);
    return 2;
}

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stop.Cancel();
};
var broken = 0;
await File.WriteAllTextAsync(path, "");
for (var run = 0; run < runs && !stop.IsCancellationRequested; run++)
{
    var time = TimeProvider.System;
    var result = await new FaultRun(options with { Seed = options.Seed + run }, time, line => Console.WriteLine($"{time.GetUtcNow():HH:mm:ss} {line}")).GoAsync(stop.Token);
    await File.AppendAllTextAsync(path, result.ToMarkdown() + "\n");
    Console.WriteLine(result.Check.Broken.Count == 0 ? "all invariants hold" : result.Check.Problems);
    foreach (var what in result.Untested) Console.WriteLine($"NOT TESTED: {what}");
    if (result.Check.Broken.Count > 0 || result.Untested.Count > 0) broken++;
}

return broken == 0 ? 0 : 1;
