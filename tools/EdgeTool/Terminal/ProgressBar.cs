using System.Diagnostics;

namespace EdgeTool;

/// <summary>A progress bar that appears only when work takes longer than two seconds, and never in a pipe.</summary>
public sealed class ProgressBar : IDisposable
{
    private const int BarWidth = 30;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan RedrawPeriod = TimeSpan.FromMilliseconds(100);

    private readonly TextWriter? _writer;
    private readonly string _what;
    private readonly int _total;
    private readonly long _start = Stopwatch.GetTimestamp();
    private long _lastDrawn;
    private int _drawnWidth;

    internal ProgressBar(TextWriter? writer, string what, int total) => (_writer, _what, _total) = (writer, what, Math.Max(1, total));

    /// <param name="done">Parts that are finished.</param>
    public void Report(int done) => Report(done, "");

    /// <param name="done">Parts that are finished.</param>
    /// <param name="note">What else there is to tell, behind the bar.</param>
    public void Report(int done, string note)
    {
        if (_writer is null || Stopwatch.GetElapsedTime(_start) < Patience
            || (_lastDrawn != 0 && Stopwatch.GetElapsedTime(_lastDrawn) < RedrawPeriod))
        {
            return;
        }

        _lastDrawn = Stopwatch.GetTimestamp();
        var filled = BarWidth * Math.Min(done, _total) / _total;
        var line = $"{_what} [{new string('#', filled)}{new string('.', BarWidth - filled)}] {done}/{_total} {note}";
        _writer.Write($"\r{line.PadRight(_drawnWidth)}");
        _drawnWidth = line.Length;
    }

    /// <summary>Time until the end if it goes on as it did, for a note.</summary>
    public string TimeLeft(int done) => done == 0 ? ""
        : TimeSpan.FromSeconds(Math.Round(Stopwatch.GetElapsedTime(_start).TotalSeconds * (_total - done) / done)).ToString("c");

    /// <summary>Wipes the bar.</summary>
    public void Dispose()
    {
        if (_lastDrawn != 0)
        {
            _writer!.Write($"\r{new string(' ', _drawnWidth)}\r");
            _lastDrawn = 0;
        }
    }
}
