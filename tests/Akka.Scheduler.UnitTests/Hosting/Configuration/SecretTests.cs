using Akka.Scheduler.Hosting.Configuration;
using Akka.Scheduler.Hosting.Configuration.CommandLine;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.UnitTests.Hosting.Configuration;

public sealed class SecretTests
{
    private const string Canary = "hunter2";

    [Fact]
    public void A_good_configuration_prints_no_secret()
    {
        using var loading = Loading.Of(
            $"scheduler.store.connection-string=Host=db;Port=5433;Username=me;Password={Canary};Application Name={Canary}",
            "scheduler.store.provider=postgresql",
            $"scheduler.cluster.secret={Canary}",
            "scheduler.auth.enabled=true",
            $"scheduler.auth.tokens=[{{name=ci,token-hash={Loading.TokenHash},role=admin}}]");
        var valid = loading.Load().ShouldBeOfType<ConfigurationResult.Valid>();
        string[] all = [valid.Describe(), valid.ToString(), valid.Options.ToString(), valid.Options.Auth.Tokens[0].ToString()];
        foreach (var printed in all)
        {
            printed.ShouldNotContain(Canary);
            printed.ShouldNotContain(Loading.TokenHash);
        }

        valid.Describe().ShouldContain("host=db;port=5433;username=me;password=***", Case.Insensitive);
        valid.Options.Store.ConnectionString!.Reveal().ShouldContain(Canary);
    }

    [Theory]
    [InlineData("scheduler.store.connection-string=[" + Canary + "]")]
    [InlineData("scheduler.store.connection-string={a=" + Canary + "}")]
    [InlineData("scheduler.store.connection-string=[" + Canary)]
    [InlineData("scheduler.store.connectionstring=Password=" + Canary)]
    [InlineData("scheduler.store.provider=Host=x;Password=" + Canary)]
    [InlineData("scheduler.auth.tokens=" + Canary)]
    [InlineData("scheduler.auth.tokens=[" + Canary + "]")]
    [InlineData("scheduler.auth.tokens=[{name=a,token-hash=" + Canary + ",role=read}]")]
    [InlineData(Canary)]
    public void A_bad_configuration_prints_no_secret(string assignment)
    {
        using var loading = Loading.Of(assignment);
        loading.Load().ShouldBeOfType<ConfigurationResult.Invalid>().Describe().ShouldNotContain(Canary);
        using var file = new Loading().File(assignment.Replace("=", " = ", StringComparison.Ordinal) + " = ]");
        file.Load().ShouldBeOfType<ConfigurationResult.Invalid>().Describe().ShouldNotContain(" " + Canary);
    }

    [Fact]
    public void A_connection_string_that_is_not_keys_and_values_is_hidden_whole()
    {
        using var loading = Loading.Of(
            $"scheduler.store.connection-string=postgres://me:{Canary}@db/x", "scheduler.store.provider=postgresql");
        loading.Options().Describe().ShouldContain("scheduler.store.connection-string = \"***\"");
    }

    [Theory]
    [InlineData("--set", Canary)]
    [InlineData("--st=a=" + Canary)]
    [InlineData("a=" + Canary)]
    public void A_bad_command_line_prints_no_value(params string[] arguments) =>
        NodeCommandLine.Parse(arguments).ShouldBeOfType<NodeCommand.Invalid>().Message.ShouldNotContain(Canary);
}
