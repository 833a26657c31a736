namespace Akka.Scheduler.UnitTests.Executors;

/// <summary>What <c>/proc</c> says of processes.</summary>
internal static class ProcFacts
{
    /// <summary>Whether a process is there and is no zombie.</summary>
    public static bool Runs(int id) => State(id) is not (null or 'Z' or 'X');

    /// <summary>The letter of its state, if it is there.</summary>
    public static char? State(int id)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{id}/stat");
            return stat[stat.LastIndexOf(')') + 2];
        }
        catch (IOException)
        {
            return null;
        }
    }
}
