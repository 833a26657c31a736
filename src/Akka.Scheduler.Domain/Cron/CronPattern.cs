namespace Akka.Scheduler.Domain.Cron;

/// <summary>A parsed expression as bit sets: bit n stands for value n. Two equal patterns have the same occurrences in every zone.</summary>
/// <param name="Seconds">Bits 0 to 59.</param>
/// <param name="Minutes">Bits 0 to 59.</param>
/// <param name="Hours">Bits 0 to 23.</param>
/// <param name="Days">Bits 1 to 31; with <see cref="CronTraits.FromMonthEnd"/> all of them.</param>
/// <param name="Months">Bits 1 to 12.</param>
/// <param name="Weekdays">Bits 0 (Sunday) to 6.</param>
/// <param name="Traits">Flags.</param>
/// <param name="EndOffset">Days before the month's last one, with <see cref="CronTraits.FromMonthEnd"/>.</param>
/// <param name="Ordinal">1 to 5 for <c>d#n</c>, or 0.</param>
internal readonly record struct CronPattern(
    ulong Seconds, ulong Minutes, uint Hours, uint Days, uint Months, uint Weekdays, CronTraits Traits, int EndOffset, int Ordinal)
{
    public const ulong AllSixty = (1UL << 60) - 1;
    public const uint AllHours = (1U << 24) - 1;
    public const uint AllDays = 0xFFFF_FFFE;
    public const uint AllMonths = 0x1FFE;
    public const uint AllWeekdays = 0x7F;

    /// <summary>True if the trait is set.</summary>
    public bool Has(CronTraits trait) => (Traits & trait) != 0;
}
