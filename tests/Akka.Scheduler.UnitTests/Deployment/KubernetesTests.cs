using Akka.Scheduler.Hosting;
using Akka.Scheduler.Hosting.Configuration;
using Akka.Scheduler.TestKit;
using Akka.Scheduler.TestKit.Images;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.UnitTests.Deployment;

public sealed class KubernetesTests
{
    public static TheoryData<string> Folders { get; } = [$"{Manifests.Top}/base", $"{Manifests.Top}/overlays/development", $"{Manifests.Top}/overlays/production"];

    [Theory]
    [MemberData(nameof(Folders))]
    public void A_folder_holds_what_its_kustomization_reads_and_nothing_else(string folder)
    {
        var read = Manifests.Of(folder).FilesRead().Append("kustomization.yaml");
        Directory.GetFiles(Path.Combine(SolutionRoot.Find(), folder)).Select(Path.GetFileName).ShouldBe(read, ignoreOrder: true);
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public void Names_are_unique_and_patches_and_replicas_meet_something(string folder)
    {
        var here = Manifests.Of(folder);
        here.Resources.Select(Identity).ShouldBeUnique();
        foreach (var patch in here.Patches)
        {
            var target = here.Resources.Single(r => Identity(r) == Identity(patch));
            var containers = target["spec.template.spec.containers"].Items.Select(c => c["name"].Text).ToList();
            foreach (var container in patch["spec.template.spec.containers"].Items) containers.ShouldContain(container["name"].Text);
        }

        foreach (var count in here.Kustomization["replicas"].Items)
            here.Pods.Select(p => Manifests.NameOf(p.Maker)).ShouldContain(count["name"].Text);
        foreach (var image in here.Kustomization["images"].Items)
            here.Containers.Select(c => c["image"].Text.Split(':')[0]).ShouldContain(image["name"].Text);
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public void Every_secret_map_account_and_volume_that_a_pod_names_exists(string folder)
    {
        var here = Manifests.Of(folder);
        var secrets = here.Secrets();
        foreach (var (_, pod) in here.Pods)
        {
            foreach (var volume in pod["spec.volumes"].Items.Where(v => v["configMap"].Exists))
                here.FilesOf(volume["configMap.name"].Text).ShouldNotBeEmpty();
            if (pod["spec.serviceAccountName"].Exists)
                here.Resources.Where(r => r["kind"].Text == "ServiceAccount").Select(Manifests.NameOf).ShouldContain(pod["spec.serviceAccountName"].Text);
        }

        foreach (var reference in here.Containers.SelectMany(c => c["env"].Items).Select(e => e["valueFrom.secretKeyRef"]).Where(r => r.Exists))
            secrets[reference["name"].Text].Keys.ShouldContain(reference["key"].Text);
        foreach (var (maker, pod) in here.Pods)
        {
            var volumes = pod["spec.volumes"].Items.Select(v => v["name"].Text)
                .Concat(maker["spec.volumeClaimTemplates"].Items.Select(Manifests.NameOf)).ToList();
            foreach (var mount in pod["spec.containers"].Items.SelectMany(c => c["volumeMounts"].Items)) volumes.ShouldContain(mount["name"].Text);
        }
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public void Services_budgets_and_policies_meet_pods_and_ports_have_their_names(string folder)
    {
        var here = Manifests.Of(folder);
        foreach (var service in here.Resources.Where(r => r["kind"].Text == "Service"))
        {
            var pods = here.Pods.Where(p => Manifests.Selects(service["spec.selector"], p.Pod)).ToList();
            pods.ShouldHaveSingleItem($"{service} selects {pods.Count} kinds of pods");
            foreach (var port in service["spec.ports"].Items) PortsOf(pods[0].Pod).ShouldContain(port["targetPort"].Text);
        }

        foreach (var budget in here.Resources.Where(r => r["kind"].Text == "PodDisruptionBudget"))
            here.Pods.Count(p => Manifests.Selects(budget["spec.selector.matchLabels"], p.Pod)).ShouldBe(1);
        foreach (var policy in here.Resources.Where(r => r["kind"].Text == "NetworkPolicy"))
        {
            var pods = here.Pods.Where(p => Manifests.Selects(policy["spec.podSelector.matchLabels"], p.Pod)).ToList();
            pods.Count.ShouldBe(2);
            foreach (var port in policy["spec.ingress"].Items.SelectMany(rule => rule["ports"].Items))
                pods.ShouldAllBe(p => PortsOf(p.Pod).Contains(port["port"].Text));
        }

        foreach (var (maker, pod) in here.Pods)
        {
            Manifests.Selects(maker["spec.selector.matchLabels"], pod).ShouldBeTrue();
            foreach (var spread in pod["spec.topologySpreadConstraints"].Items) Manifests.Selects(spread["labelSelector.matchLabels"], pod).ShouldBeTrue();
        }
    }

    [Fact]
    public void The_nodes_own_service_is_headless_and_reaches_a_node_before_it_serves()
    {
        var resources = Manifests.Of($"{Manifests.Top}/base").Resources.ToList();
        var set = resources.Single(r => r["kind"].Text == "StatefulSet");
        var service = resources.Single(r => r["kind"].Text == "Service" && Manifests.NameOf(r) == set["spec.serviceName"].Text);
        service["spec.clusterIP"].Text.ShouldBe("None");
        service["spec.publishNotReadyAddresses"].Text.ShouldBe("true");
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public async Task Probes_ask_what_a_node_answers(string folder)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Services.AddScheduler(new NodeOptions());
        await using var app = builder.Build();
        app.MapScheduler();
        var answered = ((IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Select(endpoint => endpoint.RoutePattern.RawText).ToHashSet();
        foreach (var (maker, pod) in NodePods(Manifests.Of(folder)))
        {
            foreach (var probe in (string[])["startupProbe", "readinessProbe", "livenessProbe"])
            {
                var asked = Node(pod)[probe]["httpGet"];
                answered.ShouldContain(asked["path"].Text, $"{maker} {probe}");
                PortsOf(pod).ShouldContain(asked["port"].Text);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public void Each_pods_environment_and_file_are_a_valid_configuration(string folder)
    {
        var here = Manifests.Of(folder);
        foreach (var (maker, pod) in NodePods(here))
        {
            var options = PodConfiguration.Load(here, pod, podName: Manifests.NameOf(maker) + "-0");
            options.Node.Id.ShouldBe(Manifests.NameOf(maker) + "-0");
            options.Store.Provider.ShouldBe(StoreProvider.PostgreSql);
            options.Auth.IsConfigured.ShouldBeTrue();
            var ports = Node(pod)["ports"].Items.ToDictionary(p => p["name"].Text, p => p["containerPort"].Number);
            options.Http.Bind.Port.ShouldBe(ports["http"]);
            options.Cluster.Bind.Port.ShouldBe(ports["cluster"]);
            options.Cluster.Advertise.ShouldBe(new BindAddress(PodConfiguration.PodAddress, ports["cluster"]));
            options.Node.Roles.HasFlag(NodeRoles.Scheduler).ShouldBe(maker["kind"].Text == "StatefulSet");
        }

        NodePods(here).Any(p => PodConfiguration.Load(here, p.Pod, "w").Node.Roles == NodeRoles.Worker).ShouldBeTrue("no pods that only work");
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public void A_pod_has_the_time_that_its_node_takes_to_stop(string folder)
    {
        // What the program allows itself beyond its grace.
        const int beyondGrace = 30;
        var here = Manifests.Of(folder);
        foreach (var (_, pod) in NodePods(here))
        {
            var options = PodConfiguration.Load(here, pod, "n");
            var hook = Node(pod)["lifecycle.preStop.exec.command"].Items.Last().Number;
            pod["spec.terminationGracePeriodSeconds"].Number.ShouldBeGreaterThanOrEqualTo(hook + (int)options.Node.ShutdownGrace.TotalSeconds + beyondGrace);
        }
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public void A_node_runs_without_privileges_and_writes_to_its_one_volume(string folder)
    {
        var written = ImageRecipe.Read().Environment;
        foreach (var (_, pod) in NodePods(Manifests.Of(folder)))
        {
            pod["spec.securityContext.runAsNonRoot"].Text.ShouldBe("true");
            pod["spec.securityContext.runAsUser"].Number.ShouldBeGreaterThan(0);
            pod["spec.securityContext.seccompProfile.type"].Text.ShouldBe("RuntimeDefault");
            pod["spec.automountServiceAccountToken"].Text.ShouldBe("false");
            var node = Node(pod);
            node["securityContext.readOnlyRootFilesystem"].Text.ShouldBe("true");
            node["securityContext.allowPrivilegeEscalation"].Text.ShouldBe("false");
            node["securityContext.capabilities.drop"].Items.Select(c => c.Text).ShouldBe(["ALL"]);
            node["resources.limits.memory"].Exists.ShouldBeTrue();
            var writable = node["volumeMounts"].Items.Where(m => !m["readOnly"].Exists).Select(m => m["mountPath"].Text);
            writable.ShouldBe([written["TMPDIR"]]);
            written["SCHEDULER__STORE__DIRECTORY"].ShouldBe(written["TMPDIR"]);
        }
    }

    private static List<(Yaml Maker, Yaml Pod)> NodePods(Manifests here)
    {
        var pods = here.Pods.Where(p => p.Pod["spec.containers"].Items.Any(c => c["name"].Text == "node")).ToList();
        pods.Count.ShouldBe(2);
        return pods;
    }

    private static Yaml Node(Yaml pod) => pod["spec.containers"].Items.Single();

    private static List<string> PortsOf(Yaml pod) => [.. pod["spec.containers"].Items.SelectMany(c => c["ports"].Items).Select(p => p["name"].Text)];

    private static string Identity(Yaml resource) => $"{resource["apiVersion"].Text} {resource["kind"].Text} {Manifests.NameOf(resource)}";
}
