using System.Globalization;
using System.Text;

namespace Akka.Scheduler.Storage.PostgreSql;

/// <summary>The schema for people: one script that an administrator may read and run where the scheduler itself may not create tables.</summary>
public static class PostgreSqlMigrations
{
    /// <summary>The newest version of the schema that this program knows, from 1.</summary>
    public static int Version => Migrations.All.Count;

    /// <summary>All migrations as one SQL script in one transaction, for an empty schema.</summary>
    /// <param name="schema">The schema's name, as in <see cref="PostgreSqlStoreOptions.Schema"/>.</param>
    /// <exception cref="ArgumentException">The name is not a valid one.</exception>
    public static string Script(string schema = "scheduler")
    {
        var problems = new PostgreSqlStoreOptions { ConnectionString = "-", Schema = schema }.Problems();
        if (problems.Count > 0) throw new ArgumentException(problems[0], nameof(schema));
        var script = new StringBuilder("BEGIN;\n").Append(Migrations.Bookkeeping).Append('\n');
        foreach (var (number, name, text) in Migrations.All)
        {
            script.Append(CultureInfo.InvariantCulture, $"\n-- Migration {number}: {name}\n\n").Append(text);
            script.Append(CultureInfo.InvariantCulture, $"\nINSERT INTO {{schema}}.schema_migration (number, name) VALUES ({number}, '{name}');\n");
        }

        return SqlText.Fill(script.Append("COMMIT;\n").ToString(), schema);
    }
}
