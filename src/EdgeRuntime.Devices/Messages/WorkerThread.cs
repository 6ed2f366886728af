using EdgeRuntime.Pipeline;

namespace EdgeRuntime.Devices;

/// <summary>A device's own thread, for what may wait: repeats steps until it is stopped. No fault of a step ends it, or the process.</summary>
internal sealed class WorkerThread : IDisposable
{
    private const int StackBytes = 512 * 1024;
    private const long FaultPauseNs = 1_000_000_000;

    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(2);

    private readonly MonotonicClock _clock;
    private readonly IWake _wake;
    private readonly Func<long, long> _step;
    private readonly Action<long> _finish;
    private readonly Action<long, Exception> _fault;
    private readonly Thread _thread;
    private volatile bool _stopping;
    private bool _isOver;

    /// <param name="name">Of the thread.</param>
    /// <param name="clock">Gives the time of a step.</param>
    /// <param name="wake">Ends the pause after a step; owned.</param>
    /// <param name="step">Takes the monotonic time; returns nanoseconds until the next one.</param>
    /// <param name="finish">The last thing it does.</param>
    /// <param name="fault">Hears of what a step threw.</param>
    public WorkerThread(
        string name, MonotonicClock clock, IWake wake, Func<long, long> step, Action<long> finish, Action<long, Exception> fault)
    {
        (_clock, _wake, _step, _finish, _fault) = (clock, wake, step, finish, fault);
        _thread = new Thread(Run, StackBytes) { Name = name, IsBackground = true };
    }

    private bool IsStarted => (_thread.ThreadState & ThreadState.Unstarted) == 0;

    /// <summary>Starts it, the first time.</summary>
    public void Start()
    {
        if (!IsStarted)
        {
            _thread.Start();
        }
    }

    public void Wake() => _wake.Set();

    /// <summary>Stops it, and gives up after two seconds.</summary>
    /// <returns>false when it hangs in something; what it uses is still in use then.</returns>
    public bool Stop()
    {
        if (!_stopping)
        {
            _stopping = true;
            _wake.Set();
            _isOver = !IsStarted || _thread.Join(StopTimeout);
        }

        return _isOver;
    }

    public void Dispose()
    {
        if (Stop())
        {
            _wake.Dispose();
        }
    }

    private void Run()
    {
        while (!_stopping)
        {
            var sleepNs = Guarded(_step);
            if (sleepNs > 0 && !_stopping)
            {
                _wake.Wait(sleepNs);
            }
        }

        _ = Guarded(nowNs =>
        {
            _finish(nowNs);
            return 0;
        });
    }

    private long Guarded(Func<long, long> step)
    {
        try
        {
            return step(_clock.NowNs);
        }
        catch (Exception fault)
        {
            _fault(_clock.NowNs, fault);
            return FaultPauseNs;
        }
    }
}
