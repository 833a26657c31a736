using System.Text;
using Akka.Scheduler.Hosting.Configuration.Keys;

namespace Akka.Scheduler.Hosting.Configuration;

/// <summary>What reading the configuration came to: options, or everything that is wrong.</summary>
public abstract record ConfigurationResult
{
    private ConfigurationResult()
    {
    }

    /// <summary>The configuration is good.</summary>
    /// <param name="Options">What it says.</param>
    /// <param name="Sources">Where each key was set that is not at its default, by full key.</param>
    public sealed record Valid(NodeOptions Options, IReadOnlyDictionary<string, string> Sources) : ConfigurationResult
    {
        /// <summary>Every key with its value and where it was set, one HOCON line each, secrets redacted.</summary>
        public string Describe()
        {
            var text = new StringBuilder();
            foreach (var (key, value) in OptionTable.Sections.SelectMany(section => section.Describe(Options)))
            {
                text.Append(key).Append(" = ").Append(value);
                if (Sources.TryGetValue(key, out var source))
                    text.Append("  # ").Append(source);
                text.Append('\n');
            }

            return text.ToString();
        }
    }

    /// <summary>The configuration is not usable.</summary>
    /// <param name="Problems">All that is wrong, at least one problem.</param>
    public sealed record Invalid(IReadOnlyList<ConfigurationProblem> Problems) : ConfigurationResult
    {
        /// <summary>One line per problem.</summary>
        public string Describe() => string.Join('\n', Problems);
    }
}
