using Akka.Scheduler.Cli;
using Akka.Scheduler.Cli.Commands.Dev;
using Akka.Scheduler.Cli.Commands.Dev.Database;
using Akka.Scheduler.UnitTests.Client;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.UnitTests.Cli;

public sealed class DevPlanTests : IDisposable
{
    private static readonly string[] Programs = ["initdb", "postgres", "pg_ctl"];

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("schedctl-plan-");

    public void Dispose() => _directory.Delete(recursive: true);

    [Theory]
    [InlineData(1, null, false)]
    [InlineData(1, "sqlite", false)]
    [InlineData(1, "postgresql", true)]
    [InlineData(3, null, true)]
    [InlineData(3, "postgresql", true)]
    public void One_node_keeps_its_embedded_store_and_several_share_a_server(int nodes, string? store, bool postgresql) =>
        DevPlan.Of(nodes, store).OnPostgreSql.ShouldBe(postgresql);

    [Theory]
    [InlineData(0, null, "1 to 16")]
    [InlineData(17, null, "1 to 16")]
    [InlineData(2, "sqlite", "--store postgresql")]
    [InlineData(1, "oracle", "sqlite or postgresql")]
    public void What_cannot_be_is_refused_with_the_remedy(int nodes, string? store, string remedy) =>
        Should.Throw<UsageException>(() => DevPlan.Of(nodes, store)).Message.ShouldContain(remedy);

    [Fact]
    public async Task Options_of_a_cluster_are_refused_for_a_single_node_instead_of_being_ignored()
    {
        using var node = new ScriptedNode();
        var variables = new Dictionary<string, string> { [NodeLocation.Variable] = _directory.FullName };
        var run = await CliRun.With(node, string.Empty, variables, ["dev", "--restart"]);
        run.Code.ShouldBe(ExitCode.Usage);
        run.Error.ShouldContain("add --nodes N");
    }

    [Fact]
    public async Task No_server_anywhere_says_what_to_install()
    {
        // Only where there is none can the search fail: the path is empty, and Debian's folder is given.
        DatabasePrograms.Locate(string.Empty, _directory.FullName).ShouldBeNull();
        (await Should.ThrowAsync<UsageException>(() => DatabaseInstall.RunAsync(isRoot: false, CancellationToken.None))).Message
            .ShouldContain("sudo apt-get install postgresql");
    }

    [Fact]
    public void A_server_on_the_path_comes_before_Debians_of_which_the_newest_is_taken()
    {
        Directory.CreateDirectory(Path.Combine(_directory.FullName, "debian", "16", "bin"));
        var nine = Install("debian", "9", "bin");
        DatabasePrograms.Locate(string.Empty, Path.Combine(_directory.FullName, "debian")).ShouldBe(nine);
        var fifteen = Install("debian", "15", "bin");
        DatabasePrograms.Locate("/does/not/exist", Path.Combine(_directory.FullName, "debian")).ShouldBe(fifteen);
        var chosen = Install("chosen");
        DatabasePrograms.Locate($"/does/not/exist:{chosen}", Path.Combine(_directory.FullName, "debian")).ShouldBe(chosen);
    }

    private string Install(params string[] folders)
    {
        var folder = Directory.CreateDirectory(Path.Combine([_directory.FullName, .. folders])).FullName;
        foreach (var program in Programs) File.WriteAllText(Path.Combine(folder, program), string.Empty);
        return folder;
    }
}
