namespace EdgeRuntime.Inference.Tests;

public class SharingRaceTests
{
    private const int Race = (SharingRace.WarmUp + SharingRace.Burst) * SharingRace.Rounds;

    [Fact]
    public void TheFastestPlanWins()
    {
        var race = new SharingRace(4);
        Assert.Equal(4, race.Plan);
        Run(race, 5 * Race, plan => plan == 2 ? 50 : 100);
        Assert.Equal((2, false), (race.Plan, race.IsTiming));
    }

    [Fact]
    public void APlanThatGainsLittleStaysAlone()
    {
        var race = new SharingRace(1);
        Run(race, 2 * Race, plan => plan == 1 ? 98 : 100);
        Assert.Equal(0, race.Plan);
    }

    [Fact]
    public void OneBadBurstDecidesNothing()
    {
        var race = new SharingRace(1);
        var runs = 0;
        Run(race, 2 * Race, plan => runs++ < SharingRace.WarmUp + SharingRace.Burst ? 10_000 : plan == 1 ? 60 : 100);
        Assert.Equal(1, race.Plan);
    }

    /// <summary>Under plan 0 the workers fall asleep: the plan after it is not to pay for waking them.</summary>
    [Fact]
    public void WhatWakingCostsDecidesNothing()
    {
        var race = new SharingRace(2);
        var (before, run) = (2, 0);
        Run(race, 3 * Race, plan =>
        {
            (run, before) = (plan == before ? run + 1 : 0, plan);
            return plan == 2 ? run < SharingRace.WarmUp ? 1_000 : 60 : 100;
        });
        Assert.Equal(2, race.Plan);
    }

    /// <summary>Both keep the cores busy, so the faster one is better for all.</summary>
    [Fact]
    public void AmongPlansThatShareTheFasterOneWins()
    {
        var race = new SharingRace(3);
        Run(race, 4 * Race, plan => plan switch { 0 => 100, 1 => 60, 2 => 59, _ => 61 });
        Assert.Equal(2, race.Plan);
    }

    [Fact]
    public void LongInferencesAreRacedInFew()
    {
        var race = new SharingRace(4);
        Run(race, 5 * 2 * SharingRace.Rounds, plan => plan == 3 ? SharingRace.LongTicks : 2 * SharingRace.LongTicks);
        Assert.Equal((3, false), (race.Plan, race.IsTiming));
    }

    [Fact]
    public void ItIsRunAnewSoThatAChangedMachineIsNoticed()
    {
        var race = new SharingRace(1);
        Run(race, 2 * Race, plan => plan == 1 ? 60 : 100);
        Run(race, 100_000, plan => plan == 1 ? 200 : 100);
        Assert.Equal(0, race.Plan);
    }

    [Fact]
    public void TimingBecomesRare()
    {
        var race = new SharingRace(3);
        Run(race, 1_000_000, _ => 100);
        var timed = 0;
        for (var i = 0; i < 1_000_000; i++)
        {
            timed += race.IsTiming ? 1 : 0;
            race.Count(100);
        }

        Assert.InRange(timed, 1, 2_500);
    }

    [Fact]
    public void WhereThereIsNothingToChooseNothingIsTimed()
    {
        var race = new SharingRace(0);
        Assert.Equal((0, false), (race.Plan, race.IsTiming));
        Run(race, 100_000, _ => 100);
        Assert.Equal((0, false), (race.Plan, race.IsTiming));
    }

    private static void Run(SharingRace race, int runs, Func<int, long> ticksOf)
    {
        for (var i = 0; i < runs; i++)
        {
            race.Count(ticksOf(race.Plan));
        }
    }
}
