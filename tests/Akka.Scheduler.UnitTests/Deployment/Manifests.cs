namespace Akka.Scheduler.UnitTests.Deployment;

/// <summary>What one folder of Kubernetes files holds, with that of the folders that it builds on.</summary>
internal sealed class Manifests
{
    public const string Top = "docker/kubernetes";

    private Manifests(string folder)
    {
        Folder = folder;
        Kustomization = Yaml.Load($"{folder}/kustomization.yaml").Single();
        Below = [.. Names("resources").Where(name => !IsFile(name)).Select(name => Of(Relative(name)))];
        Own = [.. Names("resources").Where(IsFile).SelectMany(name => Yaml.Load($"{folder}/{name}"))];
        Patches = [.. Kustomization["patches"].Items.SelectMany(patch => Yaml.Load($"{folder}/{patch["path"].Text}"))];
    }

    public string Folder { get; }

    public Yaml Kustomization { get; }

    public IReadOnlyList<Manifests> Below { get; }

    public IReadOnlyList<Yaml> Own { get; }

    public IReadOnlyList<Yaml> Patches { get; }

    public IEnumerable<Yaml> Resources => Own.Concat(Below.SelectMany(below => below.Resources));

    /// <summary>The pods' template of everything that makes pods, under the maker's name.</summary>
    public IEnumerable<(Yaml Maker, Yaml Pod)> Pods =>
        Resources.Where(r => r["spec.template"].Exists).Select(r => (r, r["spec.template"]));

    public IEnumerable<Yaml> Containers => Pods.SelectMany(p => p.Pod["spec.containers"].Items);

    public static Manifests Of(string folder) => new(folder);

    /// <summary>The files of a generated config map here, or in what this builds on.</summary>
    public IReadOnlyList<string> FilesOf(string configMap) =>
        Kustomization["configMapGenerator"].Items.Where(map => map["name"].Text == configMap)
            .Select(map => map["files"].Items.Select(file => $"{Folder}/{file.Text}").ToList()).FirstOrDefault()
        ?? [.. Below.SelectMany(below => below.FilesOf(configMap))];

    /// <summary>The content of the secrets: those generated here, and the example of the one that is made by hand.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Secrets()
    {
        var secrets = new Dictionary<string, IReadOnlyDictionary<string, string>>(StringComparer.Ordinal);
        foreach (var example in Yaml.Load($"{Top}/secret.example.yaml")) secrets[NameOf(example)] = example["stringData"].Texts;
        foreach (var made in Kustomization["secretGenerator"].Items)
            secrets[made["name"].Text] = made["literals"].Items.Select(l => l.Text.Split('=', 2)).ToDictionary(l => l[0], l => l[1], StringComparer.Ordinal);
        return secrets;
    }

    /// <summary>Files that a kustomization here reads.</summary>
    public IEnumerable<string> FilesRead() => Names("resources").Where(IsFile)
        .Concat(Kustomization["patches"].Items.Select(patch => patch["path"].Text))
        .Concat(Kustomization["configMapGenerator"].Items.SelectMany(map => map["files"].Items.Select(file => file.Text)));

    public static string NameOf(Yaml resource) => resource["metadata.name"].Text;

    /// <summary>Whether a selector matches a pod.</summary>
    public static bool Selects(Yaml labels, Yaml pod)
    {
        var has = pod["metadata.labels"].Texts;
        return labels.Texts.All(wanted => has.TryGetValue(wanted.Key, out var value) && value == wanted.Value);
    }

    private static bool IsFile(string name) => name.EndsWith(".yaml", StringComparison.Ordinal);

    private IEnumerable<string> Names(string field) => Kustomization[field].Items.Select(item => item.Text);

    private string Relative(string name)
    {
        var parts = new List<string>(Folder.Split('/'));
        foreach (var part in name.Split('/'))
        {
            if (part == "..") parts.RemoveAt(parts.Count - 1);
            else parts.Add(part);
        }

        return string.Join('/', parts);
    }
}
