using System.CommandLine;
using System.CommandLine.Parsing;
using Akka.Scheduler.Cli.Output;

namespace Akka.Scheduler.Cli.Options;

/// <summary>The options that every command takes: which node, with which token, and how to write the answer.</summary>
internal sealed class GlobalOptions
{
    public const string ServerVariable = "SCHEDCTL_SERVER";
    public const string TokenVariable = "SCHEDCTL_TOKEN";
    private const string DefaultServer = "http://127.0.0.1:8080";

    public Option<OutputFormat> Format { get; } = new("--output", "-o")
    {
        Description = "How to write the answer: table, json (one document) or jsonl (one line for each item). Default table.",
        Recursive = true,
        HelpName = "table|json|jsonl",
        CustomParser = ReadFormat,
    };

    public Option<string?> Server { get; } = new("--server")
    {
        Description = $"The node's address. Default: ${ServerVariable}, or {DefaultServer}.",
        Recursive = true,
        HelpName = "URL",
    };

    public Option<string?> Token { get; } = new("--token")
    {
        Description = $"The bearer token. Default: ${TokenVariable}.",
        Recursive = true,
        HelpName = "TOKEN",
    };

    public void AddTo(Command root)
    {
        Format.CompletionSources.Add("table", "json", "jsonl");
        root.Options.Add(Format);
        root.Options.Add(Server);
        root.Options.Add(Token);
    }

    /// <summary>The node's address, from the option, the environment, or the default.</summary>
    /// <exception cref="UsageException">It is no address.</exception>
    public Uri ServerOf(ParseResult parsed, Func<string, string?> variable)
    {
        var text = parsed.GetValue(Server) ?? variable(ServerVariable) ?? DefaultServer;
        var address = text.Contains("://", StringComparison.Ordinal) ? text : "http://" + text;
        return Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && uri.Host.Length > 0
            ? uri
            : throw new UsageException($"'{text}' is not a node's address: give http://HOST:PORT with --server or {ServerVariable}.");
    }

    private static OutputFormat ReadFormat(ArgumentResult result)
    {
        switch (result.Tokens[0].Value)
        {
            case "table": return OutputFormat.Table;
            case "json": return OutputFormat.Json;
            case "jsonl": return OutputFormat.JsonLines;
            default:
                result.AddError($"'{result.Tokens[0].Value}' is not an output format: use table, json or jsonl.");
                return OutputFormat.Table;
        }
    }
}
