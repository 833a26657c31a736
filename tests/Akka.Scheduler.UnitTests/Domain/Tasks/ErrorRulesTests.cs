using Akka.Scheduler.Domain.Tasks;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.UnitTests.Domain.Tasks;

public sealed class ErrorRulesTests
{
    private static readonly AttemptOutcome.Failed NotFound = new("HTTP 404", new TaskResult(404, null, null)) { Retryable = false, Reason = TaskReason.Status };
    private static readonly AttemptOutcome.Failed Thrown = new("InvalidOperationException: no", null) { ErrorType = "System.InvalidOperationException" };
    private static readonly AttemptOutcome.Failed Nested = new("Fault: no", null) { ErrorType = "Shop.Orders+Fault" };
    private static readonly AttemptOutcome.Failed Late = new("late", null) { Reason = TaskReason.Timeout };

    public static TheoryData<string, string, AttemptOutcome.Failed, bool> Cases => new()
    {
        { "", "", Thrown, true },
        { "", "", NotFound, false },
        { "404", "", NotFound, true },
        { "500,404", "", NotFound, true },
        { "500", "", NotFound, false },
        { "4", "", NotFound, false },
        { "", "404", NotFound, false },
        { "404", "404", NotFound, false },
        { "status", "", NotFound, true },
        { "", "System.InvalidOperationException", Thrown, false },
        { "", "InvalidOperationException", Thrown, false },
        { "", "OperationException", Thrown, true },
        { "", "invalidoperationexception", Thrown, true },
        { "", "TimeoutException", Thrown, true },
        { "TimeoutException", "", Thrown, false },
        { "InvalidOperationException", "", Thrown, true },
        { "", "Fault", Nested, false },
        { "", "Orders+Fault", Nested, false },
        { "", "timeout", Late, false },
        { "timeout", "", Late, true },
        { "error", "", Late, false },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void An_error_is_repeated_if_the_rules_let_it(string retryable, string nonRetryable, AttemptOutcome.Failed failed, bool repeated) =>
        (new ErrorRules(Names(retryable), Names(nonRetryable)).WhyFinal(failed) is null).ShouldBe(repeated);

    private static string[] Names(string text) => text.Split(',', StringSplitOptions.RemoveEmptyEntries);
}
