using System.Globalization;

namespace Akka.Scheduler.Executors.Grpc;

/// <summary>The header <c>grpc-timeout</c>: at most eight digits and a unit.</summary>
internal static class GrpcTimeout
{
    private const long MaxNumber = 99_999_999;

    private static readonly (TimeSpan Unit, char Letter)[] Units =
    [
        (TimeSpan.FromMilliseconds(1), 'm'), (TimeSpan.FromSeconds(1), 'S'), (TimeSpan.FromMinutes(1), 'M'), (TimeSpan.FromHours(1), 'H'),
    ];

    /// <summary>The text of a time, in the finest unit that it fits; what has passed already is the shortest time that can be said.</summary>
    public static string Text(TimeSpan left)
    {
        foreach (var (unit, letter) in Units)
        {
            var number = Math.Max(1, left.Ticks / unit.Ticks);
            if (number <= MaxNumber) return number.ToString(CultureInfo.InvariantCulture) + letter;
        }

        return MaxNumber.ToString(CultureInfo.InvariantCulture) + 'H';
    }
}
