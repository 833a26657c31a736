using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Testing.Simulation;
using Akka.Scheduler.TestKit.Swarm;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.ClusterTests.Simulation;

/// <summary>Many seeds of <see cref="SwarmRun"/>. A seed that fails is named, with the command that runs it again.</summary>
public sealed class SwarmTests
{
    private const ulong SeedsPerCase = 250;

    // What every part has to bring about: a nemesis that does nothing would find nothing.
    private static readonly string[] Awaited =
    [
        .. SwarmOptions.AllNemeses.Select(kind => kind.ToString()),
        .. new[] { FaultKind.LostRequest, FaultKind.LostAck, FaultKind.LateApply, FaultKind.Refused, FaultKind.Slow }.Select(kind => kind.ToString()),
        .. Enum.GetNames<TransitionType>(),
        SwarmCoverage.TakeOver, SwarmCoverage.HandOff, SwarmCoverage.AnsweredAgain, SwarmCoverage.Fenced, SwarmCoverage.DeclaredDead,
        SwarmCoverage.FrameLost, SwarmCoverage.FrameDoubled,
    ];

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    public void History_keeps_its_promises_under_faults(int part)
    {
        var sweep = new SwarmSweep(seed => new(seed));

        sweep.Go(((ulong)part * SeedsPerCase) + 1, SeedsPerCase);

        sweep.Failures.ShouldBeEmpty(string.Concat(sweep.Failures));
        sweep.Done.ShouldBe((long)SeedsPerCase);
        string[] missing = [.. Awaited.Where(name => sweep.Coverage[name] == 0)];
        missing.ShouldBeEmpty($"none of: {string.Join(", ", missing)}; there were: {sweep.Coverage}");
    }

    /// <remarks>What was acknowledged in the lost future is lost; the history that is left is without fault, and the work goes on. 43 and 53 let late commits of
    /// a lost term in as long as the fence did not compare the batch before.</remarks>
    [Theory]
    [InlineData(0.2)]
    [InlineData(0.5)]
    public void After_the_store_has_gone_back_the_cluster_goes_on_from_there(double share)
    {
        var sweep = new SwarmSweep(seed => new(seed, SwarmOptions.Draw(seed) with
        {
            Nemeses = [FaultKind.Rollback, FaultKind.ForcedSteal, FaultKind.NodeKilled, FaultKind.NodeStopped],
            NemesisShare = share,
        }));

        sweep.Go(1, 60);

        sweep.Failures.ShouldBeEmpty(string.Concat(sweep.Failures));
        sweep.Coverage[nameof(FaultKind.Rollback)].ShouldBeGreaterThan(60);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Limits_are_kept_whoever_keeps_them_and_whatever_becomes_of_messages(int part)
    {
        var sweep = new SwarmSweep(seed => new(seed, SwarmOptions.DrawLimits(seed)));

        sweep.Go(((ulong)part * SeedsPerCase / 2) + 1, SeedsPerCase / 2);

        sweep.Failures.ShouldBeEmpty(string.Concat(sweep.Failures));
        sweep.Coverage[nameof(FaultKind.ForcedSteal)].ShouldBeGreaterThan(100);
        sweep.Coverage[SwarmCoverage.FrameDoubled].ShouldBeGreaterThan(1_000);
    }

    /// <remarks>53, 490: a shard said that it knew the limit of a queue, and had not counted what ran. 342, 661, 675: a task that allows fewer than others of
    /// its key started on a permit that was granted for one of those. 12: two accounts for one limit. 5019: two permits went to and fro without end,
    /// because with one of them always on its way their keeper never said of what claim they came.</remarks>
    [Theory]
    [InlineData(12UL)]
    [InlineData(53UL)]
    [InlineData(342UL)]
    [InlineData(490UL)]
    [InlineData(661UL)]
    [InlineData(675UL)]
    [InlineData(5019UL)]
    public void What_a_limit_once_let_through_it_does_not_let_through(ulong seed)
    {
        var run = new SwarmRun(seed, SwarmOptions.DrawLimits(seed));
        run.Go();
        run.Problems.ShouldBeEmpty();
        run.World.Simulation.Turns.ShouldBeLessThan(500_000);
    }

    /// <remarks>81: a worker without the role owned the singleton. 50: nobody restarted a node while a schedule was changed. 298: nodes took one slot from each other, without end. 7042: an answer to the keeper of a limit answered what was still to be answered.</remarks>
    [Theory]
    [InlineData(50UL)]
    [InlineData(81UL)]
    [InlineData(298UL)]
    [InlineData(7042UL)]
    public void What_failed_once_fails_no_more(ulong seed)
    {
        var run = new SwarmRun(seed);
        run.Go();
        run.Problems.ShouldBeEmpty();
        run.World.Simulation.Turns.ShouldBeLessThan(500_000);
    }

    [Theory]
    [InlineData(7UL)]
    [InlineData(4711UL)]
    public void The_same_seed_gives_the_same_run(ulong seed)
    {
        var (one, two) = (new SwarmRun(seed), new SwarmRun(seed));
        one.Go();
        two.Go();
        two.TraceHash.ShouldBe(one.TraceHash);
    }
}
