using System.Diagnostics;

namespace EdgeRuntime.Inference;

/// <summary>
/// Chooses how many steps of a model a team shares, by timing inferences as they come. What a hand-over costs and how fast a step is differ
/// between machines, with their load, and with the pause between two inferences (workers sleep through it), so no constant can know it.
/// </summary>
/// <remarks>
/// Plans are nested: plan p shares every step whose <see cref="BoundStep.SharedFrom"/> is at most p, plan 0 none. In a race each plan gets
/// bursts of consecutive inferences in turn, after some that wake the workers, and its best burst counts; long inferences need few of
/// both. Then the winner runs until the next race, ever longer. Nothing but durations depends on it. Nothing is allocated after construction.
/// </remarks>
internal sealed class SharingRace
{
    /// <summary>Inferences before a burst, at most: the plan before may have let the workers sleep.</summary>
    internal const int WarmUp = 4;

    /// <summary>Inferences of a burst, at most.</summary>
    internal const int Burst = 8;

    /// <summary>Bursts of each plan in a race.</summary>
    internal const int Rounds = 3;

    /// <summary>After so long workers are awake, and a burst says enough.</summary>
    internal static readonly long LongTicks = Stopwatch.Frequency / 2_000;

    /// <summary>A plan that shares must be faster by this than none: other processes want the cores too, which workers keep busy while they wait.</summary>
    private const double LeastGain = 1.03;

    /// <summary>Inferences between the first two races, and at most: races are a four-hundredth of all inferences then.</summary>
    private const int FirstRest = 500, LongestRest = 75_000;

    private readonly long[] _best;
    private int _rest;
    private int _nextRest = FirstRest;
    private int _round;
    private int _run;
    private bool _isAwake;
    private long _ticks;

    /// <param name="last">The plan that shares most; it runs first.</param>
    public SharingRace(int last)
    {
        _best = new long[last + 1];
        Begin();
    }

    /// <summary>Of the next inference.</summary>
    public int Plan { get; private set; }

    /// <summary>Whether the duration of the next inference is asked for.</summary>
    public bool IsTiming => _rest == 0;

    /// <summary>Counts an inference.</summary>
    /// <param name="ticks">How long it took, in those of <see cref="Stopwatch"/>; not looked at unless <see cref="IsTiming"/>.</param>
    public void Count(long ticks)
    {
        if (_rest > 0)
        {
            if (--_rest == 0)
            {
                Begin();
            }

            return;
        }

        _ticks += ticks;
        if (++_run < (_isAwake ? Burst : WarmUp) && _ticks < LongTicks)
        {
            return;
        }

        _isAwake = !_isAwake;
        var each = _ticks / _run;
        (_run, _ticks) = (0, 0);
        if (_isAwake)
        {
            return;
        }

        _best[Plan] = Math.Min(_best[Plan], each);
        if (Plan > 0)
        {
            Plan--;
        }
        else if (++_round < Rounds)
        {
            Plan = _best.Length - 1;
        }
        else
        {
            End();
        }
    }

    private void Begin()
    {
        Array.Fill(_best, long.MaxValue);
        (Plan, _round) = (_best.Length - 1, 0);
        if (Plan == 0)
        {
            _rest = int.MaxValue;
        }
    }

    private void End()
    {
        var winner = 0;
        for (var plan = 1; plan < _best.Length; plan++)
        {
            winner = _best[plan] * (winner == 0 ? LeastGain : 1) < _best[winner] ? plan : winner;
        }

        Plan = winner;
        _rest = _nextRest;
        _nextRest = Math.Min(_nextRest * 2, LongestRest);
    }
}
