namespace Akka.Scheduler.Hosting.Configuration.CommandLine;

/// <summary>Reads the node's arguments.</summary>
public static class NodeCommandLine
{
    /// <summary>The exit code of bad usage and of a bad configuration.</summary>
    public const int UsageExitCode = 2;

    /// <summary>What <c>--help</c> prints.</summary>
    public const string HelpText =
        """
        Starts a scheduler node.

        Usage: Akka.Scheduler.Node [--config FILE] [--set key=value ...]
                                   [--print-config | --print-migrations | --health[=live] | --help | --version]

          --config FILE        read this HOCON file (default: scheduler.conf in the working directory, if it exists)
          --set key=value ...  set keys, over everything else: --set scheduler.http.bind=127.0.0.1:0 scheduler.node.roles=worker,gateway
          --print-config       print the effective configuration with the source of each value, secrets redacted, and exit
          --print-migrations   print the SQL that brings the configured store up to date, and exit
          --health             ask the node that runs here with this configuration whether it serves, and exit; for container engines
          --health=live        ask only whether it lives
          --help               print this and exit
          --version            print the version and exit

        Layers, lowest first: built-in defaults (reference.conf), file, environment variables, --set.
        SCHEDULER__STORE__CONNECTION_STRING in the environment is the key scheduler.store.connection-string.

        Exit codes: 0 stopped in order (or healthy), 1 failed (or not healthy), 2 bad usage or bad configuration.
        """;

    private const string Hint = "Try --help.";

    private static readonly string[] Switches = ["--print-config", "--print-migrations", "--health", "--health=live", "--help", "-h", "--version"];

    /// <summary>Reads the arguments. <c>--config FILE</c> and <c>--set key=value</c> may also be joined by <c>=</c>.</summary>
    /// <param name="arguments">The arguments, without the program's name.</param>
    /// <returns>What they ask for, or what is wrong with them.</returns>
    public static NodeCommand Parse(IReadOnlyList<string> arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        string? file = null;
        string? asked = null;
        var overrides = new List<string>();
        var rest = new Queue<string>(arguments);
        while (rest.TryDequeue(out var argument))
        {
            var name = NameOf(argument);
            if (Switches.Contains(argument))
            {
                if (asked is not null && asked != argument)
                    return new NodeCommand.Invalid($"{asked} and {argument} cannot be given together. {Hint}");
                asked = argument;
            }
            else if (name == "--config")
            {
                if (file is not null)
                    return new NodeCommand.Invalid($"--config is given twice; a file can include another one. {Hint}");
                if (!TakeValue(argument, rest, out file))
                    return new NodeCommand.Invalid($"--config needs the name of a file. {Hint}");
            }
            else if (name == "--set")
            {
                if (!TakeValue(argument, rest, out var assignment) || !IsAssignment(assignment))
                    return new NodeCommand.Invalid($"--set needs key=value, such as --set scheduler.http.bind=127.0.0.1:0. {Hint}");
                overrides.Add(assignment);
                while (rest.TryPeek(out var next) && IsAssignment(next))
                    overrides.Add(rest.Dequeue());
            }
            else
            {
                return new NodeCommand.Invalid(Unknown(name, arguments.Count - rest.Count));
            }
        }

        return Command(asked, file, overrides);
    }

    private static NodeCommand Command(string? asked, string? file, List<string> overrides) => asked switch
    {
        "--help" or "-h" => new NodeCommand.Help(),
        "--version" => new NodeCommand.Version(),
        "--print-config" => new NodeCommand.PrintConfig(ConfigurationSources.OfProcess(file, overrides)),
        "--health" => new NodeCommand.Health(ConfigurationSources.OfProcess(file, overrides), "/health/ready"),
        "--health=live" => new NodeCommand.Health(ConfigurationSources.OfProcess(file, overrides), "/health/live"),
        "--print-migrations" => new NodeCommand.PrintMigrations(ConfigurationSources.OfProcess(file, overrides)),
        _ => new NodeCommand.Run(ConfigurationSources.OfProcess(file, overrides)),
    };

    private static string NameOf(string argument)
    {
        var equals = argument.IndexOf('=', StringComparison.Ordinal);
        return equals < 0 ? argument : argument[..equals];
    }

    private static bool TakeValue(string argument, Queue<string> rest, out string value)
    {
        var equals = argument.IndexOf('=', StringComparison.Ordinal);
        value = equals >= 0 ? argument[(equals + 1)..] : rest.TryPeek(out var next) && !IsOption(next) ? rest.Dequeue() : "";
        return value.Length > 0;
    }

    private static bool IsOption(string argument) => argument.StartsWith("--", StringComparison.Ordinal);

    private static bool IsAssignment(string argument) => !IsOption(argument) && argument.IndexOf('=', StringComparison.Ordinal) > 0;

    private static string Unknown(string name, int position)
    {
        if (!IsOption(name))
            return $"argument {position} is no option; a key is set by --set key=value. {Hint}";
        string[] known = ["--config", "--set", .. Switches];
        var nearest = known.MinBy(candidate => Spelling.Distance(name, candidate))!;
        return Spelling.Distance(name, nearest) <= 2
            ? $"unknown option {name}; did you mean {nearest}?"
            : $"unknown option {name}. {Hint}";
    }
}
