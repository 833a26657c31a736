using System.Globalization;

namespace Akka.Scheduler.Storage.Sqlite;

/// <summary>Brings the file's schema up to date: numbered scripts, only ever forward, each in a transaction with the number that it leads to.</summary>
internal static class SqliteMigrations
{
    private const string Folder = "Migrations/Sqlite/";

    /// <summary>All scripts in order, as one text for people.</summary>
    public static string Script() => string.Concat(All().Select(each =>
        $"-- {each.Name}\nBEGIN IMMEDIATE;\n{each.Text.TrimEnd()}\nPRAGMA user_version = {each.Version};\nCOMMIT;\n\n"));

    /// <exception cref="StoreOpenException">A newer program has made the file.</exception>
    public static void Apply(Session session, string file)
    {
        var all = All();
        var version = session.Pragma("user_version");
        if (version > all[^1].Version)
        {
            throw new StoreOpenException(string.Create(
                CultureInfo.InvariantCulture,
                $"the store '{file}' has schema version {version}, and this program knows {all[^1].Version}: run the program that made it, or a newer one"));
        }

        foreach (var each in all)
        {
            if (each.Version <= version) continue;
            session.Execute(string.Create(
                CultureInfo.InvariantCulture, $"BEGIN IMMEDIATE;\n{each.Text}\n;PRAGMA user_version = {each.Version};\nCOMMIT"));
        }
    }

    private static List<Migration> All() =>
        [.. typeof(SqliteMigrations).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Folder, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name => new Migration(
                name[Folder.Length..],
                int.Parse(name.AsSpan(Folder.Length, 4), NumberStyles.None, CultureInfo.InvariantCulture),
                SqliteSql.Embedded(name)))];

    private sealed record Migration(string Name, int Version, string Text);
}
