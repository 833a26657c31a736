namespace Akka.Scheduler.UnitTests.Cli;

/// <summary>A crontab with everything that real ones have.</summary>
internal static class CrontabSample
{
    public const int Jobs = 21;

    public const string Text =
        """
        # Kept by hand since 2009.
        SHELL=/bin/sh
        PATH = /usr/local/bin:/usr/bin:/bin
        MAILTO="ops@example.org"
        GREETING='  hello there '

          # an indented remark
        *  *  *  *  *      date -u +\%FT\%TZ
        */3 *  *  *  *     df -P /var | tail -n 1
        23 *  *  *  *      cd /var && ls -1 | wc -l
        10 5  *  *  *      find /tmp -maxdepth 1 -type f -mtime +3 -print # not a comment
        40 5  *  *  7      echo week $(date +\%V)
        45 5  1  *  *      echo monthly; test -d /srv && du -sk /srv
        0  8-18/2 * * mon-fri  echo at the office
        30 2  *  *  *      echo "half past two, which some nights leave out"
        0,20,40 1-6 * feb,nov sat  echo every twenty minutes
        5 4 17 * fri       echo "either day"
        */15 7-19 * * 1-5  sleep 2; echo slow
        59 23 31 12 *      echo the last minute
        */2 0 */2 * mon    echo "both, because of the star"
        @hourly            uptime
        @daily             echo daily
        @weekly            echo weekly
        @annually          echo yearly
        @midnight          echo midnight
        @reboot            echo started
        CRON_TZ=Europe/Berlin
        0 3 * * *          echo three in Berlin
        */10 * * * *       cat%first line%second, 50\% done
        """;
}
