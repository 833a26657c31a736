using Shouldly;
using Xunit;

namespace Akka.Scheduler.UnitTests.Tidy;

public sealed class CSharpMembersTests
{
    [Fact]
    public void Methods_are_measured_from_signature_to_closing_brace()
        => Of("""
            namespace N;

            public sealed class C(int a = 3) : B(a)
            {
                private readonly List<int> _field = new() { 1 };

                [Fact]
                public void Short()
                {
                }

                public async Task<T> LongAsync<T>(
                    int first,
                    int second = 2) where T : class, new()
                {
                    if (first == second)
                    {
                        Call(() => { });
                    }
                }
            }
            """).ShouldBe(["namespace N; 1", "public sealed class C(int a = 3) : B(a) 19", "public void Short() 3", "public async Task<T> LongAsync<T>( 9"]);

    [Fact]
    public void Expression_bodies_end_at_their_semicolon()
        => Of("""
            class C
            {
                int Switch(int x) => x switch
                {
                    1 => 2,
                    _ => Call(() => { return; }),
                };
                int Next => 1;
                public static bool operator ==(C a, C b) => true;
                public static bool operator >=(C a, C b)
                {
                    return true;
                }
            }
            """).ShouldBe([
                "class C 14", "int Switch(int x) => x switch 5", "int Next => 1; 1",
                "public static bool operator ==(C a, C b) => true; 1", "public static bool operator >=(C a, C b) 4"]);

    [Fact]
    public void Properties_with_accessors_and_initial_values_are_one_member()
        => Of("""
            interface I
            {
                int A { get; set; } = Call(new { X = 1 });
                int B
                {
                    get => 1;
                    init { }
                }
                (int, int) Pair();
            }
            """).ShouldBe(["interface I 10", "int A { get; set; } = Call(new { X = 1 }); 1", "int B 5", "(int, int) Pair(); 1"]);

    [Fact]
    public void Nested_types_records_enums_and_extensions_are_types()
    {
        var members = CSharpMembers.In("""
            public abstract record Outcome
            {
                private Outcome() { }
                public sealed record Done(int Code) : Outcome;
                public sealed record Failed(string Why) : Outcome
                {
                    public bool IsFinal() => true;
                }
                private enum Kind { A = 1, B }
                extension(Outcome outcome)
                {
                    public bool Ok => true;
                }
            }
            public readonly record struct Id(int Value);
            """);

        members.Where(m => m.Kind == CSharpMemberKind.Type).Select(m => (m.Header, m.Depth)).ShouldBe([
            ("public abstract record Outcome", 0),
            ("public sealed record Done(int Code) : Outcome;", 1),
            ("public sealed record Failed(string Why) : Outcome", 1),
            ("private enum Kind { A = 1, B }", 1),
            ("extension(Outcome outcome)", 1),
            ("public readonly record struct Id(int Value);", 0)]);
    }

    [Fact]
    public void Tables_are_data_not_methods()
        => CSharpMembers.In("class C { private static readonly int[] Table = [\n1,\n2]; }")
            .Single(m => m.Header.StartsWith("private", StringComparison.Ordinal)).Kind.ShouldBe(CSharpMemberKind.Data);

    [Fact]
    public void Top_level_statements_are_read()
        => Of("using System;\nvar x = 1;\nif (x > 0)\n{\n  Run();\n}\nreturn 0;").ShouldBe(["using System; 1", "if (x > 0) 4", "return 0; 1"]);

    private static IEnumerable<string> Of(string code)
        => CSharpMembers.In(CSharpText.Scan(code).Code).Where(m => m.Kind != CSharpMemberKind.Data).Select(m => $"{m.Header} {m.Lines}");
}
