using Oms.Engine.Reconciliation;
using Oms.Trading;
using Oms.Trading.Broker;

namespace Oms.Engine.Tests.Reconciliation;

/// <summary>A night passes in no time: the plan is told the time.</summary>
public sealed class RoundPlanTests
{
    private static readonly TimeZoneInfo NewYork = TimeZoneInfo.FindSystemTimeZoneById("America/New_York");
    private static readonly RestartSchedule Schedule = new(new(23, 45), NewYork) { WeeklyLogin = (DayOfWeek.Sunday, new(18, 0)) };

    private readonly RoundPlan _plan = new(new() { Restart = Schedule });

    [Fact]
    public void While_the_link_is_in_step_it_asks_every_minute_and_at_once_when_somebody_wants_it()
    {
        var noon = At(2026, 11, 25, 17, 0);
        Assert.Equal(RoundStep.Nothing, _plan.Next(noon, LinkState.Ready, noon));
        Assert.Equal(RoundStep.Nothing, _plan.Next(noon + Minutes(0.9), LinkState.Ready, noon));
        Assert.Equal(RoundStep.Round, _plan.Next(noon + Minutes(1), LinkState.Degraded, noon));
        Assert.Equal(RoundStep.Nothing, _plan.Next(noon + Minutes(1.1), LinkState.Ready, noon));

        _plan.Hurry(noon + Minutes(1.1));

        Assert.Equal(RoundStep.Round, _plan.Next(noon + Minutes(1.1), LinkState.Ready, noon));
        Assert.Equal(RoundStep.Nothing, _plan.Next(noon + Minutes(3), LinkState.Disconnected, noon));
    }

    [Fact]
    public void The_night_freezes_waits_reads_everything_and_reopens_once()
    {
        var restart = At(2026, 11, 26, 4, 45); // 23:45 in New York.
        Assert.Equal(RoundStep.Nothing, _plan.Next(restart - Minutes(5.1), LinkState.Ready, restart - Minutes(6)));
        Assert.Equal(RoundStep.Freeze, _plan.Next(restart - Minutes(5), LinkState.Ready, restart - Minutes(6)));
        Assert.Equal(RoundStep.Nothing, _plan.Next(restart, LinkState.RestartWindow, restart - Minutes(5)));
        var back = restart + Minutes(5);
        Assert.Equal(RoundStep.Nothing, _plan.Next(back, LinkState.Synchronizing, restart - Minutes(5)));
        Assert.Equal(RoundStep.RoundBeforeReopening, _plan.Next(back + Minutes(1), LinkState.Ready, back));
        Assert.Equal(RoundStep.Nothing, _plan.Next(back + Minutes(1.1), LinkState.Ready, back));
        Assert.Equal(RoundStep.Reopen, _plan.Next(back + Minutes(1.2), LinkState.Ready, back + Minutes(1.15)));

        Assert.NotEqual(RoundStep.Freeze, _plan.Next(back + Minutes(1.3), LinkState.Ready, back + Minutes(1.15)));
        Assert.Equal(RoundStep.Freeze, _plan.Next(restart + TimeSpan.FromDays(1) - Minutes(4), LinkState.Ready, back));
    }

    [Fact]
    public void A_program_that_starts_within_a_freeze_ends_it_too()
    {
        var restart = At(2026, 11, 26, 4, 45);
        _plan.FoundFrozen(restart + Minutes(5));

        Assert.Equal(RoundStep.RoundBeforeReopening, _plan.Next(restart + Minutes(6), LinkState.Ready, restart));
        Assert.Equal(RoundStep.Reopen, _plan.Next(restart + Minutes(6.1), LinkState.Ready, restart + Minutes(6.05)));
    }

    [Theory]
    [InlineData(2026, 3, 7, 2026, 3, 8, 4, 45)] // The evening before clocks go forward.
    [InlineData(2026, 3, 8, 2026, 3, 9, 3, 45)] // The evening after.
    [InlineData(2026, 11, 1, 2026, 11, 2, 4, 45)] // Clocks have gone back.
    public void The_time_of_the_restart_is_that_of_the_gateways_zone(int year, int month, int day, int y, int m, int d, int hour, int minute) =>
        Assert.Equal(At(y, m, d, hour, minute), Schedule.At(At(year, month, day, 17, 0)).RestartAt);

    [Fact]
    public void A_time_that_the_clock_change_skips_is_an_hour_later()
    {
        var schedule = new RestartSchedule(new(2, 30), NewYork);

        Assert.Equal(At(2026, 3, 8, 7, 30), schedule.At(At(2026, 3, 8, 5, 0)).RestartAt);
    }

    [Fact]
    public void The_weekly_sign_in_is_the_next_one() =>
        Assert.Equal(At(2026, 11, 29, 23, 0), Schedule.NextLogin(At(2026, 11, 25, 17, 0)));

    private static TimeSpan Minutes(double minutes) => TimeSpan.FromMinutes(minutes);

    private static Instant At(int year, int month, int day, int hour, int minute) =>
        Instant.From(new DateTimeOffset(year, month, day, hour, minute, 0, TimeSpan.Zero));
}
