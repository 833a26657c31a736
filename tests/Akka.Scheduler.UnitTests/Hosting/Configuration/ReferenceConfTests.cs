using System.Runtime.CompilerServices;
using Akka.Scheduler.Hosting.Configuration;
using Akka.Scheduler.Hosting.Configuration.Hocon;
using Akka.Scheduler.Hosting.Configuration.Keys;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.UnitTests.Hosting.Configuration;

public sealed class ReferenceConfTests
{
    private static readonly HoconObject Reference =
        HoconParser.ParseDocument("reference.conf", ConfigurationLayers.ReferenceText, HoconPath.Empty);

    public static TheoryData<string> Keys => [.. OptionTable.Keys];

    [Theory]
    [MemberData(nameof(Keys))]
    public void Every_key_stands_in_reference_conf_with_the_default_of_the_code(string key)
    {
        HoconValue? value = Reference;
        foreach (var name in key.Split('.'))
        {
            value.ShouldBeOfType<HoconObject>().TryGet(name, out var inner).ShouldBeTrue($"{key} is missing");
            value = inner;
        }

        var defaults = new NodeOptions();
        var section = OptionTable.Sections.Single(candidate => candidate.Keys.Contains(key));
        var inCode = section.Describe(defaults).Single(pair => pair.Key == key).Value;
        if (value is HoconNull)
        {
            // Either absent in code too, or what depends on the machine.
            if (key != "scheduler.node.id")
                inCode.ShouldBe("null");
            return;
        }

        var report = new ConfigurationReport();
        var only = new HoconObject(HoconOrigin.Of("test"));
        only.Add(new HoconPath(key.Split('.')), value!);
        var read = section.Read(defaults, only, report);
        report.Problems.ShouldBeEmpty();
        section.Describe(read).Single(pair => pair.Key == key).Value.ShouldBe(inCode);
    }

    [Fact]
    public void Reference_conf_has_no_key_that_the_code_does_not_read()
    {
        var report = new ConfigurationReport();
        UnknownKeys.Check(HoconResolver.Resolve(Reference, _ => null), report);
        report.Problems.ShouldBeEmpty();
    }

    [Fact]
    public void Every_key_of_reference_conf_follows_a_comment_unless_it_is_a_plain_switch()
    {
        var lines = ConfigurationLayers.ReferenceText.Split('\n').Select(line => line.Trim()).ToList();
        var bare = lines.Where((line, index) => line.Contains(" = ") && !line.StartsWith('#') && !lines[index - 1].StartsWith('#'));
        bare.ShouldAllBe(line => line == "enabled = true");
    }

    [Fact]
    public void Dev_conf_is_good_and_opens_the_shell_on_loopback_only()
    {
        using var loading = new Loading().Config(Path.Combine(HoconDirectory(), "dev.conf"));
        var options = loading.Options();
        options.Executors.Shell.Enabled.ShouldBeTrue();
        options.Http.Bind.IsLoopback.ShouldBeTrue();
        options.Store.Provider.ShouldBe(StoreProvider.Sqlite);
    }

    [Fact]
    public void Production_example_is_good_once_its_secrets_are_in_the_environment()
    {
        using var loading = new Loading().Config(Path.Combine(HoconDirectory(), "production-example.conf"))
            .Environment("DB_PASSWORD", "pw")
            .Environment("SCHEDULER_API_TOKEN_HASH", Loading.TokenHash)
            .Environment("SCHEDULER__CLUSTER__SECRET", "s")
            .Environment("SCHEDULER__CLUSTER__ADVERTISE", "node-1:7400");
        var options = loading.Options();
        options.Store.Provider.ShouldBe(StoreProvider.PostgreSql);
        options.Store.ConnectionString!.Reveal()
            .ShouldBe("Host=db.internal;Database=scheduler;Username=scheduler;Password=pw;SSL Mode=VerifyFull");
        options.Auth.IsConfigured.ShouldBeTrue();
    }

    private static string HoconDirectory([CallerFilePath] string here = "") =>
        Path.GetFullPath("../../../../../hocon", here);
}
