using System.Diagnostics;
using EdgeTool;

namespace EdgeRuntime.Benchmarks;

/// <summary>
/// What a second thread gains, beside what this machine gives: two cores of a virtual machine may be two halves of one, and change that
/// within seconds. So in every round one thread computes inferences, then two threads each of them together, then each thread its own.
/// </summary>
/// <param name="OneMicroseconds">Of one inference by one thread, least of all rounds.</param>
/// <param name="TwoMicroseconds">Of one inference by two threads, least of all rounds.</param>
/// <param name="ApartMicroseconds">Of two inferences at once, one by each thread, least of all rounds.</param>
/// <param name="MedianGain">One thread's time over that of two, median of the rounds.</param>
/// <param name="MedianGainApart">The same of inferences apart.</param>
/// <param name="Rounds">How many there were.</param>
internal sealed record ThreadScaling(
    double OneMicroseconds, double TwoMicroseconds, double ApartMicroseconds, double MedianGain, double MedianGainApart, int Rounds)
{
    private const double BurstSeconds = 0.004;

    /// <summary>Runs of two threads before the first round: until they have chosen which steps to share.</summary>
    private const int Settling = 300;

    public double Gain => OneMicroseconds / TwoMicroseconds;

    public double GainApart => 2 * OneMicroseconds / ApartMicroseconds;

    /// <summary>Measures on the first two cores.</summary>
    /// <param name="one">Of one thread.</param>
    /// <param name="two">Of two threads; the second one pinned.</param>
    /// <param name="beside">Of one thread; it runs on the second core.</param>
    /// <param name="duration">Of all rounds.</param>
    public static ThreadScaling Measure(InferenceTimer one, InferenceTimer two, InferenceTimer beside, TimeSpan duration) =>
        PinnedThread.Run(0, () =>
        {
            Run(two, Settling);
            Run(one, 3);
            var runs = (int)Math.Clamp(BurstSeconds / (Run(one, 3) / 3), 1, 100_000);
            using var second = new SecondCore(beside, runs);
            var (least, gains, gainsApart) = ((One: double.MaxValue, Two: double.MaxValue, Apart: double.MaxValue), new List<double>(), new List<double>());
            for (var start = Stopwatch.GetTimestamp(); gains.Count < 5 || Stopwatch.GetElapsedTime(start) < duration;)
            {
                var alone = Burst(one, runs);
                var together = Burst(two, runs);
                var apart = second.Beside(() => Run(one, runs));
                least = (Math.Min(least.One, alone), Math.Min(least.Two, together), Math.Min(least.Apart, apart));
                gains.Add(alone / together);
                gainsApart.Add(2 * alone / apart);
            }

            var scale = 1e6 / runs;
            return new ThreadScaling(least.One * scale, least.Two * scale, least.Apart * scale, Median(gains), Median(gainsApart), gains.Count);
        });

    /// <summary>Seconds of some runs, after one that wakes threads and fills caches.</summary>
    private static double Burst(InferenceTimer timer, int runs)
    {
        timer.RunOnce();
        return Run(timer, runs);
    }

    private static double Run(InferenceTimer timer, int runs)
    {
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < runs; i++)
        {
            timer.RunOnce();
        }

        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static double Median(List<double> values)
    {
        values.Sort();
        return values[values.Count / 2];
    }

    /// <summary>A thread on the second core that sleeps unless it runs beside the first.</summary>
    private sealed class SecondCore : IDisposable
    {
        private readonly SemaphoreSlim _asked = new(0);
        private readonly Thread _thread;
        private int _ready, _go, _done;
        private double _seconds;
        private volatile bool _isOver;

        public SecondCore(InferenceTimer timer, int runs)
        {
            _thread = new Thread(() => PinnedThread.Run(1, () => Work(timer, runs)));
            _thread.Start();
        }

        /// <summary>Seconds until both are done.</summary>
        public double Beside(Func<double> first)
        {
            var round = _go + 1;
            _asked.Release();
            SpinUntil(ref _ready, round);
            Volatile.Write(ref _go, round);
            var seconds = first();
            SpinUntil(ref _done, round);
            return Math.Max(seconds, _seconds);
        }

        public void Dispose()
        {
            _isOver = true;
            _asked.Release();
            _thread.Join();
            _asked.Dispose();
        }

        private bool Work(InferenceTimer timer, int runs)
        {
            for (var round = 1; ; round++)
            {
                _asked.Wait();
                if (_isOver)
                {
                    return true;
                }

                timer.RunOnce();
                Volatile.Write(ref _ready, round);
                SpinUntil(ref _go, round);
                _seconds = Run(timer, runs);
                Volatile.Write(ref _done, round);
            }
        }

        private static void SpinUntil(ref int value, int round)
        {
            while (Volatile.Read(ref value) < round)
            {
                Thread.SpinWait(1);
            }
        }
    }
}
