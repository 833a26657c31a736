using System.Data.Common;

namespace Akka.Scheduler.Hosting.Configuration.Keys;

/// <summary>Shows of a connection string what tells one database from another, and nothing that opens it.</summary>
internal static class ConnectionText
{
    private static readonly string[] Shown = ["host", "server", "port", "database", "username", "user id", "user"];

    public static string Redact(string connectionString)
    {
        try
        {
            var parts = new DbConnectionStringBuilder { ConnectionString = connectionString };
            var kept = parts.Keys.Cast<string>()
                .Select(key => $"{key}={(Shown.Contains(key, StringComparer.OrdinalIgnoreCase) ? parts[key] : Secret.Redacted)}");
            return string.Join(';', kept);
        }
        catch (ArgumentException)
        {
            // Not keys and values: a URI, say. Any part of it may be the password.
            return Secret.Redacted;
        }
    }
}
