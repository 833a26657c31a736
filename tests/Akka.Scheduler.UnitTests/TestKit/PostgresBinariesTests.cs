using Akka.Scheduler.TestKit.PostgreSql;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.UnitTests.TestKit;

public sealed class PostgresBinariesTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("postgres-binaries-tests-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void The_newest_installed_version_is_taken()
    {
        Install("9");
        var newest = Install("17");
        Install("15");

        PostgresBinaries.Locate(chosen: null, _root, path: "").ShouldBe(newest);
    }

    [Fact]
    public void The_path_is_searched_after_the_installed_versions()
    {
        var onPath = Install("elsewhere");

        PostgresBinaries.Locate(chosen: null, Path.Combine(_root, "nothing"), $"/nowhere:{onPath}").ShouldBe(onPath);
    }

    [Fact]
    public void A_chosen_folder_wins()
    {
        Install("17");
        var chosen = Install("chosen");

        PostgresBinaries.Locate(chosen, _root, path: "").ShouldBe(chosen);
    }

    [Fact]
    public void A_chosen_folder_without_a_server_is_an_error()
        => Should.Throw<InvalidOperationException>(() => PostgresBinaries.Locate(_root, _root, path: ""))
            .Message.ShouldContain(PostgresBinaries.Variable);

    [Fact]
    public void Without_a_server_the_message_names_the_package()
        => Should.Throw<InvalidOperationException>(() => PostgresBinaries.Locate(chosen: null, _root, path: ""))
            .Message.ShouldContain("apt-get install postgresql");

    private string Install(string version)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_root, version, "bin")).FullName;
        foreach (var program in new[] { "initdb", "postgres", "pg_ctl" }) File.WriteAllText(Path.Combine(folder, program), "");
        return folder;
    }
}
