using Akka.Scheduler.Hosting.Configuration;
using Microsoft.Extensions.Logging;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.UnitTests.Hosting.Configuration;

public sealed class ConfigurationLayersTests
{
    [Fact]
    public void With_no_source_at_all_the_defaults_apply()
    {
        using var loading = new Loading();
        loading.Options().Describe().ShouldBe(new NodeOptions().Describe());
    }

    [Fact]
    public void A_higher_layer_wins_over_a_lower_one()
    {
        using var loading = new Loading().File("scheduler.store { writers = 5, max-batch = 50, commit-timeout = 1s }");
        loading.Environment("SCHEDULER__STORE__MAX_BATCH", "60").Environment("SCHEDULER__STORE__COMMIT_TIMEOUT", "2s");
        loading.Set("scheduler.store.commit-timeout=3s");
        var store = loading.Options().Store;
        store.Writers.ShouldBe(5);
        store.MaxBatch.ShouldBe(60);
        store.CommitTimeout.ShouldBe(TimeSpan.FromSeconds(3));
    }

    [Fact]
    public void The_file_given_by_config_replaces_the_default_file()
    {
        using var loading = new Loading().File("scheduler.store.writers = 5");
        loading.File("scheduler.log.level = debug", "other.conf").Config("other.conf");
        var options = loading.Options();
        options.Store.Writers.ShouldBe(4);
        options.Logging.Level.ShouldBe(LogLevel.Debug);
    }

    [Fact]
    public void A_missing_file_given_by_config_is_a_problem()
    {
        using var loading = new Loading().Config("no.conf");
        loading.Problems().ShouldHaveSingleItem().ToString().ShouldBe(
            "--config: the file no.conf does not exist. Give the name of a HOCON file.");
    }

    [Fact]
    public void Environment_names_are_read_in_any_case_and_empty_ones_count_as_absent()
    {
        using var loading = new Loading().Environment("scheduler__Executors__Http__Max_Connections_Per_Host", "9")
            .Environment("SCHEDULER__NODE__ROLES", "worker, gateway")
            .Environment("SCHEDULER__CLUSTER__SECRET", "")
            .Environment("SCHEDULER_SERVICE_HOST", "10.0.0.1");
        var options = loading.Options();
        options.Executors.Http.MaxConnectionsPerHost.ShouldBe(9);
        options.Node.Roles.ShouldBe(NodeRoles.Worker | NodeRoles.Gateway);
        options.Cluster.Secret.ShouldBeNull();
    }

    [Theory]
    [InlineData("scheduler.node.roles=[worker]", NodeRoles.Worker)]
    [InlineData("scheduler.node.roles=worker,gateway", NodeRoles.Worker | NodeRoles.Gateway)]
    [InlineData("scheduler.node.roles=[\"scheduler\", gateway]", NodeRoles.Scheduler | NodeRoles.Gateway)]
    public void A_list_is_set_with_or_without_brackets(string assignment, NodeRoles roles)
    {
        using var loading = Loading.Of(assignment);
        loading.Options().Node.Roles.ShouldBe(roles);
    }

    [Fact]
    public void Set_values_need_no_quotes_for_addresses_and_passwords()
    {
        using var loading = Loading.Of(
            "scheduler.http.bind=127.0.0.1:0",
            "scheduler.cluster.secret=a#b//c=d{",
            "scheduler.node.id=\"n-1\"",
            "scheduler.worker.labels={zone=a}");
        var options = loading.Options();
        options.Http.Bind.ShouldBe(new BindAddress("127.0.0.1", 0));
        options.Cluster.Secret!.Reveal().ShouldBe("a#b//c=d{");
        options.Node.Id.ShouldBe("n-1");
        options.Worker.Labels.ShouldBe(new Dictionary<string, string> { ["zone"] = "a" });
    }

    [Fact]
    public void Null_takes_a_key_back_to_its_default()
    {
        using var loading = new Loading().File("scheduler { store.writers = 9, cluster.advertise = \"a:1\" }");
        loading.Set("scheduler.store.writers=null").Environment("SCHEDULER__CLUSTER__ADVERTISE", "null");
        var options = loading.Options();
        options.Store.Writers.ShouldBe(4);
        options.Cluster.Advertise.ShouldBeNull();
    }

    [Fact]
    public void A_file_may_use_variables_of_its_own_and_values_of_other_layers()
    {
        using var loading = new Loading().File("base = /var/lib\nscheduler.store.directory = ${base}\"/\"${scheduler.node.id}");
        loading.Set("scheduler.node.id=n7");
        loading.Options().Store.Directory.ShouldBe("/var/lib/n7");
    }

    [Fact]
    public void Infinite_is_null_where_a_key_allows_it()
    {
        using var loading = Loading.Of("scheduler.retention.finished=infinite");
        loading.Options().Retention.Finished.ShouldBeNull();
        using var refused = Loading.Of("scheduler.retention.interval=infinite");
        refused.Problems().ShouldHaveSingleItem().Key.ShouldBe("scheduler.retention.interval");
    }

    [Fact]
    public void The_printed_configuration_reads_back_as_itself_and_names_sources()
    {
        using var loading = new Loading()
            .File("scheduler.worker.labels { zone = \"a b\", \"x.y\" = 1 }\nscheduler.retention.logs = infinite");
        loading.Set("scheduler.http.bind=[::1]:80");
        var printed = loading.Load().ShouldBeOfType<ConfigurationResult.Valid>().Describe();
        printed.ShouldContain("scheduler.http.bind = \"[::1]:80\"  # --set scheduler.http.bind\n");
        printed.ShouldContain("# scheduler.conf:1:49\n");
        using var again = new Loading().File(printed);
        again.Options().Describe().ShouldBe(loading.Options().Describe());
    }
}
