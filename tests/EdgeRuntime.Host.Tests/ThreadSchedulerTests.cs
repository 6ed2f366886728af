using EdgeRuntime.Pipeline;

namespace EdgeRuntime.Host.Tests;

/// <summary>What the kernel says of a thread after it was placed; proc(5).</summary>
public class ThreadSchedulerTests
{
    [Fact]
    public void WhatIsNotRefusedIsWhatTheKernelShows()
    {
        var (policy, priority, cpus) = ("", "", "");
        IReadOnlyList<string> refused = [];
        OnItsOwnThread(() =>
        {
            refused = ThreadScheduler.Place(new ThreadPlacement(7, [0], LockMemory: false));
            var fields = File.ReadAllText("/proc/thread-self/stat").Split(") ")[1].Split(' ');

            // Fields 40 and 41 of the line; the first of these is field 3.
            (priority, policy) = (fields[37], fields[38]);
            cpus = Status("Cpus_allowed_list");
        });
        var isRaised = !refused.Any(r => r.StartsWith("real-time priority 7 is not permitted", StringComparison.Ordinal));
        Assert.Equal(isRaised ? ("7", "1") : ("0", "0"), (priority, policy));
        Assert.Equal("0", cpus);
        Assert.All(refused, r => Assert.Contains("LimitRTPRIO=", r));
    }

    [Fact]
    public void AProcessorThatIsNotThereIsSaid()
    {
        IReadOnlyList<string> refused = [];
        OnItsOwnThread(() => refused = ThreadScheduler.Place(new ThreadPlacement(0, [1023], LockMemory: false)));
        Assert.Equal(
            "processors 1023 is not permitted (Invalid argument): name processors that this machine has (nproc)", Assert.Single(refused));
    }

    [Fact]
    public void WithoutAPlacementNothingChanges()
    {
        var before = Status("Cpus_allowed_list");
        var after = "";
        OnItsOwnThread(() =>
        {
            Assert.Empty(ThreadScheduler.Place(null));
            after = Status("Cpus_allowed_list");
        });
        Assert.Equal(before, after);
    }

    private static string Status(string field) =>
        File.ReadLines("/proc/thread-self/status").Single(l => l.StartsWith(field, StringComparison.Ordinal)).Split(':')[1].Trim();

    private static void OnItsOwnThread(Action work)
    {
        Exception? fault = null;
        var thread = new Thread(() =>
        {
            try
            {
                work();
            }
            catch (Exception e)
            {
                fault = e;
            }
        });
        thread.Start();
        thread.Join();
        Assert.Null(fault);
    }
}
