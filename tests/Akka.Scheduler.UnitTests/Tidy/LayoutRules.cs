using System.Text.RegularExpressions;

namespace Akka.Scheduler.UnitTests.Tidy;

/// <summary>Rules on projects, files and names.</summary>
internal static partial class LayoutRules
{
    private static readonly HashSet<string> VagueWords =
        ["Util", "Utils", "Utility", "Utilities", "Common", "Helper", "Helpers", "Manager", "Managers", "Misc"];

    /// <summary>Project references that the layout does not have, and the ones of the layout that are missing.</summary>
    public static IEnumerable<string> References(IEnumerable<RepositoryFile> files)
    {
        foreach (var project in files.Where(f => f.Path.EndsWith(".csproj", StringComparison.Ordinal)))
        {
            var name = ShortName(project.Path);
            var actual = ProjectReference().Matches(project.Text).Select(m => ShortName(m.Groups["path"].Value)).Order().ToArray();
            if (ProjectLayout.References.TryGetValue(name, out var wanted) && project.IsIn("src"))
            {
                if (!actual.SequenceEqual(wanted))
                    yield return project.Offence(0, $"refers to [{string.Join(", ", actual)}], the layout says [{string.Join(", ", wanted)}]");
            }
            else if (!(project.IsIn("tests") && ProjectLayout.TestProjects.Contains(name)))
            {
                yield return project.Offence(0, "is not in the layout");
            }
        }
    }

    /// <summary>Steps of a store's schema whose number another one has, or that leave one out: no node would start.</summary>
    public static IEnumerable<string> Migrations(IEnumerable<RepositoryFile> files)
    {
        foreach (var store in files.Where(f => f.IsIn("src") && f.Path.Contains("/Migrations/", StringComparison.Ordinal)).GroupBy(f => Path.GetDirectoryName(f.Path)))
        {
            foreach (var (index, step) in store.OrderBy(f => f.Path, StringComparer.Ordinal).Index())
            {
                var wanted = (index + 1).ToString("D4", System.Globalization.CultureInfo.InvariantCulture) + "_";
                if (!step.Name.StartsWith(wanted, StringComparison.Ordinal)) yield return step.Offence(0, $"should begin with {wanted}");
            }
        }
    }

    /// <summary>Folders and files, and types in C#, that are named for nothing.</summary>
    public static IEnumerable<string> VagueNames(IEnumerable<RepositoryFile> files)
    {
        foreach (var file in files.Where(f => f.IsIn("src", "tests")))
        {
            foreach (var part in file.Path.Split('/').Where(IsVague)) yield return file.Offence(0, $"'{part}' names nothing");
            if (!file.IsCSharp) continue;
            foreach (var (type, member) in Types(file))
                if (IsVague(type))
                    yield return file.Offence(member.Offset, $"'{type}' names nothing");
        }
    }

    /// <summary>
    /// Files that are not named for what they hold: a file with one top-level type has its name or words of it, and a file with several
    /// has the name of one of them or one of its own, which is no other file's type.
    /// </summary>
    public static IEnumerable<string> Misnamed(IReadOnlyCollection<RepositoryFile> files)
    {
        var declared = files.ToDictionary(f => f, f => Types(f).Where(t => t.Member.Depth == 0).Select(t => t.Name).Distinct().ToArray());
        var homes = declared.Values.SelectMany(types => types).ToHashSet();
        foreach (var (file, types) in declared)
        {
            // X.Log.cs and the like hold a part of X, and X{T}.cs the X with a type parameter.
            var name = file.Name.Split('.', '{')[0];
            if (types.Length == 0 || types.Contains(name)) continue;
            if (types.Length == 1 && !HoldsWords(types[0], name)) yield return file.Offence(0, $"holds only {types[0]}");
            if (types.Length > 1 && homes.Contains(name)) yield return file.Offence(0, $"holds {string.Join(", ", types)}, and {name} is elsewhere");
        }
    }

    private static IEnumerable<(string Name, CSharpMember Member)> Types(RepositoryFile file)
        => from member in CSharpMembers.In(file.CSharp.Code)
           where member.Kind == CSharpMemberKind.Type
           let name = TypeName().Match(member.Header)
           where name.Success
           select (name.Groups["name"].Value, member);

    private static bool HoldsWords(string type, string name)
        => $".{string.Join('.', Words(type))}.".Contains($".{string.Join('.', Words(name))}.", StringComparison.Ordinal);

    private static string[] Words(string name) => [.. Word().Matches(name).Select(w => w.Value)];

    private static bool IsVague(string name) => Words(name).Any(VagueWords.Contains);

    private static string ShortName(string path)
        => Path.GetFileNameWithoutExtension(path.Replace('\\', '/')).Replace(ProjectLayout.Prefix, "", StringComparison.Ordinal);

    [GeneratedRegex(@"<ProjectReference\s+Include=""(?<path>[^""]+)""")]
    private static partial Regex ProjectReference();

    [GeneratedRegex(@"\b(?:class|interface|enum|record\s+struct|record\s+class|record|struct)\s+(?<name>\w+)")]
    private static partial Regex TypeName();

    [GeneratedRegex("[A-Z][a-z]*|^[a-z]+")]
    private static partial Regex Word();
}
