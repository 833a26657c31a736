using Akka.Scheduler.TestKit.Checking;
using Akka.Scheduler.TestKit.Checking.Damages;
using Akka.Scheduler.TestKit.Checking.Invariants;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.UnitTests.Checking;

/// <summary>The checker passes a good run, and every one of its invariants can fail, alone.</summary>
public sealed class HistoryCheckerTests
{
    private const int Teeth = 30;
    private const int Last = 32;

    public static TheoryData<int> Damages => [.. Enumerable.Range(0, Damage.All.Count)];

    [Fact]
    public void A_good_history_keeps_all_invariants() => HistoryChecker.Check(GoodHistory.Make()).Problems.ShouldBeEmpty();

    [Fact]
    public void A_good_history_has_something_to_say_about_every_invariant_that_needs_no_special_feature()
    {
        int[] silent = [.. HistoryChecker.Check(GoodHistory.Make()).Verdicts.Where(verdict => verdict.Examined == 0).Select(verdict => verdict.Invariant.Number)];
        silent.ShouldBe([23, 24]);
    }

    [Fact]
    public void What_a_history_does_not_hold_is_not_judged()
    {
        var good = GoodHistory.Make();
        var stepsOnly = good with { Terms = [], Shards = [], Consumptions = [], Counts = [], Nodes = [], HealedAt = null, Log = [.. good.Log.Where(row => row.Step is not null)] };
        HistoryChecker.Check(stepsOnly).Problems.ShouldBeEmpty();
    }

    [Fact]
    public void The_invariants_are_numbered() => HistoryChecker.Invariants.Select(invariant => invariant.Number).ShouldBe(Enumerable.Range(1, Last));

    [Fact]
    public void Every_invariant_has_a_falsification() =>
        Damage.All.Select(damage => damage.Invariant).Distinct().Order().ShouldBe(Enumerable.Range(1, Last).Where(number => number != Teeth));

    [Theory]
    [MemberData(nameof(Damages))]
    public void A_falsification_breaks_its_invariant_and_no_other(int index)
    {
        var damage = Damage.All[index];
        var falsified = damage.Apply(GoodHistory.Make());
        falsified.ShouldNotBeNull(damage.Name);
        var verdicts = HistoryChecker.Check(falsified).Verdicts.Where(verdict => verdict.Invariant.Number != Teeth && verdict.Violations.Count > 0).ToList();
        verdicts.Select(verdict => verdict.Invariant.Number).ShouldBe([damage.Invariant], $"{damage}\n{string.Join("\n", verdicts.SelectMany(verdict => verdict.Violations))}");
        verdicts[0].Violations[0].Subject.ShouldNotBeEmpty();
    }

    [Fact]
    public void A_checker_that_overlooks_something_has_no_teeth()
    {
        var harmless = new Damage(1, "nothing is done", run => run with { });
        var findings = new Findings();
        new CheckerHasTeeth(HistoryChecker.Invariants, [harmless]).Check(GoodHistory.Make(), findings);
        findings.Violations.ShouldHaveSingleItem().Subject.ShouldBe(harmless.ToString());
    }

    [Fact]
    public void A_soft_invariant_is_told_and_does_not_condemn()
    {
        var damage = Damage.All.Single(damage => damage.Invariant == 27);
        var report = HistoryChecker.Check(damage.Apply(GoodHistory.Make())!);
        report.Broken.ShouldNotContain(27);
        report.ToMarkdown().ShouldContain("declared dead");
    }
}
