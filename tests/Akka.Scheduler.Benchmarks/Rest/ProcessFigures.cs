using System.Globalization;

namespace Akka.Scheduler.Benchmarks.Rest;

/// <summary>What Linux says of a process: memory in MiB, processor time.</summary>
internal sealed class ProcessFigures(int process)
{
    private const double TicksPerSecond = 100;

    /// <summary>Resident memory now.</summary>
    public double Resident => Status("VmRSS:");

    /// <summary>The most resident memory that the process ever had.</summary>
    public double MostResident => Status("VmHWM:");

    /// <summary>Processor time since the start, of all threads.</summary>
    public TimeSpan Cpu
    {
        get
        {
            // The second field is the program's name in parentheses; user and system time are the 14th and 15th.
            var line = File.ReadAllText($"/proc/{process}/stat");
            var fields = line[(line.LastIndexOf(')') + 2)..].Split(' ');
            var ticks = fields[11..13].Sum(text => long.Parse(text, CultureInfo.InvariantCulture));
            return TimeSpan.FromSeconds(ticks / TicksPerSecond);
        }
    }

    private double Status(string key)
    {
        var line = File.ReadLines($"/proc/{process}/status").First(text => text.StartsWith(key, StringComparison.Ordinal));
        return double.Parse(line[key.Length..].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture) / 1024;
    }
}
