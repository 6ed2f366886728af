using System.Runtime.InteropServices;

namespace EdgeTool;

/// <summary>Turns signals that end a process into a request, so that training stops where it can go on from.</summary>
internal sealed class StopSignals : IDisposable
{
    private readonly CancellationTokenSource _source = new();
    private readonly PosixSignalRegistration[] _signals;

    public StopSignals() => _signals =
    [
        .. new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP }.Select(signal => PosixSignalRegistration.Create(signal, context =>
        {
            // A second one ends the process at once; the checkpoint of the last epoch stays all the same.
            context.Cancel = !_source.IsCancellationRequested;
            _source.Cancel();
        })),
    ];

    public CancellationToken Token => _source.Token;

    public void Dispose()
    {
        Array.ForEach(_signals, s => s.Dispose());
        _source.Dispose();
    }
}
